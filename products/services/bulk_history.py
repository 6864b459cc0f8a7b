"""History of many rows at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from products.models import Brand, Product


def history_record(
    model: type[Brand] | type[Product],
    keys: Sequence[int],
    *,
    kind: str,
    reason: str,
    now: datetime,
) -> None:
    """Write the state of rows into their history: `kind` "+" as new, "~" as changed.

    The database copies its own rows, so that none is built a second time.
    """
    history = model.history.model._meta
    columns = [f.column for f in history.concrete_fields if not f.name.startswith("history_")]
    copied = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(model._meta.db_table)
    into = connection.ops.quote_name(history.db_table)
    places = ", ".join(["%s"] * len(keys))
    if not keys:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {into} ({copied}, history_date, history_type, history_change_reason)"  # noqa: S608 - names of our own columns
            f" SELECT {copied}, %s, %s, %s FROM {table} WHERE id IN ({places})",
            [connection.ops.adapt_datetimefield_value(now), kind, reason, *keys],
        )
