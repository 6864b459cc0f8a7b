"""Something new, and what the diary says: ramp-ups, patch tests, irritation, damage, waxing."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import inf

from routines.engine.flags import Flag, Rule
from routines.engine.plan import Plan, Product
from routines.engine.rules.case import (
    SIX_DAYS,
    Case,
    Judge,
    by_date,
    flag_day,
    flag_product,
    flag_sessions,
    judge_each,
    rolling_week,
)
from routines.engine.rules.traits import (
    BENZOYL_PEROXIDE,
    EXFOLIATING_ACIDS,
    RETINOIDS,
    exfoliates,
    exfoliating,
    holds,
    leave_on,
    leaves,
    on_face,
    retinoid,
)
from routines.engine.timeline import DAY

RETINOL = frozenset(("retinoid_otc",))
VITAMIN_C = frozenset(("vitamin_c_pure",))


def retinoid_ramp_up(case: Case, rule: Rule) -> Iterator[Flag]:
    """Allow two uses a week for two weeks, then four for four more."""
    if case.plan.profile.retinoid_experienced:
        return
    yield from _ramp_up(case, rule, RETINOL)


def acid_ramp_up(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _ramp_up(case, rule, EXFOLIATING_ACIDS)


def too_many_new_products(case: Case, rule: Rule) -> Iterator[Flag]:
    """Count first uses, whether the product stands in a step or not."""
    new = sorted(
        ((item.first_used, item.key) for item in case.plan.products.values() if item.first_used),
    )
    gap = new_product_gap(case.plan, rule)
    for day in filter(case.reports, dict.fromkeys(first for first, _ in new)):
        recent = [entry for entry in new if day - gap < entry[0] <= day]
        if len(recent) >= rule.thresholds["products"]:
            begun = [case.plan.products[key] for first, key in recent if first == day]
            yield Flag(
                rule.id,
                day,
                None,
                rule.severity,
                products=tuple(key for _, key in recent),
                lines=_planned_lines(case.whole_plan, begun),
                dates=tuple(first for first, _ in recent),
                prescribed=any(product.prescribed for product in begun),
            )


def new_product_gap(plan: Plan, rule: Rule) -> dt.timedelta:
    """Return how far apart two new products should begin: the person's own wish comes first."""
    own = plan.profile.new_product_days
    usual = rule.thresholds["days_sensitive" if plan.profile.sensitive else "days"]
    return dt.timedelta(days=usual if own is None else own)


def patch_test_missing(case: Case, rule: Rule) -> Iterator[Flag]:
    """Speak on the date of the first use, which need not be planned."""
    for product in case.plan.products.values():
        first = product.first_used
        untested = product.patch_test == "none" and leave_on(product)
        if first and untested and case.reports(first):
            lines = _planned_lines(case.whole_plan, [product])
            yield Flag(rule.id, first, None, rule.severity, (product.key,), lines, (first,))


def patch_test_failed(case: Case, rule: Rule) -> Iterator[Flag]:
    for product in case.plan.products.values():
        if product.patch_test == "failed":
            yield from flag_product(case, rule, product)


def journal_irritation_pause(case: Case, rule: Rule) -> Iterator[Flag]:
    """Speak of the strong actives used on the three dates after a note of irritation."""
    sore = {
        note.date + DAY * after
        for note in case.plan.journal
        if note.irritation >= rule.thresholds["irritation"]
        for after in range(1, int(rule.thresholds["days"]) + 1)
    }
    if sore:
        for day, uses in by_date(case.uses(_strong)):
            if day in sore and case.reports(day):
                yield flag_day(rule, day, uses, dates=[day])


def journal_severe_reaction(case: Case, rule: Rule) -> Iterator[Flag]:
    """Speak on the date of the note, whatever was used; irritation alone is no sign."""
    signs = {note.date for note in case.plan.journal if note.signs and case.reports(note.date)}
    if not signs:
        return
    used = dict(by_date(case.uses(lambda _product: True)))
    for day in sorted(signs):
        yield flag_day(rule, day, used.get(day, []), dates=[day])


def damaged_skin_active(case: Case, rule: Rule) -> Iterator[Flag]:
    spans = [
        (note.date, note.damage_until or note.date) for note in case.plan.journal if note.damage
    ]
    if not spans:
        return
    for items, occasions in case.sittings_with(case.keys(_harsh)):
        damaged = [
            (day, session)
            for day, session in occasions
            if any(first <= day <= last for first, last in spans)
        ]
        yield from flag_sessions(rule, damaged, items, about=items)


def waxing_and_retinoid(case: Case, rule: Rule) -> Iterator[Flag]:
    """Look at the week up to the date of a wax, peel or laser, on the same area."""
    for day, area in sorted({(event.date, event.area) for event in case.plan.procedures}):
        if not case.reports(day):
            continue
        week = [
            use
            for use in case.uses(_retinoid_or_aha)
            if day - SIX_DAYS <= use.date <= day and on_face(use.product) == (area == "face")
        ]
        if week:
            dates = dict.fromkeys((*(use.date for use in week), day))
            prescribed = any(use.product.prescribed for use in week)
            yield replace(flag_day(rule, day, week, dates), prescribed=prescribed)


def judge(case: Case, rules: Mapping[str, Rule]) -> Iterator[Flag]:
    """Yield the flags of these rules about something new and what the diary says."""
    return judge_each(RULES, case, rules)


RULES: tuple[Judge, ...] = (
    retinoid_ramp_up,
    acid_ramp_up,
    too_many_new_products,
    patch_test_missing,
    patch_test_failed,
    journal_irritation_pause,
    journal_severe_reaction,
    damaged_skin_active,
    waxing_and_retinoid,
)


def ramp_up_phases(rule: Rule) -> list[tuple[float, float]]:
    """Return how a rule lets a new product grow: so many days from its first use, a limit."""
    limits = rule.thresholds
    return [
        (limits[f"{phase}_days"], limits[f"per_week_{phase}"])
        for phase in ("first", "later")
        if f"{phase}_days" in limits
    ]


def _ramp_up(case: Case, rule: Rule, families: frozenset[str]) -> Iterator[Flag]:
    """Hold each new product against the limit of its phase."""
    phases = ramp_up_phases(rule)
    for product in case.plan.products.values():
        first = product.first_used
        if first is None or not holds(product, families):
            continue
        if first > case.last or (case.first - first).days >= phases[-1][0]:
            continue
        for day, week in rolling_week(case.uses_of(product.key)):
            since = (day - first).days
            limit = next((limit for days, limit in phases if since < days), inf)
            if since >= 0 and len(week) > limit and case.reports(day):
                yield flag_day(rule, day, week)


def _planned_lines(plan: Plan, products: Iterable[Product]) -> tuple[str, ...]:
    keys = {product.key for product in products}
    return tuple(dict.fromkeys(step.line for step in plan.steps if step.product in keys))


def _harsh(product: Product) -> bool:
    return retinoid(product) or exfoliating(product) or holds(product, BENZOYL_PEROXIDE)


def _strong(product: Product) -> bool:
    return product.kind == "ampoule" or _harsh(product) or holds(product, VITAMIN_C)


def _retinoid_or_aha(product: Product) -> bool:
    """Take in the body: the area of the procedure tells which products count."""
    return leaves(product, RETINOIDS) or (exfoliates(product) and "aha" in product.actives)
