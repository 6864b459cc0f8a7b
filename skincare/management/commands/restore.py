"""`manage.py restore FILE`: put a backup in the place of the database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from skincare.backups.archive import Backup, backup_opened, backup_restore
from skincare.backups.errors import BackupError


class Command(BaseCommand):
    """Checks the whole backup before it touches anything, and keeps the old database."""

    requires_system_checks = []
    help = "Replace the database by the backup in FILE. Stop the site first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *_args: Any, file: Path, yes: bool, **_options: Any) -> None:
        try:
            with backup_opened(file) as backup:
                if not yes:
                    self._ask(backup)
                kept = backup_restore(backup, now=timezone.now())
        except (BackupError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stderr.write("Start the site again; it brings an older backup up to date itself.")
        self.stdout.write(json.dumps({"restored": str(file), "kept": str(kept) if kept else None}))

    def _ask(self, backup: Backup) -> None:
        made = f"{backup.manifest.made_at}, {backup.manifest.version}"
        self.stderr.write(f"This replaces all data by the backup of {made}.")
        try:
            answer = input("Type yes to go on: ")
        except EOFError:
            answer = ""
        if answer.strip().lower() != "yes":
            message = "Nothing was changed. (--yes answers the question.)"
            raise CommandError(message, returncode=2)
