"""From the text of an ingredient label to names that can be compared."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_MARKS = str.maketrans("", "", "*†‡§®™⁰¹²³⁴⁵⁶⁷⁸⁹")
_CLOSING = {"(": ")", "[": "]"}
_BRACKET = re.compile(r"[()\[\]]")


def split_names(text: str) -> tuple[str, ...]:
    """Split a label at its commas, but not in brackets nor between digits (1,2-HEXANEDIOL)."""
    names, begin, depth = [], 0, 0
    pairs = bracket_pairs(text)
    ends = set(pairs.values())
    for place, character in enumerate(text):
        depth += (place in pairs) - (place in ends)
        if character == "," and not depth and not _between_digits(text, place):
            names.append(text[begin:place])
            begin = place + 1
    names.append(text[begin:])
    return tuple(stripped for name in names if (stripped := name.strip()))


def clean(name: str) -> str:
    """Return a name as it is compared: upper case, no footnote marks, no trailing percentage.

    Some makers part the languages of a name by backslashes; they become slashes.
    """
    plain = unicodedata.normalize("NFKC", name.translate(_MARKS)).upper()
    plain = " ".join(plain.replace("\\", "/").split()).rstrip(" .")
    if plain.endswith("%"):
        plain = plain[:-1].rstrip().rstrip("0123456789.,").rstrip(" .")
    return plain


def listed(names: Sequence[str]) -> tuple[str, ...]:
    """Return the cleaned names of a list in its order, without the empty ones."""
    return tuple(cleaned for name in names if (cleaned := clean(name)))


def candidates(name: str) -> tuple[str, ...]:
    """Return what a cleaned name may be known by, itself first.

    These are the name, the name without its bracketed parts, each of those parts, and each
    part of all these between slashes.
    """
    parts = [name, *_bracketed_parts(name)]
    halves = [half for part in parts if "/" in part for half in part.split("/")]
    found = (" ".join(part.split()) for part in (*parts, *halves))
    return tuple(dict.fromkeys(text for text in found if text))


def _between_digits(text: str, place: int) -> bool:
    return text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


def bracket_pairs(text: str) -> dict[int, int]:
    """Return where each bracket opens and closes; one without its partner is plain text."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] in _CLOSING:
            opened.append(found.start())
        elif opened and found[0] == _CLOSING[text[opened[-1]]]:
            pairs[opened.pop()] = found.start()
    return pairs


def _bracketed_parts(name: str) -> Iterator[str]:
    """Yield the text of each bracket without those inside it, then the text outside them all."""
    pairs = bracket_pairs(name)
    if not pairs:
        return
    ends = set(pairs.values())
    parts: list[list[str]] = [[]]
    for place, character in enumerate(name):
        if place in pairs:
            parts.append([])
        elif place in ends:
            yield "".join(parts.pop())
            parts[-1].append(" ")
        else:
            parts[-1].append(character)
    yield "".join(parts[0])
