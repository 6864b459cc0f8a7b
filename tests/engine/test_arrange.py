"""Arranging a shelf: what fits is used, nothing is flagged, and each place has its reason."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from routines.engine.arrange import arrange
from routines.engine.arrangement import Arrangement, Because, Task, Template
from routines.engine.habits import Wish
from routines.engine.plan import Session
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from routines.engine.schedule import OnDates, Schedule
from routines.engine.schedule_text import write_schedule
from routines.engine.timeline import expand
from tests.engine.random_shelves import MONDAY, faults, faults_of_new, random_shelf
from tests.thorough import TIMES

Facts = dict[str, Any]
SHELVES = 4 * TIMES
RETINOL: Facts = {"kind": "serum", "actives": ["retinoid_otc"]}
ACID: Facts = {"kind": "exfoliant_chemical", "actives": ["aha"]}
SPF: Facts = {"kind": "sunscreen", "spf": 50}
AMPOULE: Facts = {"kind": "ampoule"}


def arranged(
    products: dict[str, Facts],
    wishes: dict[str, Wish] | None = None,
    template: Template = Template.FULL,
    new: frozenset[str] = frozenset(),
    fresh_from: date | None = None,
    **fields: Any,
) -> Arrangement:
    given = {
        "window": [str(MONDAY), str(MONDAY + timedelta(days=27))],
        "products": products,
        "routine": {},
        **fields,
    }
    plan, (first, last) = parse(given)
    asked = Task(plan, first, last, load_rules(), wishes or {}, template)
    return arrange(replace(asked, new=new, fresh_from=fresh_from))


def week_of(found: Arrangement) -> dict[str, list[str]]:
    """Return each session's steps as written in a routine file."""
    return {
        session: [
            f"{step.product}: {write_schedule(step.schedule)}"
            for step in found.plan.steps
            if step.session is session
        ]
        for session in Session
    }


def uses_in_four_weeks(found: Arrangement, product: str) -> list[date]:
    timeline = expand(found.plan, MONDAY, MONDAY + timedelta(days=27))
    return [use.date for use in timeline.uses_of(product)]


@pytest.mark.parametrize("seed", range(SHELVES))
def test_any_shelf_is_used_without_a_flag_and_the_same_way_again(seed: int) -> None:
    assert list(faults(random_shelf(seed))) == []


@pytest.mark.parametrize("seed", range(SHELVES))
def test_no_shelf_is_flagged_for_what_is_new_on_it_or_placed_round_a_pack(seed: int) -> None:
    assert list(faults_of_new(random_shelf(seed), Random(seed))) == []  # noqa: S311 (no secret)


def test_a_small_shelf_becomes_the_week_one_expects() -> None:
    shelf: dict[str, Facts] = {
        "cream": {"kind": "moisturizer"},
        "spf": SPF,
        "wash": {"kind": "cleanser"},
    }
    assert week_of(arranged({**shelf, "amp": AMPOULE, "acid": ACID})) == {
        "AM": ["wash: daily", "cream: daily", "spf: daily"],
        "PM": ["wash: daily", "acid: mon wed fri", "amp: mon thu", "cream: daily"],
    }


def test_without_a_sunscreen_mornings_stay_empty() -> None:
    found = arranged({"cream": {"kind": "moisturizer"}, "powder": {"kind": "makeup"}})
    assert week_of(found) == {"AM": [], "PM": ["cream: daily"]}
    assert [(each.product, each.because) for each in found.unplaced] == [
        ("powder", Because.NO_SUNSCREEN)
    ]


@pytest.mark.parametrize(
    ("count", "mornings", "evenings"),
    [
        (2, ["p1: daily"], ["p0: daily"]),
        (3, *2 * [["p0: mon thu sun", "p1: tue fri", "p2: wed sat"]]),
        (4, *2 * [[f"p{n}: every 4 from 2026-03-0{n + 2}" for n in range(4)]]),
    ],
)
def test_products_that_do_the_same_take_turns(
    count: int, mornings: list[str], evenings: list[str]
) -> None:
    found = week_of(arranged({"spf": SPF} | {f"p{n}": {"kind": "cleanser"} for n in range(count)}))
    assert found == {"AM": [*mornings, "spf: daily"], "PM": evenings}


def test_more_ampoules_than_a_week_holds_share_four_weeks() -> None:
    found = arranged({f"amp{n}": AMPOULE for n in range(5)})
    assert found.unplaced == ()
    assert {len(uses_in_four_weeks(found, f"amp{n}")) for n in range(5)} <= {1, 2}
    assert {each.rule for each in found.placed} == {"ampoule-too-often"}


