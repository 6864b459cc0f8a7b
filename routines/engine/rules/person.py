"""What somebody told of themselves: age, pregnancy, allergies, what they avoid; and strengths.

All speak of a product once, on its first use that offends. What nobody told is never guessed.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from products.inci.families import families_of
from products.knowledge import SCENTS, families
from routines.engine.flags import Flag, Rule
from routines.engine.plan import Product
from routines.engine.rules.case import (
    ALWAYS,
    Case,
    Judge,
    Span,
    Wanted,
    flag_product,
    judge_each,
)
from routines.engine.rules.traits import (
    HYDROQUINONE,
    RETINOIDS,
    all_families,
    as_compared,
    exfoliates,
    first_names,
    leave_on,
    leaves,
    names_of,
    on_face,
    retinyl_ester,
)
from routines.engine.timeline import DAY

RETINOL_AND_ACIDS = frozenset(("retinoid_otc", "retinoid_rx", "aha", "bha"))
ADAPALENE = frozenset(("adapalene",))
FIRST_NAMES = 7
"""Pore-cloggers count among this many first names of a list."""


def pregnancy_retinoid(case: Case, rule: Rule) -> Iterator[Flag]:
    """Count the time of trying for a child as well; medicines are graver than cosmetics."""
    trying = case.plan.profile.trying_from
    spans = _pregnant(case) + ([(trying, dt.date.max)] if trying else [])
    for flag in _during(case, rule, spans, _leaves_retinoid):
        held = RETINOIDS & case.plan.products[flag.products[0]].actives
        severities = (rule.severity_of(family) for family in held)
        yield replace(flag, severity=max(severities, key=lambda severity: severity.rank))


def pregnancy_vitamin_a_ester(case: Case, rule: Rule) -> Iterator[Flag]:
    def ester(product: Product) -> bool:
        return leave_on(product) and retinyl_ester(product)

    yield from _during(case, rule, _pregnant(case), ester)


def pregnancy_hydroquinone(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _during(case, rule, _pregnant(case) + _breastfeeding(case), _hydroquinone)


def pregnancy_salicylic_strong(case: Case, rule: Rule) -> Iterator[Flag]:
    """Speak of strong ones left on, of any peel, and of any use on the body."""

    def strong(product: Product) -> bool:
        stated = product.percents.get("salicylic", 0) > rule.thresholds["percent"]
        counts = product.peel or not on_face(product) or (stated and leave_on(product))
        return "bha" in product.actives and counts

    yield from _during(case, rule, _pregnant(case), strong)


def pregnancy_bakuchiol(case: Case, rule: Rule) -> Iterator[Flag]:
    def bakuchiol(product: Product) -> bool:
        return "bakuchiol" in product.actives

    yield from _during(case, rule, _pregnant(case), bakuchiol)


def breastfeeding_retinoid(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _during(case, rule, _breastfeeding(case), _leaves_retinoid)


def minor_actives(case: Case, rule: Rule) -> Iterator[Flag]:
    """Stop on a birthday: adapalene's comes first, and a prescription settles it."""
    born = case.plan.profile.birth_date
    if born is None:
        return
    for product in case.plan.products.values():
        limits = {"age": RETINOL_AND_ACIDS, "age_adapalene": ADAPALENE}
        held = [key for key, actives in limits.items() if leaves(product, actives)]
        if held and not product.prescribed:
            until = max(birthday(born, rule.thresholds[key]) for key in held) - DAY
            yield from flag_product(case, rule, product, [(dt.date.min, until)])


def child_salicylic(case: Case, rule: Rule) -> Iterator[Flag]:
    """Count every trace, whoever prescribed it; past the third birthday it is a hint."""
    born = case.plan.profile.birth_date
    if born is None:
        return
    grown, until = (birthday(born, rule.thresholds[key]) for key in ("age", "age_hint"))
    for product in case.plan.products.values():
        if "bha" in product.actives | product.trace_actives:
            for flag in flag_product(case, rule, product, [(dt.date.min, until - DAY)]):
                older = flag.date >= grown
                yield replace(flag, severity=rule.severity_of("older" if older else ""))


def allergen_match(case: Case, rule: Rule) -> Iterator[Flag]:
    own = as_compared(case.plan.profile.allergens)
    if own:
        yield from _whenever(case, rule, lambda product: not own.isdisjoint(names_of(product)))


def avoid_match(case: Case, rule: Rule) -> Iterator[Flag]:
    """Take each entry as a name; one that is the id of a family stands for all of it too."""
    names = as_compared(case.plan.profile.avoid)
    ids = {entry.strip().lower() for entry in case.plan.profile.avoid} & families().keys()
    ids = ids.union(*(families()[family].members for family in ids))

    def avoided(product: Product) -> bool:
        by_family = bool(ids) and not ids.isdisjoint(all_families(product))
        return by_family or not names.isdisjoint(names_of(product))

    if names:
        yield from _whenever(case, rule, avoided)


