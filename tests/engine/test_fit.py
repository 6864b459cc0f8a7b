"""Where one more product fits into a plan as it stands, proven by the rules."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.knowledge import kinds
from routines.engine.adoption import Room
from routines.engine.check import check
from routines.engine.fit import Fit, fit, neighbours
from routines.engine.flags import Severity
from routines.engine.plan import Plan, Product, Session
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from routines.engine.schedule_text import write_schedule
from routines.engine.timeline import expand
from tests.thorough import tries

MONDAY = date(2026, 3, 2)
LAST = MONDAY + timedelta(days=34)
EVENING = {
    "wash": "cleanser",
    "toner": "hydrating_toner",
    "serum": "serum",
    "cream": "moisturizer",
}
KINDS = st.sampled_from(sorted(kinds()))
RHYTHMS = st.sampled_from(("daily", "mon thu", "every 3 from 2026-03-02"))


def planned(routine: dict[str, Any], **products: Any) -> Plan:
    """Return a plan with these products; a kind alone stands for all that is known of one."""
    facts = {key: {"kind": one} if isinstance(one, str) else one for key, one in products.items()}
    window = [str(MONDAY), str(LAST)]
    return parse({"window": window, "products": facts, "routine": routine})[0]


def evening(new: Any, order: str = "wash toner serum cream") -> Plan:
    return planned({"PM": [[key, "daily"] for key in order.split()]}, **EVENING, new=new)


def fitted(plan: Plan, product: str = "new") -> Fit:
    number = count(1)
    room = Room("", MONDAY, {}, lambda: f"line {next(number)}")
    return fit(plan, product, room, LAST, load_rules())


def order_of(plan: Plan, session: Session = Session.PM) -> list[str]:
    """Return what is used in a session from Monday on."""
    going_on = [step for step in plan.steps if step.session is session and step.last is None]
    return [step.product for step in going_on]


@pytest.mark.parametrize(
    ("new", "when", "order"),
    [
        ("ampoule", "mon thu", "wash toner new serum cream"),
        ("essence", "daily", "wash toner new serum cream"),
        ("face_oil", "daily", "wash toner serum cream new"),
        ({"kind": "ampoule", "label_max_per_week": 7}, "daily", "wash toner new serum cream"),
    ],
)
def test_a_product_gets_its_days_and_its_place_in_the_order(
    new: Any, when: str, order: str
) -> None:
    found = fitted(evening(new))
    assert found.fits
    assert [write_schedule(each) for each in found.seats.values()] == [when]
    assert " ".join(order_of(found.plan)) == order


def test_no_step_that_was_there_is_moved() -> None:
    before = evening("ampoule", "wash toner cream serum")
    found = fitted(before)
    assert [step for step in found.plan.steps if step.product != "new"] == [*before.steps]


def test_where_no_place_is_right_the_routine_is_put_in_order() -> None:
    found = fitted(evening("ampoule", "serum wash toner cream"))
    assert (found.fits, found.reorders) == (True, True)
    assert order_of(found.plan) == ["wash", "toner", "new", "serum", "cream"]
    assert not fitted(evening("ampoule")).reorders


def test_what_the_plan_is_flagged_for_already_is_not_said_again() -> None:
    daily = planned({"PM": [["amp", "daily"]]}, amp="ampoule", new="moisturizer")
    found = fitted(daily)
    assert check(daily, MONDAY, LAST)
    assert (found.fits, found.flags) == (True, ())


def test_without_a_place_it_is_judged_as_it_is_usually_used() -> None:
    full = planned({"PM": [["amp", "mon thu"]]}, amp="ampoule", new="ampoule")
    found = fitted(full)
    assert not found.fits
    assert [write_schedule(each) for each in found.seats.values()] == ["mon thu"]
    assert {"ampoule-too-often", "two-ampoules-at-once"} & {flag.rule for flag in found.flags}
    assert all("new" in flag.products for flag in found.flags)


@tries(6)
@given(st.lists(st.tuples(KINDS, RHYTHMS), max_size=6), KINDS)
def test_what_is_said_to_fit_brings_no_flag_of_caution_or_more(
    used: list[tuple[str, str]], new: str
) -> None:
    products = {f"p{number}": kind for number, (kind, _rhythm) in enumerate(used)}
    steps = [[f"p{number}", rhythm] for number, (_kind, rhythm) in enumerate(used)]
    plan = planned({"AM": steps[:2], "PM": steps[2:]}, **products, new=new)
    found = fitted(plan)
    before = {(flag.rule, flag.date, flag.session) for flag in check(plan, MONDAY, LAST)}
    bad = [
        flag
        for flag in check(found.plan, MONDAY, LAST)
        if flag.severity.rank >= Severity.CAUTION.rank
        and ("new" in flag.products or (flag.rule, flag.date, flag.session) not in before)
    ]
    assert found.fits or bad or found.place.rule
    assert not (found.fits and bad)


def test_neighbours_are_those_it_most_often_stands_between() -> None:
    plan = planned(
        {"PM": [["wash", "daily"], ["acid", "fri"], ["new", "mon thu fri"], ["cream", "daily"]]},
        wash="cleanser",
        acid="exfoliant_chemical",
        new="serum",
        cream="moisturizer",
    )
    timeline = expand(plan, MONDAY, LAST)
    assert neighbours(timeline, "new", Session.PM) == ("wash", "cream")
    assert neighbours(timeline, "wash", Session.PM)[0] == ""
    assert neighbours(timeline, "cream", Session.PM) == ("wash", "")
    assert neighbours(timeline, "new", Session.AM) == ("", "")


def test_a_product_alone_is_judged_by_what_it_is() -> None:
    spoilt = Product("new", "serum", patch_test="failed")
    found = fitted(Plan({"new": spoilt}))
    assert not found.fits
    assert {flag.rule for flag in found.flags} == {"patch-test-failed"}
