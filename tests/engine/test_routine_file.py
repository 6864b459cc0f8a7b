"""What a routine file may hold, and what becomes of it."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from routines.engine.plan import Session, Skip
from routines.engine.readers import RoutineFileError
from routines.engine.routine_file import parse
from tests.engine.documents import FULL


def test_every_field_of_a_file_reaches_the_plan() -> None:
    plan, window = parse(FULL)
    assert window == (date(2026, 3, 2), date(2026, 3, 8))
    assert plan.start == date(2026, 2, 20)
    assert plan.profile.sensitive
    assert plan.profile.birth_date == date(1900, 2, 28)
    assert plan.profile.ampoules_per_week == 3
    assert plan.profile.allergens == ("linalool",)
    assert [(step.product, step.session) for step in plan.steps] == [
        ("wash", Session.AM),
        ("wash", Session.PM),
        ("amp", Session.PM),
        ("cream", Session.PM),
    ]
    assert len({step.line for step in plan.steps}) == 4
    assert plan.skips == (
        Skip(date(2026, 3, 3), Session.AM, "wash"),
        Skip(date(2026, 3, 4)),
    )
    assert [note.damage_until for note in plan.journal] == [date(2026, 3, 3), None]
    assert plan.sweat == {date(2026, 3, 3)}
    assert plan.indoors == {date(2026, 3, 4)}
    assert plan.procedures[0].area == "face"


def test_products_are_read_with_what_their_kind_and_fields_say() -> None:
    products = parse(FULL)[0].products
    assert [key for key, product in products.items() if product.single_use] == ["amp", "mask"]
    assert products["amp"].trace_actives == {"bha"}
    assert products["cream"].inci == ("Aqua", "1,2-Hexanediol", "Parfum (Linalool, Citral)")
    assert products["mask"].inci == ("AQUA, X", "B")
    assert products["cream"].expires_on == date(2028, 2, 29)
    assert products["bottle"].percents == {"aha": 9.5}


@pytest.mark.parametrize(
    ("at", "session", "day"),
    [
        ("2026-03-04T03:59:59+01:00", "PM", 3),
        ("2026-03-04T04:00:00+01:00", "PM", 3),
        ("2026-03-04T05:00:00+01:00", "PM", 4),
        ("2026-03-04T03:30:00Z", "PM", 3),
        ("2026-03-04T03:30:00Z", "AM", 4),
        ("2026-03-03T23:30:00Z", "AM", 4),
        ("2026-03-03T22:30:00Z", "PM", 3),
    ],
)
def test_logged_use_before_the_night_ends_at_five_belongs_to_the_evening_before(
    at: str, session: str, day: int
) -> None:
    log = {"log": {"at": at, "session": session, "product": "mask"}}
    (extra,) = parse({**FULL, "events": [log]})[0].extras
    assert (extra.date, extra.session) == (date(2026, 3, day), session)


def test_start_is_the_first_date_of_the_window_unless_stated() -> None:
    bare = {"window": ["2026-03-02", "2026-03-08"], "products": {}, "routine": {}}
    assert parse(bare)[0].start == date(2026, 3, 2)


def put(value: object, *path: str | int) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for part in path[:-1]:
            document = document[part]
        document[path[-1]] = value

    return change


def event(**given: object) -> Callable[[Any], None]:
    return put([given], "events")


YES = True
SKIN = {"date": "2026-03-03"}
USE = {"date": "2026-03-03", "session": "PM", "product": "amp"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (put(1, "spff"), "spff: unknown field"),
        (put(1, "products", "cream", "spff"), "products.cream.spff: unknown field"),
        (put(YES, "profile", "vegan"), "profile.vegan: unknown field"),
        (put({}, "products", ""), "products: a product key may not be empty"),
        (put({}, "products", "cream"), "products.cream.kind: missing"),
        (put("cream", "products", "cream", "kind"), "products.cream.kind: unknown value"),
        (put(["photosensitizer"], "products", "amp", "actives"), "products.amp.actives[0]: "),
        (put(["peptide"], "products", "amp", "trace_actives"), "products.amp.trace_actives[0]: "),
        (put("30", "products", "cream", "spf"), "products.cream.spf: must be a whole number"),
        (put(YES, "products", "cream", "spf"), "products.cream.spf: must be a whole number"),
        (put(30.0, "products", "cream", "spf"), "products.cream.spf: must be a whole number"),
        (put(101, "products", "cream", "spf"), "products.cream.spf: must be a whole number"),
        (put(None, "products", "cream", "spf"), "products.cream.spf: must be a whole number"),
        (put(1, "products", "cream", "peel"), "products.cream.peel: must be true or false"),
        (put(None, "products", "cream", "name"), "products.cream.name: must be text"),
        (put({"aha": 101}, "products", "amp", "percents"), "products.amp.percents.aha: "),
        (put({"aha": True}, "products", "amp", "percents"), "products.amp.percents.aha: "),
        (put({"zinc": 1}, "products", "amp", "percents"), "products.amp.percents.zinc: unknown"),
        (put(0, "products", "amp", "label_max_per_day"), "products.amp.label_max_per_day: "),
        (put("maybe", "products", "amp", "patch_test"), "products.amp.patch_test: unknown value"),
        (put("2026-13", "products", "amp", "expires_on"), "products.amp.expires_on: "),
        (put([1], "products", "amp", "inci"), "products.amp.inci[0]: must be text"),
        (put(15, "profile", "ampoules_per_week"), "profile.ampoules_per_week: "),
        (put("1899-12-31", "profile", "birth_date"), "profile.birth_date: must be a date"),
        (
            put("2026-01-01", "profile", "breastfeeding_until"),
            "profile.breastfeeding_until: needs",
        ),
        (put(["2026-03-02"], "window"), "window: must be a first and a last date"),
        (put(["2026-03-08", "2026-03-02"], "window"), "window: must be a first and a last date"),
        (put("1969-12-31", "start"), "start: must be a date"),
        (put("2026-02-30", "start"), "start: 2026-02-30 is not in the calendar"),
        (put("20260220", "start"), "start: must be a date"),
        (put("2026-W09-5", "start"), "start: must be a date"),
        (put("Mars/Base", "tz"), "tz: unknown time zone"),
        (put("", "tz"), "tz: unknown time zone"),
        (put([], "routine", "NOON"), "routine.NOON: unknown field"),
        (put({}, "routine", "AM"), "routine.AM: must be a list"),
        (put([["wash"]], "routine", "AM"), "routine.AM[0]: must be a product key and a schedule"),
        (put([["soap", "daily"]], "routine", "AM"), "routine.AM[0][0]: unknown value"),
        (put([["wash", "Daily"]], "routine", "AM"), "routine.AM[0][1]: 'Daily' is no schedule"),
        (put([["wash", 7]], "routine", "AM"), "routine.AM[0][1]: must be text"),
        (put({}, "events"), "events: must be a list"),
        (put([{}], "events"), "events[0]: must have exactly one key"),
        (put([{"skip": SKIN, "sweat": SKIN}], "events"), "events[0]: must have exactly one key"),
        (event(nap=SKIN), "events[0].nap: unknown event"),
        (event(skip={}), "events[0].skip.date: missing"),
        (event(skip={**SKIN, "product": "soap"}), "events[0].skip.product: unknown value"),
        (event(skip={**SKIN, "session": "pm"}), "events[0].skip.session: unknown value"),
        (event(pause={"from": "2026-03-03", "to": "2026-03-02"}), "events[0].pause: from must"),
        (
            event(replace={"product": "amp", "from": "2026-03-03"}),
            "events[0].replace.with: missing",
        ),
        (event(extra={**USE, "at": "2026-03-03T10:00:00Z"}), "events[0].extra.at: unknown field"),
        (event(log={**USE}), "events[0].log.date: unknown field"),
        (event(journal={**SKIN, "irritation": 4}), "events[0].journal.irritation: "),
        (event(journal={**SKIN, "signs": ["itch"]}), "events[0].journal.signs[0]: unknown value"),
        (event(journal={**SKIN, "damage_until": "2026-03-03"}), "events[0].journal: damage_until"),
        (
            event(journal={**SKIN, "damage": ["cut"], "damage_until": "2026-03-02"}),
            "events[0].journal: damage_until must not be before date",
        ),
        (event(procedure={**SKIN, "type": "wax", "area": "leg"}), "events[0].procedure.area: "),
    ],
)
def test_mistake_is_named_with_its_place(change: Callable[[Any], None], place: str) -> None:
    document = deepcopy(FULL)
    change(document)
    with pytest.raises(RoutineFileError) as caught:
        parse(document)
    assert str(caught.value).startswith(place)


@pytest.mark.parametrize("part", ["window", "products", "routine"])
def test_required_part_may_not_be_left_out(part: str) -> None:
    document = {key: value for key, value in FULL.items() if key not in (part, "events")}
    document["routine" if part == "products" else "profile"] = {}
    with pytest.raises(RoutineFileError, match=f"^{part}: missing"):
        parse(document)


@pytest.mark.parametrize(
    "at",
    [
        "2026-03-04T03:30:00",
        "2026-03-04 03:30:00Z",
        "2026-03-04T25:00:00Z",
        "2026-03-04",
        "2026-02-30T10:00:00Z",
        "2200-01-01T10:00:00Z",
    ],
)
def test_log_needs_a_moment_with_its_offset(at: str) -> None:
    document = deepcopy(FULL)
    event(log={"at": at, "session": "PM", "product": "amp"})(document)
    with pytest.raises(RoutineFileError, match=r"^events\[0\]\.log\.at: "):
        parse(document)


@pytest.mark.parametrize("start", ["2026-02-20", "2026-03-30"], ids=["start", "window"])
def test_file_covers_at_most_3700_dates_from_the_earlier_beginning(start: str) -> None:
    earliest = min(date.fromisoformat(start), date(2026, 3, 2))
    longest, longer = (str(earliest + timedelta(days=n)) for n in (3699, 3700))
    document = {**FULL, "start": start, "window": ["2026-03-02", longest]}
    assert str(parse(document)[1][1]) == longest
    with pytest.raises(RoutineFileError, match=r"^window: covers more than 3700 dates"):
        parse({**document, "window": ["2026-03-02", longer]})