def fragrance_sensitive(case: Case, rule: Rule) -> Iterator[Flag]:
    def perfumed(product: Product) -> bool:
        return not SCENTS.isdisjoint(all_families(product))

    if case.plan.profile.fragrance_sensitive:
        yield from _whenever(case, rule, perfumed)


def comedogenic_match(case: Case, rule: Rule) -> Iterator[Flag]:
    """Look at the first names of the list only; a tag without a list says nothing."""

    def listed_early(product: Product) -> bool:
        first = first_names(product, FIRST_NAMES)
        return any("comedogenic_candidate" in families_of(name) for name in first)

    if case.plan.profile.acne_prone_list:
        yield from _whenever(case, rule, listed_early)


def rosacea_eczema_exfoliant(case: Case, rule: Rule) -> Iterator[Flag]:
    if case.plan.profile.rosacea or case.plan.profile.eczema:
        yield from _whenever(case, rule, exfoliates)


def strength_over_limit(case: Case, rule: Rule) -> Iterator[Flag]:
    """Compare each stated strength with its limit; some have another on the body."""

    def limit(active: str, product: Product) -> float:
        usual = rule.thresholds[active]
        return usual if on_face(product) else rule.thresholds.get(f"{active}_body", usual)

    def too_strong(product: Product) -> bool:
        return any(
            percent > limit(active, product) for active, percent in product.percents.items()
        )

    yield from _whenever(case, rule, too_strong)


def hydroquinone_in_cosmetic(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _whenever(
        case, rule, lambda product: _hydroquinone(product) and not product.prescribed
    )


def hydroquinone_too_long(case: Case, rule: Rule) -> Iterator[Flag]:
    """Ask for a use of any such product in each of the last weeks, counted back from a use."""
    used = {use.date.toordinal() for use in case.uses(_hydroquinone)}
    weeks = int(rule.thresholds["weeks"])

    def too_long(day: dt.date) -> bool:
        begin = day.toordinal() - 7 * weeks + 1
        return all(
            not used.isdisjoint(range(begin + 7 * week, begin + 7 * week + 7))
            for week in range(weeks)
        )

    for product in case.plan.products.values():
        if _hydroquinone(product):
            uses = case.uses_of(product.key)
            days = (use.date for use in uses if case.reports(use.date) and too_long(use.date))
            for day in islice(days, 1):
                yield from flag_product(case, rule, product, [(day, dt.date.max)])


def birthday(born: dt.date, age: float) -> dt.date:
    """Return the date somebody turns an age; without a 29 February that is the 1 March."""
    year = born.year + int(age)
    try:
        return born.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


def judge(case: Case, rules: Mapping[str, Rule]) -> Iterator[Flag]:
    """Yield the flags of these rules about the person."""
    return judge_each(RULES, case, rules)


RULES: tuple[Judge, ...] = (
    pregnancy_retinoid,
    pregnancy_vitamin_a_ester,
    pregnancy_hydroquinone,
    pregnancy_salicylic_strong,
    pregnancy_bakuchiol,
    breastfeeding_retinoid,
    minor_actives,
    child_salicylic,
    allergen_match,
    avoid_match,
    fragrance_sensitive,
    comedogenic_match,
    rosacea_eczema_exfoliant,
    strength_over_limit,
    hydroquinone_in_cosmetic,
    hydroquinone_too_long,
)


def _hydroquinone(product: Product) -> bool:
    return HYDROQUINONE in product.actives


def _leaves_retinoid(product: Product) -> bool:
    return leaves(product, RETINOIDS)


def _pregnant(case: Case) -> list[Span]:
    profile = case.plan.profile
    return _span(profile.pregnant_from, profile.pregnant_until)


def _breastfeeding(case: Case) -> list[Span]:
    profile = case.plan.profile
    return _span(profile.breastfeeding_from, profile.breastfeeding_until)


def _span(first: dt.date | None, last: dt.date | None) -> list[Span]:
    return [(first, last or dt.date.max)] if first else []


def _during(case: Case, rule: Rule, spans: Sequence[Span], wanted: Wanted) -> Iterator[Flag]:
    """Flag each wanted product on its first use inside any of the spans."""
    if spans:
        for product in filter(wanted, case.plan.products.values()):
            yield from flag_product(case, rule, product, spans)


def _whenever(case: Case, rule: Rule, wanted: Wanted) -> Iterator[Flag]:
    """Flag each wanted product on its first use."""
    yield from _during(case, rule, (ALWAYS,), wanted)
