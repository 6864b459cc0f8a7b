"""Whether a line somebody wrote may name a product that shares words with it."""

import re

from products.kind_guess import guess_kind
from products.search.alike import likeness
from products.search_text import words_of

LIKENESS = 0.6  # share of words (Dice) a line must have in common with a product, brands aside
SURE = 0.7  # from here on, the noun of a name tells what kind of product it is

NUMBER = re.compile(r"\d+(?:\.\d+)?(?!\.?\d|\s?(?:ml|g|oz|fl|ea|매|개)(?![a-z]))", re.IGNORECASE)


def may_name(line: str, *, brand: str, name: str) -> bool:
    """Say whether a line may name a product: beside the brand, in its numbers and in its noun.

    A brand has many creams: what it shares with all of them tells none of them apart. Neither is
    a strength of 1% that of 0.5%, nor an ampoule the cream of its series.
    """
    branded = frozenset(words_of(brand))
    written, called = ([w for w in words_of(text) if w not in branded] for text in (line, name))
    if set(written) == set(called):
        return True
    return (
        likeness(frozenset(written), frozenset(called)) >= LIKENESS
        and _numbers_agree(line, name)
        and _kinds_agree(" ".join(written), " ".join(called))
    )


def _numbers_agree(line: str, name: str) -> bool:
    """Say whether one has all the numbers of the other; sizes are none of the name."""
    written, called = ({float(number) for number in NUMBER.findall(text)} for text in (line, name))
    return written <= called or called <= written


def _kinds_agree(line: str, name: str) -> bool:
    written, called = guess_kind(line), guess_kind(name)
    return written.kind == called.kind or min(written.confidence, called.confidence) < SURE
