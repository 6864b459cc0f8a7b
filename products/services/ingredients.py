"""Keep which catalogue product names which ingredient."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Subquery

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
    read = {
        product.pk: label
        for product, label in zip(products, labels, strict=True)
        if product.owner_id is None
    }
    ProductIngredient.objects.filter(product__in=read).delete()
    places_insert(read)


def places_insert(labels: Mapping[int, Sequence[inci.Ingredient]]) -> None:
    """Write what new products of the catalogue name, by their key."""
    read = {pk: label[:MOST_NAMES] for pk, label in labels.items()}
    keys = {one: _key(one) for one in dict.fromkeys(chain.from_iterable(read.values()))}
    spelled = {key: one.name for one, key in keys.items() if key}
    names = names_ensure(spelled)
    unmarked = {
        one: names[key]
        for one, key in keys.items()
        if key and one.percent is None and not one.may_contain
    }
    places = {pk: list(map(unmarked.get, label)) for pk, label in read.items()}
    marked = (
        (pk, names[key], position, one.percent, one.may_contain)
        for pk, label in read.items()
        if None in places[pk]
        for position, one in enumerate(label, start=1)
        if one not in unmarked and (key := keys[one])
    )
    rows_insert(ProductIngredient, COLUMNS, marked)
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
    same = Ingredient.objects.filter(key=OuterRef("key")).values("pk")
    names = IngredientName.objects.filter(key__in=spelled, ingredient=None, ignored=False)
    names.filter(Exists(same)).update(ingredient=Subquery(same))


def _ids(keys: Iterable[str]) -> dict[str, int]:
    return dict(IngredientName.objects.filter(key__in=keys).values_list("key", "pk"))


def _is_common(name: str) -> bool:
    return bool(known(name) or families_of(name) or COLOUR.fullmatch(name))


def _key(one: inci.Ingredient) -> str:
    """Return the key of a name; empty for what is no name."""
    return name_key(one.name) if len(one.name) <= LONGEST_NAME else ""
