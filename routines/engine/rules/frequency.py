"""How often: ampoules, serums, washing, masks, exfoliants, and what labels say."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from routines.engine.flags import Flag, Rule
from routines.engine.plan import Product, Session
from routines.engine.rules.case import (
    Case,
    Judge,
    by_date,
    flag_day,
    flag_sessions,
    judge_each,
    rolling_week,
)
from routines.engine.rules.traits import exfoliating, in_pool, retinoid
from routines.engine.timeline import DAY, Use

RECOVERY_NIGHTS = 4
"""Skin cycling looks at this many evenings, the last one included."""


def ampoule_too_often(case: Case, rule: Rule) -> Iterator[Flag]:
    """Count ampoules together against the usual limit, labelled ones against their own."""
    limit = case.plan.profile.ampoules_per_week
    pooled = case.uses(_pooled_ampoule)
    yield from _over(case, rule, pooled, rule.thresholds["per_week"] if limit is None else limit)
    for key, product in case.plan.products.items():
        if _ampoule(product) and product.label_max_per_week is not None:
            uses = case.uses_of(key)
            yield from _over(case, rule, uses, product.label_max_per_week)


def ampoule_consecutive_days(case: Case, rule: Rule) -> Iterator[Flag]:
    uses = case.uses(_pooled_ampoule)
    yield from _on_consecutive_days(case, rule, uses)


def ampoule_twice_a_day(case: Case, rule: Rule) -> Iterator[Flag]:
    """Leave out ampoules whose label allows two a day; a weekly limit does not exempt."""
    uses = case.uses(_ampoule_once_a_day)
    for day, used in by_date(uses):
        if len(used) > 1 and len({use.session for use in used}) > 1 and case.reports(day):
            yield flag_day(rule, day, used, dates=[day])


def two_ampoules_one_session(case: Case, rule: Rule) -> Iterator[Flag]:
    for ampoules, occasions in case.sittings_with(case.keys(_ampoule)):
        if len(ampoules) > 1:
            yield from flag_sessions(rule, occasions, ampoules, about=ampoules)


def serum_too_often(case: Case, rule: Rule) -> Iterator[Flag]:
    """Judge each serum on its own; a daily limit on the label is kind-over-label's affair."""
    for key, product in case.plan.products.items():
        if product.kind == "serum" and product.label_max_per_day is None:
            for day, uses in by_date(case.uses_of(key)):
                if len(uses) > rule.thresholds["per_day"] and case.reports(day):
                    yield flag_day(rule, day, uses)


def cleansing_too_often(case: Case, rule: Rule) -> Iterator[Flag]:
    """Count sessions with a planned cleanser, and each extra wash; not on a date of sweating."""
    limit = rule.thresholds["per_day"]
    for day, uses in by_date(case.uses(_cleanser)):
        if len(uses) <= limit or day in case.plan.sweat or not case.reports(day):
            continue
        planned = {use.session for use in uses if use.place is not None}
        extra = sum(use.place is None for use in uses)
        if len(planned) + extra > limit:
            yield flag_day(rule, day, uses)


def mask_too_often(case: Case, rule: Rule) -> Iterator[Flag]:
    """Judge each kind of mask on its own."""
    pooled = case.uses(lambda product: product.kind in rule.thresholds and in_pool(product))
    for kind, limit in rule.thresholds.items():
        yield from _over(case, rule, [use for use in pooled if use.product.kind == kind], limit)


def kind_over_label(case: Case, rule: Rule) -> Iterator[Flag]:
    """Hold each product against its own label, an ampoule only against its daily limit."""
    for key, product in case.plan.products.items():
        per_week = None if _ampoule(product) else product.label_max_per_week
        per_day = product.label_max_per_day
        limited = per_day is not None or per_week is not None
        for day, week in rolling_week(case.uses_of(key) if limited else []):
            on_day = [use for use in week if use.date == day]
            over_week = per_week is not None and len(week) > per_week
            over_day = per_day is not None and len(on_day) > per_day
            if (over_week or over_day) and case.reports(day):
                yield flag_day(rule, day, week if over_week else on_day)


def over_exfoliation(case: Case, rule: Rule) -> Iterator[Flag]:
    """Count sessions, at most two a date; sensitive skin has a limit of its own."""
    sensitive = case.plan.profile.sensitive
    limit = rule.thresholds["per_week_sensitive" if sensitive else "per_week"]
    for day, week in rolling_week(_pooled_exfoliation(case)):
        sessions = dict.fromkeys((use.date, use.session) for use in week)
        if len(sessions) > limit and case.reports(day):
            yield flag_day(rule, day, week, dates=[date for date, _ in sessions])


def exfoliation_consecutive_days(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _on_consecutive_days(case, rule, _pooled_exfoliation(case))


def exfoliation_stacked(case: Case, rule: Rule) -> Iterator[Flag]:
    """Ask for two different products; one used twice is not a stack."""
    for items, occasions in case.sittings_with(case.keys(exfoliating)):
        if len({item.product.key for item in items}) > 1:
            yield from flag_sessions(rule, occasions, items, about=items)


def skin_cycling_no_recovery(case: Case, rule: Rule) -> Iterator[Flag]:
    """Speak on an evening with an active when too few of the last four were free of them."""
    if not case.plan.profile.skin_cycling:
        return
    uses = case.uses(_active)
    evenings = dict(by_date(use for use in uses if use.session == Session.PM))
    for day in evenings:
        nights = [day - DAY * back for back in reversed(range(RECOVERY_NIGHTS))]
        active = [night for night in nights if night in evenings]
        if RECOVERY_NIGHTS - len(active) < rule.thresholds["free_nights"] and case.reports(day):
            used = [use for night in active for use in evenings[night]]
            yield flag_day(rule, day, used, dates=active)


def judge(case: Case, rules: Mapping[str, Rule]) -> Iterator[Flag]:
    """Yield the flags of these frequency rules."""
    return judge_each(RULES, case, rules)


RULES: tuple[Judge, ...] = (
    ampoule_too_often,
    ampoule_consecutive_days,
    ampoule_twice_a_day,
    two_ampoules_one_session,
    serum_too_often,
    cleansing_too_often,
    mask_too_often,
    kind_over_label,
    over_exfoliation,
    exfoliation_consecutive_days,
    exfoliation_stacked,
    skin_cycling_no_recovery,
)


def _ampoule(product: Product) -> bool:
    return product.kind == "ampoule"


def _ampoule_once_a_day(product: Product) -> bool:
    return _ampoule(product) and product.label_max_per_day in (None, 1)


def _cleanser(product: Product) -> bool:
    return product.kind == "cleanser"


def _active(product: Product) -> bool:
    return retinoid(product) or exfoliating(product)


def _pooled_ampoule(product: Product) -> bool:
    return _ampoule(product) and in_pool(product)


def _pooled_exfoliant(product: Product) -> bool:
    return exfoliating(product) and in_pool(product)


def _pooled_exfoliation(case: Case) -> Sequence[Use]:
    return case.uses(_pooled_exfoliant)


def _over(case: Case, rule: Rule, uses: Sequence[Use], limit: float) -> Iterator[Flag]:
    for day, week in rolling_week(uses):
        if len(week) > limit and case.reports(day):
            yield flag_day(rule, day, week)


def _on_consecutive_days(case: Case, rule: Rule, uses: Sequence[Use]) -> Iterator[Flag]:
    before: tuple[dt.date, list[Use]] = (dt.date.min, [])
    for day, used in by_date(uses):
        if before[0] == day - DAY and case.reports(day):
            yield flag_day(rule, day, [*before[1], *used], dates=[before[0], day])
        before = (day, used)
