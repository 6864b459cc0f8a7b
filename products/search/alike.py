"""Products whose brand and name share the telling words of a text."""

from collections.abc import Sequence
from itertools import combinations

from products.search.index import hits
from products.search.query import Hit, Query, Term
from products.search_text import as_indexed

TELLING_LETTERS = 2
"""Shorter words tell no product from another."""

TELLING_WORDS = 3


def alike(texts: Sequence[frozenset[str]], *, most: int) -> list[list[Hit]]:
    """Return the published products that have two of the longest words of each text, then any one.

    At most so many of either, the best known first; some stand twice. A text is given by its words
    (see `words_of`). One statement.
    """
    telling = [_telling(words) for words in texts]
    found = iter(hits([query for words in telling for query in _wanted(words)], each=most))
    return [[*next(found), *next(found)] if words else [] for words in telling]


def likeness(words: frozenset[str], name: frozenset[str]) -> float:
    """Return the share of words (Dice) two names have in common."""
    return 2 * len(words & name) / (len(words) + len(name))


def words_in(search_text: str) -> frozenset[str]:
    """Return the words of a product's brand and name as it is compared."""
    return frozenset(as_indexed(search_text).split())


def _telling(words: frozenset[str]) -> list[str]:
    """Return the longest words."""
    long_enough = (word for word in sorted(words) if len(word) >= TELLING_LETTERS)
    return sorted(long_enough, key=len, reverse=True)[:TELLING_WORDS]


def _wanted(words: Sequence[str]) -> Sequence[Query]:
    """Return what finds products with two of the words, and what finds those with any."""
    terms = [Term(word) for word in words]
    pairs = tuple(combinations(terms, 2)) if len(terms) > 2 else ()  # noqa: PLR2004 (any two)
    each = tuple((term,) for term in terms)
    return (Query(pairs or each), Query((tuple(terms),))) if terms else ()
