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


def by_date_on_pack(product: Product) -> UseBy | None:
    """Return the printed date; a sunscreen without one keeps for so long from its purchase."""
    if product.expires_on:
        return UseBy(product.expires_on, Since.PRINTED)
    if product.kind == "sunscreen" and product.purchased_on:
        return UseBy(months_after(product.purchased_on, SUNSCREEN_MONTHS), Since.BOUGHT)
    return None


def by_opening(product: Product) -> UseBy | None:
    """Return the end of the months after opening (PAO).

    The opening of a box of single doses says nothing about the doses in it.
    """
    if product.opened_on is None or product.pao_months is None or product.single_use:
        return None
    return UseBy(months_after(product.opened_on, product.pao_months), Since.OPENED)


def use_by(product: Product) -> UseBy | None:
    """Return the first of a product's dates, None where nobody stated one."""
    dates = filter(None, (by_date_on_pack(product), by_opening(product)))
    return min(dates, key=lambda found: found.day, default=None)
