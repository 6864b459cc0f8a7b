"""Read the shelf: what somebody owns, which pack is in use, and where it is used."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import BigAutoField, F, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from accounts.prepared import FIRST, OWNER, Given, Prepared
from products.models import Product
from routines.engine.keeping import UseBy, use_by
from routines.engine.plan import Product as EngineProduct
from routines.facts import engine_product
from routines.models import Pack, Routine, ShelfItem, Step
from routines.packs import pack_in_use, pack_next
from routines.selectors import NOT_PLANNED


class Show(StrEnum):
    """Which part of the shelf a page lists."""

    ALL = "all"
    IN_ROUTINE = "routine"
    UNUSED = "unused"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A product on the shelf as it stands today.

    `pack` is the one in use, else the sealed one to take next, else the one finished last.
    `routines` are those that use it today or later.
    """

    item: ShelfItem
    product: Product
    facts: EngineProduct
    packs: tuple[Pack, ...]
    pack: Pack | None
    is_open: bool
    routines: tuple[Routine, ...]

    @property
    def sealed(self) -> int:
        """How many packs wait unopened."""
        return sum(pack.opened_on is None and pack.finished_on is None for pack in self.packs)

    @property
    def finished_on(self) -> date | None:
        """When the last pack was finished, if none is left."""
        return self.pack.finished_on if self.pack and not self.is_open else None

    @property
    def use_by(self) -> UseBy | None:
        return None if self.finished_on else use_by(self.facts)


def _finished_last(packs: Iterable[Pack]) -> Pack | None:
    done = [pack for pack in packs if pack.finished_on]
    return max(done, key=lambda pack: (pack.finished_on or date.min, pack.pk), default=None)


def _shelved(
    item: ShelfItem, packs: tuple[Pack, ...], routines: tuple[Routine, ...], today: date
) -> Shelved:
    opened = pack_in_use(packs, today)
    pack = opened or pack_next(packs) or _finished_last(packs)
    return Shelved(
        item=item,
        product=item.shown,
        facts=engine_product(item, pack),
        packs=packs,
        pack=pack,
        is_open=opened is not None,
        routines=routines,
    )


def _own(user: User | Given) -> QuerySet[ShelfItem]:
    rows = ShelfItem.objects.for_user(user)
    return rows.select_related("product__brand", "product__merged_into__brand")


def _steps_ahead(user: User | Given, today: date | Given) -> QuerySet[Step]:
    rows = Step.objects.for_user(user).filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        Q(routine__ends_on=None) | Q(routine__ends_on__gte=today),
    )
    return rows.select_related("routine").order_by("routine__starts_on", "routine_id", "pk")


def _read(
    user: User, items: QuerySet[ShelfItem], today: date, *, with_routines: bool = True
) -> list[Shelved]:
    """Return items with their packs and the routines that use them. Three queries at most."""
    found = list(items)
    if not found:
        return []
    packs = Pack.objects.for_user(user).filter(shelf_item__in=items).order_by("pk")
    steps = _steps_ahead(user, today).filter(shelf_item__in=items) if with_routines else ()
    return _joined(found, packs, steps, today)


def _joined(
    items: Iterable[ShelfItem], packs: Iterable[Pack], steps: Iterable[Step], today: date
) -> list[Shelved]:
    held: dict[int, list[Pack]] = {}
    for pack in packs:
        held.setdefault(pack.shelf_item_id, []).append(pack)
    used: dict[int, dict[int, Routine]] = {}
    for step in steps:
        used.setdefault(step.shelf_item_id, {})[step.routine_id] = step.routine
    return [
        _shelved(item, tuple(held.get(item.pk, ())), tuple(used.get(item.pk, {}).values()), today)
        for item in items
    ]


def shelf_item(user: User, key: int, today: date) -> Shelved:
    """Return one item, wherever it stands. Raises ShelfItem.DoesNotExist if it is not theirs."""
    found = _read(user, _own(user).filter(pk=key), today)
    if not found:
        raise ShelfItem.DoesNotExist
    return found[0]


_product = Given("product", BigAutoField())


def _of_product(item: str = "") -> Q:
    """Keep the items, or the rows of an `item`, that are a product or were merged into it."""
    direct, merged = f"{item}product", f"{item}product__merged_into"
    return Q((direct, _product)) | Q((merged, _product))


_items_of = Prepared(lambda: _own(OWNER).filter(_of_product()).defer(*NOT_PLANNED))
_packs_of = Prepared(
    lambda: Pack.objects.for_user(OWNER).filter(_of_product("shelf_item__")).order_by("pk")
)
_steps_of = Prepared(lambda: _steps_ahead(OWNER, FIRST).filter(_of_product("shelf_item__")))


def shelf_item_of(user: User, product: Product, today: date) -> Shelved | None:
    """Return the item on the shelf that is a product, or was merged into it."""
    keys = {"owner": user.pk, "product": product.pk}
    items = _items_of(**keys)
    if not items:
        return None
    rows = _joined(items, _packs_of(**keys), _steps_of(**keys, first=today), today)
    return next(_on_it(rows), None)


def _on_it(rows: Iterable[Shelved]) -> Iterator[Shelved]:
    """Keep what stands on the shelf; what a routine uses does, even if it was taken off."""
    return (row for row in rows if not row.item.removed_on or row.routines)


def shelf_at_hand(user: User, today: date) -> list[Shelved]:
    """Return what stands on the shelf and is not used up, whatever uses it. Two queries."""
    rows = _read(user, _own(user).filter(removed_on=None), today, with_routines=False)
    return [row for row in rows if not row.finished_on]


def shelf_listed(user: User, today: date) -> list[Shelved]:
    """Return the shelf, the soonest date first, what is finished last. Three queries."""
    return sorted(_on_it(_read(user, _own(user), today)), key=_order)


def _order(row: Shelved) -> tuple[bool, date, bool, str]:
    dated = row.use_by
    return (
        row.finished_on is not None,
        dated.day if dated else date.max,
        not row.is_open,
        row.facts.name.casefold(),
    )


def is_shown(row: Shelved, show: Show) -> bool:
    """Say whether a row belongs to a part of the shelf."""
    match show:
        case Show.IN_ROUTINE:
            return bool(row.routines)
        case Show.UNUSED:
            return not row.routines
        case Show.OPENED:
            return row.is_open
        case _:
            return True


_running = Prepared(
    lambda: (
        Routine.objects.for_user(OWNER)
        .filter(Q(ends_on=None) | Q(ends_on__gte=FIRST))
        .order_by(F("ends_on").desc(nulls_first=True), "-starts_on", "-pk")[:1]
    )
)


def running_routine(user: User, today: date) -> Routine | None:
    """Return the newest routine that runs or will run; one that ends only where no other does."""
    return next(iter(_running(owner=user.pk, first=today)), None)


def place_address(routine: Routine | None, item: ShelfItem) -> str:
    """Return the page that asks where in a routine an item goes; without one, the start."""
    if routine is None:
        return reverse("start")
    return f"{routine.get_absolute_url()}?product={item.product_id}"
