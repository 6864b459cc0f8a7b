"""The index on SQLite: an FTS5 table without a copy of the texts."""

from collections.abc import Sequence
from itertools import chain

from products.search.query import Group, Query
from products.search.schema import (
    BEGINS,
    DOCUMENT,
    IS_TERM,
    PLACE,
    PUBLISHED,
    TERM,
    Value,
    beginning,
    changed,
    of,
)

MATCHES = "products_search MATCH %s"
IN_ONE = "GROUP_CONCAT(term, ' ')"
USUAL = 1 << 20  # bytes, as FTS5 has it
BUILDING = 1 << 26  # what is written out in fewer pieces is merged less often


def _remove(row: str) -> str:
    """Return what takes a row out. FTS5 has to be told the words it was entered with."""
    return (
        "INSERT INTO products_search (products_search, rowid, tokens)"
        f" SELECT 'delete', {of(row, PLACE)}, {of(row, DOCUMENT)} WHERE {of(row, PUBLISHED)};"
        f" DELETE FROM products_search_row WHERE place = {of(row, PLACE)};"
    )


def _enter(row: str, source: str = "") -> str:
    where = f"{source} WHERE {of(row, PUBLISHED)}"
    return (
        "INSERT INTO products_search (rowid, tokens)"
        f" SELECT {of(row, PLACE)}, {of(row, DOCUMENT)} {where}"
    )


def _enter_text(row: str, source: str = "") -> str:
    where = f"{source} WHERE {of(row, PUBLISHED)}"
    return (
        "INSERT INTO products_search_row (place, text)"
        f" SELECT {of(row, PLACE)}, {row}.search_text {where}"
    )


def _enter_terms(row: str) -> str:
    """Return what enters the words of a row, to choose from."""
    tokens = f"{row}.search_tokens"
    words = f"SUBSTR({tokens}, 1, INSTR({tokens} || ' +', ' +') - 1)"  # phrases come after words
    return (
        "INSERT OR IGNORE INTO products_search_term (term)"
        f" SELECT {TERM.format(word='word.value')}"
        f""" FROM json_each('["' || REPLACE({words}, ' ', '","') || '"]') AS word"""
        f" WHERE {of(row, PUBLISHED)} AND {IS_TERM.format(word='word.value')}"
    )


_ENTER_NEW = f"{_enter('NEW')}; {_enter_text('NEW')}; {_enter_terms('NEW')};"
_PRODUCTS = "FROM products_product AS product"
_TERMS = (
    # The tokens of the index are known once each; parting the texts again would take far longer.
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.products_search_token"
    " USING fts5vocab (main, products_search, row)",
    "INSERT INTO products_search_term (term)"
    f" SELECT DISTINCT {TERM.format(word='term')} FROM temp.products_search_token"
    f" WHERE {IS_TERM.format(word='term')} AND INSTR(term, '_') = 0",  # only words have none
    "DROP TABLE temp.products_search_token",
)


def _gathered(size: int) -> str:
    """Return what has FTS5 gather so many bytes before it writes; its manual leaves this out."""
    return f"INSERT INTO products_search (products_search, rank) VALUES ('hashsize', {size})"


REMOVE = (
    "DROP TRIGGER IF EXISTS products_search_insert",
    "DROP TRIGGER IF EXISTS products_search_update",
    "DROP TRIGGER IF EXISTS products_search_delete",
    "DROP TABLE IF EXISTS products_search",
    "DROP TABLE IF EXISTS products_search_row",
    "DROP TABLE IF EXISTS products_search_term",
)
CREATE = (
    # To this tokenizer all that is not ASCII is a letter: words are parted at blanks only.
    "CREATE VIRTUAL TABLE products_search USING fts5 (tokens, content='', detail=none,"
    """ columnsize=0, prefix='1 2 3 4 5', tokenize="ascii tokenchars '=+_'")""",
    # What is ranked by, apart from the wide rows of products.
    "CREATE TABLE products_search_row (place INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE TABLE products_search_term (term TEXT NOT NULL PRIMARY KEY,"
    " tail TEXT GENERATED ALWAYS AS (SUBSTR(term, -2)) VIRTUAL,"
    " size INTEGER GENERATED ALWAYS AS (LENGTH(term)) VIRTUAL) WITHOUT ROWID",
    "CREATE INDEX products_search_tail ON products_search_term (tail, size)",
    "CREATE TRIGGER products_search_insert AFTER INSERT ON products_product"
    f" WHEN {of('NEW', PUBLISHED)} BEGIN {_ENTER_NEW} END",
    "CREATE TRIGGER products_search_update AFTER UPDATE ON products_product"
    f" WHEN {changed('IS NOT')} BEGIN {_remove('OLD')} {_ENTER_NEW} END",
    "CREATE TRIGGER products_search_delete AFTER DELETE ON products_product"
    f" WHEN {of('OLD', PUBLISHED)} BEGIN {_remove('OLD')} END",
    # In order of places: FTS5 writes out what it has whenever it meets a smaller number.
    _gathered(BUILDING),
    f"{_enter('product', _PRODUCTS)} ORDER BY 1",
    _gathered(USUAL),
    "INSERT INTO products_search (products_search) VALUES ('optimize')",
    f"{_enter_text('product', _PRODUCTS)} ORDER BY 1",
    *_TERMS,
)


def finding(queries: Sequence[Query], most: int) -> tuple[str, list[Value]]:
    """Return what finds so many rows by the queries in turn, and its parameters.

    Of each row the number of the query, the place and the text.
    """
    text = "(SELECT text FROM products_search_row WHERE place = products_search.rowid) AS text"
    each: list[str] = []
    params: list[Value] = []
    for number, query in enumerate(queries):
        rows = f"SELECT {number} AS number, rowid AS place, {text} FROM products_search"
        where = " AND ".join((MATCHES, *(BEGINS for _word in query.known)))
        each.append(f"SELECT * FROM ({rows} WHERE {where} ORDER BY rowid LIMIT %s)")
        params += [written(query), *chain.from_iterable(map(beginning, query.known)), most]
    return f"{' UNION ALL '.join(each)} LIMIT %s", [*params, most]


def counting(query: Query, most: int) -> tuple[str, list[Value]]:
    """Return what counts the rows of a query, no further than so many, and its parameters."""
    some = f"SELECT 1 FROM products_search WHERE {MATCHES} LIMIT %s"
    return f"SELECT COUNT(*) FROM ({some})", [written(query), most]


def written(query: Query) -> str:
    """Return a query in FTS5's language."""
    wanted = " AND ".join(f"({_either(group)})" for group in query.groups)
    unwanted = [f"({written(query.other)})"] if query.other else []
    unwanted += [_either(query.without)] if query.without else []
    return f"({wanted}) NOT ({' OR '.join(unwanted)})" if unwanted else wanted


def _either(terms: Group) -> str:
    return " OR ".join(f'"{term.token}"{"*" if term.prefix else ""}' for term in terms)
