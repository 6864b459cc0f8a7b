"""How long a product keeps: by the date on its pack, and from its opening or purchase."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from routines.engine.plan import Product

SUNSCREEN_MONTHS = 36
"""How long a sunscreen without a printed date keeps from its purchase."""


class Since(StrEnum):
    """What a use-by date is counted from."""

    PRINTED = "printed"
    BOUGHT = "bought"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class UseBy:
    """The last day a product is within its date, and what says so."""

    day: date
    since: Since


def months_after(day: date, months: int) -> date:
    """Return the date some calendar months later; a day the month lacks becomes its last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def use_by(product: Product) -> UseBy | None:
    """Return the first of a product's dates, None where nobody stated one.

    The opening of a box of single doses says nothing about the doses in it.
    """
    dates = []
    if product.expires_on:
        dates.append(UseBy(product.expires_on, Since.PRINTED))
    elif product.kind == "sunscreen" and product.purchased_on:
        last = months_after(product.purchased_on, SUNSCREEN_MONTHS)
        dates.append(UseBy(last, Since.BOUGHT))
    if product.opened_on and product.pao_months and not product.single_use:
        dates.append(UseBy(months_after(product.opened_on, product.pao_months), Since.OPENED))
    return min(dates, key=lambda found: found.day, default=None)
