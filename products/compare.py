"""Put products side by side: what they state, field by field, and which may be the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from products.knowledge import kinds
from products.models import Product
from products.models.catalogue import STRENGTHS

COMPARED = (
    *("brand", "name", "kind", "size_ml", "units", "ingredients_text", "spf"),
    *("label_max_per_day", "label_max_per_week", "pao_months"),
    *(f"{name}_percent" for name in STRENGTHS),
    *("source", "source_date", "licence"),
)
UNKNOWN = "-"
WORDS = 3  # by so many of its longest words a product's likes are looked for
LOOKED_AT = 200
LIKENESS = 0.5  # share of words (Dice) two names have in common
SHOWN = 3


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


def likely_same(product: Product) -> list[Product]:
    """Return the published products whose brand and name are most like a product's. One query."""
    words = frozenset(product.search_text.split())
    telling = sorted(words, key=lambda word: (-len(word), word))[:WORDS]
    if not telling:
        return []
    shared = (
        Case(When(search_text__contains=word, then=1), default=0, output_field=IntegerField())
        for word in telling
    )
    found = (
        Product.objects.published()
        .exclude(pk=product.pk)
        .annotate(shared=sum(shared, Value(0)))
        .filter(shared__gt=0)
        .select_related("brand")
        .order_by("-shared", "pk")
    )
    rows = [(_likeness(words, other), other) for other in found[:LOOKED_AT]]
    rows.sort(key=lambda row: (-row[0], row[1].pk))
    return [other for likeness, other in rows if likeness >= LIKENESS][:SHOWN]


def _likeness(words: frozenset[str], other: Product) -> float:
    theirs = frozenset(other.search_text.split())
    return 2 * len(words & theirs) / (len(words) + len(theirs))


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
