"""Product life: open for too long, past its date, a single dose kept, a change noticed."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from routines.engine.flags import Flag, Rule
from routines.engine.keeping import by_date_on_pack, by_opening
from routines.engine.rules.case import Case, Judge, by_date, flag_day, flag_product, judge_each
from routines.engine.timeline import DAY, Use


def pao_exceeded(case: Case, rule: Rule) -> Iterator[Flag]:
    """Follow the open-jar symbol, on a sunscreen too: its date says nothing of an open pack."""
    for product in case.plan.products.values():
        end = by_opening(product)
        if end:
            yield from flag_product(case, rule, product, [(end.day + DAY, dt.date.max)])


def expired(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _past_the_date(case, rule, sunscreens=False)


def sunscreen_expired(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _past_the_date(case, rule, sunscreens=True)


def vitamin_c_opened_long(case: Case, rule: Rule) -> Iterator[Flag]:
    """Count what is rinsed off too; the opening of a box of single doses says nothing."""
    keeps = dt.timedelta(days=rule.thresholds["days"])
    for product in case.plan.products.values():
        if product.opened_on and "vitamin_c_pure" in product.actives and not product.single_use:
            faded = product.opened_on + keeps + DAY
            yield from flag_product(case, rule, product, [(faded, dt.date.max)])


def single_use_opened_late(case: Case, rule: Rule) -> Iterator[Flag]:
    """Look at recorded uses of a unit opened earlier than its label allows.

    The answer is to open a new one, which changes no step: no prescriber needs to be asked.
    """
    extras = case.whole_plan.extras
    for key in dict.fromkeys(extra.product for extra in extras if extra.unit_opened):
        for day, uses in by_date(filter(_kept_too_long, case.uses_of(key))):
            if case.reports(day):
                yield replace(flag_day(rule, day, uses, dates=[day]), prescribed=False)


def changed_look_or_smell(case: Case, rule: Rule) -> Iterator[Flag]:
    for product in case.plan.products.values():
        if product.changed_on:
            yield from flag_product(case, rule, product, [(product.changed_on, dt.date.max)])


def judge(case: Case, rules: Mapping[str, Rule]) -> Iterator[Flag]:
    """Yield the flags of these rules about the life of a product."""
    return judge_each(RULES, case, rules)


RULES: tuple[Judge, ...] = (
    pao_exceeded,
    expired,
    sunscreen_expired,
    vitamin_c_opened_long,
    single_use_opened_late,
    changed_look_or_smell,
)


def _past_the_date(case: Case, rule: Rule, *, sunscreens: bool) -> Iterator[Flag]:
    for product in case.plan.products.values():
        end = by_date_on_pack(product)
        if end and (product.kind == "sunscreen") is sunscreens:
            yield from flag_product(case, rule, product, [(end.day + DAY, dt.date.max)])


def _kept_too_long(use: Use) -> bool:
    opened, product = use.unit_opened, use.product
    if opened is None or not product.single_use:
        return False
    return use.date > opened + dt.timedelta(days=product.keep_days)
