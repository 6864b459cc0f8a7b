"""Names that are broken, slipped or run together, mended by the common names."""

import re
from collections import defaultdict
from functools import cache, lru_cache

from products.inci.vocabulary import key, vocabulary

SHORTEST_MENDED = 9
"""Letters a name must have before a slip in it is mended; short names differ by one letter."""

_LONGEST_NAME = 120
_BROKEN = re.compile(r"(?<=[^\W\d_])-\s+(?=[^\W\d_])")
_AMERICAN = re.compile("ulph", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-z]{3})(?=(?:Extract|Oil|Lecithin|Water|Filtrate|Butter|Copolymer)\b)")
"""Where a name misses the blank before the word that most names end in."""
_BEFORE_FIGURE = re.compile(r"-\s+(?=\d)")


def known(name: str) -> str | None:
    """Return a common name as it is spelled, whatever its blanks, hyphens and case; else None."""
    return vocabulary().names.get(key(name))


def alike(name: str) -> str | None:
    """Return the name that this common name in another tongue, or itself, stands for."""
    return vocabulary().alike.get(key(name))


@lru_cache(maxsize=65_536)
def spelled(name: str) -> str:
    """Return a name in its common spelling, slips mended; what is unknown stays as written."""
    if len(name) > _LONGEST_NAME:
        return name
    return known(name) or _without_slip(name) or _rejoined(name)


def apart(name: str) -> tuple[str, ...]:
    """Return the names run together in one ("Water Glycerin"); a name that is one, alone.

    Unknown words between common names stay together.
    """
    words = name.split()
    if len(words) < 2 or known(name):  # noqa: PLR2004 - one word is one name
        return (name,)
    runs: list[tuple[str, bool]] = []
    place = 0
    while place < len(words):
        length = _longest_known(words, place)
        if length:
            runs.append((" ".join(words[place : place + length]), True))
        elif runs and not runs[-1][1]:
            runs[-1] = (f"{runs[-1][0]} {words[place]}", False)
        else:
            runs.append((words[place], False))
        place += length or 1
    found = sum(is_known for _run, is_known in runs)
    whole = found == len(runs) or (found >= 3 and found * 2 > len(runs))  # noqa: PLR2004 - a list
    return tuple(run for run, _known in runs) if whole else (name,)


def _longest_known(words: list[str], place: int) -> int:
    """Return how many words from a place on make the longest common name; 0 = none."""
    for length in range(min(6, len(words) - place), 0, -1):
        if known(" ".join(words[place : place + length])):
            return length
    return 0


def _rejoined(name: str) -> str:
    """Return an unknown name without the breaks inside its words ("Dama- scena", "Ext Ract")."""
    words = _BEFORE_FIGURE.sub("-", _BROKEN.sub("", _GLUED.sub(" ", name))).split()
    common = vocabulary().words
    joined: list[str] = []
    for word in words:
        last = key(joined[-1]) if joined else ""
        broken = last and last not in common and key(word) not in common
        if broken and last + key(word) in common:
            joined[-1] += word.lower()
        else:
            joined.append(word)
    mended = _AMERICAN.sub("ulf", " ".join(joined))
    return mended if mended == name else known(mended) or mended


def _without_slip(name: str) -> str | None:
    """Return the one common name that differs in one letter, or two swapped; None if not one."""
    wrong = key(name)
    if len(wrong) < SHORTEST_MENDED:
        return None
    slips = _slips()
    found = {
        right
        for shorter in _shorter(wrong)
        for right in slips.get(shorter, ())
        if _is_slip(wrong, right)
    }
    return vocabulary().names[found.pop()] if len(found) == 1 else None


@cache
def _slips() -> dict[str, list[str]]:
    """Return the common names by each way to write them with a letter too few, or none."""
    found = defaultdict(list)
    for name in vocabulary().names:
        if len(name) >= SHORTEST_MENDED:
            for shorter in _shorter(name):
                found[shorter].append(name)
    return dict(found)


def _shorter(name: str) -> set[str]:
    return {name, *(name[:place] + name[place + 1 :] for place in range(len(name)))}


def _is_slip(wrong: str, right: str) -> bool:
    """Say whether two names that share a shorter form differ by a slip, not by their chemistry.

    A figure tells substances apart, and so does the first letter (methyl, ethyl).
    """
    return wrong[:2] == right[:2] and _figures(wrong) == _figures(right)


def _figures(name: str) -> str:
    return "".join(character for character in name if character.isdigit())
