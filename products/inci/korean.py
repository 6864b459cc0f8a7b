"""Ingredient names as Korean labels print them, turned into INCI names."""

import re
from functools import lru_cache

from products.inci.vocabulary import korean

_HANGUL = re.compile("[가-힣]")
_LONGEST_NAME = 120
_LONGEST_PART = 40
_AS_WRITTEN = re.compile(r"[0-9A-Za-z/,.()-]+")


def is_korean(text: str) -> bool:
    return bool(_HANGUL.search(text))


@lru_cache(maxsize=65_536)
def translated(name: str) -> str | None:
    """Return the INCI name of a Korean one, made of the fewest parts; None if it is unknown."""
    joined = "".join(name.split())
    if whole := korean().names.get(joined):
        return whole
    if not joined or len(joined) > _LONGEST_NAME:
        return None
    parts = _parts(joined)
    return None if parts is None else _put_together(parts)


def _parts(name: str) -> list[str] | None:
    """Return the fewest parts that make up a name, each in English; figures stay as they are."""
    known = korean().parts
    best: list[tuple[int, list[str]] | None] = [(0, [])] + [None] * len(name)
    for begin in range(len(name)):
        reached = best[begin]
        if reached is None:
            continue
        cost, parts = reached
        steps = [
            (begin + length, known[name[begin : begin + length]])
            for length in range(1, min(_LONGEST_PART, len(name) - begin) + 1)
            if name[begin : begin + length] in known
        ]
        if figure := _AS_WRITTEN.match(name, begin):
            steps.append((figure.end(), figure[0]))
        for end, part in steps:
            held = best[end]
            if held is None or held[0] > cost + 1:
                best[end] = (cost + 1, [*parts, part])
    whole = best[-1]
    return whole[1] if whole else None


def _put_together(parts: list[str]) -> str:
    """Join parts with blanks, but not after a ~ nor around a figure's own hyphens and slashes."""
    text = ""
    for part in parts:
        glued = text.endswith(("~", "/", "(", "-")) or part[0] in "-/)"
        text = text.removesuffix("~") + ("" if glued or not text else " ")
        text += part.lower() if glued and part[0].isalpha() and text[-1:].isalpha() else part
    return text.removesuffix("~")
