"""Insert many rows at once, with one statement for all that takes the time of its values only."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import repeat
from typing import Any

from django.db import connection, connections
from django.db.models import Model

REPEATED = frozenset(("DateField", "DateTimeField", "DecimalField"))
"""Fields whose values a database takes in another form, and of which few differ."""

SHORT = 3
"""Words of a list, such as the families of a product, up to which lists are often alike."""


def rows_insert(
    model: type[Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows of the values of these fields, several times as fast as `bulk_create`.

    A key is that of the row it points to. Other fields have their default; nothing is checked.
    """
    columns: list[Iterable[Any]] = [*zip(*rows, strict=True)]
    if not columns:
        return
    known: list[Any] = [model._meta.get_field(name) for name in fields]
    for place, field in enumerate(known):
        if form := _form(field):
            columns[place] = map(form, columns[place])
    others = _defaults(model, fields)
    known += others
    columns += map(repeat, others.values())
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in known)
    places = ", ".join(["%s"] * len(known))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*columns)))  # noqa: B905 - some columns have no end


def _defaults(model: type[Model], but: Sequence[str]) -> dict[Any, Any]:
    """Return the default of each other field that has one, as the database takes it."""
    others = [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname not in but
    ]
    return {
        field: field.get_db_prep_save(default, connection=connections[connection.alias])
        for field in others
        if (default := field.get_default()) is not None
    }


def _form(field: Any) -> Callable[[Any], Any] | None:
    """Return what gives a value the form the database takes; None where it takes it as it is."""
    match field.get_internal_type():
        case "JSONField":
            return _short_lists_once(
                partial(connection.ops.adapt_json_value, encoder=field.encoder)
            )
        case kind if kind in REPEATED:
            form = partial(field.get_db_prep_save, connection=connections[connection.alias])
            return lru_cache(form)
    return None


def _short_lists_once(form: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Give lists of a few words their form once: most are empty, and the others alike."""
    once = lru_cache(lambda words: form([*words]))
    return lambda value: (
        once(tuple(value)) if isinstance(value, list) and len(value) <= SHORT else form(value)
    )
