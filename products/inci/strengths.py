"""How strong a product says it is: what its label or its name states, and nothing else."""

import re
from collections.abc import Mapping, Sequence

from products.inci.ingredient import Ingredient
from products.inci.names import clean

STRENGTHS = {
    "retinol": re.compile("RETINOL|ENCAPSULATED RETINOL"),
    "aha": re.compile("(GLYCOLIC|LACTIC|MANDELIC|MALIC|TARTARIC|CITRIC) ACID"),
    "salicylic": re.compile("SALICYLIC ACID"),
    "alpha_arbutin": re.compile("ALPHA-ARBUTIN"),
    "kojic": re.compile("KOJIC ACID"),
}
"""The ingredients whose percentage a rule asks for, by the key of the routine file."""

_IN_NAMES = {
    "retinol": "retinol",
    "aha": r"ahas?|(?:glycolic|lactic|mandelic|malic|tartaric) acid",
    "salicylic": "salicylic acid",
    "alpha_arbutin": r"alpha[ -]arbutin",
    "kojic": "kojic acid",
}
"""The same as names of products call them. BHA is left out, as it may be a milder relative."""

_AMOUNT = r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?) ?%"
_PREPARED = (
    r"(?!/| ?(?:-|complex|blend|system|ester|deriv|altern|like|equiv|free|acetate|palm|dipalm))"
)
_STATED = {
    stated: re.compile(
        rf"{_AMOUNT} (?:{name})\b{_PREPARED}|(?<![/\w])(?:{name}) {_AMOUNT}", re.IGNORECASE
    )
    for stated, name in _IN_NAMES.items()
}
_PERCENT = re.compile(_AMOUNT)
_JOINT = re.compile(r"\s(?:\+|&|/|and|plus)\s|,(?!\d)|[;|]", re.IGNORECASE)


def strengths(ingredients: Sequence[Ingredient]) -> Mapping[str, float]:
    """Return the stated percentages that rules ask for, by their key; several acids add up."""
    found: dict[str, float] = {}
    for one in ingredients:
        for stated, pattern in STRENGTHS.items():
            if one.percent is not None and pattern.fullmatch(clean(one.name)):
                found[stated] = found.get(stated, 0) + one.percent
    return found


def strengths_in_name(name: str) -> Mapping[str, float]:
    """Return the percentages a product's name states, by their key; several acids add up.

    "AHA 30% + BHA 2%" is an AHA of 30 %. "Azelaic + Salicylic Acid 10%" does not say of which, and
    "1% Retinol Complex" not how much retinol is in the complex: both give nothing.
    """
    parts = _JOINT.split(name) if "%" in name else []
    found: dict[str, float] = {}
    for before, part in zip(["0%", *parts], parts, strict=False):
        if len(_PERCENT.findall(part)) != 1:
            continue
        for stated, pattern in _STATED.items():
            read = pattern.search(part)
            if read and (read[1] or _PERCENT.search(before)):
                amount = float((read[1] or read[2]).replace(",", "."))
                found[stated] = found.get(stated, 0) + amount
    return found
