"""A row of a file as the values of a product, checked."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from products.gtin import GtinError, gtin
from products.imports.formats import Record
from products.inci.parse import parse
from products.inci.strengths import STRENGTHS, strengths, strengths_in_name
from products.kind_guess import Guess, guess_kind
from products.knowledge import kinds
from products.search_text import plain

DEFAULT_SOURCE = "CSV file"
LONGEST = {"id": 120, "brand": 120, "name": 200, "source": 80, "attribution": 300, "licence": 80}
LONGEST_LIST = 100_000
HIGHEST_SPF = 100
HIGHEST_PERCENT = 100
HUNDREDTH = Decimal("0.01")
ANY_KIND = "moisturizer"
"""What a product of unknown kind is until a curator says; most products are creams."""

UNNAMED = 0.6
"""How sure a shop's category makes us at most where the name says nothing."""

AT_ODDS = 0.7
"""How sure a name makes us at most if the shop's category says something else."""

_AMOUNT = re.compile(r"\d\s?(?:%|ppm)", re.IGNORECASE)
_NO_STRENGTHS: Mapping[str, None] = {f"{of}_percent": None for of in STRENGTHS}


class RowError(ValueError):
    """A value that cannot be imported; the message begins with its column."""


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
    values = {name: _text(name, value) for name, value in record.values.items()}
    for name in ("id", "name"):
        if not values.get(name):
            raise RowError(f"{name}: is empty")  # noqa: EM102 - a sentence with its column
    guess = kind_of(values)
    source = values.get("source") or DEFAULT_SOURCE
    facts = {
        "name": values["name"],
        "kind": guess.kind,
        "ingredients_text": values.get("ingredients_text", ""),
        "spf": _spf(values.get("spf", "")),
        "barcode": _barcode(values),
        "source": values.get("attribution") or source,
        "source_date": _date(values.get("source_date", "")),
        "licence": values.get("licence", ""),
        **_strengths(values["name"], values.get("ingredients_text", "")),
    }
    brand = values.get("brand", "")
    marks = {name: mark(value) for name, value in facts.items() if value}
    if brand:
        marks["brand"] = mark(brand_key(brand))
    return Row(record.line, source, values["id"], brand, facts, marks, guess.confidence)


def key_of(record: Record) -> tuple[str, str]:
    """Return the source and the id of a row that was read before."""
    source, source_id = (record.values.get(name, "").strip() for name in ("source", "id"))
    return source or DEFAULT_SOURCE, source_id


def mark(value: object) -> str:
    """Return a digest that differs where values do."""
    return blake2b(str(value).encode(), digest_size=6).hexdigest() if value else ""


@lru_cache(maxsize=4096)
def brand_key(name: str) -> str:
    """Return what brands are told apart by: the name without case, accents and signs."""
    return plain(name)


def kind_of(values: Mapping[str, str]) -> Guess:
    """Return the stated kind, or what the name says, or what the shop's category says."""
    if stated := values.get("kind", ""):
        if stated not in kinds():
            raise RowError(f"kind: {stated!r} is none of {', '.join(kinds())}")  # noqa: EM102
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


def _text(name: str, value: str) -> str:
    """Return a value without blanks at its ends. Raises RowError for what is no text."""
    told = value.strip()
    if not told.isascii():
        try:
            told.encode()
        except UnicodeEncodeError:
            raise RowError(f"{name}: is not UTF-8; save the file as UTF-8") from None  # noqa: EM102
    if "\0" in told:
        raise RowError(f"{name}: holds a NUL character; export the file again")  # noqa: EM102
    if len(told) > LONGEST.get(name, LONGEST_LIST):
        raise RowError(f"{name}: has more than {LONGEST.get(name, LONGEST_LIST):,} characters")  # noqa: EM102
    return told


def _strengths(name: str, label: str) -> Mapping[str, Decimal | None]:
    """Return the strengths the label states, or else the name, by their columns."""
    if not (_states_amount(name) or _states_amount(label)):
        return _NO_STRENGTHS
    found = {**strengths_in_name(name), **strengths(parse(label))}
    return {f"{of}_percent": _percent(found.get(of)) for of in STRENGTHS}


def _states_amount(text: str) -> bool:
    return ("%" in text or "ppm" in text.lower()) and bool(_AMOUNT.search(text))


def _percent(stated: float | None) -> Decimal | None:
    """Return a strength as it is kept; None for what is none, or less than can be kept."""
    if stated is None or stated > HIGHEST_PERCENT:
        return None
    return Decimal(stated).quantize(HUNDREDTH, ROUND_HALF_UP) or None


def _spf(text: str) -> int | None:
    if not text:
        return None
    if not (re.fullmatch(r"[0-9]{1,9}", text) and int(text) <= HIGHEST_SPF):
        raise RowError(f"spf: {text[:20]!r} is no whole number up to {HIGHEST_SPF}")  # noqa: EM102
    return int(text)


def _barcode(values: Mapping[str, str]) -> str:
    text = values.get("barcode", "")
    if not text:
        return ""
    try:
        return gtin(text)
    except GtinError as error:
        if values.get("barcode_may_be_wrong"):
            return ""
        raise RowError(f"barcode: {text[:20]!r}: {error}") from None  # noqa: EM102


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RowError(f"source_date: {text[:20]!r} is no date like 2026-11-30") from None  # noqa: EM102
