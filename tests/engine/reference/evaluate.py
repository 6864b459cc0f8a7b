"""Every rule on every date of a routine file, and the note on what is prescribed."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from typing import Any

from tests.engine.reference import (
    combinations,
    frequency,
    freshness,
    introduction,
    order,
    person,
    sun,
)
from tests.engine.reference.case import SESSIONS, Case
from tests.engine.reference.frequency import About

Flag = tuple[str, str, str | None]
"""A rule, the date and the session; None for rules about a day or a product."""

BY_DAY = {
    **frequency.BY_DAY,
    **combinations.BY_DAY,
    **introduction.BY_DAY,
    **freshness.BY_DAY,
}
BY_SESSION: dict[str, Callable[[Case, date, str], About]] = {
    **frequency.BY_SESSION,
    **order.BY_SESSION,
    **combinations.BY_SESSION,
    **sun.BY_SESSION,
    **introduction.BY_SESSION,
}
BY_PRODUCT = {
    **sun.BY_PRODUCT,
    **introduction.BY_PRODUCT,
    **freshness.BY_PRODUCT,
    **person.BY_PRODUCT,
}
RULES = frozenset({*BY_DAY, *BY_SESSION, *BY_PRODUCT})

NEVER_NOTED = {
    "vitamin-a-total",
    "strength-over-limit",
    "avoid-match",
    "comedogenic-match",
    "pregnancy-vitamin-a-ester",
    "pregnancy-bakuchiol",
    "pregnancy-salicylic-strong",
    "breastfeeding-retinoid",
    "hydroquinone-in-cosmetic",
    "hydroquinone-too-long",
    "single-use-opened-late",
    "patch-test-missing",
    "retinoid-no-sunscreen-next-morning",
    "aha-no-sunscreen",
    "photosensitizer-no-sunscreen",
    "am-no-sunscreen",
}
"""Rules whose fix changes no step: the prescriber has nothing to say on them."""


def evaluate(document: dict[str, Any]) -> tuple[set[Flag], set[Flag]]:
    """Return the flags of a valid routine file, and those that carry the prescriber's note."""
    case = Case(document)
    flags: set[Flag] = set()
    noted: set[Flag] = set()
    for flag, about in [*_on_dates(case), *_on_first_uses(case)]:
        flags.add(flag)
        prescribed = any(case.products[key].prescribed for key in about)
        if prescribed and flag[0] not in NEVER_NOTED:
            noted.add(flag)
    return flags, noted


def _on_dates(case: Case) -> Iterator[tuple[Flag, set[str]]]:
    for day in case.window:
        for rule, on_day in BY_DAY.items():
            if (about := on_day(case, day)) is not None:
                yield (rule, str(day), None), about
        for rule, session in product(BY_SESSION, SESSIONS):
            if (about := BY_SESSION[rule](case, day, session)) is not None:
                yield (rule, str(day), session), about


def _on_first_uses(case: Case) -> Iterator[tuple[Flag, set[str]]]:
    for key, judged in case.products.items():
        days = [day for day in case.window if judged in case.everywhere(day)]
        for rule, of_product in BY_PRODUCT.items():
            if first := next((day for day in days if of_product(case, judged, day)), None):
                yield (rule, str(first), None), {key}
