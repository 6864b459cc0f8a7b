"""Plans at random with a person, packs and a diary: what holds of every one of them."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from routines.engine.causes import causes
from routines.engine.check import check
from routines.engine.fixes import Fix, apply, from_json, to_json
from routines.engine.flags import Flag, Scope
from routines.engine.plan import Plan, Product, Session
from routines.engine.repair import Reason, first_working, fix_all
from routines.engine.routine_file import parse, to_document
from routines.engine.rules import load_rules
from routines.engine.trouble import look_ahead
from tests.engine.random_lives import random_life
from tests.engine.reference.random_documents import random_document
from tests.thorough import RANDOM, TIMES, tries

RULES = load_rules()
DAY = timedelta(days=1)


def about(flag: Flag) -> tuple[object, ...]:
    """Return what a flag says: a flag for a product says the same on whichever date."""
    if RULES[flag.rule].scope is Scope.PRODUCT:
        return flag.rule, flag.products
    return flag.rule, flag.date, flag.session


def a_life(random: Random) -> dict[str, Any]:
    """Return a routine file of either kind."""
    return random.choice((random_life(random), random_document(random.randrange(10**6))))


def life(random: Random) -> tuple[Plan, date, date]:
    plan, (first, last) = parse(a_life(random))
    return plan, first, last


@tries(4)
@given(RANDOM)
def test_taking_a_step_out_adds_no_flag_but_of_order_and_sun(random: Random) -> None:
    plan, first, last = life(random)
    before = {about(flag) for flag in check(plan, first, last)}
    for step in plan.steps:
        less = replace(plan, steps=tuple(each for each in plan.steps if each is not step))
        new = [flag for flag in check(less, first, last) if about(flag) not in before]
        assert {RULES[flag.rule].section for flag in new} <= {"order", "sun"}


@tries(4)
@given(RANDOM, st.integers(0, 8), st.integers(0, 5))
def test_longer_window_says_the_same_of_each_date_and_session(
    random: Random, offset: int, length: int
) -> None:
    plan, start, _last = life(random)
    plan = replace(plan, start=plan.start or start)
    first = start + DAY * offset
    last = first + DAY * length
    longer = check(plan, first - 7 * DAY, last + 7 * DAY)
    assert [flag for flag in check(plan, first, last) if not _of_a_product(flag)] == [
        flag for flag in longer if first <= flag.date <= last and not _of_a_product(flag)
    ]
    products = {
        (flag.rule, flag.products) for flag in check(plan, first, last) if _of_a_product(flag)
    }
    assert products <= {(flag.rule, flag.products) for flag in longer}


DAY_IN_TEXT = re.compile(r"\d{4}-\d\d-\d\d")
COUNTED_IN_MONTHS = ("opened_on", "purchased_on", "expires_on")


def without_months(document: dict[str, Any]) -> dict[str, Any]:
    """Return a routine file in which nothing is counted in calendar months, years or hours."""
    profile = {key: told for key, told in document["profile"].items() if key != "birth_date"}
    products = {
        key: {name: fact for name, fact in facts.items() if name not in COUNTED_IN_MONTHS}
        for key, facts in document["products"].items()
    }
    return {**document, "tz": "UTC", "profile": profile, "products": products}


def shifted(document: dict[str, Any], weeks: int) -> dict[str, Any]:
    def later(found: re.Match[str]) -> str:
        return str(date.fromisoformat(found[0]) + weeks * 7 * DAY)

    found: dict[str, Any] = json.loads(DAY_IN_TEXT.sub(later, json.dumps(document)))
    return found


@tries(5)
@given(RANDOM, st.sampled_from((-4, 1, 3, 52, 104)))
def test_weeks_later_the_same_plan_is_flagged_the_same(random: Random, weeks: int) -> None:
    document = without_months(a_life(random))
    plan, (first, last) = parse(document)
    moved, (begin, end) = parse(shifted(document, weeks))
    later = weeks * 7 * DAY
    assert check(moved, begin, end) == tuple(
        replace(flag, date=flag.date + later, dates=tuple(day + later for day in flag.dates))
        for flag in check(plan, first, last)
    )


@tries(8)
@given(RANDOM, st.sampled_from(Session))
def test_a_second_wash_before_the_first_only_adds_to_washing(
    random: Random, session: Session
) -> None:
    """An oil cleanser after it is second to a water-based one, as it is to any."""
    plan, first, last = life(random)
    washes = [
        step
        for step in plan.steps
        if step.session is session and plan.products[step.product].kind == "cleanser"
    ]
    if not washes:
        return
    plan = replace(plan, skips=(), replacements=())
    second = replace(washes[0], line="second", product="second")
    products = {**plan.products, "second": Product("second", "cleanser")}
    more = replace(plan, products=products, steps=(second, *plan.steps))
    found = {about(flag) for flag in check(more, first, last)}
    changed = found ^ {about(flag) for flag in check(plan, first, last)}
    assert {each[0] for each in changed} <= {
        "cleansing-too-often",
        "oil-cleanser-after-water-cleanser",
    }


def worst_of(flags: Iterable[Flag]) -> dict[tuple[object, ...], int]:
    """Return the rank of the worst flag of a rule, date and session."""
    found: dict[tuple[object, ...], int] = {}
    for flag in flags:
        key = flag.rule, flag.date, flag.session
        found[key] = max(found.get(key, 0), flag.severity.rank)
    return found


def _of_a_product(flag: Flag) -> bool:
    return RULES[flag.rule].scope is Scope.PRODUCT


@tries(5)
@given(RANDOM)
def test_a_flag_for_a_product_stands_once(random: Random) -> None:
    flags = check(*life(random))
    counts = Counter((flag.rule, flag.products) for flag in flags if _of_a_product(flag))
    assert set(counts.values()) <= {1}


@tries(4)
@given(RANDOM, st.sampled_from((None, date(2026, 3, 9))))
def test_mending_says_nothing_new_and_is_done_once(random: Random, today: date | None) -> None:
    plan, first, last = life(random)
    found = fix_all(plan, first, last, today, RULES)
    begin = max(first, today or first)
    before = worst_of(check(plan, begin, last))
    after = worst_of(check(found.plan, begin, last))
    assert after.keys() <= before.keys()
    assert all(rank <= before[key] for key, rank in after.items())
    again = fix_all(found.plan, first, last, today, RULES)
    assert (again.plan, again.fixes) == (found.plan, ())
    for fix in found.fixes:
        assert from_json(to_json(fix)) == fix


@tries(4)
@given(RANDOM)
def test_a_mended_routine_file_means_what_was_proven(random: Random) -> None:
    document = a_life(random)
    plan, (first, last) = parse(document)
    mended = fix_all(plan, first, last, None, RULES).plan
    again, _window = parse(to_document(mended, document))
    expected = {(flag.rule, flag.date, flag.session) for flag in check(mended, first, last)}
    assert {(flag.rule, flag.date, flag.session) for flag in check(again, first, last)} == expected


def fixable(flag: Flag) -> bool:
    """Say whether a flag comes from planned steps, and its rule has a fix that changes them."""
    verbs = RULES[flag.rule].verbs
    return bool(verbs and flag.lines) and verbs[0] != "replace_product" and not flag.prescribed


def test_most_fixable_flags_have_a_fix_and_each_fix_works() -> None:
    offers: Counter[bool] = Counter()
    for seed in range(10 * TIMES):
        plan, (first, last) = parse(random_life(Random(seed)))  # noqa: S311 (no secret)
        outlook = look_ahead(plan, first, last, None, RULES)
        before = {(flag.rule, flag.date, flag.session) for flag in outlook.flags}
        for cause in causes([flag for flag in outlook.flags if flag.date <= last], RULES, None):
            fix = first_working(outlook, cause)
            offers[isinstance(fix, Fix)] += sum(map(fixable, cause.flags))
            if isinstance(fix, Reason):
                continue
            after = check(apply(plan, fix, None), first, outlook.last, RULES)
            said = {
                (flag.rule, flag.date, flag.session, product)
                for flag in after
                for product in flag.products
            }
            for flag in cause.flags:
                gone = {(flag.rule, flag.date, flag.session, product) for product in flag.products}
                assert gone.isdisjoint(said)
            new = [flag for flag in after if (flag.rule, flag.date, flag.session) not in before]
            assert all(flag.severity.rank < cause.severity.rank for flag in new)
    assert offers[True] >= 0.9 * offers.total()
