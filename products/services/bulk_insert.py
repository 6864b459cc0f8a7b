"""Insert many rows at once, with one statement for all that takes the time of its values only."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

from django.db import connection, connections
from django.db.models import Model

REPEATED = frozenset(("DateField", "DateTimeField", "DecimalField"))
"""Fields whose values a database takes in another form, and of which few differ."""


def objects_insert(objects: Sequence[Model]) -> None:
    """Insert new objects of one model with all they hold, several times as fast as `bulk_create`.

    Nothing is checked or filled in: no key is set, and no `auto_now`.
    """
    if objects:
        fields = [one.attname for one in objects[0]._meta.concrete_fields if not one.primary_key]
        rows_insert(type(objects[0]), fields, map(attrgetter(*fields), objects))


def rows_insert(
    model: type[Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows of the values of these fields; a key is that of the row it points to."""
    known: list[Any] = [model._meta.get_field(name) for name in fields]
    forms = [(place, form) for place, field in enumerate(known) if (form := _form(field))]
    values = [_converted(row, forms) for row in rows] if forms else list(rows)
    if not values:
        return
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in known)
    places = ", ".join(["%s"] * len(known))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


def _form(field: Any) -> Callable[[Any], Any] | None:
    """Return what gives a value the form the database takes; None where it takes it as it is."""
    form = partial(field.get_db_prep_save, connection=connections[connection.alias])
    kind = field.get_internal_type()
    return lru_cache(form) if kind in REPEATED else form if kind == "JSONField" else None


def _converted(
    row: tuple[Any, ...], forms: Sequence[tuple[int, Callable[[Any], Any]]]
) -> tuple[Any, ...]:
    values = list(row)
    for place, form in forms:
        values[place] = form(values[place])
    return tuple(values)
