"""A fingerprint stays while the plan behind a flag stays, and changes with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from routines.engine.check import check
from routines.engine.fingerprint import fingerprint
from routines.engine.flags import Flag, Rule
from routines.engine.plan import Extra, Plan, Product, Profile, Session, Skip, Step
from routines.engine.rules import load_rules
from routines.engine.schedule import DAILY, OnDates, Periodic, Schedule, weekdays

MONDAY = date(2026, 11, 23)
LAST = MONDAY + timedelta(days=34)
RULES = load_rules()
Change = Callable[[Plan], Plan]


def step(name: str, schedule: Schedule = DAILY, session: Session = Session.PM) -> Step:
    return Step(name, name, session, schedule, routine="evening")


KINDS = {"wash": "cleanser", "serum": "serum", "other": "serum", "amp": "ampoule", "oil": "serum"}
PLAN = Plan(
    products={key: Product(key, kind) for key, kind in KINDS.items()},
    steps=(step("wash"), step("serum"), step("other"), step("amp", weekdays(0, 2, 4))),
)


def edited(name: str, **fields: Any) -> Change:
    """Return what changes one line."""

    def change(plan: Plan) -> Plan:
        steps = (replace(one, **fields) if one.line == name else one for one in plan.steps)
        return replace(plan, steps=tuple(steps))

    return change


def relabelled(key: str, **limits: Any) -> Change:
    """Return what changes the pack of one product."""

    def change(plan: Plan) -> Plan:
        product = replace(plan.products[key], **limits)
        return replace(plan, products={**plan.products, key: product})

    return change


def ordered(*lines: str) -> Change:
    return lambda plan: replace(
        plan, steps=tuple(next(one for one in plan.steps if one.line == line) for line in lines)
    )


def marks(plan: Plan, rule: str, rules: dict[str, Rule] | None = None) -> set[str]:
    """Return the fingerprints of all flags of a rule."""
    known = rules or dict(RULES)
    flags = check(plan, MONDAY, LAST, known)
    return {fingerprint(flag, plan, known[rule]) for flag in flags if flag.rule == rule}


AFTER_SERUM, TOO_OFTEN = "ampoule-after-serum", "ampoule-too-often"
NEXT_MONDAY = MONDAY + timedelta(days=7)


def test_every_recurrence_has_the_same_fingerprint() -> None:
    assert len(marks(PLAN, TOO_OFTEN)) == 1
    assert len(marks(PLAN, AFTER_SERUM)) == 1


def test_two_rules_about_the_same_lines_have_fingerprints_of_their_own() -> None:
    plan = edited("amp", schedule=DAILY)(PLAN)
    assert marks(plan, TOO_OFTEN).isdisjoint(marks(plan, "ampoule-consecutive-days"))


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        pytest.param(TOO_OFTEN, edited("amp", schedule=weekdays(0, 1, 4)), id="schedule"),
        pytest.param(TOO_OFTEN, edited("amp", schedule=Periodic(2, (0,))), id="period"),
        pytest.param(TOO_OFTEN, edited("amp", product="second"), id="product"),
        pytest.param(TOO_OFTEN, edited("amp", session=Session.AM), id="session"),
        pytest.param(TOO_OFTEN, edited("amp", line="new"), id="added again"),
        pytest.param(
            TOO_OFTEN, lambda plan: replace(plan, profile=Profile(ampoules_per_week=1)), id="limit"
        ),
        pytest.param(TOO_OFTEN, relabelled("amp", label_max_per_week=2), id="label"),
        pytest.param(
            TOO_OFTEN,
            lambda plan: replace(plan, steps=(*plan.steps, step("second", weekdays(0, 2, 4)))),
            id="one more ampoule",
        ),
        pytest.param(AFTER_SERUM, ordered("wash", "other", "serum", "amp"), id="order"),
        pytest.param(AFTER_SERUM, edited("amp", product="second"), id="product, in an order"),
        pytest.param(AFTER_SERUM, ordered("wash", "serum", "amp", "other"), id="fewer before"),
        pytest.param(AFTER_SERUM, edited("serum", schedule=weekdays(0, 2, 4)), id="the other one"),
    ],
)
def test_it_changes_with_the_plan_behind_the_flag(rule: str, change: Change) -> None:
    plan = replace(PLAN, products={**PLAN.products, "second": Product("second", "ampoule")})
    after = marks(change(plan), rule)
    assert after
    assert after.isdisjoint(marks(plan, rule))


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        pytest.param(
            AFTER_SERUM, ordered("serum", "wash", "other", "amp"), id="order of another step"
        ),
        pytest.param(
            TOO_OFTEN, ordered("amp", "wash", "serum", "other"), id="order, for a number"
        ),
        pytest.param(
            TOO_OFTEN,
            lambda plan: replace(plan, steps=(step("oil"), *plan.steps)),
            id="an unrelated step",
        ),
        pytest.param(TOO_OFTEN, edited("wash", schedule=weekdays(1)), id="an unrelated schedule"),
        pytest.param(TOO_OFTEN, edited("amp", routine="renamed"), id="the routine"),
        pytest.param(
            TOO_OFTEN,
            edited("amp", schedule=weekdays(4, 2, 0)),
            id="the same days, said otherwise",
        ),
        pytest.param(
            TOO_OFTEN,
            edited("amp", schedule=Periodic(7, (0, 2, 4), MONDAY - timedelta(days=70))),
            id="the same days, counted from another Monday",
        ),
        pytest.param(TOO_OFTEN, relabelled("serum", label_max_per_week=2), id="another label"),
        pytest.param(
            AFTER_SERUM,
            lambda plan: replace(plan, profile=Profile(ampoules_per_week=1)),
            id="a limit that the rule does not read",
        ),
        pytest.param(
            TOO_OFTEN,
            lambda plan: replace(plan, skips=(Skip(NEXT_MONDAY, Session.PM),)),
            id="a skip",
        ),
    ],
)
def test_it_stays_while_the_plan_behind_the_flag_stays(rule: str, change: Change) -> None:
    assert marks(change(PLAN), rule) == marks(PLAN, rule)


def test_it_changes_with_the_thresholds_of_its_rule() -> None:
    stricter = replace(RULES[TOO_OFTEN], thresholds={"per_week": 1})
    after = marks(PLAN, TOO_OFTEN, {**RULES, TOO_OFTEN: stricter})
    assert after.isdisjoint(marks(PLAN, TOO_OFTEN))


def test_it_is_the_same_whichever_of_two_ampoules_came_first_in_the_week() -> None:
    pair = (step("amp", weekdays(0, 2)), step("second", weekdays(1, 3)))
    products = {**PLAN.products, "second": Product("second", "ampoule")}
    assert len(marks(replace(PLAN, products=products, steps=pair), TOO_OFTEN)) == 1


@pytest.mark.parametrize(
    ("schedule", "same"),
    [
        (Periodic(2, (1,), MONDAY - timedelta(days=1)), True),
        (Periodic(2, (0,), MONDAY + timedelta(days=2)), True),
        (Periodic(2, (0,), MONDAY - timedelta(days=1)), False),
        (Periodic(4, (0, 1), MONDAY), False),
    ],
)
def test_a_rhythm_is_told_by_its_days_and_not_by_how_they_are_counted(
    schedule: Schedule, *, same: bool
) -> None:
    before = marks(edited("amp", schedule=Periodic(2, (0,), MONDAY))(PLAN), TOO_OFTEN)
    after = marks(edited("amp", schedule=schedule)(PLAN), TOO_OFTEN)
    assert after
    assert (after == before) is same


def test_an_edit_from_a_day_on_leaves_what_was_before() -> None:
    old, new = (step("amp", weekdays(*days)) for days in ((0, 2, 4), (0, 1, 4)))
    turn = MONDAY + timedelta(days=14)
    versions = (replace(old, last=turn - timedelta(days=1)), replace(new, first=turn))
    plan = replace(PLAN, steps=versions)
    flags = [flag for flag in check(plan, MONDAY, LAST) if flag.rule == TOO_OFTEN]
    before, after = (
        {_mark(flag, plan) for flag in flags if (flag.date < turn) is early}
        for early in (True, False)
    )
    assert before == marks(replace(PLAN, steps=(old,)), TOO_OFTEN)
    assert after == marks(replace(PLAN, steps=(new,)), TOO_OFTEN)


def _mark(flag: Flag, plan: Plan) -> str:
    return fingerprint(flag, plan, RULES[flag.rule])


def test_a_use_besides_the_schedule_is_told_apart_by_its_date() -> None:
    plan = replace(PLAN, steps=(step("amp", weekdays(0, 3)),))
    wednesday = MONDAY + timedelta(days=2)
    one, other = (
        marks(replace(plan, extras=(Extra(day, Session.PM, "amp"),)), TOO_OFTEN)
        for day in (wednesday, wednesday + timedelta(days=7))
    )
    assert one
    assert one.isdisjoint(other)


def test_a_use_besides_the_schedule_counts_in_its_own_week_only() -> None:
    late = Extra(LAST - timedelta(days=1), Session.PM, "amp")
    assert marks(PLAN, TOO_OFTEN) < marks(replace(PLAN, extras=(late,)), TOO_OFTEN)


def test_a_list_of_dates_counts_as_a_schedule() -> None:
    days = [MONDAY + timedelta(days=number) for number in (0, 2, 4)]
    one = edited("amp", schedule=OnDates(tuple(days)))(PLAN)
    same = edited("amp", schedule=OnDates(tuple(reversed(days))))(PLAN)
    more = edited("amp", schedule=OnDates((*days, MONDAY + timedelta(days=5))))(PLAN)
    assert marks(one, TOO_OFTEN) == marks(same, TOO_OFTEN)
    assert marks(one, TOO_OFTEN).isdisjoint(marks(more, TOO_OFTEN))


OLD = relabelled("oil", expires_on=date(2026, 1, 1))(PLAN)
OLD_IN_USE = replace(OLD, steps=(*OLD.steps, step("oil")))
ABOUT_A_PRODUCT: dict[str, tuple[Change, bool]] = {
    "another schedule": (edited("oil", schedule=weekdays(0)), True),
    "another session": (edited("oil", session=Session.AM), True),
    "one more line": (
        lambda plan: replace(
            plan, steps=(*plan.steps, replace(step("oil"), line="am", session=Session.AM))
        ),
        True,
    ),
    "a use besides the plan": (
        lambda plan: replace(plan, extras=(Extra(MONDAY, Session.AM, "oil"),)),
        True,
    ),
    "another pack": (relabelled("oil", expires_on=date(2026, 2, 1)), False),
    "a prescription": (relabelled("oil", prescribed=True), False),
}


@pytest.mark.parametrize(("change", "same"), ABOUT_A_PRODUCT.values(), ids=ABOUT_A_PRODUCT.keys())
def test_a_flag_for_a_product_rests_on_the_product_and_not_on_its_use(
    change: Change, *, same: bool
) -> None:
    before, after = marks(OLD_IN_USE, "expired"), marks(change(OLD_IN_USE), "expired")
    assert len(before) == len(after) == 1
    assert (before == after) is same


def test_a_new_allergen_on_the_list_asks_again() -> None:
    plan = relabelled("serum", inci=("LINALOOL", "CITRAL"))(PLAN)
    one, both = (
        marks(replace(plan, profile=Profile(allergens=names)), "allergen-match")
        for names in (("citral",), ("citral", "linalool"))
    )
    assert len(one | both) == 2
