"""Put products on the shelf and keep what the owner's pack says."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from products.models import Product
from routines.models import Routine, ShelfItem
from routines.selectors_shelf import shelf_item
from routines.services.recording import plan_change


class InRoutineError(Exception):
    """A product cannot leave the shelf: `routines` use it today or later."""

    def __init__(self, routines: Sequence[Routine]) -> None:
        super().__init__(*routines)
        self.routines = routines


@transaction.atomic
def shelf_add(*, user: User, product: Product, families: tuple[str, ...] = ()) -> ShelfItem:
    """Put a product on the shelf, or return it if it or one merged into it stands there already.

    `families` are actives the owner says it contains; they are added to those on file.
    """
    merged = ShelfItem.objects.for_user(user).filter(product__merged_into=product)
    item = merged.filter(removed_on=None).first()
    if item is None:
        item, _made = ShelfItem.objects.for_user(user).get_or_create(
            owner=user, product=product, defaults={"added_families": sorted(families)}
        )
    missing = set(families) - set(item.added_families)
    if missing or item.removed_on:
        item.added_families = sorted({*item.added_families, *missing})
        item.removed_on = None
        item.save(update_fields=["added_families", "removed_on"])
    return item


def needs_label(item: ShelfItem) -> bool:
    """Say whether the question "How often does the pack say?" is still open.

    It is asked once, for ampoules whose catalogue entry states no limit.
    """
    product = item.product
    return (
        product.kind == "ampoule"
        and not (item.label_asked or product.label_asked)
        and item.label_max_per_week is None
        and product.label_max_per_week is None
    )


@transaction.atomic
def shelf_set_label(*, item: ShelfItem, per_day: int | None, per_week: int | None) -> None:
    """Keep what the pack says; None where it says nothing."""
    item.label_max_per_day, item.label_max_per_week = per_day, per_week
    item.label_asked = True
    item.full_clean()
    item.save()


def shelf_save(*, user: User, item: ShelfItem, now: datetime) -> None:
    """Keep what the owner says of a product."""
    summary = _("Changed what you noted of %(product)s") % {"product": item}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        recorder.save(item)


def shelf_remove(*, user: User, item: ShelfItem, today: date, now: datetime) -> None:
    """Take a product off the shelf; past days keep it. Raises InRoutineError."""
    routines = shelf_item(user, item.pk, today).routines
    if routines:
        raise InRoutineError(routines)
    summary = _("Took %(product)s off the shelf") % {"product": item}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        item.removed_on = today
        recorder.save(item)
