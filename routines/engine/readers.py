"""Readers of JSON values: each returns the value a plan holds, or names the place of a mistake.

Types are never guessed: 1 is not true, "3" is not 3, and null is nothing at all.
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from typing import Any

Reader = Callable[[object, str], Any]
"""Takes a value and its place in the document ("products.moist.spf")."""

FIRST_YEAR, LAST_YEAR = 1970, 2199
HUNDRED = 100
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?"
    r"(Z|[+-][0-9]{2}(:?[0-9]{2})?)"
)


class RoutineFileError(ValueError):
    """A mistake in a routine file; the message names the place: "products.moist.spff: ..."."""

    def __init__(self, place: str, trouble: str) -> None:
        super().__init__(f"{place}: {trouble}" if place else trouble)


def text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise RoutineFileError(place, "must be text")
    return value


def flag(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise RoutineFileError(place, "must be true or false")
    return value


def whole(lowest: int, highest: int) -> Reader:
    """Return a reader of whole numbers in a range, both ends included."""

    def read(value: object, place: str) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            raise RoutineFileError(place, f"must be a whole number from {lowest} to {highest}")
        return value

    return read


def percent(value: object, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= HUNDRED:
        raise RoutineFileError(place, "must be a number from 0 to 100")
    return float(value)


def day_from(first_year: int) -> Reader:
    """Return a reader of dates from a year to 2199."""

    def read(value: object, place: str) -> dt.date:
        if isinstance(value, str) and _DATE.fullmatch(value):
            try:
                found = dt.date.fromisoformat(value)
            except ValueError as error:
                raise RoutineFileError(place, f"{value} is not in the calendar") from error
            if first_year <= found.year <= LAST_YEAR:
                return found
        trouble = f"must be a date as YYYY-MM-DD, from {first_year} to {LAST_YEAR}"
        raise RoutineFileError(place, trouble)

    return read


day = day_from(FIRST_YEAR)


def day_or_month(value: object, place: str) -> dt.date:
    """Read a date, or a month as its last day."""
    if isinstance(value, str) and _MONTH.fullmatch(value):
        first: dt.date = day(f"{value}-01", place)
        return first.replace(day=monthrange(first.year, first.month)[1])
    found: dt.date = day(value, place)
    return found


def instant(value: object, place: str) -> dt.datetime:
    """Read a moment with its offset."""
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        day(value[:10], place)
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError as error:
            raise RoutineFileError(place, f"{value} is not a time of day") from error
    raise RoutineFileError(place, "must be a moment as 2026-03-03T04:30:00Z")


def one_of(options: Collection[str]) -> Reader:
    """Return a reader of one of these words."""

    def read(value: object, place: str) -> str:
        if not isinstance(value, str):
            raise RoutineFileError(place, "must be text")
        if value not in options:
            raise RoutineFileError(place, f"unknown value {value!r}")
        return value

    return read


def list_of(item: Reader) -> Reader:
    """Return a reader of lists, which become tuples."""

    def read(value: object, place: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise RoutineFileError(place, "must be a list")
        return tuple(item(entry, f"{place}[{n}]") for n, entry in enumerate(value))

    return read


def record(value: object, place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise RoutineFileError(place, "must be an object")
    return value


def fields(
    value: object, place: str, readers: Mapping[str, Reader], required: Collection[str] = ()
) -> dict[str, Any]:
    """Read the fields of an object: no unknown one, and all that are required."""
    found = record(value, place)
    prefix = f"{place}." if place else ""
    for name in found:
        if name not in readers:
            raise RoutineFileError(place=f"{prefix}{name}", trouble="unknown field")
    for name in required:
        if name not in found:
            raise RoutineFileError(place=f"{prefix}{name}", trouble="missing")
    return {name: readers[name](entry, f"{prefix}{name}") for name, entry in found.items()}
