"""Keep which catalogue product names which ingredient."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, transaction

from products.inci import ingredient as inci
from products.inci.families import families_of
from products.inci.spelling import known
from products.models import Ingredient, IngredientName, Product, ProductIngredient
from products.models.ingredients import LONGEST_NAME, MOST_NAMES, name_key
from products.services.bulk_insert import rows_insert

COLUMNS = ("product_id", "name_id", "position", "percent", "may_contain")

_INSERT = f"INSERT INTO {ProductIngredient._meta.db_table} ({', '.join(COLUMNS)})"
UNMARKED = {
    "sqlite": f"{_INSERT} SELECT label.key, name.value, name.key + 1, NULL, FALSE"  # noqa: S608 - our own names
    " FROM json_each(%s) AS label, json_each(label.value) AS name"
    " WHERE name.value IS NOT NULL",
    "postgresql": f"{_INSERT} SELECT label.key::bigint, name.value::bigint,"  # noqa: S608 - as above
    " name.place, NULL, FALSE FROM jsonb_each(%s::jsonb) AS label,"
    " jsonb_array_elements_text(label.value) WITH ORDINALITY AS name (value, place)"
    " WHERE name.value IS NOT NULL",
}
"""Inserts the names of each product in their order, from one JSON text.

A statement for each row takes twice the time: no row is as narrow, and none as frequent.
"""

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
        (product.pk, list(map(_key, label[:MOST_NAMES])), label)
        for product, label in zip(products, labels, strict=True)
        if product.owner_id is None
    ]
    spelled = {
        key: one.name for _pk, keys, label in read for key, one in zip(keys, label, strict=False)
    }
    spelled.pop("", None)
    names = names_ensure(spelled)
    ProductIngredient.objects.filter(product__in=[pk for pk, _keys, _label in read]).delete()
    places = {pk: list(map(names.get, keys)) for pk, keys, _label in read}
    marked = []
    for pk, _keys, label in read:
        for position, one in enumerate(label[:MOST_NAMES], start=1):
            if one.percent is not None or one.may_contain:
                name, places[pk][position - 1] = places[pk][position - 1], None
                marked.append((pk, name, position, one.percent, one.may_contain))
    rows_insert(ProductIngredient, COLUMNS, (row for row in marked if row[1]))
    with connection.cursor() as cursor:
        cursor.execute(UNMARKED[connection.vendor], [json.dumps(places)])


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
