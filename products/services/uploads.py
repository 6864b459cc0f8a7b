"""Import files that curators upload, in steps that each fit a request."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from itertools import islice

from django.db import transaction

from products.imports.files import ImportFileError, lines_of
from products.imports.formats import Read, Record, Rejected, records
from products.imports.rows import key_of
from products.models import ImportedRow, ProductFile
from products.services.import_run import OUTCOMES, records_import
from products.services.importing import Importing, Key

MOST_BYTES = 5_000_000
"""Of an upload; what it unpacks to may be ten times as much."""

MOST_ROWS = 20_000
"""Rows of a file; some minutes of steps."""

ROWS_A_STEP = 1_000
"""Rows that are tried or imported in one request; a second or two of work."""

KEPT = timedelta(days=7)


@transaction.atomic
def upload_keep(*, name: str, data: bytes, publish: bool, now: datetime) -> ProductFile:
    """Keep a file, and try its first rows without writing products.

    Raises ImportFileError if it cannot be read to its end. Files of last week go.
    """
    ProductFile.objects.filter(uploaded_at__lt=now - KEPT).delete()
    file = ProductFile(name=name[:200], data=data, publish=publish)
    file.rows = sum(1 for _record in _at_most(_records(file)))
    _step(file, Importing(now, publish=publish, dry=True))
    file.save()
    return file


@transaction.atomic
def upload_go_on(*, file: ProductFile, done: int, by: int, now: datetime) -> ProductFile:
    """Do the next step: of the trial, then of the import.

    `done` is how many rows were behind when the step was asked for: the same step is not done
    twice, however often it is asked for. An import that broke off goes on where it was.
    """
    file = ProductFile.objects.select_for_update().get(pk=file.pk)
    if file.imported_at or file.done != done:
        return file
    if not file.is_running:
        file.begun_at, file.done, file.counts, file.rejected = now, 0, {}, []
    dry = file.begun_at is None
    _step(file, Importing(now, by=None if dry else by, publish=file.publish, dry=dry))
    if file.begun_at and not file.is_running:
        file.imported_at = now
        file.data = file.data if file.rejected else b""  # as long as rows are to be mended
    file.save()
    return file


@transaction.atomic
def kinds_confirm(*, products: list[int]) -> int:
    """Take the kinds of imported products for certain, and count those that were not."""
    unsure = ImportedRow.objects.filter(product__in=products, kind_confirmed=False)
    return unsure.update(kind_confirmed=True)


def rows_left_out(file: ProductFile) -> Iterator[Rejected]:
    """Yield the rows that were left out, as they stand in the file."""
    reasons = {line: reason for line, reason, *_told in file.rejected}
    for row in _records(file):
        if reason := reasons.get(row.line):
            cells = row.cells if isinstance(row, Rejected) else ()
            yield Rejected(row.line, reason, row.values, cells)


def _records(file: ProductFile) -> Read:
    return records(lines_of(BytesIO(bytes(file.data)), most_bytes=10 * MOST_BYTES))


def _step(file: ProductFile, importing: Importing) -> None:
    """Take the next rows of a file. What was counted and left out before stays."""
    read = _records(file)
    left_out = {line for line, *_told in file.rejected}
    known: dict[Key, int] = {}
    for record in islice(read, file.done):
        if isinstance(record, Record) and record.line not in left_out:
            known.setdefault(key_of(record), record.line)
    now: list[Rejected] = []
    counts: Counter[str] = Counter()
    part = islice(read, ROWS_A_STEP)
    for progress in records_import(part, importing=importing, reject=now.append, known=known):
        counts = Counter(progress.counts)
    file.counts = {outcome: file.counts.get(outcome, 0) + counts[outcome] for outcome in OUTCOMES}
    file.done = min(file.rows, file.done + ROWS_A_STEP)
    file.rejected += [
        [row.line, row.reason, *(_printable(row.values.get(name, "")) for name in ("id", "name"))]
        for row in now
    ]


def _at_most(read: Read) -> Read:
    for number, record in enumerate(read):
        if number == MOST_ROWS:
            reason = f"has more than {MOST_ROWS:,} rows; import it with import_products"
            raise ImportFileError(record.line, reason)
        yield record


def _printable(text: str) -> str:
    return text[:200].replace("\0", "").encode("utf-8", "replace").decode()
