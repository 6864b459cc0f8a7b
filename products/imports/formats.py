"""What each kind of file calls the values of a product."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from products.imports.cells import unguarded
from products.imports.files import ImportFileError

OBF = "Open Beauty Facts"
OBF_LICENCE = "ODbL 1.0"
OBF_PAGE = "https://world.openbeautyfacts.org/product/"
UNCLOSED = "a quotation mark may not be closed"
NEEDED = ("id", "brand", "name", "ingredients_text")


class Format(StrEnum):
    """The files that can be read."""

    CSV = "csv"
    OBF_JSONL = "obf-jsonl"
    OBF_CSV = "obf-csv"


class Record(NamedTuple):
    """The values of a row as text, by the names a CSV file has for them."""

    line: int
    values: Mapping[str, str]


class Rejected(NamedTuple):
    """A row that is left out, and why; `values` is what could be read of it, for every column.

    `cells` is the whole row where it has not one cell a column.
    """

    line: int
    reason: str
    values: Mapping[str, str]
    cells: Sequence[str] = ()


Read = Iterator[Record | Rejected]


def records(lines: Iterator[str], form: Format | None = None) -> Read:
    """Yield the rows of a file; without a format, its first line tells.

    Raises ImportFileError for a file that is nothing of the kind.
    """
    first = next(lines, "")
    if not first.strip():
        raise ImportFileError(1, "is empty; the first line of a table names its columns")
    return _READERS[form or _format_of(first)](chain([first], lines))


def _format_of(first: str) -> Format:
    if first.lstrip().startswith("{"):
        return Format.OBF_JSONL
    return Format.OBF_CSV if first.startswith("code\t") else Format.CSV


def _columns(reader: Iterator[list[str]], needed: tuple[str, ...]) -> list[str]:
    """Return what the first line names its columns; each that is needed stands there once."""
    try:
        columns = [name.strip().lower() for name in next(reader)]
    except csv.Error as error:
        raise ImportFileError(1, f"is no line of a table: {error}") from None
    for name in needed:
        if columns.count(name) != 1:
            found = "named twice" if name in columns else "missing"
            raise ImportFileError(1, f"{name}: this column is {found}")
    return columns


def _table(lines: Iterator[str], needed: tuple[str, ...], **dialect: Any) -> Read:
    """Yield the rows of a table whose first line names its columns.

    Of lines that a quotation mark swallows, since it is not closed, each is left out.
    """
    taken: list[str] = []
    reader = csv.reader(_noted(lines, taken), **dialect)
    columns = _columns(reader, needed)
    while True:
        line = reader.line_num + 1
        taken.clear()
        try:
            cells = [*map(unguarded, next(reader))]
            if not taken[-1]:
                reason = f"{UNCLOSED}: the table ends within this row"
                yield from _each_left_out(line, reason, taken, columns, dialect)
                return
        except StopIteration:
            return
        except csv.Error as error:
            yield from _each_left_out(line, f"{UNCLOSED}: {error}", taken, columns, dialect)
            continue
        if len(cells) == len(columns):
            yield Record(line, dict(zip(columns, cells, strict=True)))
        elif cells:
            reason = f"has {len(cells)} cells, and the first line {len(columns)}"
            yield _left_out(line, reason, cells, columns)


def _noted(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    """Yield lines and note each; the end, if it is asked for, as an empty one."""
    for line in lines:
        taken.append(line)
        yield line
    taken.append("")


def _each_left_out(
    line: int, reason: str, taken: list[str], columns: list[str], dialect: Mapping[str, Any]
) -> Read:
    """Yield lines as rows by themselves; all but the first may be in order."""
    for number, text in enumerate(taken, line):
        if cells := _cells(text, dialect):
            yield _left_out(number, reason, cells, columns)
        reason = f"was read as a part of line {line}, where a quotation mark is not closed"


def _cells(text: str, dialect: Mapping[str, Any]) -> list[str]:
    try:
        return [*map(unguarded, next(csv.reader([text], **dialect), []))]
    except csv.Error:
        return [text]


def _left_out(line: int, reason: str, cells: list[str], columns: list[str]) -> Rejected:
    values = dict(zip_longest(columns, cells[: len(columns)], fillvalue=""))
    return Rejected(line, reason, values, () if len(cells) == len(columns) else cells)


def _csv(lines: Iterator[str]) -> Read:
    first = next(lines)
    delimiter = max(",\t;", key=first.count)
    yield from _table(chain([first], lines), NEEDED, delimiter=delimiter)


def _obf_csv(lines: Iterator[str]) -> Read:
    needed = ("code", "product_name", "brands", "ingredients_text")
    for row in _table(lines, needed, delimiter="\t", quoting=csv.QUOTE_NONE):
        values = _from_obf(row.values)
        if isinstance(row, Record):
            yield Record(row.line, values)
        else:
            yield Rejected(row.line, row.reason, values, ["\t".join(row.cells)])


def _obf_jsonl(lines: Iterator[str]) -> Read:
    for line, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            read = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield Rejected(line, f"is no JSON: {error}", _from_obf({}), [text.strip()])
            continue
        if isinstance(read, dict):
            yield Record(line, _from_obf(read))
        else:
            yield Rejected(line, "is no JSON object", _from_obf({}), [text.strip()])


def _from_obf(read: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the values of a row of Open Beauty Facts. Of several brands the first counts."""

    def told(*keys: str) -> str:
        values = (read.get(key) for key in keys)
        return next((value.strip() for value in values if isinstance(value, str) and value), "")

    tags = read.get("categories_tags", "")
    words = tags if isinstance(tags, list) else str(tags).split(",")
    code = told("code")
    lang = told("lang", "lc")
    return {
        "id": code,
        "brand": told("brands").partition(",")[0],
        "name": told("product_name", f"product_name_{lang}", "product_name_en", "generic_name"),
        "category": " ".join(str(word).partition(":")[2] for word in words),
        "ingredients_text": told(
            "ingredients_text", f"ingredients_text_{lang}", "ingredients_text_en"
        ).replace("_", " "),
        # Codes that begin with 2 are given out by the site itself and stand on no pack.
        "barcode": "" if code.startswith("2") else code,
        "barcode_may_be_wrong": "yes",
        "source": OBF,
        "attribution": f"{OBF} {OBF_PAGE}{code}",
        "licence": OBF_LICENCE,
        "source_date": _day(read.get("last_modified_t")),
    }


def _day(seconds: object) -> str:
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


_READERS: Mapping[Format, Callable[[Iterator[str]], Read]] = {
    Format.CSV: _csv,
    Format.OBF_CSV: _obf_csv,
    Format.OBF_JSONL: _obf_jsonl,
}
