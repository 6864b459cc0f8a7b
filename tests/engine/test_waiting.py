"""Fixes that wait: steps are paused, something new begins later."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from routines.engine.causes import causes
from routines.engine.check import check
from routines.engine.dated_edits import PauseLine, SkipUse, StartLater
from routines.engine.fix_edits import Swap
from routines.engine.fixes import Fix, FixError, Verb, apply
from routines.engine.plan import Extra, Pause, Plan, Session, Skip, Step
from routines.engine.repair import Reason, first_working
from routines.engine.routine_file import parse, to_document
from routines.engine.rules import load_rules
from routines.engine.schedule import DAILY, OnDates, Periodic, begun, weekdays
from routines.engine.timeline import expand
from routines.engine.trouble import look_ahead
from tests.engine.documents import MONDAY, document, evening, extra, steps
from tests.engine.test_introduction import journal, new, wax

DAY = timedelta(days=1)
LAST = MONDAY + 13 * DAY
AHEAD = LAST + 35 * DAY
TODAY = date(2026, 3, 4)
PREGNANT = {"pregnant_from": "2026-03-03"}


def plan_of(routine: dict[str, Any], **fields: Any) -> Plan:
    return parse(document(routine, **fields))[0]


def the_fix(rule: str, plan: Plan, today: date | None = None) -> Fix | Reason:
    """Return what is offered for the one cause of a rule."""
    rules = {rule: load_rules()[rule]}
    (cause,) = causes(check(plan, today or MONDAY, LAST, rules), rules, today)
    return first_working(look_ahead(plan, MONDAY, LAST, today, load_rules()), cause)


def used(plan: Plan, product: str) -> list[int]:
    """Return the days of the first two weeks on which a product is used."""
    return [use.date.day for use in expand(plan, MONDAY, LAST).uses_of(product)]


def mended(rule: str, plan: Plan, today: date | None = None) -> Plan:
    fix = the_fix(rule, plan, today)
    assert isinstance(fix, Fix)
    after = apply(plan, fix, today)
    assert rule not in {flag.rule for flag in check(after, today or MONDAY, AHEAD)}
    return after


def test_strong_actives_rest_after_irritation_and_nothing_else_does() -> None:
    routine = evening("wash", "retserum", "cream")
    plan = plan_of(routine, events=[journal(4, irritation=2)])
    after = mended("journal-irritation-pause", plan)
    assert used(after, "retserum") == [2, 3, 4, *range(8, 16)]
    assert after.steps == plan.steps
    assert used(after, "cream") == used(plan, "cream")


def test_all_uses_of_the_week_before_waxing_are_left_out() -> None:
    plan = plan_of(evening("retserum"), events=[wax(12)], start="2026-03-08")
    assert used(mended("waxing-and-retinoid", plan), "retserum") == [13, 14, 15]


def test_waxing_cannot_be_mended_once_an_active_was_used() -> None:
    plan = plan_of(evening("retserum"), events=[wax(9)])
    assert the_fix("waxing-and-retinoid", plan, TODAY) is Reason.NO_WORKING_FIX
    recorded = plan_of({}, events=[wax(9), extra(8, "PM", "retserum")])
    assert the_fix("waxing-and-retinoid", recorded) is Reason.NO_WORKING_FIX


def test_a_product_to_ask_about_is_paused_for_as_long_as_we_look() -> None:
    routine = {"AM": steps(spf="daily"), "PM": steps(retserum="mon thu")}
    plan = plan_of(routine, profile=PREGNANT)
    fix = the_fix("pregnancy-retinoid", plan, TODAY)
    assert fix == Fix(Verb.PAUSE, (PauseLine("PM-1", date(2026, 3, 5), AHEAD),))
    after = apply(plan, fix, TODAY)
    assert after.pauses == (Pause(date(2026, 3, 5), AHEAD, line="PM-1"),)
    assert apply(after, fix, TODAY) == after
    assert used(after, "retserum") == [2]


def test_in_a_routine_file_a_pause_is_written_as_skips() -> None:
    given = document({"PM": steps(retserum="mon thu")}, profile=PREGNANT)
    plan, _window = parse(given)
    after = mended("pregnancy-retinoid", plan)
    assert after.skips[0] == Skip(date(2026, 3, 5), Session.PM, product="retserum")
    assert len(after.skips) == 13
    again, _window = parse(to_document(after, given))
    assert set(again.skips) == set(after.skips)


def test_a_product_not_to_be_used_leaves_all_its_steps() -> None:
    routine = {"AM": steps(serum="daily"), "PM": steps(wash="daily", serum="wed")}
    plan = plan_of(routine, products={"serum": {"patch_test": "failed"}})
    after = mended("patch-test-failed", plan)
    assert [step.product for step in after.steps] == ["wash"]


FRESH = {"expires_on": "2027-01"}
SPARE: dict[str, tuple[dict[str, Any], bool]] = {
    "keeps": (FRESH, True),
    "undated": ({}, True),
    "past its date before the fix has to hold": ({"expires_on": "2026-04-18"}, False),
    "open too long by then": ({"opened_on": "2025-04-01", "pao_months": 12}, False),
    "a sunscreen bought too long ago": ({"purchased_on": "2020-01-01"}, False),
    "prescribed": ({"prescribed": True}, False),
    "reacted to": ({"patch_test": "failed"}, False),
    "changed": ({"changed_on": "2026-05-01"}, False),
    "of another kind": ({"kind": "moisturizer"}, False),
}


@pytest.mark.parametrize(("facts", "offered"), SPARE.values(), ids=SPARE)
def test_only_what_keeps_takes_the_place_of_what_does_not(
    facts: dict[str, Any],
    offered: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    products = {
        "spf": {"expires_on": "2026-01"},
        "spare": {"kind": "sunscreen", "spf": 50, **facts},
    }
    plan = plan_of({"AM": steps(spf="daily")}, products=products)
    expected = Fix(Verb.REPLACE_PRODUCT, (Swap("AM-1", "spare"),))
    assert the_fix("sunscreen-expired", plan) == (expected if offered else Reason.NO_WORKING_FIX)


TWO_NEW = new(serum="2026-03-05", cream="2026-03-05")
BOTH = {"PM": steps(serum="daily", cream="mon thu")}


def test_the_later_of_two_new_products_begins_a_week_later() -> None:
    plan = plan_of(BOTH, products=TWO_NEW, start="2026-03-05")
    assert the_fix("too-many-new-products", plan) == Fix(
        Verb.START_LATER, (StartLater("cream", date(2026, 3, 12)),)
    )
    after = mended("too-many-new-products", plan)
    assert (used(after, "serum")[0], used(after, "cream")) == (5, [12])


def test_sensitive_skin_and_ones_own_wish_set_how_much_later() -> None:
    for profile, day in (({"sensitive": True}, 19), ({"new_product_days": 3}, 8)):
        plan = plan_of(BOTH, products=TWO_NEW, start="2026-03-05", profile=profile)
        fix = the_fix("too-many-new-products", plan)
        assert fix == Fix(Verb.START_LATER, (StartLater("cream", date(2026, 3, day)),))


def test_many_new_products_begin_one_at_a_time() -> None:
    three = TWO_NEW | new(toner="2026-03-07")
    plan = plan_of(evening("toner", "serum", "cream"), products=three, start="2026-03-05")
    begins = [
        product.first_used for product in mended("too-many-new-products", plan).products.values()
    ]
    assert sorted(day.day for day in begins if day) == [5, 12, 19]


WAITS_FOR_NOTHING: dict[str, dict[str, Any]] = {
    "recorded": {"products": TWO_NEW, "events": [extra(5, "PM", "cream")]},
    "begun": {"products": TWO_NEW | new(cream="2026-03-03")},
}


@pytest.mark.parametrize("fields", WAITS_FOR_NOTHING.values(), ids=WAITS_FOR_NOTHING)
def test_what_cannot_wait_goes_first(fields: dict[str, Any]) -> None:
    plan = plan_of(evening("serum", "cream"), start="2026-03-03", **fields)
    fix = the_fix("too-many-new-products", plan, TODAY)
    assert isinstance(fix, Fix)
    assert [edit.product for edit in fix.edits if isinstance(edit, StartLater)] == ["serum"]


def test_a_prescribed_product_does_not_wait() -> None:
    products = TWO_NEW | {"cream": {"first_used": "2026-03-03", "prescribed": True}}
    plan = plan_of(evening("serum", "cream"), products=products)
    fix = the_fix("too-many-new-products", plan)
    assert fix == Fix(Verb.START_LATER, (StartLater("serum", date(2026, 3, 10)),))


def test_a_start_in_the_past_stays() -> None:
    plan = plan_of(BOTH, products=new(serum="2026-03-03", cream="2026-03-03"))
    with pytest.raises(FixError):
        apply(plan, Fix(Verb.START_LATER, (StartLater("serum", LAST),)), TODAY)


def test_a_later_start_opens_the_lines_of_the_product_later_and_no_others() -> None:
    lines = (
        Step("a", "serum", Session.AM, DAILY, first=date(2026, 3, 5)),
        Step("b", "serum", Session.PM, weekdays(0), first=date(2026, 3, 5), last=date(2026, 3, 9)),
        Step("c", "cream", Session.PM, DAILY, first=date(2026, 3, 5)),
    )
    plan = replace(plan_of({}, products=TWO_NEW), steps=lines, start=None)
    fix = Fix(Verb.START_LATER, (StartLater("serum", date(2026, 3, 12)),))
    after = apply(plan, fix, TODAY)
    assert after.steps == (replace(lines[0], first=date(2026, 3, 12)), lines[2])
    assert after.products["serum"].first_used == date(2026, 3, 12)
    assert apply(after, fix, TODAY) == after


def test_a_routine_file_keeps_the_new_first_use_and_the_beat() -> None:
    given = document(BOTH, products=TWO_NEW, start="2026-03-05")
    plan, _window = parse(given)
    after = mended("too-many-new-products", plan)
    written = to_document(after, given)
    assert written["products"]["cream"]["first_used"] == "2026-03-12"
    assert written["products"]["serum"] == given["products"]["serum"]
    again, (first, last) = parse(written)
    assert check(again, first, last) == check(after, first, last)


@pytest.mark.parametrize(
    "schedule",
    [
        DAILY,
        weekdays(0, 3),
        Periodic(4, (0, 2), date(2026, 3, 1)),
        Periodic(3, (1,), date(2026, 4, 1)),
        OnDates((date(2026, 3, 3), date(2026, 3, 30))),
    ],
    ids=str,
)
def test_a_schedule_begun_later_has_the_same_dates_from_then_on(
    schedule: Periodic | OnDates,
) -> None:
    day = date(2026, 3, 12)
    later = begun(schedule, day)
    assert [*later.dates(MONDAY, AHEAD)] == [*schedule.dates(day, AHEAD)]
    assert begun(later, day) == later


def test_extra_uses_of_a_paused_line_stay() -> None:
    plan = replace(plan_of(evening("serum")), extras=(Extra(TODAY, Session.AM, "serum"),))
    edit = PauseLine("PM-1", TODAY, TODAY)
    after = edit.apply(plan, None)
    assert after == SkipUse(TODAY, Session.PM, "PM-1", "serum").apply(plan, None)