def test_the_pack_says_how_often() -> None:
    found = arranged({"amp": {**AMPOULE, "label_max_per_week": 4}})
    assert len(uses_in_four_weeks(found, "amp")) == 16
    assert [each.because for each in found.placed] == [Because.LABEL]


@pytest.mark.parametrize(
    ("wish", "label", "because"), [(14, 1, "label"), (5, 1, "wish"), (14, 2, "kind")]
)
def test_an_evening_holds_a_wish_for_more(wish: int, label: int, because: str) -> None:
    essence = {"kind": "essence", "label_max_per_day": label}
    (placed,) = arranged({"essence": essence}, {"essence": Wish(wish)}).placed
    assert (placed.because, placed.missed is None) == (because, wish == 5)


@pytest.mark.parametrize(
    ("wish", "days", "session"),
    [
        (Wish(per_week=2), 8, Session.PM),
        (Wish(per_week=3, session=Session.AM), 12, Session.AM),
        (Wish(per_week=10), 40, Session.PM),
    ],
)
def test_a_wish_is_followed(wish: Wish, days: int, session: Session) -> None:
    found = arranged({"spf": SPF, "essence": {"kind": "essence"}}, {"essence": wish})
    placed = next(each for each in found.placed if each.product == "essence")
    assert len(uses_in_four_weeks(found, "essence")) == days
    assert (session in placed.seats, placed.because, placed.missed) == (True, Because.WISH, None)


def test_a_wish_that_does_not_fit_is_followed_as_far_as_it_does() -> None:
    wish = Wish(per_week=5)
    (placed,) = arranged({"amp": AMPOULE}, {"amp": wish}).placed
    assert (placed.because, placed.missed) == (Because.RULE, wish)
    assert placed.rule.startswith("ampoule-")


def test_a_step_that_is_there_stays_and_the_rest_goes_round_it() -> None:
    found = arranged({"amp": AMPOULE, "rx": AMPOULE}, routine={"PM": [["rx", "mon fri"]]})
    assert "rx: mon fri" in week_of(found)["PM"]
    assert [each.product for each in found.unplaced] == ["amp"]
    assert found.unplaced[0].rule == "ampoule-too-often"


def test_what_a_plan_is_flagged_for_already_keeps_nobody_out() -> None:
    daily_ampoule = {"PM": [["amp", "daily"]]}
    found = arranged({"amp": AMPOULE, "cream": {"kind": "moisturizer"}}, routine=daily_ampoule)
    assert week_of(found)["PM"] == ["amp: daily", "cream: daily"]


def test_nothing_joins_in_what_a_plan_is_flagged_for_already() -> None:
    found = arranged(
        {"spf": SPF, "one": ACID, "two": ACID, "new": ACID},
        routine={"AM": [["spf", "daily"]], "PM": [["one", "fri"], ["two", "fri"]]},
    )
    days = {day.strftime("%a") for day in uses_in_four_weeks(found, "new")}
    assert days
    assert "Fri" not in days


def test_simple_leaves_out_what_is_strong_or_extra() -> None:
    shelf = {"wash": {"kind": "cleanser"}, "spf": SPF, "acid": ACID, "ret": RETINOL}
    found = arranged(shelf, template=Template.SIMPLE)
    assert {step.product for step in found.plan.steps} == {"wash", "spf"}
    assert {each.because for each in found.unplaced} == {Because.TEMPLATE}


def test_skin_cycling_has_two_nights_of_rest_after_acid_and_retinoid() -> None:
    found = arranged({"acid": ACID, "ret": RETINOL, "spf": SPF}, template=Template.CYCLING)
    assert week_of(found)["PM"] == [
        f"acid: every 4 from {MONDAY}",
        f"ret: every 4 from {MONDAY + timedelta(days=1)}",
    ]
    assert {each.because for each in found.placed if each.product != "spf"} == {Because.CYCLE}


def test_a_pause_of_everything_is_no_place_for_a_product() -> None:
    pause = {"pause": {"from": str(MONDAY), "to": str(MONDAY + timedelta(days=9))}}
    found = arranged({"amp": AMPOULE}, events=[pause])
    assert min(uses_in_four_weeks(found, "amp")) > MONDAY + timedelta(days=9)


def test_single_dates_are_kept_for_what_has_no_rhythm() -> None:
    used = [
        {"extra": {"date": str(MONDAY + timedelta(days=day)), "session": "PM", "product": "old"}}
        for day in range(0, 126, 4)
        if day not in (12, 16)
    ]
    found = arranged({"old": {**AMPOULE}, "amp": AMPOULE}, events=used)
    schedules: list[Schedule] = [step.schedule for step in found.plan.steps]
    assert any(isinstance(schedule, OnDates) for schedule in schedules)


