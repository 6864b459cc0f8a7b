"""History of many rows at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from products.models import Brand, Product


@dataclass(frozen=True, slots=True)
class Change:
    """What the history says of a change: `kind` "+" is new, "~" changed; `by` a user's key."""

    kind: str
    reason: str
    now: datetime
    by: int | None = None


def history_record(
    model: type[Brand] | type[Product],
    keys: Sequence[int],
    *,
    as_: Change,
) -> None:
    """Write the state of rows into their history.

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
    now = connection.ops.adapt_datetimefield_value(as_.now)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {into} ({copied}, history_date, history_type, history_change_reason,"  # noqa: S608 - names of our own columns
            f" history_user_id) SELECT {copied}, %s, %s, %s, %s FROM {table}"
            f" WHERE id IN ({places})",
            [now, as_.kind, as_.reason, as_.by, *keys],
        )
