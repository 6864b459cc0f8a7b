"""A row of a file as the values of a product, checked."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from products.imports.formats import Record
from products.imports.values import (
    HIGHEST_SPF,
    RowError,
    barcode,
    day,
    pack,
    percent,
    percents,
    text,
    whole,
)
from products.inci.parse import parse
from products.inci.strengths import STRENGTHS, strengths, strengths_in_name
from products.kind_guess import Guess, guess_kind
from products.knowledge import kinds
from products.search_text import plain

DEFAULT_SOURCE = "CSV file"
ANY_KIND = "moisturizer"
"""What a product of unknown kind is until a curator says; most products are creams."""

UNNAMED = 0.6
"""How sure a shop's category makes us at most where the name says nothing."""

AT_ODDS = 0.7
"""How sure a name makes us at most if the shop's category says something else."""

_AMOUNT = re.compile(r"\d\s?(?:%|ppm)", re.IGNORECASE)
_NO_STRENGTHS: Mapping[str, None] = {f"{of}_percent": None for of in STRENGTHS}


class Row(NamedTuple):
    """A product of a file. `facts` are columns of Product; `marks` tell changed values.

    An empty value has no mark.
    """

    line: int
    source: str
    source_id: str
    brand: str
    facts: Mapping[str, Any]
    marks: Mapping[str, str]
    kind_confidence: float


def read_row(record: Record) -> Row:
    """Return the product a row describes. Raises RowError, naming the column."""
    values = {name: text(name, value) for name, value in record.values.items()}
    for name in ("id", "name"):
        if not values.get(name):
            raise RowError(name, "is empty")
    guess = kind_of(values)
    source = values.get("source") or DEFAULT_SOURCE
    facts = {
        "name": values["name"],
        "kind": guess.kind,
        "ingredients_text": values.get("ingredients_text", ""),
        "spf": whole("spf", values.get("spf", ""), 0, HIGHEST_SPF),
        "barcode": barcode(values),
        "source": values.get("attribution") or source,
        "source_date": day("source_date", values.get("source_date", "")),
        "licence": values.get("licence", ""),
        **pack(values),
        **_strengths(values["name"], values.get("ingredients_text", "")),
        **percents(values),
    }
    brand = values.get("brand", "")
    marks = {name: mark(value) for name, value in facts.items() if value or value is False}
    if brand:
        marks["brand"] = mark(brand_key(brand))
    return Row(record.line, source, values["id"], brand, facts, marks, guess.confidence)


def key_of(record: Record) -> tuple[str, str]:
    """Return the source and the id of a row that was read before."""
    source, source_id = (record.values.get(name, "").strip() for name in ("source", "id"))
    return source or DEFAULT_SOURCE, source_id


def mark(value: object) -> str:
    """Return a digest that differs where values do."""
    stated = value or value is False
    return blake2b(str(value).encode(), digest_size=6).hexdigest() if stated else ""


@lru_cache(maxsize=4096)
def brand_key(name: str) -> str:
    """Return what brands are told apart by: the name without case, accents and signs."""
    return plain(name)


def kind_of(values: Mapping[str, str]) -> Guess:
    """Return the stated kind, or what the name says, or what the shop's category says."""
    if stated := values.get("kind", ""):
        if stated not in kinds():
            raise RowError(column="kind", what=f"{stated!r} is none of {', '.join(kinds())}")
        return Guess(stated, 1.0)
    named = guess_kind(values["name"])
    shelved = _shelf_kind(values.get("category", ""))
    if named.kind is None:
        return Guess(shelved.kind or ANY_KIND, min(shelved.confidence, UNNAMED))
    if shelved.kind is None:
        return named
    if shelved.kind != named.kind:
        return Guess(named.kind, min(named.confidence, AT_ODDS))
    return Guess(named.kind, 1 - (1 - named.confidence) * (1 - shelved.confidence))


@lru_cache(maxsize=4096)
def _shelf_kind(category: str) -> Guess:
    return guess_kind(category.replace("_", " ").replace("-", " "))


def _strengths(name: str, label: str) -> Mapping[str, Decimal | None]:
    """Return the strengths the label states, or else the name, by their columns."""
    if not (_states_amount(name) or _states_amount(label)):
        return _NO_STRENGTHS
    found = {**strengths_in_name(name), **strengths(parse(label))}
    return {f"{of}_percent": percent(found.get(of)) for of in STRENGTHS}


def _states_amount(text: str) -> bool:
    return ("%" in text or "ppm" in text.lower()) and bool(_AMOUNT.search(text))
