"""The values of a row, each read from its cell, or refused with the name of its column."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from products.gtin import GtinError, gtin
from products.inci.strengths import STRENGTHS

LONGEST = {
    "id": 220,
    "brand": 120,
    "name": 200,
    "source": 300,
    "attribution": 300,
    "licence": 80,
}
LONGEST_LIST = 100_000
LARGEST_ML = 99_999
HIGHEST_PERCENT = 100
HIGHEST_SPF = 100
COUNTED = {
    "units": (1, 999),
    "keep_days": (0, 365),
    "pao_months": (1, 120),
    "label_max_per_day": (1, 99),
    "label_max_per_week": (1, 99),
}
"""Columns of whole numbers, with the range a product keeps."""

YES_OR_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
PACK = ("size_ml", "single_use", *COUNTED)
PERCENTS = tuple(f"{of}_percent" for of in STRENGTHS)

HUNDREDTH = Decimal("0.01")
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")


class RowError(ValueError):
    """A value that cannot be imported; the message begins with its column."""

    def __init__(self, column: str, what: str) -> None:
        super().__init__(f"{column}: {what}")


def text(name: str, value: str) -> str:
    """Return a value without blanks at its ends. Raises RowError for what is no text."""
    told = value.strip()
    if not told.isascii():
        try:
            told.encode()
        except UnicodeEncodeError:
            raise RowError(name, "is not UTF-8; save the file as UTF-8") from None
    if "\0" in told:
        raise RowError(name, "holds a NUL character; export the file again")
    if len(told) > LONGEST.get(name, LONGEST_LIST):
        raise RowError(name, f"has more than {LONGEST.get(name, LONGEST_LIST):,} characters")
    return told


def pack(values: Mapping[str, str]) -> Mapping[str, Any]:
    """Return size, doses, times and limits, nothing of a file without them; raises RowError."""
    if values.keys().isdisjoint(PACK):
        return {}
    return {
        "size_ml": _size(values.get("size_ml", "")),
        "single_use": _yes_or_no("single_use", values.get("single_use", "")),
        **{name: whole(name, values.get(name, ""), *ends) for name, ends in COUNTED.items()},
    }


def percents(values: Mapping[str, str]) -> Mapping[str, Decimal | None]:
    """Return the strengths a row has in columns of their own; raises RowError."""
    found = {}
    for column in PERCENTS:
        if told := values.get(column, ""):
            number = float(told.replace(",", ".")) if _NUMBER.fullmatch(told) else None
            if number is None or number > HIGHEST_PERCENT:
                raise RowError(column, f"{told[:20]!r} is no number up to {HIGHEST_PERCENT}")
            found[column] = percent(number)
    return found


def percent(stated: float | None) -> Decimal | None:
    """Return a strength as it is kept; None for what is none, or less than can be kept."""
    if stated is None or stated > HIGHEST_PERCENT:
        return None
    return Decimal(stated).quantize(HUNDREDTH, ROUND_HALF_UP) or None


def whole(name: str, told: str, least: int, most: int) -> int | None:
    """Return a whole number of a range, None for no text. Raises RowError."""
    if not told:
        return None
    if not (re.fullmatch(r"[0-9]{1,9}", told) and least <= int(told) <= most):
        reach = f"from {least} to {most}" if least else f"up to {most}"
        raise RowError(name, f"{told[:20]!r} is no whole number {reach}")
    return int(told)


def barcode(values: Mapping[str, str]) -> str:
    """Return the GTIN with all its digits. Raises RowError, if the file is sure of it."""
    told = values.get("barcode", "")
    if not told:
        return ""
    try:
        return gtin(told)
    except GtinError as error:
        if values.get("barcode_may_be_wrong"):
            return ""
        raise RowError(column="barcode", what=f"{told[:20]!r}: {error}") from None


def day(column: str, told: str) -> date | None:
    """Return a date, None for no text. Raises RowError."""
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        raise RowError(column, f"{told[:20]!r} is no date like 2026-11-30") from None


def _size(told: str) -> Decimal | None:
    if not told:
        return None
    size = Decimal(told.replace(",", ".")) if _NUMBER.fullmatch(told) else Decimal()
    kept = size.quantize(HUNDREDTH, ROUND_HALF_UP)
    if not 0 < kept <= LARGEST_ML:
        raise RowError(
            column="size_ml", what=f"{told[:20]!r} is no number of ml from 0.01 to {LARGEST_ML:,}"
        )
    return kept


def _yes_or_no(name: str, told: str) -> bool | None:
    if told and told.lower() not in YES_OR_NO:
        raise RowError(name, f"{told[:20]!r} is neither yes nor no")
    return YES_OR_NO.get(told.lower())
