"""What does not go together: in one morning or evening, or on one date.

"X with Y" means two different products, one with X and the other with Y, planned or not; what
else they hold does not matter. A product that holds both is no combination by itself.
"""

from collections.abc import Iterator, Mapping

from routines.engine.flags import Flag, Rule
from routines.engine.rules.case import Case, Judge, by_date, flag_day, flag_sessions, judge_each
from routines.engine.rules.traits import (
    BENZOYL_PEROXIDE,
    exfoliating,
    peroxide,
    retinoid,
    vitamin_a,
)

RETINOIDS_IT_BREAKS_DOWN = frozenset(("retinoid_otc", "retinoid_rx"))
"""Adapalene stands benzoyl peroxide."""
VITAMIN_C = frozenset(("vitamin_c_pure",))
HYDROQUINONE = frozenset(("hydroquinone",))
COPPER_PEPTIDE = frozenset(("copper_peptide",))
ACIDS = frozenset(("aha", "bha"))
ACNE_ACTIVES = frozenset(("benzoyl_peroxide", "bha", "sulfur", "resorcinol"))
ADDING_UP = ("vitamin_c_pure", "benzoyl_peroxide", "azelaic_acid", "hydroquinone")


def retinoid_plus_exfoliant(case: Case, rule: Rule) -> Iterator[Flag]:
    """Count every exfoliating product, a scrub too."""
    yield from _together(case, rule, case.keys(retinoid), case.keys(exfoliating))


def retinoid_plus_benzoyl_peroxide(case: Case, rule: Rule) -> Iterator[Flag]:
    retinoids = case.holding(RETINOIDS_IT_BREAKS_DOWN)
    yield from _together(case, rule, retinoids, case.holding(BENZOYL_PEROXIDE))


def vitamin_c_plus_benzoyl_peroxide(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _together(case, rule, case.holding(VITAMIN_C), case.holding(BENZOYL_PEROXIDE))


def hydroquinone_plus_benzoyl_peroxide(case: Case, rule: Rule) -> Iterator[Flag]:
    """Count hydrogen peroxide in an ingredient list like benzoyl peroxide."""
    hydroquinone = case.holding(HYDROQUINONE)
    if hydroquinone:  # else no list of ingredients needs to be read
        yield from _together(case, rule, hydroquinone, case.keys(peroxide))


def acne_actives_stacked(case: Case, rule: Rule) -> Iterator[Flag]:
    """Ask for two products with different ones of the four."""
    for items, occasions in case.sittings_with(case.holding(ACNE_ACTIVES)):
        present = {item.product.key: item.product.actives & ACNE_ACTIVES for item in items}
        if len(present) > 1 and len(frozenset().union(*present.values())) > 1:
            yield from flag_sessions(rule, occasions, items, about=items)


def copper_peptide_plus_vitamin_c(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _together(case, rule, case.holding(COPPER_PEPTIDE), case.holding(VITAMIN_C))


def copper_peptide_plus_acid(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _together(case, rule, case.holding(COPPER_PEPTIDE), case.holding(ACIDS))


def vitamin_c_plus_exfoliant(case: Case, rule: Rule) -> Iterator[Flag]:
    """Speak for sensitive skin only."""
    if case.plan.profile.sensitive:
        yield from _together(case, rule, case.holding(VITAMIN_C), case.holding(ACIDS))


def retinoid_stacked(case: Case, rule: Rule) -> Iterator[Flag]:
    """Ask for two different products on a date; one used twice is not a stack."""
    for day, uses in by_date(case.uses(retinoid)):
        if len({use.product.key for use in uses}) > 1 and case.reports(day):
            yield flag_day(rule, day, uses, dates=[day])


def same_active_stacked(case: Case, rule: Rule) -> Iterator[Flag]:
    for family in ADDING_UP:
        keys = case.holding((family,))
        yield from _together(case, rule, keys, keys)


def vitamin_a_total(case: Case, rule: Rule) -> Iterator[Flag]:
    """Count products of every kind, what is rinsed off and what is for the body too.

    Its words ask for no change, so no prescriber is asked either.
    """
    for day, uses in by_date(case.uses(vitamin_a)):
        several = len({use.product.key for use in uses}) >= rule.thresholds["products"]
        if several and case.reports(day):
            yield flag_day(rule, day, uses, dates=[day], about=())


def judge(case: Case, rules: Mapping[str, Rule]) -> Iterator[Flag]:
    """Yield the flags of these combination rules."""
    return judge_each(RULES, case, rules)


RULES: tuple[Judge, ...] = (
    retinoid_plus_exfoliant,
    retinoid_plus_benzoyl_peroxide,
    vitamin_c_plus_benzoyl_peroxide,
    hydroquinone_plus_benzoyl_peroxide,
    acne_actives_stacked,
    copper_peptide_plus_vitamin_c,
    copper_peptide_plus_acid,
    vitamin_c_plus_exfoliant,
    retinoid_stacked,
    same_active_stacked,
    vitamin_a_total,
)


def _together(
    case: Case, rule: Rule, some: frozenset[str], others: frozenset[str]
) -> Iterator[Flag]:
    """Flag the sessions in which one of some products meets another one of the others."""
    if not some or not others or len(some | others) == 1:
        return
    for items, occasions in case.sittings_with(some | others):
        present = {item.product.key for item in items}
        here, there = present & some, present & others
        met = [
            item
            for item in items
            for key in [item.product.key]
            if (key in some and there - {key}) or (key in others and here - {key})
        ]
        if met:
            yield from flag_sessions(rule, occasions, met, about=met)
