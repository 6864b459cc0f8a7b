"""A missing sunscreen is answered by one of the plan: every morning, or just once."""

from dataclasses import replace
from typing import Any

import pytest

from routines.engine.causes import causes
from routines.engine.check import check
from routines.engine.dated_edits import UseOnce
from routines.engine.fix_edits import Add, Reschedule
from routines.engine.fixes import Fix, Verb, apply
from routines.engine.flags import Flag
from routines.engine.plan import Plan, Session
from routines.engine.repair import Reason, first_working, fix_all
from routines.engine.routine_file import parse, to_document
from routines.engine.rules import load_rules
from routines.engine.schedule import DAILY
from routines.engine.timeline import expand
from routines.engine.trouble import look_ahead
from tests.engine.documents import document, steps

RULES = load_rules()


def offered(given: dict[str, Any], rule: str = "") -> Fix | Reason:
    """Return what is offered for the first sun cause of a document, or that of a rule."""
    plan, (first, last) = parse(given)
    found = causes(check(plan, first, last), RULES, None)
    cause = next(
        cause
        for cause in found
        if cause.rule.id == rule or (not rule and cause.rule.section == "sun")
    )
    return first_working(look_ahead(plan, first, last, None, RULES), cause)


def edits(given: dict[str, Any], rule: str = "") -> list[type]:
    fix = offered(given, rule)
    assert isinstance(fix, Fix)
    return [type(edit) for edit in fix.edits]


def without(*kinds: str) -> dict[str, Any]:
    """Return a catalogue whose sunscreens of these keys are none."""
    return {key: {"kind": "serum"} for key in kinds}


BARE = {"AM": steps(wash="daily", cream="daily", powder="daily"), "PM": steps(serum="daily")}


def test_a_bare_morning_gets_a_sunscreen_every_day_before_make_up() -> None:
    fix = offered(document(BARE))
    assert isinstance(fix, Fix)
    plan, (first, last) = parse(document(BARE))
    after = apply(plan, fix, None)
    morning = expand(after, first, first).uses(first, Session.AM)
    assert [use.product.key for use in morning] == ["wash", "cream", "spf", "powder"]
    assert not check(after, first, last)


def test_a_sunscreen_of_some_mornings_is_used_on_all() -> None:
    routine = {"AM": steps(serum="daily", spf="mon tue")}
    assert offered(document(routine)) == Fix(Verb.ADD_STEP, (Reschedule("AM-2", DAILY),))


def test_a_morning_that_was_skipped_as_a_whole_gets_a_sunscreen_once() -> None:
    routine = {"AM": steps(wash="daily", spf="daily"), "PM": steps(retserum="mon")}
    skipped = [{"skip": {"date": "2026-03-03", "session": "AM"}}]
    given = document(routine, events=skipped)
    assert edits(given) == [UseOnce]
    plan, (first, last) = parse(given)
    mended = fix_all(plan, first, last, None, RULES)
    assert not check(mended.plan, first, last)
    written = to_document(mended.plan, given)
    assert written["events"] == [
        *skipped,
        {"extra": {"date": "2026-03-03", "session": "AM", "product": "spf"}},
    ]


def test_a_habit_and_a_skipped_morning_are_mended_together() -> None:
    skipped = [{"skip": {"date": "2026-03-04", "session": "AM"}}]
    assert edits(document({"PM": steps(retserum="daily")}, events=skipped)) == [Add, UseOnce]


@pytest.mark.parametrize(
    "spf",
    [
        {"spf": 20},
        {"expires_on": "2026-03-20"},
        {"prescribed": True},
        {"kind": "moisturizer", "spf": 50},
        {"kind": "serum", "spf": 0},
    ],
    ids=str,
)
def test_only_a_sunscreen_that_is_fit_is_offered(spf: dict[str, Any]) -> None:
    assert offered(document(BARE, products={"spf": spf})) is Reason.NO_WORKING_FIX


def test_what_was_given_away_is_not_planned_again() -> None:
    plan, (first, last) = parse(document(BARE))
    gone = replace(plan.products["spf"], at_hand=False)
    plan = replace(plan, products={**plan.products, "spf": gone})
    assert fix_all(plan, first, last, None, RULES).plan == plan


def test_nothing_is_left_out_for_want_of_a_sunscreen() -> None:
    plan, (first, last) = parse(document(BARE, products=without("spf", "spf20")))
    mended = fix_all(plan, first, last, None, RULES)
    assert mended.plan == plan
    assert {reason for _flag, reason in mended.left} == {Reason.NO_WORKING_FIX}


@pytest.mark.parametrize("key", ["retserum", "acid", "bpo", "citrus", "cream_rx"])
def test_each_morning_rule_is_mended_by_one_sunscreen_for_all(key: str) -> None:
    routine = {"AM": steps(wash="daily"), "PM": [[key, "mon thu"]]}
    plan, (first, last) = parse(document(routine))
    mended = fix_all(plan, first, last, None, RULES)
    assert len(mended.fixes) == 1
    assert not sun_flags(mended.plan, document(routine))


def sun_flags(plan: Plan, given: dict[str, Any]) -> list[Flag]:
    _plan, (first, last) = parse(given)
    return [flag for flag in check(plan, first, last) if RULES[flag.rule].section == "sun"]


def test_a_low_sunscreen_gives_way_to_another_one_and_is_not_just_left_out() -> None:
    given = document({"AM": steps(serum="daily", spf20="daily")})
    fix = offered(given, "sunscreen-spf-low")
    assert isinstance(fix, Fix)
    plan, _window = parse(given)
    assert [step.product for step in apply(plan, fix, None).steps] == ["serum", "spf"]
    alone = document({"AM": steps(spf20="on 2026-03-04")}, products=without("spf"))
    assert offered(alone, "sunscreen-spf-low") is Reason.NO_WORKING_FIX


VITAMIN_C = {"kind": "serum", "actives": ["vitamin_c_derivative", "humectant"]}
WASH, BHA_WASH = {"kind": "cleanser"}, {"kind": "cleanser", "actives": ["bha"]}


@pytest.mark.parametrize(
    ("old", "spare", "does"),
    [
        (VITAMIN_C, VITAMIN_C, True),
        (VITAMIN_C, {"kind": "serum", "actives": ["vitamin_c_derivative", "peptide"]}, True),
        (VITAMIN_C, {"kind": "serum", "actives": ["niacinamide", "humectant"]}, False),
        (VITAMIN_C, {"kind": "serum"}, False),
        (VITAMIN_C, {"kind": "ampoule", "actives": ["vitamin_c_derivative"]}, False),
        ({"kind": "serum"}, {"kind": "serum"}, True),
        ({"kind": "moisturizer", "actives": ["ceramide"]}, {"kind": "moisturizer"}, True),
        ({"kind": "moisturizer"}, {"kind": "moisturizer", "actives": ["retinoid_otc"]}, False),
        (WASH, BHA_WASH, True),
    ],
    ids=str,
)
def test_what_is_past_its_date_gives_way_only_to_what_does_the_same(
    old: dict[str, Any], spare: dict[str, Any], *, does: bool
) -> None:
    given = {
        "window": ["2026-03-02", "2026-03-15"],
        "products": {"old": {**old, "expires_on": "2026-03-01"}, "spare": spare},
        "routine": {"PM": [["old", "daily"]]},
    }
    assert isinstance(offered(given, "expired"), Fix) is does
