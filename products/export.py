"""The catalogue for anyone, as CSV or JSON, each row with its source and licence.

Rows under the ODbL (Open Beauty Facts) share alike and go into files of their own.
"""

import csv
import json
from collections.abc import Iterator
from typing import Any

from products.imports.cells import guarded
from products.models import Product
from products.models.catalogue import STRENGTHS
from products.querysets import ProductQuerySet

SHARE_ALIKE = "ODbL"
"""What the licence of a row begins with that may only be passed on under the same licence."""

COLUMNS = (
    *("id", "brand", "name", "kind", "ingredients_text", "size_ml", "units", "spf"),
    *("single_use", "keep_days", "pao_months", "label_max_per_day", "label_max_per_week"),
    *(f"{name}_percent" for name in STRENGTHS),
    *("families", "trace_families", "source", "source_date", "licence", "barcode"),
)
ROWS_AT_ONCE = 1000


def exported(*, share_alike: bool) -> ProductQuerySet:
    """Return the published catalogue, either what is under the ODbL or all the rest."""
    rows = Product.objects.published().order_by("pk")
    if share_alike:
        return rows.filter(licence__startswith=SHARE_ALIKE)
    return rows.exclude(licence__startswith=SHARE_ALIKE)


def as_csv(rows: ProductQuerySet) -> Iterator[str]:
    """Yield the lines of a CSV file (UTF-8, header first), a bounded number of rows in memory."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for record in _records(rows):
        yield writer.writerow([_cell(value) for value in record.values()])


def as_json(rows: ProductQuerySet) -> Iterator[str]:
    """Yield the text of a JSON array, a product a line."""
    before = "[\n"
    for row in _records(rows):
        yield before + json.dumps(row, ensure_ascii=False, default=str)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _records(rows: ProductQuerySet) -> Iterator[dict[str, Any]]:
    columns = ("slug", "brand__name", *COLUMNS[2:])
    for values in rows.values_list(*columns).iterator(chunk_size=ROWS_AT_ONCE):
        yield dict(zip(COLUMNS, values, strict=True))


def _cell(value: object) -> object:
    """Return what a cell holds. A spreadsheet must never take a product's name for a formula."""
    if isinstance(value, list):
        return _cell(" ".join(map(str, value)))
    return guarded(value) if isinstance(value, str) else value


class _Echo:
    """A file whose `write` gives the text back, so that rows can be streamed."""

    def write(self, text: str) -> str:
        return text
