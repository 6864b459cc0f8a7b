"""`manage.py prepare`: bring the database and the static files up to date before serving."""

import hashlib
import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


def static_fingerprint() -> str:
    """Return a digest of every static file's name and bytes, before collection."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            with storage.open(path) as file:
                digest.update(f"{path}\n".encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def static_collect() -> None:
    """Collect the static files, unless the same ones lie there already.

    Compressing them takes seconds, so a stamp beside the folder says what was collected.
    """
    folder = Path(settings.STATIC_ROOT)
    stamp = folder.with_suffix(".sha256")
    fingerprint = static_fingerprint()
    complete = stamp.is_file() and (folder / "staticfiles.json").is_file()
    if complete and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)


class Command(BaseCommand):
    """Migrate, make the cache table, seed and rank the catalogue, collect static files."""

    help = "Bring the database and the static files up to date. Run it as often as you like."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--static-only", action="store_true", help="collect the static files; no database"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        static_collect()
        if options["static_only"]:
            return
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("seed_catalogue", stdout=io.StringIO())
        call_command("rank_products", stdout=io.StringIO())