def cream_until(days: int) -> dict[str, Facts]:
    """Return a shelf with a cream that is past its date after so many days."""
    return {"cream": {"kind": "moisturizer", "expires_on": str(MONDAY + timedelta(days=days))}}


@pytest.mark.parametrize(
    ("days", "fresh_from", "uses", "other_pack"),
    [
        (60, None, "daily", 61),
        (9, MONDAY, "daily", 10),
        (-9, MONDAY, "daily", 0),
        (200, MONDAY, "daily", None),
    ],
)
def test_the_date_of_a_pack_is_said_beside_a_rhythm(
    days: int, fresh_from: date | None, uses: str, other_pack: int | None
) -> None:
    found = arranged(cream_until(days), fresh_from=fresh_from)
    assert week_of(found)["PM"] == [f"cream: {uses}"]
    pack = found.placed[0].pack
    due = None if other_pack is None else MONDAY + timedelta(days=other_pack)
    assert (pack and (pack.rule, pack.date)) == (due and ("expired", due))


def test_a_file_that_knows_no_other_pack_stops_at_its_date() -> None:
    found = arranged(cream_until(9))
    assert uses_in_four_weeks(found, "cream") == [
        MONDAY + timedelta(days=day) for day in range(10)
    ]
    assert found.placed[0].because is Because.DATES
    assert arranged(cream_until(-1)).unplaced[0].rule == "expired"


def test_a_retinoid_ends_with_the_evening_before_the_last_sunscreen() -> None:
    found = arranged({"spf": {**SPF, "expires_on": "2026-03-11"}, "ret": RETINOL})
    uses = uses_in_four_weeks(found, "ret")
    assert uses == [MONDAY + timedelta(days=day) for day in range(9)]


def test_an_old_sunscreen_does_not_empty_the_mornings() -> None:
    old = {**SPF, "opened_on": "2026-01-02", "pao_months": 3}
    week = week_of(arranged({"spf": old, "wash": {"kind": "cleanser"}}, fresh_from=MONDAY))
    assert week["AM"] == ["wash: daily", "spf: daily"]


def begun(days: int) -> Facts:
    return {**RETINOL, "first_used": str(MONDAY - timedelta(days=days))}


@pytest.mark.parametrize(
    ("retinol", "new", "uses", "more_from"),
    [
        (RETINOL, {"ret"}, 8, 14),
        (begun(5), set[str](), 8, 9),
        (begun(20), set[str](), 16, 22),
        (begun(60), set[str](), 28, None),
        (RETINOL, set[str](), 28, None),
    ],
    ids=["new", "5 days", "20 days", "60 days", "not new"],
)
def test_a_new_retinol_begins_slowly_and_is_told_when_it_may_grow(
    retinol: Facts, new: set[str], uses: int, more_from: int | None
) -> None:
    found = arranged({"spf": SPF, "ret": retinol}, new=frozenset(new))
    placed = next(each for each in found.placed if each.product == "ret")
    assert len(uses_in_four_weeks(found, "ret")) == uses
    grows = None if more_from is None else MONDAY + timedelta(days=more_from)
    assert placed.more_from == grows
    assert placed.rule == ("retinoid-ramp-up" if grows else "")


def test_what_is_new_begins_a_week_apart_and_is_used_daily_from_then_on() -> None:
    shelf: dict[str, Facts] = {f"new{n}": {"kind": "serum"} for n in range(5)}
    found = arranged(shelf, new=frozenset(shelf))
    uses = [uses_in_four_weeks(found, each.product) for each in found.placed]
    assert [(min(days), len(days)) for days in uses] == [
        (MONDAY + timedelta(weeks=n), 28 - 7 * n) for n in range(4)
    ]
    assert [(each.product, each.rule) for each in found.unplaced] == [
        ("new4", "too-many-new-products")
    ]


def test_a_reaction_that_is_noted_leaves_the_week_as_it_would_be() -> None:
    hives = {"journal": {"date": str(MONDAY), "signs": ["hives"]}}
    shelf: dict[str, Facts] = {"spf": SPF, "wash": {"kind": "cleanser"}}
    assert week_of(arranged(shelf, events=[hives])) == week_of(arranged(shelf))
    bare = arranged({"powder": {"kind": "makeup"}}, events=[hives])
    assert [each.because for each in bare.unplaced] == [Because.NO_SUNSCREEN]
