"""The one writer of a product's tags, and of which catalogue product names what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from products.inci.families import tags_of
from products.inci.ingredient import Ingredient
from products.inci.names import clean
from products.inci.parse import parse
from products.models import Brand, IngredientName, Product, ProductActive
from products.models.ingredients import name_key
from products.remembered import Remembered
from products.services.ingredients import products_index

Label = tuple[Ingredient, ...]


class Tags(NamedTuple):
    """What follows from a label."""

    families: list[str]
    trace_families: list[str]
    inci_names: list[str]


TAGS = (*Tags._fields, *Product.WORDS)
"""Columns that follow from the label: who saves a tagged product in bulk writes these."""

AT_ONCE = 500
"""Products read again in one go; bounds what is in memory."""


def product_tag(product: Product) -> Product:
    """Read the tags off the ingredient list, kind and SPF. The caller saves the product."""
    products_tag([product])
    return product


def products_tag(products: Sequence[Product]) -> list[Label]:
    """Read the tags of many, in two queries whatever their number. The caller saves them.

    Names a curator explained count as what they stand for, and a curator's verdict comes before
    the label. Returns the labels as printed, for `products_index` once the rows are saved.
    """
    labels, meant = labels_read([product.ingredients_text for product in products])
    verdicts = _verdicts(products)
    for product, label in zip(products, meant, strict=True):
        said = verdicts.get(product.pk, {})
        told = tags(label, kind=product.kind, spf=product.spf, verdicts=said)
        product.families, product.trace_families, product.inci_names = told
        product.index_words()
    return labels


def labels_read(texts: Sequence[str]) -> tuple[list[Label], list[Label]]:
    """Return labels as printed, and with what curators said their names stand for. One query."""
    labels = [parse(text) for text in texts]
    explained = _explained({name_key(one.name) for one in {*chain.from_iterable(labels)}})
    if not explained:
        return labels, labels
    return labels, [tuple(_meant(one, explained) for one in label) for label in labels]


def tags(label: Label, *, kind: str, spf: int | None, verdicts: Mapping[str, str]) -> Tags:
    """Return what follows from a label for a product of this kind and SPF."""
    found = tags_of(label, kind=kind, spf=spf)
    actives, trace = list(found.actives), list(found.trace)
    if verdicts:
        confirmed = [
            name for name, said in verdicts.items() if said == ProductActive.Verdict.CONFIRMED
        ]
        actives = [
            *(name for name in actives if verdicts.get(name) != ProductActive.Verdict.DENIED),
            *(name for name in confirmed if name not in actives),
        ]
        trace = [name for name in trace if name not in verdicts]
    return Tags(actives, trace, list(map(_known_by.__getitem__, label)))


@transaction.atomic
def products_retag(keys: Iterable[int]) -> int:
    """Read the labels of saved products again; return how many there were."""
    rest, number = iter(keys), 0
    while part := list(islice(rest, AT_ONCE)):
        products = list(Product.objects.filter(pk__in=part).select_related("brand"))
        labels = products_tag(products)
        Product.objects.bulk_update(products, TAGS)
        products_index(products, labels)
        number += len(products)
    return number


def _meant(one: Ingredient, explained: Mapping[str, str]) -> Ingredient:
    name = explained.get(name_key(one.name))
    return one._replace(name=name) if name else one


def _explained(keys: set[str]) -> dict[str, str]:
    """Return the ingredient by the key of each name that is another's, as a curator said."""
    names = IngredientName.objects.filter(key__in=keys, ingredient__isnull=False)
    others = names.exclude(key=F("ingredient__key"))
    return dict(others.values_list("key", "ingredient__name"))


def _verdicts(products: Sequence[Product]) -> dict[int, dict[str, str]]:
    """Return the verdict on each family, by product."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    saved = [product.pk for product in products if product.pk and not product.owner_id]
    rows = ProductActive.objects.filter(product__in=saved)
    for product, family, verdict in rows.values_list("product", "family", "verdict"):
        found[product][family] = verdict
    return found


@Remembered
def _known_by(one: Ingredient) -> str:
    """Return a name with the printed one in brackets, so that what to avoid is found by either."""
    name, printed = clean(one.name), clean(one.as_written)
    return name if printed in ("", name) else f"{name} ({printed})"


def brand_reindex(brand: Brand) -> None:
    """Let a brand's products be found by its new name."""
    products = list(brand.products.all())
    for product in products:
        product.brand = brand
        product.index_words()
    Product.objects.bulk_update(products, Product.WORDS)
