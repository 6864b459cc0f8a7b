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
    choices, size = list(terms), len(word)
    half_edits: dict[str, int] = {}
    fewest = 2 * forgiven(word) + 1
    for end, more in ((None, 0), *((size + more, abs(more)) for more in (0, -1, 1))):
        # Only what is nearer than all before; to a beginning of another length it takes an edit.
        many = fewest // 2 if end is None else min((fewest - 1) // 2, 1)
        if many < more:
            continue
        ways = choices if end is None else [term[:end] for term in choices]
        for _way, edits, place in extract(
            word, ways, scorer=OSA.distance, score_cutoff=many, limit=None
        ):
            halves = 2 * edits + (end is not None)
            half_edits[choices[place]] = min(halves, half_edits.get(choices[place], halves))
        fewest = min(half_edits.values(), default=fewest)
    return sorted(term for term, halves in half_edits.items() if halves == fewest)
