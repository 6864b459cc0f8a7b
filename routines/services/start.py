"""Make the first routine from a few ticks or a pasted list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from products.kinds_in_force import kinds_in_force
from products.models import Product
from products.selectors import match_products
from products.services.private import private_product_save
from routines.engine.plan import Session
from routines.engine.schedule import DAILY, Schedule, weekdays
from routines.models import Routine, ShelfItem
from routines.offers import Offer
from routines.services.routine import routine_create
from routines.services.shelf import shelf_add


@dataclass(frozen=True, slots=True)
class Pick:
    """One product of a new routine: a known one, or one named by its owner, or just its kind.

    `days` are weekdays, Monday = 0; empty = every day.
    """

    offer: Offer
    sessions: frozenset[Session]
    name: str = ""
    days: tuple[int, ...] = ()
    product: Product | None = None

    @property
    def schedule(self) -> Schedule:
        return weekdays(*self.days) if self.days else DAILY

    @property
    def product_name(self) -> str:
        return self.name or _("My %(kind)s") % {"kind": self.offer.label.lower()}


def picks_matched(user: User, picks: Sequence[Pick]) -> list[Pick]:
    """Find the products whose names were typed; only those of the kind that was ticked count."""
    named = [pick for pick in picks if pick.name]
    found = {
        pick: match
        for pick, match in zip(named, match_products(user, [p.name for p in named]), strict=True)
        if match is not None and match.kind == pick.offer.kind.id
    }
    return [replace(pick, product=found.get(pick)) for pick in picks]


@transaction.atomic
def routine_start(
    *,
    user: User,
    picks: Iterable[Pick],
    today: date,
    now: datetime,
    serum_first: bool,
) -> Routine:
    """Put the products on the shelf and make a routine of them, thinnest layer first.

    `serum_first` puts the ampoules after the serums. A product that was named twice is used
    once in a session.
    """
    own = {(product.kind, str(product)): product for product in Product.objects.for_user(user)}
    steps: dict[tuple[int, Session], tuple[ShelfItem, Session, Schedule]] = {}
    for pick in sorted(picks, key=lambda pick: _place(pick, serum_first=serum_first)):
        product = pick.product or _own_product(user, pick, own)
        families = () if pick.product else pick.offer.families
        item = shelf_add(user=user, product=product, families=families)
        for session in sorted(pick.sessions):
            steps.setdefault((item.pk, session), (item, session, pick.schedule))
    return routine_create(
        user=user, name=_("My routine"), today=today, now=now, steps=tuple(steps.values())
    )


def _place(pick: Pick, *, serum_first: bool) -> float:
    kinds = kinds_in_force()
    kind = kinds[pick.offer.kind.id]
    if serum_first and kind.id == "ampoule":
        return kinds["serum"].place + 0.5
    return kind.place


def _own_product(user: User, pick: Pick, own: dict[tuple[str, str], Product]) -> Product:
    """Return the owner's product of this kind and name, made now if there is none."""
    key = kind, name = pick.offer.kind.id, pick.product_name
    if key not in own:
        own[key] = private_product_save(owner=user, product=Product(kind=kind, name=name))
    return own[key]
