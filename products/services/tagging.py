"""The one writer of a product's tags, and of which catalogue product names what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from django.db import transaction
from django.db.models import F

from products.inci.families import tags_of
from products.inci.ingredient import Ingredient
from products.inci.names import clean
from products.inci.parse import parse
from products.models import Brand, IngredientName, Product, ProductActive
from products.models.ingredients import name_key
from products.services.ingredients import products_index

Label = tuple[Ingredient, ...]

TAGS = ("families", "trace_families", "inci_names", *Product.WORDS)
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
    labels = [parse(product.ingredients_text) for product in products]
    explained = _explained({name_key(one.name) for label in labels for one in label})
    verdicts = _verdicts(products)
    for product, label in zip(products, labels, strict=True):
        read = [_meant(one, explained) for one in label] if explained else label
        _tag(product, read, verdicts.get(product.pk, {}))
    return labels


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


def _tag(product: Product, ingredients: Sequence[Ingredient], verdicts: dict[str, str]) -> None:
    tags = tags_of(ingredients, kind=product.kind, spf=product.spf)
    confirmed = [
        name for name, said in verdicts.items() if said == ProductActive.Verdict.CONFIRMED
    ]
    product.inci_names = [_known_by(one.name, one.as_written) for one in ingredients]
    product.families = [
        *(name for name in tags.actives if verdicts.get(name) != ProductActive.Verdict.DENIED),
        *(name for name in confirmed if name not in tags.actives),
    ]
    product.trace_families = [name for name in tags.trace if name not in verdicts]
    product.index_words()


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


@lru_cache(maxsize=32_768)
def _known_by(common: str, as_written: str) -> str:
    """Return a name with the printed one in brackets, so that what to avoid is found by either."""
    name, printed = clean(common), clean(as_written)
    return name if printed in ("", name) else f"{name} ({printed})"


def brand_reindex(brand: Brand) -> None:
    """Let a brand's products be found by its new name."""
    products = list(brand.products.all())
    for product in products:
        product.brand = brand
        product.index_words()
    Product.objects.bulk_update(products, Product.WORDS)
