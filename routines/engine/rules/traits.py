"""What the rules ask of a product. Anything that is rinsed off never counts as an active."""

from products.inci.families import families_of
from products.inci.names import candidates, listed
from products.knowledge import kinds
from routines.engine.plan import Product

RETINOIDS = frozenset(("retinoid_otc", "retinoid_rx", "adapalene"))
EXFOLIANT_KINDS = frozenset(("exfoliant_physical", "exfoliant_chemical", "exfoliating_toner"))
EXFOLIATING_ACIDS = frozenset(("aha", "bha"))
BENZOYL_PEROXIDE = frozenset(("benzoyl_peroxide",))
HYDROGEN_PEROXIDE = frozenset(("HYDROGEN PEROXIDE",))
RETINYL_ESTERS = frozenset(("RETINYL ACETATE", "RETINYL PALMITATE"))
UNPROTECTING = frozenset(("lip_balm", "body_lotion"))
"""Kinds whose SPF is not for the face."""
FULL_SPF = 30
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


def peroxide(product: Product) -> bool:
    """Say whether a leave-on face product holds benzoyl peroxide, or lists hydrogen peroxide."""
    if holds(product, BENZOYL_PEROXIDE):
        return True
    return leave_on(product) and on_face(product) and names_one_of(product, HYDROGEN_PEROXIDE)


def vitamin_a(product: Product) -> bool:
    """Say whether a product of any kind holds retinol, retinyl acetate or retinyl palmitate."""
    return "retinoid_otc" in product.actives or retinyl_ester(product)


def retinyl_ester(product: Product) -> bool:
    """Say whether a product holds retinyl acetate or palmitate; a list, if known, must say so."""
    if "retinoid_mild" not in product.actives:
        return False
    return product.inci is None or names_one_of(product, RETINYL_ESTERS)


def names_one_of(product: Product, names: frozenset[str]) -> bool:
    """Say whether one of these stands on the ingredient list."""
    return any(not names.isdisjoint(candidates(name)) for name in listed(product.inci or ()))


def protects(product: Product) -> bool:
    """Say whether a product counts as sunscreen: by its SPF, or as one that states none."""
    if product.kind in UNPROTECTING:
        return False
    return product.spf >= FULL_SPF if product.spf else product.kind == "sunscreen"


def silicone_heavy(product: Product) -> bool:
    """Follow the owner's word, else the ingredient list; without either it is not."""
    if product.silicone_heavy is not None:
        return product.silicone_heavy
    names = listed(product.inci or ())[:SILICONE_HEAVY_NAMES]
    return any("silicone" in families_of(name) for name in names)


def in_pool(product: Product) -> bool:
    """Say whether a product shares the usual weekly limit; its own label limit takes it out."""
    return product.label_max_per_week is None
