"""The index of the database in use: made after migrations, read by queries."""

from collections.abc import Mapping, Sequence
from itertools import chain, islice
from types import ModuleType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from products.search import postgres, sqlite
from products.search.query import Hit, Query
from products.search.schema import BEGINS, DOCUMENT, MOST_POPULAR, STRIDE, Value, beginning, of

MOST_COUNTED = 200
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
        each_found = [_finding([query], each) for query in queries]
        sql = " UNION ALL ".join(
            f"SELECT {number} AS number, place, text FROM ({part}) AS found{number}"
            for number, (part, _params) in enumerate(each_found)
        )
        params = list(chain.from_iterable(params for _part, params in each_found))
        for number, place, text in _rows(f"{sql} ORDER BY 1, 2", params):
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
    sql, params = _finding(queries, most)
    shared = f"SELECT *, '' AS tokens FROM ({sql}) AS found"
    private = (
        f"SELECT -1, product.id, product.search_text, {of('product', DOCUMENT)}"
        " FROM products_product AS product WHERE product.owner_id = %s"
    )
    rows = _rows(f"{shared} UNION ALL {private} ORDER BY 1, 2", [*params, owner or 0])
    for number, place, text, tokens in rows:
        if number < 0:
            own.append((Hit(place, text, MOST_POPULAR), f" {tokens} "))
        else:
            found[number].append(_hit(place, text))
    return found, own


def few(queries: Sequence[Query], most: int) -> RawSQL:
    """Return the keys of what the queries find, the first and best known few, for an ORM query."""
    sql, params = _finding(queries, most)
    keys = f"SELECT found.place %% {STRIDE} FROM ({sql}) AS found"
    return RawSQL(keys, params)  # noqa: S611 (SQL of constants)


def _hit(place: int, text: str) -> Hit:
    return Hit(place % STRIDE, text, MOST_POPULAR - place // STRIDE)


def farthest(groups: Sequence[Sequence[Query]]) -> list[int]:
    """Return which query of each group finds most products, the first of equals. One statement.

    Two hundred are as many as more, so what follows them in a group is not counted.
    """
    counts: list[str] = []
    params: list[Value] = []
    for group in groups:
        unsure = "TRUE"
        for query in group:
            count, values = _language(connection).counting(query, MOST_COUNTED)
            name = f"count{len(counts)}"
            counts.append(f"{name} (found) AS (SELECT ({count}) WHERE {unsure})")
            unsure += f" AND (SELECT found FROM {name}) < {MOST_COUNTED}"
            params += values
    if not counts:
        return []
    all_counts = ", ".join(f"(SELECT found FROM count{number})" for number in range(len(counts)))
    (found,) = _rows(f"WITH {', '.join(counts)} SELECT {all_counts}", params)
    rest = iter(found)
    of_groups = [[count or 0 for count in islice(rest, len(group))] for group in groups]
    return [each.index(max(each)) for each in of_groups]


def _finding(queries: Sequence[Query], most: int) -> tuple[str, list[Value]]:
    found: tuple[str, list[Value]] = _language(connection).finding(queries, most)
    return found


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
        params += [word, *beginning(word[: 3 if edits > 1 else 2]), least]
        params += [word[-2:], least, most, *beginning(word)]
    sql = " UNION ALL ".join(f"SELECT %s, {in_one} WHERE NOT {BEGINS}" for _word in words)
    return {word: (found or "").split() for word, found in _rows(sql, params)}


def _rows(sql: str, params: list[Value]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
