"""What somebody told of themselves and of their products, as the engine takes it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from accounts.models import SkinProfile, User
from products.inci.names import split_names
from products.kinds_in_force import kinds_in_force
from products.knowledge import Kind, families
from products.models import Product
from routines.engine import plan as engine
from routines.models import Pack, ShelfItem

MADE = {"allergens", "avoid", "night_ends_hour"}
TOLD = tuple(field.name for field in fields(engine.Profile) if field.name not in MADE)
"""The fields of a profile that the engine takes as they are stored."""

LONGEST_PERIOD = timedelta(days=999)


def engine_profile(user: User) -> engine.Profile:
    """Turn what somebody told of themselves into the engine's profile."""
    profile = getattr(user, "profile", None)
    if not isinstance(profile, SkinProfile):
        return engine.Profile(night_ends_hour=user.night_ends_hour)
    return engine.Profile(
        **{name: getattr(profile, name) for name in TOLD},
        allergens=typed_names(profile.allergens),
        avoid=_avoided(profile.avoid),
        night_ends_hour=user.night_ends_hour,
    )


@lru_cache(maxsize=512)
def typed_names(text: str) -> tuple[str, ...]:
    """Return the names in a list as typed: one a line, or with commas or semicolons between."""
    return tuple(name for line in re.split(r"[;\n]", text) for name in split_names(line))


def _avoided(text: str) -> tuple[str, ...]:
    """Return what somebody avoids; what a family is called, also in the plural, is its id."""
    return tuple(_family_ids().get(_singular(name), name) for name in typed_names(text))


def _singular(name: str) -> str:
    return name.casefold().rstrip("s")


@cache
def _family_ids() -> Mapping[str, str]:
    return {_singular(family.label): key for key, family in families().items()}


def engine_product(
    item: ShelfItem, pack: Pack | None = None, kinds: Mapping[str, Kind] | None = None
) -> engine.Product:
    """Turn a shelf item into the product the engine sees; the owner's pack comes first.

    `pack` is the one in use. `kinds` are those in force, read here where many are not turned.
    """
    product = item.shown
    pack_says = item.product if item.product.owner_id else product
    added, denied = frozenset(item.added_families), frozenset(item.denied_families)
    return engine.Product(
        key=str(product.pk),
        kind=product.kind,
        name=str(product),
        actives=(frozenset(product.families) | added) - denied,
        trace_actives=frozenset(product.trace_families) - added - denied,
        inci=tuple(product.inci_names) or None,
        percents=product.percents,
        spf=product.spf,
        prescribed=item.prescribed,
        at_hand=item.removed_on is None,
        occlusive=product.occlusive,
        silicone_heavy=product.silicone_heavy,
        fcf=product.fcf,
        peel=product.peel,
        single_use=product.is_single_use,
        keep_days=_first_told(item.keep_days, product.keep_days) or 0,
        pao_months=_first_told(item.pao_months, product.pao_months),
        label_max_per_week=_limit("label_max_per_week", item, pack_says, product),
        label_max_per_day=_limit("label_max_per_day", item, pack_says, product),
        first_used=item.first_used_on,
        patch_test=item.patch_test,
        opened_on=pack.opened_on if pack else None,
        expires_on=pack.expires_on if pack else None,
        purchased_on=pack.purchased_on if pack else None,
        changed_on=pack.changed_on if pack else None,
        kind_here=(kinds or kinds_in_force())[product.kind],
    )


def _limit(name: str, *rows: ShelfItem | Product) -> int | None:
    """Return a limit of the label from the first who states it."""
    return next(filter(None, (getattr(row, name) for row in rows)), None)


def _first_told(own: int | None, stated: int | None) -> int | None:
    return stated if own is None else own


def product_in_plan(
    item: ShelfItem, product: engine.Product, steps: Iterable[engine.Step]
) -> engine.Product:
    """Return an item's product; one that is new is first used when its steps are first due."""
    if not item.new_to_me or item.first_used_on:
        return product
    own = (step for step in steps if step.product == product.key)
    return replace(product, first_used=_first_due(own))


def _first_due(steps: Iterable[engine.Step]) -> date | None:
    """Return the first date on which a product's steps are due; None if they never are."""
    return min(filter(None, map(_first_date, steps)), default=None)


def _first_date(step: engine.Step) -> date | None:
    if step.first is None:
        return None
    last = step.last or step.first + LONGEST_PERIOD
    return next(iter(step.schedule.dates(step.first, last)), None)
