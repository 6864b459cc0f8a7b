"""Which words somebody may have meant. Pure: the words to choose from are given."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

FEW, MANY = 4, 7  # letters from which one edit, from which two edits are forgiven


def forgiven(word: str) -> int:
    """Return how many edits may part a word from what was meant: short words are not guessed."""
    return (len(word) >= FEW) + (len(word) >= MANY)


def nearest(word: str, terms: Iterable[str]) -> list[str]:
    """Return the terms that are equally near to a mistyped word, in alphabetical order.

    An edit adds, drops or changes a letter, or swaps two. A word that is still being typed may
    be the beginning of a longer one: that counts as half an edit more, and forgives one edit.
    """
    choices = list(terms)
    most, size = forgiven(word), len(word)
    half_edits: dict[str, int] = {}
    for end, many in ((None, most), *((size + more, min(most, 1)) for more in (-1, 0, 1))):
        ways = choices if end is None else [term[:end] for term in choices]
        for _way, edits, place in extract(
            word, ways, scorer=OSA.distance, score_cutoff=many, limit=None
        ):
            halves = 2 * edits + (end is not None)
            half_edits[choices[place]] = min(halves, half_edits.get(choices[place], halves))
    fewest = min(half_edits.values(), default=0)
    return sorted(term for term, halves in half_edits.items() if halves == fewest)
