"""What products state field by field, in words: side by side, and as a proposal changes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from products.knowledge import kinds
from products.models import Product
from products.models.catalogue import STRENGTHS

COMPARED = (
    *("brand", "name", "barcode", "kind", "size_ml", "units", "ingredients_text", "spf"),
    *("label_max_per_day", "label_max_per_week", "pao_months"),
    *(f"{name}_percent" for name in STRENGTHS),
    *("source", "source_date", "licence"),
)
UNKNOWN = "-"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one product states of a field; `differs` from the first product beside it."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One field over all products compared."""

    label: str
    text: str
    cells: tuple[Cell, ...]


def side_by_side(product: Product, others: Sequence[Product]) -> list[Row]:
    """Return the fields that at least one of the products states. Select `brand` along."""
    rows = []
    for name in COMPARED:
        text = stated(product, name)
        texts = [stated(other, name) for other in others]
        if {text, *texts} != {UNKNOWN}:
            cells = tuple(Cell(one, one != text) for one in texts)
            rows.append(Row(label_of(name), text, cells))
    return rows


def stated(product: Product, name: str) -> str:
    """Return what a product states of a field, in words."""
    if name == "brand":
        return product.brand_name or UNKNOWN
    return in_words(name, getattr(product, name))


def in_words(name: str, value: Any) -> str:
    """Return a value of a field in words."""
    if value is None or value == "":
        return UNKNOWN
    if name == "kind":
        return kinds()[value].label if value in kinds() else str(value)
    if name == "size_ml" or name.endswith("_percent"):
        return f"{float(value):g}"
    return str(value)


def label_of(name: str) -> str:
    """Return what a field of a product is called."""
    label = str(getattr(Product._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a proposal. `since` is what it is now, where it changed after proposing."""

    label: str
    old: str
    new: str
    since: str


def proposed(product: Product, changes: dict[str, list[str]]) -> Iterable[Change]:
    """Yield what a proposal changes in a product, in words."""
    for name, (old, new) in changes.items():
        now = stated(product, name)
        was = in_words(name, old)
        yield Change(label_of(name), was, in_words(name, new), now if now != was else "")
