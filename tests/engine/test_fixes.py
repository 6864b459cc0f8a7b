"""A fix changes the plan from today on, never before, and travels as text."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from routines.engine.dated_edits import MoveUse, PauseLine, SkipUse, StartLater
from routines.engine.fix_edits import Add, Edit, MoveSession, Place, Remove, Reschedule, Swap
from routines.engine.fixes import Fix, FixError, Verb, apply
from routines.engine.plan import Extra, Plan, Product, Session, Skip, Step
from routines.engine.schedule import DAILY, Periodic, weekdays
from routines.engine.timeline import expand

MONDAY = date(2026, 3, 2)
TODAY = date(2026, 3, 11)  # a Wednesday
DAY = timedelta(days=1)
EVENING = (("wash", "cleanser"), ("serum", "serum"), ("amp", "ampoule"), ("cream", "moisturizer"))
PRODUCTS = {key: Product(key, kind) for key, kind in EVENING} | {
    "amp2": Product("amp2", "ampoule"),
    "spf": Product("spf", "sunscreen", spf=50),
}


def a_plan(**changes: Step) -> Plan:
    """Return an evening from Monday on, a line named like its product; some changed."""
    steps = (
        Step(key, key, Session.PM, weekdays(0, 2, 4) if key == "amp" else DAILY, first=MONDAY)
        for key, _ in EVENING
    )
    return Plan(PRODUCTS, tuple(changes.get(step.line, step) for step in steps))


def used(plan: Plan, day: date, session: Session = Session.PM) -> list[str]:
    return [use.product.key for use in expand(plan, day, day).uses(day, session)]


def fixed(edit: Edit, plan: Plan, today: date | None = TODAY) -> Plan:
    return apply(plan, Fix(Verb.REORDER, (edit,)), today)


EDITS: dict[str, tuple[Edit, dict[str, list[str]]]] = {
    "another rhythm": (
        Reschedule("amp", weekdays(0, 3)),
        {"11": ["wash", "serum", "cream"], "12": ["wash", "serum", "amp", "cream"]},
    ),
    "another rhythm, later": (
        Reschedule("amp", DAILY, begin=date(2026, 3, 13)),
        {"12": ["wash", "serum", "cream"], "13": ["wash", "serum", "amp", "cream"]},
    ),
    "taken out": (Remove("amp"), {"11": ["wash", "serum", "cream"]}),
    "another product": (Swap("amp", "amp2"), {"11": ["wash", "serum", "amp2", "cream"]}),
    "placed before": (
        Place("amp", "serum", after=False),
        {"11": ["wash", "amp", "serum", "cream"]},
    ),
    "placed after": (
        Place("serum", "amp", after=True),
        {"11": ["wash", "amp", "serum", "cream"]},
    ),
    "skipped": (
        SkipUse(TODAY, Session.PM, "amp", "amp"),
        {"11": ["wash", "serum", "cream"], "13": ["wash", "serum", "amp", "cream"]},
    ),
    "paused": (
        PauseLine("serum", TODAY, date(2026, 3, 12)),
        {"12": ["wash", "cream"], "13": ["wash", "serum", "amp", "cream"]},
    ),
    "moved to a date": (
        MoveUse(TODAY, Session.PM, "amp", "amp", date(2026, 3, 12)),
        {"11": ["wash", "serum", "cream"], "12": ["wash", "serum", "amp", "cream"]},
    ),
    "added": (
        Add("new", "amp2", Session.PM, "", DAILY),
        {"11": ["wash", "amp2", "serum", "amp", "cream"]},
    ),
}


@pytest.mark.parametrize(("edit", "expected"), EDITS.values(), ids=EDITS)
def test_an_edit_holds_from_today_on_and_leaves_the_past(
    edit: Edit, expected: dict[str, list[str]]
) -> None:
    before = a_plan()
    after = fixed(edit, before)
    for back in range(1, 10):
        assert used(after, TODAY - DAY * back) == used(before, TODAY - DAY * back)
    for day, products in expected.items():
        assert used(after, date(2026, 3, int(day))) == products


@pytest.mark.parametrize("edit", [edit for edit, _ in EDITS.values()], ids=EDITS)
def test_an_edit_applied_again_changes_nothing_or_no_longer_fits(edit: Edit) -> None:
    once = fixed(edit, a_plan())
    try:
        assert fixed(edit, once) == once
    except FixError:
        assert isinstance(edit, Remove | Add | MoveUse)


def test_a_version_that_has_begun_is_closed_and_goes_on_as_a_new_one() -> None:
    steps = fixed(Reschedule("amp", weekdays(0)), a_plan()).steps
    assert [(step.first, step.last, step.schedule) for step in steps if step.line == "amp"] == [
        (MONDAY, TODAY - DAY, weekdays(0, 2, 4)),
        (TODAY, None, weekdays(0)),
    ]


def test_a_version_that_begins_today_or_later_is_edited_in_place() -> None:
    later = Step("amp", "amp", Session.PM, DAILY, first=TODAY)
    steps = fixed(Reschedule("amp", weekdays(0)), a_plan(amp=later)).steps
    assert [step for step in steps if step.line == "amp"] == [replace(later, schedule=weekdays(0))]
    assert "amp" not in {step.line for step in fixed(Remove("amp"), a_plan(amp=later)).steps}


def test_a_closed_version_stays_untouched_and_alone_it_cannot_be_fixed() -> None:
    closed = Step("amp", "amp", Session.PM, DAILY, first=MONDAY, last=TODAY - DAY)
    with pytest.raises(FixError):
        fixed(Remove("amp"), a_plan(amp=closed))


def test_a_version_that_ends_before_its_new_rhythm_begins_just_ends() -> None:
    short = Step("amp", "amp", Session.PM, DAILY, first=MONDAY, last=TODAY + DAY)
    steps = fixed(Reschedule("amp", weekdays(0), begin=TODAY + 2 * DAY), a_plan(amp=short)).steps
    assert [(step.first, step.last) for step in steps if step.line == "amp"] == [
        (MONDAY, TODAY - DAY)
    ]


def test_the_closed_version_of_a_moved_line_stays_where_it_was() -> None:
    lines = [step.line for step in fixed(Place("amp", "wash", after=True), a_plan()).steps]
    assert lines == ["wash", "amp", "serum", "amp", "cream"]


def test_reopening_does_not_shift_an_interval() -> None:
    every_four = Step("amp", "amp", Session.PM, Periodic(4, (0,), MONDAY), first=MONDAY)
    plan = a_plan(amp=every_four)
    moved = fixed(Place("amp", "serum", after=False), plan)
    days = [day for day in range(1, 32) if "amp" in used(moved, date(2026, 3, day))]
    assert days == [2, 6, 10, 14, 18, 22, 26, 30]


def test_a_routine_file_is_edited_over_all_its_dates() -> None:
    plan = fixed(Place("amp", "serum", after=False), a_plan(), today=None)
    assert used(plan, MONDAY) == ["wash", "amp", "serum", "cream"]
    assert len(plan.steps) == len(EVENING)
    skipped = fixed(SkipUse(MONDAY, Session.PM, "amp", "amp"), a_plan(), today=None)
    assert skipped.skips == (Skip(MONDAY, Session.PM, product="amp"),)


def test_a_skip_of_today_names_the_line_and_a_move_keeps_it() -> None:
    edit = MoveUse(TODAY, Session.PM, "amp", "amp", TODAY + DAY)
    plan = fixed(edit, a_plan())
    assert plan.skips == (Skip(TODAY, Session.PM, line="amp"),)
    assert plan.extras == (Extra(TODAY + DAY, Session.PM, "amp", line="amp"),)


def test_a_step_moved_to_the_morning_stands_at_the_place_of_its_kind() -> None:
    plan = a_plan()
    for line in ("cream", "wash", "serum"):
        plan = fixed(MoveSession(line, Session.AM), plan)
    assert used(plan, TODAY, Session.AM) == ["wash", "serum", "cream"]
    assert used(plan, TODAY) == ["amp"]
    plan = fixed(Add("new", "serum", Session.AM, "", DAILY), plan)
    assert [step.line for step in plan.steps if step.session is Session.AM][-3:] == [
        "serum",
        "new",
        "cream",
    ]
    with pytest.raises(FixError):
        fixed(MoveSession("wash", Session.AM), plan)


@pytest.mark.parametrize(
    "edit",
    [
        Reschedule("gone", DAILY),
        Remove("gone"),
        Swap("amp", "unknown"),
        Place("amp", "gone", after=True),
        Place("gone", "amp", after=True),
        Place("amp", "amp", after=True),
        Add("new", "unknown", Session.AM, "", DAILY),
        SkipUse(TODAY - DAY, Session.PM, "amp", "amp"),
        PauseLine("amp", TODAY - DAY, TODAY),
        PauseLine("gone", TODAY, TODAY),
        StartLater("amp", TODAY),
        StartLater("unknown", TODAY),
        SkipUse(TODAY, Session.PM, "gone", "amp"),
        MoveUse(TODAY, Session.PM, "amp", "amp", TODAY - DAY),
    ],
    ids=str,
)
def test_a_fix_that_does_not_fit_says_so(edit: Edit) -> None:
    with pytest.raises(FixError):
        fixed(edit, a_plan())


def test_steps_of_two_sessions_are_not_put_beside_each_other() -> None:
    morning = Step("cream", "cream", Session.AM, DAILY, first=MONDAY)
    with pytest.raises(FixError):
        fixed(Place("amp", "cream", after=False), a_plan(cream=morning))


def test_a_routine_file_has_no_place_for_a_single_move() -> None:
    with pytest.raises(FixError):
        fixed(MoveUse(TODAY, Session.PM, "amp", "amp", TODAY + DAY), a_plan(), today=None)
