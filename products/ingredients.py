"""An ingredient list as people read it: which names are actives, in plain words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from products.inci import ingredient as inci
from products.inci.families import families_on_label
from products.inci.korean import is_korean
from products.inci.parse import parse
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
    """A name as printed on the label; `begins_shades` marks the first one only shades contain."""

    name: str
    is_active: bool
    begins_shades: bool = False


@dataclass(frozen=True, slots=True)
class Active:
    """A family found in a product, and by which names."""

    label: str
    note: str
    names: tuple[str, ...]


def _is_active(family: str) -> bool:
    return family in ALSO_ACTIVE or families()[family].group in ACTIVE_GROUPS


def _printed(one: inci.Ingredient) -> str:
    """Return a name as it is printed; beside a Korean one stands what it is elsewhere."""
    if is_korean(one.as_written) and not is_korean(one.name):
        return f"{one.as_written} ({one.name})"
    return one.as_written


def read_label(product: Product) -> tuple[list[Ingredient], list[Active]]:
    """Return the printed list and the actives in it, in the order of the label.

    What is there as a trace only, such as an acid that sets the pH, is no active.
    """
    names: dict[str, list[str]] = {name: [] for name in product.families if _is_active(name)}
    printed = []
    in_shades = False
    for one in sorted(parse(product.ingredients_text), key=lambda one: one.may_contain):
        name = _printed(one)
        told = () if one.may_contain else families_on_label(one.name, one.as_written)
        found = [family for family in told if family in names]
        for family in found:
            names[family].append(name)
        printed.append(Ingredient(name, bool(found), one.may_contain and not in_shades))
        in_shades = one.may_contain
    actives = [
        Active(
            _(families()[family].label),
            _(families()[family].note) if families()[family].note else "",
            tuple(dict.fromkeys(found)),
        )
        for family, found in names.items()
    ]
    return printed, actives
