"""What is offered for the flags of routine files at random: enough, and only what works."""

from collections import Counter
from datetime import timedelta

from routines.engine.causes import causes
from routines.engine.check import check
from routines.engine.fixes import apply
from routines.engine.flags import Flag
from routines.engine.plan import Plan
from routines.engine.repair import fixes_of_flags
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from routines.engine.rules.traits import protects
from routines.engine.trouble import look_ahead
from tests.engine.reference.random_documents import random_document
from tests.thorough import TIMES

RULES = load_rules()
SEEDS = range(1000, 1000 + 20 * TIMES)


def fixable(flag: Flag) -> bool:
    """Say whether a flag comes from planned steps, and its rule has a fix that changes them."""
    verbs = RULES[flag.rule].verbs
    return bool(verbs and flag.lines) and verbs[0] != "replace_product" and not flag.prescribed


def has_sunscreen(plan: Plan) -> bool:
    """Say whether there is one to bring in: without it a fix is a search for one."""
    return any(
        product.kind == "sunscreen" and protects(product) and not product.prescribed
        for product in plan.products.values()
    )


def test_four_of_five_fixable_flags_have_a_fix_that_ends_them_and_does_no_harm() -> None:
    offered: Counter[bool] = Counter()
    for seed in SEEDS:
        plan, (first, last) = parse(random_document(seed))
        if not has_sunscreen(plan):
            continue
        flags = check(plan, first, last)
        outlook = look_ahead(plan, first, last, None, RULES)
        for cause in causes(flags, RULES, None):
            fixes = dict(fixes_of_flags(outlook, cause))
            offered.update(flag in fixes for flag in cause.flags if fixable(flag))
            for flag in list(fixes)[:1]:
                after = check(apply(plan, fixes[flag], None), first, last + timedelta(35))
                _assert_mended(flag, after)
                worst = max(each.severity.rank for each in fixes if fixes[each] == fixes[flag])
                assert all(new.severity.rank < worst for new in _new(after, outlook.flags))
    assert offered[True] >= 0.8 * offered.total()


def _assert_mended(flag: Flag, after: tuple[Flag, ...]) -> None:
    same = [each for each in after if (each.rule, each.session) == (flag.rule, flag.session)]
    assert not any(
        each.date == flag.date and not set(each.products).isdisjoint(flag.products)
        for each in same
    )


def _new(after: tuple[Flag, ...], before: tuple[Flag, ...]) -> list[Flag]:
    known = {(each.rule, each.date, each.session) for each in before}
    return [each for each in after if (each.rule, each.date, each.session) not in known]
