"""Which words somebody may have meant. Pure: the words to choose from are given."""

import re
from collections.abc import Iterable

FEW, MANY = 4, 7  # letters from which one edit, from which two edits are forgiven


def forgiven(word: str) -> int:
    """Return how many edits may part a word from what was meant: short words are not guessed."""
    return (len(word) >= FEW) + (len(word) >= MANY)


def nearest(word: str, terms: Iterable[str]) -> list[str]:
    """Return the terms that are equally near to a mistyped word, in alphabetical order.

    An edit adds, drops or changes a letter, or swaps two. A word that is still being typed may
    be the beginning of a longer one: that counts as half an edit more, and forgives one edit.
    """
    most = forgiven(word)
    letters = set(word)
    near: dict[int, list[str]] = {}
    for term in filter(_begins_like(word).match, terms) if most == 1 else terms:
        if len(letters.difference(term)) > most:
            continue
        whole, begun = edits(word, term, most)
        if whole <= most or begun <= min(most, 1):
            near.setdefault(min(2 * whole, 2 * begun + 1), []).append(term)
    return sorted(near[min(near)]) if near else []


def _begins_like(word: str) -> re.Pattern[str]:
    """Return what matches the beginning of each term that one edit may part from the word.

    Most terms are told from the word so in a tenth of the time that counting edits takes.
    """
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    near = {start + rest[1:] for start, rest in cuts}
    near |= {start + "." + rest for start, rest in cuts}
    near |= {start + "." + rest[1:] for start, rest in cuts}
    near |= {start + rest[1::-1] + rest[2:] for start, rest in cuts}
    return re.compile("|".join(near))


def edits(word: str, term: str, most: int) -> tuple[int, int]:
    """Return the edits from a word to a term, and to the nearest beginning of it.

    Of a term that is longer than `most` edits allow, only the beginning is looked at, and the
    first figure is `most` + 1. A column of the table of edits is held in the bits of two numbers
    (Myers 1999; swapped letters: Hyyrö 2003), which takes a tenth of the time of the table.
    """
    size = len(word)
    last = 1 << (size - 1)
    full = (last << 1) - 1
    where: dict[str, int] = {}
    for place, letter in enumerate(word):
        where[letter] = where.get(letter, 0) | 1 << place
    up, down, whole, begun = full, 0, size, size
    diagonal, before = 0, 0
    for letter in term[: size + most]:
        here = where.get(letter, 0)
        swapped = ((~diagonal & here) << 1) & before
        diagonal = (((here & up) + up) ^ up) | here | down | swapped
        right, left = down | ~(diagonal | up), up & diagonal
        whole += bool(right & last) - bool(left & last)
        right, left = (right << 1) | 1, left << 1
        up, down = (left | ~(diagonal | right)) & full, right & diagonal & full
        before = here
        begun = min(begun, whole)
    return (whole if len(term) <= size + most else most + 1), begun
