"""Rows for tests, each with the least that is needed."""

from datetime import date
from itertools import count
from typing import Any

from accounts.models import SkinProfile, User
from products.models import Product
from routines.engine.schedule import DAILY, Schedule
from routines.models import Routine, ShelfItem, Step

_numbers = count(1)


def make_user(email: str = "", **fields: Any) -> User:
    user = User.objects.create_user(email or f"person{next(_numbers)}@example.org", **fields)
    SkinProfile.objects.create(user=user)
    return user


def make_product(kind: str = "serum", name: str = "", **fields: Any) -> Product:
    """Make a published catalogue product, or a private one if `owner` is given."""
    name = name or f"{kind.replace('_', ' ').capitalize()} {next(_numbers)}"
    if "owner" not in fields:
        fields.setdefault("status", Product.Status.PUBLISHED)
    return Product.objects.create(kind=kind, name=name, **fields)


def make_item(user: User, product: Product | None = None, **fields: Any) -> ShelfItem:
    return ShelfItem.objects.create(owner=user, product=product or make_product(), **fields)


def make_routine(user: User, *, starts_on: date, name: str = "My routine") -> Routine:
    return Routine.objects.create(owner=user, name=name, starts_on=starts_on)


def make_step(
    routine: Routine, what: ShelfItem | Product, session: str = "PM", **fields: Any
) -> Step:
    """Make a daily evening step at the end of its session, unless told otherwise."""
    owner = routine.owner
    schedule: Schedule = fields.pop("schedule", DAILY)
    if isinstance(what, Product):
        what, _ = ShelfItem.objects.get_or_create(owner=owner, product=what)
    fields.setdefault("starts_on", routine.starts_on)
    fields.setdefault("position", 1024 * next(_numbers))
    step = Step(owner=owner, routine=routine, shelf_item=what, session=session, **fields)
    step.schedule = schedule
    step.save()
    return step
