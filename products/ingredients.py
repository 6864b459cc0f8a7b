"""An ingredient list as people read it: which names are actives, in plain words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from products.inci.families import families_of
from products.inci.names import split_names
from products.knowledge import families
from products.models import Product

# What somebody may look for. Bases, textures and scents are in the list, and not marked.
ACTIVE_GROUPS = frozenset(
    (
        *("retinoid", "retinoid_mild", "retinol_alternative", "exfoliant", "exfoliant_mild"),
        *("antioxidant", "barrier", "acne", "tone", "peptide", "soothing", "depigmenting"),
        *("uv_filter", "eye", "oil_control", "conditioning", "flushing"),
    )
)
ALSO_ACTIVE = frozenset(("hyaluronic_acid", "urea"))


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A name as printed on the label."""

    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Active:
    """A family found in a product, and by which names."""

    label: str
    note: str
    names: tuple[str, ...]


def _is_active(family: str) -> bool:
    return family in ALSO_ACTIVE or families()[family].group in ACTIVE_GROUPS


def read_label(product: Product) -> tuple[list[Ingredient], list[Active]]:
    """Return the printed list and the actives in it, in the order of the label.

    What is there as a trace only, such as an acid that sets the pH, is no active.
    """
    names: dict[str, list[str]] = {name: [] for name in product.families if _is_active(name)}
    printed = []
    for name in split_names(product.ingredients_text):
        found = [family for family in families_of(name) if family in names]
        for family in found:
            names[family].append(name)
        printed.append(Ingredient(name, is_active=bool(found)))
    actives = [
        Active(
            _(families()[family].label),
            _(families()[family].note) if families()[family].note else "",
            tuple(dict.fromkeys(found)),
        )
        for family, found in names.items()
    ]
    return printed, actives
