"""Which pack of a product is in use on a day."""

from collections.abc import Iterable
from datetime import date
from statistics import median

from django.db.models import FilteredRelation, Q, QuerySet

from accounts.prepared import Given
from routines.models import Pack, ShelfItem


def pack_in_use(packs: Iterable[Pack], today: date) -> Pack | None:
    """Return the pack opened last of those that are open."""
    opened = [pack for pack in packs if pack.is_open(today)]
    return max(opened, key=lambda pack: (pack.opened_on or date.min, pack.pk), default=None)


def pack_next(packs: Iterable[Pack], day: date = date.max) -> Pack | None:
    """Return the sealed pack whose date comes first; those without a date come last.

    One finished after the day waited on it.
    """
    waiting = [pack for pack in packs if pack.finished_on is None or pack.finished_on > day]
    sealed = [pack for pack in waiting if pack.opened_on is None]
    return min(sealed, key=lambda pack: (pack.expires_on or date.max, pack.pk), default=None)


def join_packs(items: QuerySet[ShelfItem], day: date | Given) -> QuerySet[ShelfItem]:
    """Join the packs unfinished on a day: a row for each, which `with_packs` puts together.

    This costs a third of a subquery.
    """
    unfinished = Q(packs__opened_on=None) | Q(packs__opened_on__lte=day)
    unfinished &= Q(packs__finished_on=None) | Q(packs__finished_on__gt=day)
    joined = items.annotate(held=FilteredRelation("packs", condition=unfinished))
    return joined.select_related("held")  # type: ignore[misc]  # the stubs know columns only


def with_packs(rows: Iterable[ShelfItem], day: date) -> list[ShelfItem]:
    """Return the items, each with the pack in use on a day, else the sealed one to take next."""
    found: dict[int, ShelfItem] = {}
    packs: dict[int, list[Pack]] = {}
    for row in rows:
        item = found.setdefault(row.pk, row)
        if pack := getattr(row, "held", None):
            packs.setdefault(item.pk, []).append(pack)
    for key, held in packs.items():
        found[key].pack_in_use = pack_in_use(held, day) or pack_next(held, day)
    return list(found.values())


def days_it_lasts(packs: Iterable[Pack]) -> int | None:
    """Return how many days a pack lasted so far, from opening to the last drop: the median."""
    lasted = [
        (pack.finished_on - pack.opened_on).days
        for pack in packs
        if pack.opened_on and pack.finished_on
    ]
    return round(median(lasted)) if lasted else None
