"""The index of the database in use: made after migrations, read by queries."""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from products.search import postgres, sqlite
from products.search.query import Hit, Query
from products.search.schema import DOCUMENT, MOST_POPULAR, STRIDE, of

MOST_COUNTED = 200
BEGINS = "EXISTS (SELECT 1 FROM products_search_term WHERE term >= %s AND term < %s)"
Value = str | int
MOST = 500  # so many are found and ranked, the best known first


def _language(database: BaseDatabaseWrapper) -> ModuleType:
    return postgres if database.vendor == "postgresql" else sqlite


def index_renew(*, plan: Sequence[Any] = (), using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Make the index anew after migrations of products; called after each `migrate`.

    SQLite makes a table anew when a column changes and drops the triggers with the old one, so
    no single migration could make an index that lasts.
    """
    if any(migration.app_label == "products" for migration, _backwards in plan):
        index_rebuild(connections[using])


def index_remove(database: BaseDatabaseWrapper) -> None:
    """Take the index away, so that nothing is entered any more."""
    with database.cursor() as cursor:
        for statement in _language(database).REMOVE:
            cursor.execute(statement)


def index_rebuild(database: BaseDatabaseWrapper) -> None:
    """Make the index anew from the products. Takes minutes for a million of them."""
    index_remove(database)
    with database.cursor() as cursor:
        tables = database.introspection.table_names(cursor)
        columns = (
            database.introspection.get_table_description(cursor, "products_product")
            if "products_product" in tables
            else ()
        )
        if not {"search_tokens", "popularity"} <= {column.name for column in columns}:
            return  # migrated back to before there was an index
        for statement in _language(database).CREATE:
            cursor.execute(statement)


def hits(queries: Sequence[Query], *, each: int = MOST) -> list[list[Hit]]:
    """Return what each query finds, the best known first, at most `each`. One statement."""
    found: list[list[Hit]] = [[] for _query in queries]
    if queries:
        for number, place, text in _rows(
            f"{_each(queries)} ORDER BY 1, 2", _written(queries, each)
        ):
            found[number].append(_hit(place, text))
    return found


def steps(
    queries: Sequence[Query], *, owner: int | None, most: int
) -> tuple[list[list[Hit]], list[tuple[Hit, str]]]:
    """Return what each query finds, and somebody's private products with their tokens.

    At most so many together: what later queries find is not even looked for once earlier ones
    have found enough. One statement.
    """
    found: list[list[Hit]] = [[] for _query in queries]
    own = []
    shared = f"SELECT *, '' AS tokens FROM ({_each(queries)} LIMIT {most}) AS found"
    private = (
        f"SELECT -1, product.id, product.search_text, {of('product', DOCUMENT)}"
        " FROM products_product AS product WHERE product.owner_id = %s"
    )
    params = [*_written(queries, most), owner or 0]
    for number, place, text, tokens in _rows(
        f"{shared} UNION ALL {private} ORDER BY 1, 2", params
    ):
        if number < 0:
            own.append((Hit(place, text, MOST_POPULAR), f" {tokens} "))
        else:
            found[number].append(_hit(place, text))
    return found, own


def few(queries: Sequence[Query], most: int) -> RawSQL:
    """Return the keys of what the queries find, the first and best known few, for an ORM query."""
    sql = f"SELECT found.place %% {STRIDE} FROM ({_each(queries)} LIMIT {most}) AS found"
    return RawSQL(sql, _written(queries, most))  # noqa: S611 (SQL of constants)


def _hit(place: int, text: str) -> Hit:
    return Hit(place % STRIDE, text, MOST_POPULAR - place // STRIDE)


def reach(queries: Sequence[Query]) -> list[int]:
    """Return how many products each query finds; more than 200 count as 200."""
    if not queries:
        return []
    language = _language(connection)
    # Any 200: to put thousands in order only to count some would take longer.
    some = f"SELECT 1 FROM products_search WHERE {language.MATCHES} LIMIT {MOST_COUNTED}"
    count = f"(SELECT COUNT(*) FROM ({some}) AS found)"
    sql = f"SELECT {', '.join(count for _query in queries)}"
    (counts,) = _rows(sql, [language.written(query) for query in queries])
    return list(counts)


def _each(queries: Sequence[Query]) -> str:
    matching = _language(connection).matching
    known = [f" AND {BEGINS}" * len(query.known) for query in queries]
    return " UNION ALL ".join(
        f"SELECT {number} AS number, place, text FROM ({matching(condition)}) AS each{number}"
        for number, condition in enumerate(known)
    )


def _written(queries: Sequence[Query], most: int) -> list[Value]:
    params: list[Value] = []
    for query in queries:
        known = [part for word in query.known for part in _beginning(word)]
        params += _language(connection).parameters(query, known, most)
    return params


def similar_terms(words: Mapping[str, int]) -> dict[str, list[str]]:
    """Return terms that begin like a word, or end like it and are about as long. One statement.

    Only of words with which no term begins. `words` says of one or more words how many edits are
    forgiven.
    """
    terms = (
        "SELECT term FROM products_search_term WHERE term >= %s AND term < %s AND size >= %s"
        " UNION ALL"
        " SELECT term FROM products_search_term WHERE tail = %s AND size BETWEEN %s AND %s"
    )
    # As one text: thousands of rows would take longer to fetch than to find.
    in_one = f"(SELECT {_language(connection).IN_ONE} FROM ({terms}) AS near)"
    params: list[Value] = []
    for word, edits in words.items():
        least, most = len(word) - edits, len(word) + edits
        params += [word, *_beginning(word[: 3 if edits > 1 else 2]), least]
        params += [word[-2:], least, most, *_beginning(word)]
    sql = " UNION ALL ".join(f"SELECT %s, {in_one} WHERE NOT {BEGINS}" for _word in words)
    return {word: (found or "").split() for word, found in _rows(sql, params)}


def _beginning(word: str) -> list[Value]:
    """Return the range of what begins with a word; nothing sorts after the last code point."""
    return [word, f"{word}\U0010ffff"]


def _rows(sql: str, params: list[Value]) -> list[tuple[Any, ...]]:
    first = _language(connection).FIRST
    with connection.cursor() as cursor:
        cursor.execute(first + sql, params)
        if first:
            cursor.nextset()
        return list(cursor.fetchall())
