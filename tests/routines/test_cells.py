"""A day's cell: the worst flag in words, both sessions drawn and said, and what is unusual."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.translation import get_language, override

from accounts.models import User
from journal.models import Entry
from routines import drawings
from routines.cells import Facts, day_cells
from routines.engine import plan as engine
from routines.engine.schedule import DAILY, OnDates, Schedule, weekdays
from routines.engine.timeline import expand
from routines.models import Pause, Routine, Use
from tests.factories import make_product, make_step, make_user
from tests.routines.pages import cells, record, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
TODAY = date(2026, 11, 24)  # a Tuesday
DAY = timedelta(days=1)


def two_ampoule_mistakes(routine: Routine) -> None:
    schedules: dict[str, Schedule] = {"ampoule": weekdays(0, 2, 4)}
    for kind in ("cleanser", "hydrating_toner", "serum", "ampoule", "moisturizer"):
        product = make_product(kind, f"My {kind}")
        make_step(routine, product, schedule=schedules.get(kind, DAILY), starts_on=TODAY)


def test_marked_days_are_the_ampoule_days_only_in_words(
    signed_in: Client, routine: Routine
) -> None:
    two_ampoule_mistakes(routine)
    marked = {day: cell for day, cell in cells(signed_in).items() if "cal-flag" in cell}
    assert list(marked) == [
        *("2026-11-25", "2026-11-27", "2026-11-30"),
        *("2026-12-02", "2026-12-04"),
    ]
    assert "After serum" in words(marked["2026-11-25"])
    assert "3rd ampoule +1" in words(marked["2026-11-30"])


def test_each_flag_has_one_element_and_cells_repeat_none(
    signed_in: Client, routine: Routine
) -> None:
    two_ampoule_mistakes(routine)
    page = signed_in.get("/calendar/2026-11/").content.decode()
    flags = re.findall(r'data-flag="([^"]+)" data-date="([^"]+)" data-session="([^"]*)"', page)
    assert len(flags) == len(set(flags)) == 8
    assert not any("data-flag" in cell for cell in cells(signed_in).values())


@pytest.mark.parametrize(
    ("schedule", "named"),
    [(DAILY, False), (weekdays(4), True), (OnDates((date(2026, 11, 27),)), True)],
)
def test_only_steps_that_are_not_daily_are_named(
    signed_in: Client, routine: Routine, schedule: Schedule, *, named: bool
) -> None:
    make_step(routine, make_product("essence", "Rice Essence"), schedule=schedule)
    make_step(routine, make_product("cleanser"))
    cell = cells(signed_in)["2026-11-27"]
    assert ("Rice Essence" in words(cell)) == named
    assert re.findall(r'<path class="(\w*)"', cell) == (["key", ""] if named else [""])


def test_a_daily_step_is_named_where_it_stands_once(signed_in: Client, routine: Routine) -> None:
    step = make_step(routine, make_product("essence", "Rice Essence"))
    Use.objects.filter(pk=record(step, date(2026, 11, 27), "planned").pk).update(session="AM")
    named = [day for day, cell in cells(signed_in).items() if "Rice Essence" in words(cell)]
    assert named == ["2026-11-27"]


@pytest.mark.parametrize(
    ("day", "states", "sentence"),
    [
        (27, [], "Evening, 2 steps: 2 planned"),
        (20, [], "Evening, 2 steps: 2 not confirmed"),
        (24, ["done"], "Evening, 2 steps: 1 done, 1 planned"),
        (20, ["done", "done"], "Evening, 2 steps: 2 done"),
        (20, ["done", "skipped"], "Evening, 2 steps: 1 done, 1 skipped"),
        (20, ["skipped", "skipped"], "Evening, 2 steps: 2 skipped Skipped"),
    ],
)
def test_a_session_is_drawn_and_said(
    signed_in: Client, routine: Routine, day: int, states: list[str], sentence: str
) -> None:
    steps = [make_step(routine, make_product(kind)) for kind in ("cleanser", "serum")]
    for step, state in zip(steps, states, strict=False):
        record(step, date(2026, 11, day), state)
    cell = cells(signed_in)[f"2026-11-{day}"]
    assert sentence in words(cell)
    assert cell.count('<svg class="core"') == 1
    assert cell.count("<path") == max(1, len(set(states)) + ("planned" in sentence) * bool(states))


def test_a_session_left_out_as_a_whole_says_so(
    signed_in: Client, user: User, routine: Routine
) -> None:
    for session in ("AM", "PM"):
        make_step(routine, make_product("cleanser"), session)
    Use.objects.create(owner=user, date=date(2026, 11, 12), session="PM", state="skipped")
    assert words(cells(signed_in)["2026-11-12"]).endswith("Evening skipped")


def test_a_pause_of_everything_shows_its_reason_on_each_of_its_days(
    signed_in: Client, user: User, routine: Routine
) -> None:
    step = make_step(routine, make_product("cleanser"))
    days = {"owner": user, "first": date(2026, 11, 28), "last": date(2026, 12, 1)}
    Pause.objects.create(**days, reason="<travel>")
    Pause.objects.create(**days, routine=routine, reason="another reason")
    Pause.objects.create(**days, line=step.line, reason="another reason")
    shown = cells(signed_in)
    paused = [day for day, cell in shown.items() if "Paused: &lt;travel&gt;" in cell]
    assert paused == ["2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01"]
    assert 'data-state="paused"' in shown["2026-11-28"]
    assert "step" not in words(shown["2026-11-29"])


def test_a_day_with_an_entry_is_marked(signed_in: Client, user: User, routine: Routine) -> None:
    make_step(routine, make_product("cleanser"))
    Entry.objects.create(owner=user, date=date(2026, 11, 20), overall=1)
    Entry.objects.create(owner=make_user(), date=date(2026, 11, 21), overall=1)
    marked = [day for day, cell in cells(signed_in).items() if "Journal entry" in cell]
    assert marked == ["2026-11-20"]


def test_a_past_day_shows_what_was_planned_then(signed_in: Client, routine: Routine) -> None:
    before = make_step(
        routine, make_product("serum", "Old Serum"), schedule=weekdays(*range(6)), ends_on=TODAY
    )
    make_step(
        routine,
        make_product("serum", "New Serum"),
        schedule=weekdays(*range(6)),
        line=before.line,
        starts_on=TODAY + DAY,
    )
    shown = cells(signed_in)
    assert "Old Serum" in words(shown["2026-11-23"])
    assert "New Serum" in words(shown["2026-11-25"])
    assert "Old Serum" not in words(shown["2026-11-25"])


def test_a_name_too_long_for_a_cell_gives_way_to_its_kind(
    signed_in: Client, routine: Routine
) -> None:
    for name in ("Of 17 Characters!", "Of 16 Characters"):
        make_step(routine, make_product("ampoule", name), schedule=weekdays(2))
    shown = words(cells(signed_in)["2026-11-25"])
    assert "Ampoule, Of 16 Characters" in shown
    assert "Of 17 Characters!" not in shown


def test_what_is_drawn_is_said_in_the_language_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "session_name", lambda _session: f"({get_language()})")
    step = engine.Step("line", "cream", engine.Session.PM, DAILY)
    plan = engine.Plan({"cream": engine.Product("cream", "moisturizer")}, (step,))
    facts = Facts(plan, {"cream": "Cream"}, frozenset(), {}, frozenset(), {}, TODAY)

    def drawn(language: str) -> str:
        with override(language):
            (cell,) = day_cells([TODAY], expand(plan, TODAY, TODAY), facts)
            return cell.lines

    assert "(de), 1 step" in drawn("de")
    assert "(fr), 1 step" in drawn("fr")
