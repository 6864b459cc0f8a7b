"""`manage.py backup FILE`: copy the running site's database to one file."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from skincare.backups.archive import backup_make
from skincare.backups.errors import BackupError


class Command(BaseCommand):
    """Works while the site runs. Prints the manifest as JSON."""

    requires_system_checks = []
    help = "Write a consistent, verified copy of the database to a new FILE."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            manifest = backup_make(file, now=timezone.now())
        except (BackupError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps({"file": str(file), **asdict(manifest)}))
