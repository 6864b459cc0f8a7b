"""Fixes that wait: leave steps out for a while, begin with something new later."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from routines.engine.dated_edits import PauseLine, SkipUse, StartLater
from routines.engine.fix_edits import Edit
from routines.engine.fixes import Fix, Verb
from routines.engine.flags import Scope
from routines.engine.plan import Product, Session
from routines.engine.rules.introduction import new_product_gap
from routines.engine.timeline import Use, expand
from routines.engine.trouble import LAST_DATE, Trouble

MANY_SKIPS = 60
"""How many uses one fix skips."""
ORDERS = 4
"""How many products are tried as the one that begins first."""


def skip(use: Use) -> SkipUse:
    return SkipUse(use.date, use.session, use.line or "", use.product.key)


def pause(trouble: Trouble) -> Iterator[Fix]:
    """Propose to leave out what the flags are about: on their dates, then on all behind them.

    A product that should not be used at all is paused for as long as anybody looks ahead.
    """
    lines = dict.fromkeys(step.line for step in trouble.steps)
    if trouble.rule.scope is Scope.PRODUCT:
        first, last = trouble.flags[0].date, trouble.outlook.last
        edits = tuple(PauseLine(line, first, last) for line in lines)
        if edits:
            yield Fix(Verb.PAUSE, edits)
        return
    flagged = frozenset(flag.date for flag in trouble.flags)
    behind = flagged.union(*(flag.dates for flag in trouble.flags))
    for days in dict.fromkeys((flagged, behind)):
        uses = [use for use in _uses(trouble, days) if use.line in lines]
        if 0 < len(uses) <= MANY_SKIPS:
            yield Fix(Verb.PAUSE, tuple(skip(use) for use in uses))


def _uses(trouble: Trouble, days: Iterable[date]) -> Iterator[Use]:
    """Yield what is used on those of the dates that may still change."""
    earliest = trouble.outlook.today or trouble.begin
    changing = sorted(day for day in days if day >= earliest)
    if changing:
        timeline = expand(trouble.outlook.plan, changing[0], changing[-1])
        for day in changing:
            for session in Session:
                yield from timeline.uses(day, session)


def start_later(trouble: Trouble) -> Iterator[Fix]:
    """Propose to begin new products one at a time, each of them first in turn."""
    plan = trouble.outlook.plan
    gap = new_product_gap(plan, trouble.rule)
    involved = {key for flag in trouble.flags for key in flag.products}
    movable = [
        product
        for product in plan.products.values()
        if product.key in involved and _may_begin_later(trouble, product)
    ]
    movable.sort(key=_first_use)
    keys = {product.key for product in movable}
    settled = [
        product.first_used
        for product in plan.products.values()
        if product.first_used and product.key not in keys
    ]
    found: dict[tuple[Edit, ...], None] = {}
    for leader in movable[:ORDERS]:
        others = [product for product in movable if product is not leader]
        found[tuple(_one_at_a_time([leader, *others], settled, gap))] = None
    yield from (Fix(Verb.START_LATER, edits) for edits in found if edits)


def _may_begin_later(trouble: Trouble, product: Product) -> bool:
    """Say whether nothing is known of a product but what steps plan."""
    plan, today = trouble.outlook.plan, trouble.outlook.today
    first = product.first_used
    if first is None or product.prescribed or (today is not None and first < today):
        return False
    elsewhere = [extra.product for extra in plan.extras]
    elsewhere += [replacement.by for replacement in plan.replacements]
    return product.key not in elsewhere


def _first_use(product: Product) -> date:
    return product.first_used or LAST_DATE


def _one_at_a_time(
    products: Iterable[Product], settled: Iterable[date], gap: timedelta
) -> Iterator[StartLater]:
    """Yield when each product begins: as early as may be, none too near to another."""
    taken = list(settled)
    for product in products:
        day = _first_use(product)
        while near := [other for other in taken if abs(day - other) < gap]:
            day = min(near) + gap
        taken.append(day)
        if day != product.first_used:
            yield StartLater(product.key, day)
