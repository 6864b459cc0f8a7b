"""An ingredient list as people read it: which names are actives, in plain words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from products.inci import ingredient as inci
from products.inci.families import families_on_label
from products.inci.korean import is_korean
from products.inci.parse import parse
from products.ingredient_selectors import ingredient_pages
from products.knowledge import families
from products.models import Product
from products.models.ingredients import name_key

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
    """A name as printed on the label; `begins_shades` marks the first one only shades contain.

    `key` is that of the name, `url` the page of the ingredient (see `with_pages`).
    """

    name: str
    is_active: bool
    begins_shades: bool = False
    key: str = field(default="", compare=False)
    url: str = ""


@dataclass(frozen=True, slots=True)
class Active:
    """A family found in a product, and by which names; a curator may have confirmed it."""

    label: str
    note: str
    names: tuple[str, ...]
    is_confirmed: bool = False


def _is_active(family: str) -> bool:
    return family in ALSO_ACTIVE or families()[family].group in ACTIVE_GROUPS


def _printed(one: inci.Ingredient) -> str:
    """Return a name as it is printed; beside a Korean one stands what it is elsewhere."""
    if is_korean(one.as_written) and not is_korean(one.name):
        return f"{one.as_written} ({one.name})"
    return one.as_written


def read_label(
    product: Product, *, confirmed: Collection[str] = ()
) -> tuple[list[Ingredient], list[Active]]:
    """Return the printed list and the actives in it, in the order of the label.

    What is there as a trace only, such as an acid that sets the pH, is no active. A
    curator `confirmed` some families.
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
        begins_shades = one.may_contain and not in_shades
        printed.append(Ingredient(name, bool(found), begins_shades, name_key(one.name)))
        in_shades = one.may_contain
    actives = [
        Active(
            _(families()[family].label),
            _(families()[family].note) if families()[family].note else "",
            tuple(dict.fromkeys(found)),
            family in confirmed,
        )
        for family, found in names.items()
    ]
    return printed, actives


def with_pages(printed: Sequence[Ingredient]) -> list[Ingredient]:
    """Return the names with the page of the ingredient each stands for, if known. One query."""
    pages = ingredient_pages({one.key for one in printed})
    return [replace(one, url=pages.get(one.key, "")) for one in printed]
