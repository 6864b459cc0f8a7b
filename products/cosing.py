"""Read the ingredient list of CosIng, the European Commission's database, as it exports it."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

COLUMNS = (
    *("cosing_ref_no", "inci_name", "inn_name", "ph_eur_name", "cas_no", "ec_no"),
    *("chem_iupac_name___description", "restriction", "function", "update_date"),
)
LONGEST = {"inci_name": 2000, "cas_no": 300, "restriction": 400}
"""Letters a cell may hold."""


class CosingError(ValueError):
    """A file that is not the list; the message names the line and the column."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a name and what the list says of it."""

    ref: int
    name: str
    functions: tuple[str, ...]
    restriction: str
    cas_numbers: str
    description: str
    date: date


def read_cosing(file: Path) -> Iterator[Entry]:
    """Yield the entries of a CSV file, a row in memory at a time.

    Raises OSError if it cannot be read, and CosingError for the first line that is wrong.
    """
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines, strict=True)
        try:
            header = next(rows, [])
            _check_header(header)
            for row in rows:
                if row:
                    yield _entry(rows.line_num, header, row)
        except csv.Error as error:
            message = f"line {rows.line_num}: {error}"
            raise CosingError(message) from error
        except UnicodeDecodeError as error:
            message = f"after line {rows.line_num}: not UTF-8; save the file as UTF-8"
            raise CosingError(message) from error


def _check_header(header: Sequence[str]) -> None:
    unknown = [name for name in header if name not in COLUMNS]
    missing = [name for name in COLUMNS if name not in header]
    for words, names in (("unknown column", unknown), ("missing column", missing)):
        if names:
            message = f"line 1: {words} {names[0]!r}; expected {', '.join(COLUMNS)}"
            raise CosingError(message)


def _entry(line: int, header: Sequence[str], row: Sequence[str]) -> Entry:
    if len(row) != len(header):
        message = f"line {line}: {len(row)} cells for {len(header)} columns"
        raise CosingError(message)
    cells = {name: " ".join(cell.split()) for name, cell in zip(header, row, strict=True)}
    for name, longest in LONGEST.items():
        if len(cells[name]) > longest:
            message = f"line {line}: {name}: longer than {longest} letters"
            raise CosingError(message)
    return Entry(
        ref=_ref(line, cells["cosing_ref_no"]),
        name=_name(line, cells["inci_name"]),
        functions=tuple(word for part in cells["function"].split(",") if (word := part.strip())),
        restriction=cells["restriction"],
        cas_numbers=cells["cas_no"],
        description=cells["chem_iupac_name___description"],
        date=_date(line, cells["update_date"]),
    )


def _ref(line: int, cell: str) -> int:
    if not (re.fullmatch(r"[0-9]{1,10}", cell) and 0 < int(cell) < 2**31):
        message = f"line {line}: cosing_ref_no: {cell[:20]!r} is no number above 0"
        raise CosingError(message)
    return int(cell)


def _name(line: int, cell: str) -> str:
    if not any(character.isalnum() for character in cell):
        message = f"line {line}: inci_name: {cell!r} is no name"
        raise CosingError(message)
    return cell.replace("\0", "")


def _date(line: int, cell: str) -> date:
    try:
        return datetime.strptime(cell, "%d/%m/%Y").replace(tzinfo=UTC).date()
    except ValueError as error:
        message = f"line {line}: update_date: {cell!r} is no date like 31/12/2020"
        raise CosingError(message) from error
