"""The rows an import left out, as a table that can be imported again once they are mended."""

import csv
from collections.abc import Iterable
from itertools import chain, repeat
from typing import Protocol

from products.imports.cells import guarded
from products.imports.formats import Rejected

OWN = ("line", "reason")
"""Columns that stand first; an import ignores them, and those of an earlier table go."""


class Bytes(Protocol):
    """What takes bytes: a file, or an answer to a request."""

    def write(self, content: bytes, /) -> object: ...


class RejectedTable:
    """A table (CSV) of rows that were left out: line, reason, and then each column as read.

    Bytes that are no UTF-8 come out as they came in. A row that had other than one cell a column
    has again as many, so that it is not taken for a whole one.
    """

    def __init__(self, file: Bytes) -> None:
        self._file = file
        self._table = csv.writer(self)
        self._is_begun = False

    def add(self, row: Rejected) -> None:
        """Write a row; before the first of them, the names of its columns."""
        if not self._is_begun:
            self._is_begun = True
            self._write(OWN, row, row.values)
        self._write((str(row.line), row.reason), row, row.cells or row.values.values())

    def _write(self, own: Iterable[str], row: Rejected, cells: Iterable[str]) -> None:
        columns = chain(row.values, repeat(""))
        as_read = (cell for name, cell in zip(columns, cells, strict=False) if name not in OWN)
        self._table.writerow(map(guarded, (*own, *as_read)))

    def write(self, text: str) -> None:
        """Take a line of the table, for csv."""
        self._file.write(_encoded(text))


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, as JSON may spell it
        return text.encode("utf-8", "surrogatepass")
