"""Import files that curators upload."""

from datetime import datetime, timedelta
from io import BytesIO

from django.db import transaction

from products.imports.files import ImportFileError, lines_of
from products.imports.formats import Read, Rejected, records
from products.models import ImportedRow, ProductFile
from products.services.import_run import records_import
from products.services.importing import Importing

MOST_BYTES = 5_000_000
"""Of an upload; what it unpacks to may be ten times as much."""

MOST_ROWS = 5_000
"""Rows that are imported while somebody waits; a few seconds' worth."""

KEPT = timedelta(days=7)


@transaction.atomic
def upload_keep(*, name: str, data: bytes, publish: bool, now: datetime) -> ProductFile:
    """Try a file without writing products, and keep it with what it would do.

    Raises ImportFileError if it cannot be read. Files of last week go.
    """
    ProductFile.objects.filter(uploaded_at__lt=now - KEPT).delete()
    file = ProductFile(name=name[:200], data=data, publish=publish)
    _run(file, Importing(now, publish=publish, dry=True))
    file.save()
    return file


@transaction.atomic
def upload_import(*, file: ProductFile, by: int, now: datetime) -> None:
    """Write the products of a file that was tried before, once."""
    file = ProductFile.objects.select_for_update().get(pk=file.pk)
    if file.imported_at:
        return
    _run(file, Importing(now, by=by, publish=file.publish))
    file.imported_at, file.data = now, b""
    file.save()


@transaction.atomic
def kinds_confirm(*, products: list[int]) -> int:
    """Take the kinds of imported products for certain, and count those that were not."""
    unsure = ImportedRow.objects.filter(product__in=products, kind_confirmed=False)
    return unsure.update(kind_confirmed=True)


def _run(file: ProductFile, importing: Importing) -> None:
    left_out: list[Rejected] = []
    lines = lines_of(BytesIO(bytes(file.data)), most_bytes=10 * MOST_BYTES)
    for progress in records_import(
        _at_most(records(lines)), importing=importing, reject=left_out.append
    ):
        file.counts = dict(progress.counts)
    file.rejected = [
        [row.line, row.reason, *(_printable(row.values.get(name, "")) for name in ("id", "name"))]
        for row in left_out
    ]


def _at_most(read: Read) -> Read:
    for number, record in enumerate(read):
        if number == MOST_ROWS:
            reason = f"has more than {MOST_ROWS:,} rows; import it with import_products"
            raise ImportFileError(record.line, reason)
        yield record


def _printable(text: str) -> str:
    return text[:200].replace("\0", "").encode("utf-8", "replace").decode()
