"""The index on PostgreSQL: a table of tsvectors. It needs no extension."""

from collections.abc import Sequence
from itertools import pairwise

from products.search.query import Group, Query, Term
from products.search.schema import (
    DOCUMENT,
    IS_TERM,
    LAST,
    MOST_POPULAR,
    PLACE,
    PUBLISHED,
    STRIDE,
    TERM,
    Value,
    changed,
    of,
)
from products.search_text import INGREDIENT

IN_ONE = "STRING_AGG(term, ' ')"

_ENDS = (
    f"{(MOST_POPULAR - 15) * STRIDE}",  # sixteen own each before, or more
    f"{MOST_POPULAR * STRIDE}",  # somebody owns each before
    f"{MOST_POPULAR * STRIDE + 50_000}",
)
TIERS = tuple(
    (f"products_search_{number}", *ends)
    for number, ends in enumerate(pairwise(("MINVALUE", *_ENDS, "MAXVALUE")))
)
"""Tables of places in order, so that what many products have is read no further than needed: a
bitmap of an index fetches every row it finds before the best known are known."""

FEW = 100

BEGINNING = "<"
"""Marks the first one to eight letters of a word of a name: how many begin like that is then
known as for a word, and a search for it planned as well; a tsvector has no index of beginnings."""
BEGINNINGS = range(1, 9)


def _enter(row: str, source: str = "") -> str:
    words = f"ARRAY_REMOVE(STRING_TO_ARRAY({of(row, DOCUMENT)}, ' '), '')"
    beginnings = (
        f"ARRAY(SELECT '{BEGINNING}' || LEFT(word, size) FROM UNNEST({words}) AS word,"
        f" GENERATE_SERIES({BEGINNINGS[0]}, {BEGINNINGS[-1]}) AS size"
        " WHERE LENGTH(word) >= size AND LEFT(word, 1) NOT IN ('=', '+', '_'))"
    )
    return (
        "INSERT INTO products_search (place, text, vector)"
        f" SELECT {of(row, PLACE)}, {row}.search_text, ARRAY_TO_TSVECTOR({words} || {beginnings})"
        f" {source} WHERE {of(row, PUBLISHED)}"
    )


def _enter_terms(row: str, source: str = "") -> str:
    """Return what enters the words of a row, or of the rows of a source, to choose from.

    In one order, so that two writers do not wait for each other.
    """
    tokens = f"SPLIT_PART({row}.search_tokens, ' +', 1)"  # phrases come after words
    words = (
        f'SELECT DISTINCT {TERM.format(word="word")} COLLATE "C" AS term'
        f" FROM {source} UNNEST(STRING_TO_ARRAY({tokens}, ' ')) AS word"
        f" WHERE {of(row, PUBLISHED)} AND {IS_TERM.format(word='word')}"
    )
    return (
        f"INSERT INTO products_search_term (term) SELECT term FROM ({words}) AS entered"
        " WHERE NOT EXISTS (SELECT FROM products_search_term AS known"
        " WHERE known.term = entered.term) ORDER BY 1 ON CONFLICT DO NOTHING"
    )


_KEEP = f"""
CREATE FUNCTION products_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    TRUNCATE products_search;
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND NOT ({changed("IS DISTINCT FROM")}) THEN
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM products_search WHERE place = {of("OLD", PLACE)};
  END IF;
  IF TG_OP <> 'DELETE' THEN
    {_enter("NEW")};
    {_enter_terms("NEW")};
  END IF;
  RETURN NULL;
END $$
"""

