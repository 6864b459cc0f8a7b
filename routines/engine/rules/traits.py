"""What the rules ask of a product. Anything that is rinsed off never counts as an active."""

from collections.abc import Iterable
from functools import lru_cache

from products.inci.families import families_of
from products.inci.names import candidates, clean, listed
from routines.engine.plan import Product

RETINOIDS = frozenset(("retinoid_otc", "retinoid_rx", "adapalene"))
EXFOLIANT_KINDS = frozenset(("exfoliant_physical", "exfoliant_chemical", "exfoliating_toner"))
EXFOLIATING_ACIDS = frozenset(("aha", "bha"))
BENZOYL_PEROXIDE = frozenset(("benzoyl_peroxide",))
HYDROGEN_PEROXIDE = frozenset(("HYDROGEN PEROXIDE",))
UNPROTECTING = frozenset(("lip_balm", "body_lotion"))
"""Kinds whose SPF is not for the face."""
FULL_SPF = 30
HYDROQUINONE = "hydroquinone"
ESTERS = frozenset(("RETINYL ACETATE", "RETINYL PALMITATE"))
"""The esters of vitamin A that count; other mild retinoids do not."""
SILICONE_HEAVY_NAMES = 5
"""A product is rich in silicone if one stands among this many first names of its list."""


def on_face(product: Product) -> bool:
    return product.kind != "body_lotion"


def leave_on(product: Product) -> bool:
    return not product.kind_facts.rinse


def leaves(product: Product, families: Iterable[str]) -> bool:
    """Say whether a product leaves one of these families on the skin of face or body."""
    return not product.actives.isdisjoint(families) and leave_on(product)


def holds(product: Product, families: Iterable[str]) -> bool:
    """Say whether a leave-on face product is tagged with one of these families."""
    return on_face(product) and leaves(product, families)


def retinoid(product: Product) -> bool:
    return holds(product, RETINOIDS)


def exfoliating(product: Product) -> bool:
    return on_face(product) and exfoliates(product)


def exfoliates(product: Product) -> bool:
    """Say whether a product is exfoliating, on face or body."""
    return product.kind in EXFOLIANT_KINDS or leaves(product, EXFOLIATING_ACIDS)


def retinyl_ester(product: Product) -> bool:
    """Follow the list where there is one, else any mild retinoid counts."""
    if "retinoid_mild" not in product.actives:
        return False
    return product.inci is None or not names_of(product).isdisjoint(ESTERS)


def first_names(product: Product, number: int) -> tuple[str, ...]:
    """Return so many names from the head of the ingredient list."""
    return _names(product.inci or ())[:number]


def names_of(product: Product) -> frozenset[str]:
    """Return every spelling of every name on the ingredient list."""
    return _spellings(product.inci or ())


def all_families(product: Product) -> frozenset[str]:
    """Return the families of a product by tag, trace or ingredient list."""
    found = _families(product.inci or ())
    if product.kind != "exfoliant_physical":
        found -= {"physical_abrasive"}
    if product.kind != "sunscreen" and not product.spf:
        found -= {"uv_mineral"}
    return product.actives | product.trace_actives | found


def as_compared(names: Iterable[str]) -> frozenset[str]:
    """Return names somebody typed as the names of a list are compared."""
    return frozenset(cleaned for name in names if (cleaned := clean(name)))


def peroxide(product: Product) -> bool:
    """Say whether a leave-on face product holds benzoyl peroxide, or lists hydrogen peroxide."""
    if holds(product, BENZOYL_PEROXIDE):
        return True
    listed_there = not names_of(product).isdisjoint(HYDROGEN_PEROXIDE)
    return leave_on(product) and on_face(product) and listed_there


def vitamin_a(product: Product) -> bool:
    """Say whether a product of any kind holds retinol, retinyl acetate or retinyl palmitate."""
    return "retinoid_otc" in product.actives or retinyl_ester(product)


def protects(product: Product) -> bool:
    """Say whether a product counts as sunscreen: by its SPF, or as one that states none."""
    if product.kind in UNPROTECTING:
        return False
    return product.spf >= FULL_SPF if product.spf else product.kind == "sunscreen"


def silicone_heavy(product: Product) -> bool:
    """Follow the owner's word, else the ingredient list; without either it is not."""
    if product.silicone_heavy is not None:
        return product.silicone_heavy
    names = first_names(product, SILICONE_HEAVY_NAMES)
    return any("silicone" in families_of(name) for name in names)


@lru_cache(maxsize=4096)
def _names(inci: tuple[str, ...]) -> tuple[str, ...]:
    return listed(inci)


@lru_cache(maxsize=4096)
def _spellings(inci: tuple[str, ...]) -> frozenset[str]:
    return frozenset(spelling for name in _names(inci) for spelling in candidates(name))


@lru_cache(maxsize=4096)
def _families(inci: tuple[str, ...]) -> frozenset[str]:
    return frozenset(family for name in listed(inci) for family in families_of(name))


def in_pool(product: Product) -> bool:
    """Say whether a product shares the usual weekly limit; its own label limit takes it out."""
    return product.label_max_per_week is None
