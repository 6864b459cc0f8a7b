"""Each verb proposes what fits the trouble, whichever rule names it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from routines.engine.causes import causes
from routines.engine.check import check
from routines.engine.dated_edits import MoveUse
from routines.engine.fix_edits import Add, MoveSession, Remove, Swap
from routines.engine.fixes import Fix, Verb, apply
from routines.engine.flags import Flag, Rule
from routines.engine.plan import Extra, Plan, Session
from routines.engine.proposals import proposals
from routines.engine.repair import Reason, first_working
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from routines.engine.schedule import DAILY, weekdays
from routines.engine.trouble import Trouble, look_ahead
from tests.engine.documents import MONDAY, document

RULES = load_rules()
AM = "retinoid-am"
LAST = MONDAY + timedelta(days=13)
TODAY = date(2026, 3, 9)


def rule_with(name: str, *verbs: str) -> dict[str, Rule]:
    """Return this rule alone, with other verbs."""
    return {name: replace(load_rules()[name], verbs=tuple(map(Verb, verbs)))}


def plan_of(routine: dict[str, Any], **fields: Any) -> Plan:
    return parse(document(routine, **fields))[0]


def found_fix(plan: Plan, rules: dict[str, Rule], today: date | None = None) -> Fix | Reason:
    (cause,) = causes(check(plan, today or MONDAY, LAST, rules), rules, today)
    return first_working(look_ahead(plan, MONDAY, LAST, today, rules), cause)


def test_another_session() -> None:
    rules = rule_with("exfoliation-stacked", "move_session")
    fix = found_fix(plan_of({"PM": [["scrub", "daily"], ["acid", "daily"]]}), rules)
    assert fix == Fix(Verb.MOVE_SESSION, (MoveSession("PM-2", Session.AM),))


def test_no_second_use_of_what_the_other_session_has_already() -> None:
    rules = rule_with("sunscreen-at-night", "move_session", "remove_step")
    routine = {"AM": [["spf", "daily"]], "PM": [["wash", "daily"], ["spf", "daily"]]}
    assert found_fix(plan_of(routine), rules) == Fix(Verb.REMOVE_STEP, (Remove("PM-2"),))


def test_all_lines_of_a_product_move_together() -> None:
    rules = rule_with("vitamin-c-plus-benzoyl-peroxide", "move_session")
    fix = found_fix(plan_of({"AM": [["vitc", "daily"], ["bpo", "mon"], ["bpo", "thu"]]}), rules)
    assert isinstance(fix, Fix)
    assert {edit.line for edit in fix.edits if isinstance(edit, MoveSession)} == {"AM-2", "AM-3"}


def test_a_retinoid_moves_to_the_evening_and_a_sunscreen_comes_with_it() -> None:
    plan = plan_of({"AM": [["wash", "daily"], ["retserum", "mon"]]})
    cause = next(c for c in causes(check(plan, MONDAY, LAST), RULES, None) if c.rule.id == AM)
    fix = first_working(look_ahead(plan, MONDAY, LAST, None, RULES), cause)
    assert isinstance(fix, Fix)
    assert [type(edit) for edit in fix.edits] == [MoveSession, Add]
    assert not check(apply(plan, fix, None), MONDAY, LAST)


def test_a_retinoid_keeps_away_from_the_evenings_of_an_acid() -> None:
    plan = plan_of({"AM": [["spf", "daily"], ["retserum", "mon wed"]], "PM": [["acid", "mon"]]})
    cause = next(c for c in causes(check(plan, MONDAY, LAST), RULES, None) if c.rule.id == AM)
    fix = first_working(look_ahead(plan, MONDAY, LAST, None, RULES), cause)
    assert isinstance(fix, Fix)
    after = apply(plan, fix, None)
    assert {(step.session, step.schedule) for step in after.steps if step.line == "AM-2"} == {
        (Session.PM, weekdays(2))
    }


def test_a_pause_leaves_out_all_that_the_flags_are_about() -> None:
    rules = rule_with("ampoule-too-often", "pause")
    steps = [["amp", "on 2026-03-02 2026-03-04 2026-03-06 2026-03-25"], ["wash", "daily"]]
    plan = plan_of({"PM": steps})
    (cause,) = causes(check(plan, MONDAY, LAST, rules), rules, None)
    trouble = Trouble(look_ahead(plan, MONDAY, LAST, None, rules), cause.rule, cause.flags)
    pause = next(fix for fix in proposals(trouble) if fix.verb is Verb.PAUSE)
    paused = apply(plan, pause, None)
    assert [(skip.date, skip.product) for skip in paused.skips] == [(date(2026, 3, 6), "amp")]
    assert not check(paused, MONDAY, LAST, rules)


def test_a_habit_moves_to_a_well_spaced_weekday() -> None:
    rules = rule_with("ampoule-consecutive-days", "move_date")
    plan = plan_of({"PM": [["amp", "mon tue"]]})
    fix = found_fix(plan, rules)
    assert isinstance(fix, Fix)
    assert not check(apply(plan, fix, None), MONDAY, LAST, rules)
    assert len(apply(plan, fix, None).steps[0].schedule.due) == 2  # type: ignore[union-attr]  # a rhythm of weekdays


def test_a_single_use_moves_to_a_later_date() -> None:
    rules = rule_with("ampoule-consecutive-days", "move_date")
    plan = plan_of({"PM": [["amp", "every 9 from 2026-03-10"]]})
    plan = replace(plan, extras=(Extra(TODAY, Session.PM, "amp"),))
    (cause,) = causes(check(plan, TODAY, LAST, rules), rules, TODAY)
    trouble = Trouble(look_ahead(plan, TODAY, LAST, TODAY, rules), cause.rule, cause.flags)
    moves = [fix.edits[0] for fix in proposals(trouble) if fix.verb is Verb.MOVE_DATE]
    assert [(move.day, move.to.day) for move in moves if isinstance(move, MoveUse)] == [
        (date(2026, 3, 10), day) for day in (11, 12, 13)
    ]


PRODUCTS = {"toner": {"label_max_per_week": 2}}


def test_another_product_of_the_kind() -> None:
    rules = rule_with("kind-over-label", "replace_product")
    spare = PRODUCTS | {"old": {"kind": "hydrating_toner", "expires_on": "2026-03-20"}}
    plan = plan_of(
        {"PM": [["toner", "daily"]]}, products=spare | {"siltoner": {"prescribed": True}}
    )
    assert found_fix(plan, rules) is Reason.NO_WORKING_FIX
    plan = plan_of({"PM": [["toner", "daily"]]}, products=spare)
    assert found_fix(plan, rules) == Fix(Verb.REPLACE_PRODUCT, (Swap("PM-1", "siltoner"),))


@pytest.mark.parametrize(
    ("sunscreen", "offered"),
    [
        ({"spf": 50}, True),
        ({"spf": 0}, True),
        ({"spf": 20}, False),
        ({"expires_on": "2026-03-20"}, False),
    ],
    ids=str,
)
def test_a_sunscreen_of_the_plan_that_protects(sunscreen: dict[str, Any], offered: bool) -> None:  # noqa: FBT001 (a column of the table)
    rules = rule_with("layering-order", "add_step")
    steps = {"AM": [["serum", "daily"], ["toner", "daily"]]}
    plan = plan_of(steps, products={"spf": sunscreen})
    flags: tuple[Flag, ...] = check(plan, MONDAY, LAST, rules)
    trouble = Trouble(look_ahead(plan, MONDAY, LAST, None, rules), rules["layering-order"], flags)
    added = [edit for fix in proposals(trouble) for edit in fix.edits if isinstance(edit, Add)]
    assert [(edit.product, edit.session, edit.schedule) for edit in added] == (
        [("spf", Session.AM, DAILY)] if offered else []
    )
