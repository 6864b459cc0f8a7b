"""One import from the first line of a file to its last."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from products.imports.formats import Read, Record, Rejected
from products.imports.rows import Row, read_row
from products.imports.values import RowError
from products.services.importing import Importing, Key, brands_by_name, rows_import

ROWS_AT_ONCE = 2000
"""Rows written in one transaction. A run that is cut off keeps what it wrote, and a second run
finds it there."""

OUTCOMES = ("created", "updated", "unchanged", "rejected")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: the last line read, and what became of the rows so far."""

    line: int = 0
    counts: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))


def records_import(
    read: Read,
    *,
    importing: Importing,
    reject: Callable[[Rejected], None],
    known: Mapping[Key, int] = MappingProxyType({}),
) -> Iterator[Progress]:
    """Write the rows of a file in chunks, and yield how far it is after each.

    Rows that cannot be imported go to `reject`. `known` are the lines of rows that were read in an
    earlier run over the same file. Raises ImportFileError where the file breaks off; the chunks
    before stay written.
    """
    counts = Counter(dict.fromkeys(OUTCOMES, 0))
    brands = brands_by_name()
    chunk: list[Row] = []
    lines = dict(known)
    line = 1
    for record in read:
        line = record.line
        row = _row(record, lines)
        if isinstance(row, Row):
            chunk.append(row)
        else:
            counts["rejected"] += 1
            reject(row)
        if len(chunk) == ROWS_AT_ONCE:
            counts += rows_import(rows=chunk, brands=brands, importing=importing)
            chunk = []
            yield Progress(line, _told(counts))
    counts += rows_import(rows=chunk, brands=brands, importing=importing)
    yield Progress(line, _told(counts))


def _row(record: Record | Rejected, lines: dict[Key, int]) -> Row | Rejected:
    """Return the row, or why there is none. Of rows of one source and id the first counts."""
    if isinstance(record, Rejected):
        return record
    try:
        row = read_row(record)
    except RowError as error:
        return Rejected(record.line, str(error), record.values)
    first = lines.setdefault((row.source, row.source_id), row.line)
    if first != row.line:
        reason = f"id: {row.source_id!r} stands in line {first} already"
        return Rejected(record.line, reason, record.values)
    return row


def _told(counts: Counter[str]) -> dict[str, int]:
    return {outcome: counts[outcome] for outcome in OUTCOMES}
