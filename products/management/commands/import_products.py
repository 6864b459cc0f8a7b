"""`manage.py import_products FILE`: put the products of a file into the catalogue."""

import gc
import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from products.imports.files import ImportFileError, lines_of
from products.imports.formats import Format, Rejected, records
from products.imports.left_out import RejectedTable
from products.services.import_run import Progress, records_import
from products.services.importing import Importing

SQLITE_CACHE = 64
"""Megabytes of the database that SQLite keeps, so that it need not write and read pages again
within one transaction; its default of two is less than what a thousand rows change."""


class Command(BaseCommand):
    """Exit status 2 and one line on standard error say that a file cannot be read, and where."""

    help = (
        "Put the products of a CSV file or an Open Beauty Facts dump (JSONL, CSV; gz too) into"
        " the catalogue, as drafts. Run it as often as you like: what curators changed stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--format", choices=[*Format], help="told by the first line if left out"
        )
        parser.add_argument("--dry-run", action="store_true", help="count, and write nothing")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish new products at once, but for those whose kind is unsure",
        )
        parser.add_argument(
            "--rejected",
            type=Path,
            help="where rows that cannot be imported go (default: NAME.rejected.csv here)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        file: Path = options["file"]
        form = Format(options["format"]) if options["format"] else None
        importing = Importing(timezone.now(), publish=options["publish"], dry=options["dry_run"])
        rejected: Path = options["rejected"] or Path(f"{file.name}.rejected.csv")
        if rejected.resolve() == file.resolve():
            self.stderr.write(f"error: {file}: --rejected would write over it; name another file")
            sys.exit(2)
        progress = Progress()
        try:
            with _few_collections(), _bulk(), file.open("rb") as data, ExitStack() as opened:
                read = records(lines_of(data), form)
                reject = _to_file(rejected, opened)
                for progress in records_import(read, importing=importing, reject=reject):
                    self.stderr.write(f"line {progress.line}: {_words(progress)}")
                    gc.collect(1)
        except (ImportFileError, OSError, ValueError) as error:
            reason, where = str(error), file
            if isinstance(error, OSError):
                reason, where = f"{error.strerror}", Path(error.filename or file)
            hint = " (--rejected FILE puts it elsewhere)" if where == rejected else ""
            self.stderr.write(f"error: {where}: {reason}{hint}")
            sys.exit(2)
        if progress.counts["rejected"]:
            self.stderr.write(f"{progress.counts['rejected']} rows were left out: see {rejected}")
        self.stdout.write(json.dumps(progress.counts))


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let the caller look for unused circles of objects: rows make few, but many objects."""
    was_usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_usual:
            gc.enable()


@contextmanager
def _bulk() -> Iterator[None]:
    """Let SQLite keep more of its pages, and what it needs to take a statement back.

    That is more than all else it writes, and goes into a file otherwise. Nor does it look up
    each key that is written: it was read or made in the same transaction, and nobody else writes
    meanwhile.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{SQLITE_CACHE * 1024}")
            if not connection.in_atomic_block:  # where it cannot be changed
                cursor.execute("PRAGMA temp_store = MEMORY")
    with connection.constraint_checks_disabled():
        yield


def _words(progress: Progress) -> str:
    return ", ".join(f"{number} {outcome}" for outcome, number in progress.counts.items())


def _to_file(path: Path, opened: ExitStack) -> Callable[[Rejected], None]:
    """Return what writes rows into a file, which is made for the first of them."""
    tables: list[RejectedTable] = []

    def reject(row: Rejected) -> None:
        if not tables:
            tables.append(RejectedTable(opened.enter_context(path.open("wb"))))
        tables[0].add(row)

    return reject