# Each table is read only once those before it held too few, and planned for the words asked for:
# rare ones are found by the index, frequent ones by reading on in order of places. To plan all of
# it beforehand, in one statement, takes longer than most searches.
#
# It is planned as for a hundred at least, though fewer may be wanted: for a handful, reading on
# seems cheap, and reads a whole table where the words are rarer than the planner thinks.
#
# By default the planner takes the index to be on a turning disk, and a row to be quickly tested.
# It is read from memory or flash, and to test a vector takes as long as to read a page. Nor is
# it worth starting processes for a few milliseconds.
_FIND = f"""
CREATE FUNCTION products_search_find(
  queries tsquery[], known text[], most integer, in_order boolean)
RETURNS TABLE (number integer, place bigint, text text)
LANGUAGE plpgsql STABLE
SET random_page_cost = 1.1 SET cpu_tuple_cost = 1 SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
  ordered text := CASE WHEN in_order THEN 'ORDER BY place' ELSE '' END;
  tier text;
  entered integer;
BEGIN
  FOR step IN 1 .. CARDINALITY(queries) LOOP
    CONTINUE WHEN EXISTS (
      SELECT FROM UNNEST(STRING_TO_ARRAY(known[step], ' ')) AS word WHERE NOT EXISTS (
        SELECT FROM products_search_term WHERE term >= word AND term < word || '{LAST}'));
    FOREACH tier IN ARRAY ARRAY{[tier for tier, *_ends in TIERS]} LOOP
      RETURN QUERY EXECUTE FORMAT(
        'WITH best AS MATERIALIZED (SELECT place, text FROM %I WHERE vector @@ $2 %s LIMIT $3)'
        ' SELECT $1, place, text FROM best LIMIT $4', tier, ordered)
        USING step - 1, queries[step], GREATEST(most, {FEW}), most;
      GET DIAGNOSTICS entered = ROW_COUNT;
      most := most - entered;
      IF most <= 0 THEN
        RETURN;
      END IF;
    END LOOP;
  END LOOP;
END $$
"""

REMOVE = (
    "DROP FUNCTION IF EXISTS products_search_find(tsquery[], text[], integer, boolean)",
    "DROP FUNCTION IF EXISTS products_search_keep() CASCADE",  # and the triggers that call it
    "DROP TABLE IF EXISTS products_search",
    "DROP TABLE IF EXISTS products_search_term",
)
CREATE = (
    "CREATE TABLE products_search (place bigint PRIMARY KEY, text text NOT NULL,"
    " vector tsvector NOT NULL) PARTITION BY RANGE (place)",
    *(
        f"CREATE TABLE {tier} PARTITION OF products_search FOR VALUES FROM ({first}) TO ({end})"
        " WITH (toast_tuple_target = 8160)"  # never compressed
        for tier, first, end in TIERS
    ),
    'CREATE TABLE products_search_term (term text COLLATE "C" PRIMARY KEY,'
    ' tail text COLLATE "C" GENERATED ALWAYS AS (RIGHT(term, 2)) STORED,'
    " size integer GENERATED ALWAYS AS (LENGTH(term)) STORED)",
    _KEEP,
    _FIND,
    "CREATE TRIGGER products_search_keep AFTER INSERT OR UPDATE OR DELETE ON products_product"
    " FOR EACH ROW EXECUTE FUNCTION products_search_keep()",
    "CREATE TRIGGER products_search_empty AFTER TRUNCATE ON products_product"
    " EXECUTE FUNCTION products_search_keep()",
    # In order of places, in which frequent words are read on.
    f"{_enter('product', 'FROM products_product AS product')} ORDER BY 1",
    _enter_terms("product", "products_product AS product,"),
    "CREATE INDEX products_search_words ON products_search USING gin (vector)",
    "CREATE INDEX products_search_tail ON products_search_term (tail, size)",
    "ANALYZE products_search",
)


def finding(queries: Sequence[Query], most: int) -> tuple[str, list[Value]]:
    """Return what finds so many rows by the queries in turn, and its parameters.

    Of each row the number of the query, the place and the text.
    """
    known = [" ".join(query.known) for query in queries]
    # The limit is there for the planner, to which a function hides how few rows it returns.
    sql = "SELECT * FROM products_search_find(%s::tsquery[], %s, %s, TRUE) AS found LIMIT %s"
    return sql, [list(map(written, queries)), known, most, most]


def counting(query: Query, most: int) -> tuple[str, list[Value]]:
    """Return what counts the rows of a query, no further than so many, and its parameters."""
    sql = "SELECT COUNT(*) FROM products_search_find(ARRAY[%s]::tsquery[], ARRAY[''], %s, FALSE)"
    return sql, [written(query), most]


def written(query: Query) -> str:
    """Return a query in the language of tsquery."""
    parts = [f"({_either(group)})" for group in query.groups]
    parts += [f"!({_either(query.without)})"] if query.without else []
    parts += [f"!({written(query.other)})"] if query.other else []
    return " & ".join(parts)


def _either(terms: Group) -> str:
    return " | ".join(map(_term, terms))


def _term(term: Term) -> str:
    if term.prefix and len(term.token) in BEGINNINGS and term.token[0] != INGREDIENT:
        return f"'{BEGINNING}{term.token}'"
    return f"'{term.token}'{':*' if term.prefix else ''}"
