"""Plans at random with a person, packs and a diary: what holds of every one of them."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from routines.engine.causes import causes
from routines.engine.check import check
from routines.engine.fixes import Fix, apply, from_json, to_json
from routines.engine.flags import Flag, Scope
from routines.engine.plan import Plan
from routines.engine.repair import Reason, first_working, fix_all
from routines.engine.routine_file import parse, to_document
from routines.engine.rules import load_rules
from routines.engine.trouble import look_ahead
from tests.engine.random_lives import random_life

RULES = load_rules()
RANDOM = st.randoms(use_true_random=False)
DAY = timedelta(days=1)


def about(flag: Flag) -> tuple[object, ...]:
    """Return what a flag says: a flag for a product says the same on whichever date."""
    if RULES[flag.rule].scope is Scope.PRODUCT:
        return flag.rule, flag.products
    return flag.rule, flag.date, flag.session


def life(random: Random) -> tuple[Plan, date, date]:
    plan, (first, last) = parse(random_life(random))
    return plan, first, last


@settings(max_examples=20, deadline=None)
@given(RANDOM)
def test_taking_a_step_out_adds_no_flag_but_of_order_and_sun(random: Random) -> None:
    plan, first, last = life(random)
    before = {about(flag) for flag in check(plan, first, last)}
    for step in plan.steps:
        less = replace(plan, steps=tuple(each for each in plan.steps if each is not step))
        new = [flag for flag in check(less, first, last) if about(flag) not in before]
        assert {RULES[flag.rule].section for flag in new} <= {"order", "sun"}


@settings(max_examples=20, deadline=None)
@given(RANDOM, st.integers(0, 8), st.integers(0, 5))
def test_longer_window_says_the_same_of_each_date_and_session(
    random: Random, offset: int, length: int
) -> None:
    plan, start, _last = life(random)
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


def _of_a_product(flag: Flag) -> bool:
    return RULES[flag.rule].scope is Scope.PRODUCT


@settings(max_examples=30, deadline=None)
@given(RANDOM)
def test_a_flag_for_a_product_stands_once(random: Random) -> None:
    flags = check(*life(random))
    counts = Counter((flag.rule, flag.products) for flag in flags if _of_a_product(flag))
    assert set(counts.values()) <= {1}


@settings(max_examples=10, deadline=None)
@given(RANDOM, st.sampled_from((None, date(2026, 3, 9))))
def test_mending_says_nothing_new_and_is_done_once(random: Random, today: date | None) -> None:
    plan, first, last = life(random)
    found = fix_all(plan, first, last, today, RULES)
    begin = max(first, today or first)
    before = {(flag.rule, flag.date, flag.session) for flag in check(plan, begin, last)}
    after = {(flag.rule, flag.date, flag.session) for flag in check(found.plan, begin, last)}
    assert after <= before
    again = fix_all(found.plan, first, last, today, RULES)
    assert (again.plan, again.fixes) == (found.plan, ())
    for fix in found.fixes:
        assert from_json(to_json(fix)) == fix


@settings(max_examples=10, deadline=None)
@given(RANDOM)
def test_a_mended_routine_file_means_what_was_proven(random: Random) -> None:
    document = random_life(random)
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
    for seed in range(30):
        plan, first, last = life(Random(seed))  # noqa: S311 (no secret)
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
