"""Ingredient names of a label: split, normalised and matched, letter by letter."""

import re
import unicodedata
from functools import cache

from products.knowledge import families, fragrance_allergens

MARKS = "*†‡§®™⁰¹²³⁴⁵⁶⁷⁸⁹"
BRACKETED = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")


def split(text: str) -> list[str]:
    """Split at commas, but not inside brackets and not between two digits."""
    names, name, depth = [], "", 0
    for at, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        inside_number = text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
        if letter == "," and depth == 0 and not inside_number:
            names.append(name)
            name = ""
        else:
            name += letter
    return [*names, name]


def normalised(name: str) -> str:
    for mark in MARKS:
        name = name.replace(mark, "")
    name = unicodedata.normalize("NFKC", name).upper().strip()
    name = re.sub(r"\d+([.,]\d+)?\s*%$", "", name)
    return " ".join(name.split()).rstrip(".").strip()


def names_of(inci: str | list[str] | None) -> list[str]:
    """Return the normalised names of an ingredient list in label order; none if it is unknown."""
    if inci is None:
        return []
    names = split(inci) if isinstance(inci, str) else inci
    return [name for name in map(normalised, names) if name]


@cache
def candidates(name: str) -> frozenset[str]:
    """Return a name, what it holds in brackets, what stands outside them, and all their halves."""
    whole = [name, BRACKETED.sub(" ", name)]
    whole += [round_part or square_part for round_part, square_part in BRACKETED.findall(name)]
    parts = [part for text in whole for part in [text, *text.split("/")]]
    return frozenset(" ".join(part.split()) for part in parts) - {""}


@cache
def is_of_family(name: str, family: str) -> bool:
    """Tell whether a normalised name belongs to a family (or to a member of it)."""
    known = families()[family]
    if known.members:
        return any(is_of_family(name, member) for member in known.members)
    if family == "fragrance_allergen":
        return bool(candidates(name) & fragrance_allergens())
    if family == "peptide" and is_of_family(name, "copper_peptide"):
        return False
    return any(re.fullmatch(known.pattern, candidate) for candidate in candidates(name))
