"""Keep which catalogue product names which ingredient."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from products.inci import ingredient as inci
from products.inci.families import families_of
from products.inci.spelling import known
from products.models import Ingredient, IngredientName, Product, ProductIngredient
from products.models.ingredients import LONGEST_NAME, MOST_NAMES, name_key
from products.services.bulk_insert import rows_insert

COLUMNS = ("product_id", "name_id", "position", "percent", "may_contain")

COLOUR = re.compile(r"CI \d{5}(:\d)?")
"""A number of the Colour Index, as EU labels name colourants."""


@transaction.atomic
def products_index(
    products: Sequence[Product], labels: Sequence[Sequence[inci.Ingredient]]
) -> None:
    """Write what saved products name, as read by `products_tag`. A handful of queries.

    Private products are passed over: nobody else's page may count or list them.
    """
    read = [
        (product.pk, [(_key(one), one) for one in label])
        for product, label in zip(products, labels, strict=True)
        if product.owner_id is None
    ]
    names = names_ensure({key: one.name for _pk, label in read for key, one in label if key})
    ProductIngredient.objects.filter(product__in=[pk for pk, _label in read]).delete()
    rows_insert(
        ProductIngredient,
        COLUMNS,
        (
            (pk, names[key], position, one.percent, one.may_contain)
            for pk, label in read
            for position, (key, one) in enumerate(label[:MOST_NAMES], start=1)
            if key
        ),
    )


def names_ensure(spelled: Mapping[str, str]) -> dict[str, int]:
    """Return the id of each name by its key, and make those nobody has seen before.

    A name of our own vocabulary or of a family of actives gets an ingredient of its own.
    """
    found = _ids(spelled)
    missing = {key: name for key, name in spelled.items() if key not in found}
    if missing:
        IngredientName.objects.bulk_create(
            [IngredientName(key=key, name=name) for key, name in missing.items()],
            ignore_conflicts=True,
        )
        names_explain(missing)
        found |= _ids(missing)
    return found


def names_explain(spelled: Mapping[str, str]) -> None:
    """Let names without an ingredient stand for the one of the same key, made if it is common."""
    common = [Ingredient.named(name) for name in spelled.values() if _is_common(name)]
    Ingredient.objects.bulk_create(common, ignore_conflicts=True)
    own = Ingredient.objects.filter(key__in=spelled).in_bulk(field_name="key")
    names = list(IngredientName.objects.filter(key__in=own, ingredient=None, ignored=False))
    for name in names:
        name.ingredient = own[name.key]
    IngredientName.objects.bulk_update(names, ["ingredient"])


def _ids(keys: Iterable[str]) -> dict[str, int]:
    return dict(IngredientName.objects.filter(key__in=keys).values_list("key", "pk"))


def _is_common(name: str) -> bool:
    return bool(known(name) or families_of(name) or COLOUR.fullmatch(name))


def _key(one: inci.Ingredient) -> str:
    """Return the key of a name; empty for what is no name."""
    return name_key(one.name) if len(one.name) <= LONGEST_NAME else ""
