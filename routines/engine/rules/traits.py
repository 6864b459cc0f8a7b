"""What the rules ask of a product. Anything that is rinsed off never counts as an active."""

from products.inci.families import families_of
from products.inci.names import listed
from products.knowledge import kinds
from routines.engine.plan import Product

RETINOIDS = frozenset(("retinoid_otc", "retinoid_rx", "adapalene"))
EXFOLIANT_KINDS = frozenset(("exfoliant_physical", "exfoliant_chemical", "exfoliating_toner"))
EXFOLIATING_ACIDS = frozenset(("aha", "bha"))
SILICONE_HEAVY_NAMES = 5
"""A product is rich in silicone if one stands among this many first names of its list."""


def on_face(product: Product) -> bool:
    return product.kind != "body_lotion"


def leave_on(product: Product) -> bool:
    return not kinds()[product.kind].rinse


def holds(product: Product, families: frozenset[str]) -> bool:
    """Say whether a leave-on face product is tagged with one of these families."""
    return leave_on(product) and on_face(product) and not families.isdisjoint(product.actives)


def retinoid(product: Product) -> bool:
    return holds(product, RETINOIDS)


def exfoliating(product: Product) -> bool:
    return product.kind in EXFOLIANT_KINDS or holds(product, EXFOLIATING_ACIDS)


def silicone_heavy(product: Product) -> bool:
    """Follow the owner's word, else the ingredient list; without either it is not."""
    if product.silicone_heavy is not None:
        return product.silicone_heavy
    names = listed(product.inci or ())[:SILICONE_HEAVY_NAMES]
    return any("silicone" in families_of(name) for name in names)


def in_pool(product: Product) -> bool:
    """Say whether a product shares the usual weekly limit; its own label limit takes it out."""
    return product.label_max_per_week is None
