"""Fixes are proven before they are offered, leave the past alone and lead to rest."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.engine.causes import causes
from routines.engine.check import check
from routines.engine.fix_edits import Place
from routines.engine.fix_text import text
from routines.engine.fixes import Fix, FixError, Verb, apply, from_json, to_json
from routines.engine.flags import Flag
from routines.engine.plan import Extra, Plan, Session, Skip
from routines.engine.repair import Reason, Repair, first_working, fix_all
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from routines.engine.schedule import DAILY
from routines.engine.timeline import expand
from routines.engine.trouble import LOOKAHEAD, look_ahead
from tests.engine.documents import MONDAY, document
from tests.engine.random_documents import random_document
from tests.thorough import RANDOM, TIMES, tries

DAY = timedelta(days=1)
LAST = MONDAY + 13 * DAY
TODAY = date(2026, 3, 9)
RULES = load_rules()


def plan_of(pm: str, am: str = "spf daily", **fields: object) -> Plan:
    """Return the plan of "product schedule; product schedule" for the evening and the morning."""
    routine = {
        session: [step.strip().split(" ", 1) for step in steps.split(";") if step.strip()]
        for session, steps in (("AM", am), ("PM", pm))
    }
    return parse(document(routine, **fields))[0]


def mended(plan: Plan, today: date | None = None) -> Repair:
    """Return the plan with everything mended, tips and hints included."""
    return fix_all(plan, MONDAY, LAST, today, RULES, wanted=lambda _plan, _flag: True)


def words(plan: Plan, today: date | None = None) -> list[str]:
    found = []
    for fix in mended(plan, today).fixes:
        found.append(text(fix, plan))
        plan = apply(plan, fix, today)
    return found


def uses_before(plan: Plan, day: date) -> list[list[tuple[str, str | None]]]:
    timeline = expand(plan, day - 30 * DAY, day - DAY)
    return [
        [(use.product.key, use.line) for use in timeline.uses(day - back * DAY, session)]
        for back in range(1, 31)
        for session in Session
    ]


GOOD_FIXES = {
    "amp mon wed fri": ["Keep Mon and Fri"],
    "amp daily": ["Keep Mon and Thu"],
    "amp every 2 from 2026-03-02": ["Use every 4 days"],
    "amp every 3 from 2026-03-02": ["Use every 4 days"],
    "amp cycle 4 days 1,2 from 2026-03-02": ["Use every 4 days"],
    "amp on 2026-03-06 2026-03-08 2026-03-10": ["Skip Tue 10 Mar"],
    "amp mon thu; amp2 wed sat": ["Keep Mon and Wed"],
    "amp mon thu; amp2 mon thu": ["Use them in turn"],
    "labelacid daily": [],
    "serum daily; amp mon": ["Move it before the serum"],
    "serum daily; amp mon; amp2 thu": ["Move it after the ampoule"],
    "amp mon; toner daily; serum daily": ["Move it after the hydrating toner"],
    "cream daily; serum mon": ["Move it before the moisturizer"],
    "serum daily; wash daily": ["Move it before the serum"],
    "cream daily; serum daily; toner daily; wash daily": [
        "Move it before the moisturizer",
        "Move it before the hydrating toner",
        "Move it before the moisturizer",
    ],
    "toner daily; oil daily; serum daily": ["Move it after the serum"],
    "silicone daily; toner daily": ["Move it after the hydrating toner"],
    "wash daily; scrub mon; acid mon": ["Use them in turn"],
    "wash daily; scrub mon wed; acid mon wed": ["Use them in turn"],
    "cream_rx mon; sleepmask mon thu": ["Use on Thu and Sun"],
    "claymask daily": ["Keep Mon and Thu"],
}


@pytest.mark.parametrize(("steps", "expected"), GOOD_FIXES.items(), ids=GOOD_FIXES)
def test_a_small_change_mends_a_routine(steps: str, expected: list[str]) -> None:
    plan = plan_of(steps)
    assert words(plan) == expected
    assert not check(mended(plan).plan, MONDAY, LAST + LOOKAHEAD)


def test_the_rarest_of_three_serums_a_day_is_taken_out() -> None:
    plan = plan_of("serum daily; serum mon wed fri", am="serum daily; spf daily")
    assert words(plan) == ["Take it out"]
    assert [step.schedule for step in mended(plan).plan.steps] == [DAILY] * 3


def test_an_ampoule_morning_and_evening_keeps_one_line() -> None:
    fixed = mended(plan_of("amp daily", am="amp daily; spf daily")).plan
    amps = [step for step in fixed.steps if step.product == "amp"]
    assert [(step.session, step.schedule.due) for step in amps] == [(Session.AM, (0, 3))]  # type: ignore[union-attr]  # a rhythm of weekdays


def test_uses_of_last_week_delay_a_new_rhythm() -> None:
    plan = plan_of("amp daily")
    fixed = mended(plan, TODAY).plan
    uses = [use.date.day for use in expand(fixed, TODAY, LAST + 7 * DAY).uses_of("amp")]
    assert uses == [16, 19]
    assert not check(fixed, TODAY, LAST + LOOKAHEAD)
    assert uses_before(fixed, TODAY) == uses_before(plan, TODAY)


def test_an_exception_is_skipped_and_the_habit_stays() -> None:
    extra = Extra(date(2026, 3, 10), Session.PM, "amp")
    plan = replace(plan_of("amp mon thu"), extras=(extra,))
    assert words(plan, TODAY) == ["Skip 2 dates"]
    assert mended(plan, TODAY).plan.steps == plan.steps


def the_fix(plan: Plan, today: date | None = None) -> Fix | Reason:
    """Return what is offered for the first cause of a plan."""
    outlook = look_ahead(plan, MONDAY, LAST, today, RULES)
    found = causes(check(plan, MONDAY, LAST, RULES), RULES, today)
    return first_working(outlook, found[0])


def test_nothing_is_offered_for_what_is_past() -> None:
    plan = plan_of("amp on 2026-03-02 2026-03-04 2026-03-06")
    assert the_fix(plan, TODAY) is Reason.PAST
    assert mended(plan, TODAY).plan == plan


def test_nothing_is_offered_for_a_prescribed_product() -> None:
    plan = plan_of("amp daily", products={"amp": {"prescribed": True}})
    assert the_fix(plan) is Reason.PRESCRIBED
    left = mended(plan).left
    assert {reason for _, reason in left} == {Reason.PRESCRIBED}
    assert [flag.date for flag, _ in left] == sorted(flag.date for flag, _ in left)


def test_other_steps_do_not_give_way_to_a_prescribed_one() -> None:
    steps = "amp on 2026-03-02 2026-03-04; amp2 on 2026-03-06 2026-03-08"
    plan = plan_of(steps, products={"amp2": {"prescribed": True}})
    found = mended(plan)
    assert found.plan == plan
    assert [(flag.date.day, reason) for flag, reason in found.left] == [
        (6, Reason.PRESCRIBED),
        (8, Reason.PRESCRIBED),
    ]


def test_a_prescribed_step_is_not_moved_to_mend_another() -> None:
    plan = plan_of("cream daily; serum daily", products={"serum": {"prescribed": True}})
    assert the_fix(plan) is Reason.PRESCRIBED
    plan = plan_of("cream daily; cream_rx daily; toner daily")
    moved = [step for step in mended(plan).plan.steps if step.session is Session.PM]
    assert [step.product for step in moved] == ["cream_rx", "toner", "cream"]


def test_nothing_is_offered_where_a_rule_has_no_verb() -> None:
    rules = {"ampoule-too-often": replace(RULES["ampoule-too-often"], verbs=())}
    plan = plan_of("amp daily")
    (cause,) = causes(check(plan, MONDAY, LAST, rules), rules, None)
    assert first_working(look_ahead(plan, MONDAY, LAST, None, rules), cause) is Reason.NONE


def test_uses_besides_the_plan_cannot_be_mended() -> None:
    extras = tuple(Extra(MONDAY + day * DAY, Session.PM, "amp") for day in range(4))
    plan = replace(plan_of("wash daily"), extras=extras)
    assert the_fix(plan) is Reason.NO_WORKING_FIX
    assert {reason for _, reason in mended(plan).left} == {Reason.NO_WORKING_FIX}


def test_a_single_flag_is_mended_where_its_cause_cannot_be() -> None:
    days = (0, 2, 4, 6)
    extras = tuple(Extra(MONDAY + day * DAY, Session.PM, "amp") for day in days[:3])
    plan = replace(plan_of("amp on 2026-03-08"), extras=extras)
    fixed = mended(plan)
    assert fixed.plan.skips == (Skip(date(2026, 3, 8), Session.PM, "amp"),)
    assert {flag.date for flag, _ in fixed.left} == {date(2026, 3, 6)}


def test_a_use_before_today_is_never_skipped() -> None:
    extra = Extra(TODAY, Session.PM, "amp")
    plan = replace(plan_of("amp on 2026-03-08"), extras=(extra,))
    assert the_fix(plan, TODAY) is Reason.NO_WORKING_FIX


def test_what_lies_beyond_the_window_is_left_alone() -> None:
    plan = plan_of("amp on 2026-03-20 2026-03-21")
    assert mended(plan).plan == plan


def test_a_fix_after_which_nothing_is_new_is_preferred() -> None:
    occlusive = {"eye": {"occlusive": True}}
    plan = plan_of("serum mon; eye daily; retamp mon", products=occlusive)
    assert the_fix(plan) == Fix(Verb.REORDER, (Place("PM-1", "PM-3", after=True),))


def test_a_fix_that_brings_a_weaker_flag_is_offered_and_never_applied_unasked() -> None:
    plan = plan_of("amp mon; sleepmask mon; acid mon")
    (cause,) = (
        cause
        for cause in causes(check(plan, MONDAY, LAST), RULES, None)
        if cause.rule.id == "ampoule-before-cleanse-or-tone"
    )
    fix = first_working(look_ahead(plan, MONDAY, LAST, None, RULES), cause)
    assert isinstance(fix, Fix)
    new = {flag.rule for flag in check(apply(plan, fix, None), MONDAY, LAST)}
    assert new == {"occlusive-over-strong-active"}
    found = fix_all(plan, MONDAY, LAST, None, RULES)
    assert found.plan == plan
    assert {(flag.rule, reason) for flag, reason in found.left} == {
        ("ampoule-before-cleanse-or-tone", Reason.NO_WORKING_FIX)
    }


def test_only_what_is_wanted_is_mended() -> None:
    plan = plan_of("silicone daily; toner daily", am="serum daily; amp daily; spf daily")
    found = fix_all(plan, MONDAY, LAST, None, RULES)
    assert {flag.rule for flag in check(found.plan, MONDAY, LAST)} == {"silicone-before-water"}
    assert not found.left
    found = fix_all(
        plan,
        MONDAY,
        LAST,
        None,
        RULES,
        wanted=lambda _plan, flag: flag.rule == "ampoule-after-serum",
    )
    assert [fix.verb for fix in found.fixes] == [Verb.REORDER]


def flagged(plan: Plan, first: date) -> set[tuple[str, date, Session | None]]:
    flags = check(plan, first, LAST + LOOKAHEAD)
    return {(flag.rule, flag.date, flag.session) for flag in flags}


@tries(6)
@given(RANDOM, st.sampled_from((None, TODAY)))
def test_mending_is_done_once_says_nothing_new_and_leaves_the_past(
    random: Random, today: date | None
) -> None:
    plan, (first, last) = parse(random_document(random))
    found = fix_all(plan, first, last, today, RULES)
    assert flagged(found.plan, first) <= flagged(plan, first)
    again = fix_all(found.plan, first, last, today, RULES)
    assert (again.plan, again.fixes, again.left) == (found.plan, (), found.left)
    if today:
        assert uses_before(found.plan, today) == uses_before(plan, today)
    for fix in found.fixes:
        assert from_json(to_json(fix)) == fix
        plan = apply(plan, fix, today)
        with suppress(FixError):  # a line that is gone, moved or added already
            assert apply(plan, fix, today) == plan
    assert plan == found.plan


def is_gone(flag: Flag, after: tuple[Flag, ...]) -> bool:
    """Say whether no later flag is this one, or says the same of the same products."""
    return not any(
        other.rule == flag.rule
        and other.date == flag.date
        and other.session == flag.session
        and not set(other.products).isdisjoint(flag.products)
        for other in after
    )


def test_most_causes_of_random_plans_have_a_fix_and_each_works() -> None:
    offers: Counter[str] = Counter()
    for seed in range(10 * TIMES):
        plan, (first, last) = parse(random_document(Random(seed)))  # noqa: S311 (no secret)
        outlook = look_ahead(plan, first, last, None, RULES)
        before = {(flag.rule, flag.date, flag.session) for flag in outlook.flags}
        for cause in causes([flag for flag in outlook.flags if flag.date <= last], RULES, None):
            fix = first_working(outlook, cause)
            if isinstance(fix, Reason):
                offers[fix] += 1
                continue
            offers["fixed"] += 1
            after = check(apply(plan, fix, None), first, outlook.last, RULES)
            assert all(is_gone(flag, after) for flag in cause.flags)
            new = [flag for flag in after if (flag.rule, flag.date, flag.session) not in before]
            assert all(flag.severity.rank < cause.severity.rank for flag in new)
    assert offers["fixed"] >= 0.95 * (offers["fixed"] + offers[Reason.NO_WORKING_FIX])
