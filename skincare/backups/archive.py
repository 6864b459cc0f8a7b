"""Make and restore backups: a zip of `manifest.json` and `database`.

`database` is an SQLite file, or pg_dump's custom format. The secret key is left out on purpose:
who finds a backup must not be able to sign in as anybody with it.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from skincare.backups import postgres, sqlite
from skincare.backups.errors import BackupError

FORMAT = 1
MANIFEST, DATABASE = "manifest.json", "database"
NO_BACKUP = "{file} is no backup, or a damaged one ({error}). Nothing was changed."


class Engine(Protocol):
    """What a database system brings for backups; each is a module of this package."""

    def copy(self, target: Path, /) -> None: ...
    def verify(self, file: Path, /) -> None: ...
    def replace(self, source: Path, kept: Path, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `sha256` and `size` (bytes) are of its database."""

    format: int
    made_at: str
    version: str
    vendor: str
    migrations: list[str]
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was unpacked and found whole."""

    file: Path
    manifest: Manifest
    database: Path


def backup_make(file: Path, *, now: datetime, of_nothing: bool = False) -> Manifest:
    """Write a consistent, verified copy of the running database to a new file, for its owner only.

    Raises BackupError if the file exists, its folder does not, the copy is damaged, or, unless
    `of_nothing`, no site has ever run on the database.
    """
    if file.exists():
        message = f"{file} exists already. Choose another name."
        raise BackupError(message)
    if not file.parent.is_dir():
        message = f"There is no folder {file.parent}. Make it first."
        raise BackupError(message)
    migrations = _applied_migrations()
    if not (migrations or of_nothing):
        message = (
            f"The database {connection.settings_dict['NAME']} is empty: no site runs on it."
            " Is DATABASE_URL the one the site has?"
        )
        raise BackupError(message)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        copied, packed = Path(folder, DATABASE), Path(folder, "packed")
        _engine().copy(copied)
        _engine().verify(copied)
        manifest = Manifest(
            format=FORMAT,
            made_at=now.isoformat(timespec="seconds"),
            version=_version(),
            vendor=connection.vendor,
            migrations=sorted(migrations & _known_migrations()),
            size=copied.stat().st_size,
            sha256=_digest(copied),
        )
        _pack(packed, manifest, copied)
        packed.rename(file)
    return manifest


@contextmanager
def backup_opened(file: Path) -> Iterator[Backup]:
    """Unpack a backup and check it and that this version can read it. Changes nothing.

    Raises BackupError if it is damaged, of another database system, or of a newer version.
    """
    # Beside a live SQLite file, so that it can take its place in one step.
    beside = sqlite.live_file().parent if connection.vendor == "sqlite" else None
    if beside:
        beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=beside, prefix=".restore-") as folder:
        database = Path(folder, DATABASE)
        try:
            manifest = _unpack(file, database)
        except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError) as error:
            raise BackupError(NO_BACKUP.format(file=file, error=error)) from error
        if (database.stat().st_size, _digest(database)) != (manifest.size, manifest.sha256):
            raise BackupError(NO_BACKUP.format(file=file, error="its checksum differs"))
        _refuse_what_cannot_be_read(manifest)
        _engine().verify(database)
        yield Backup(file, manifest, database)


def backup_restore(backup: Backup, *, now: datetime) -> Path | None:
    """Replace the live database by the backup. Returns where the old one, if any, is kept.

    An SQLite file is kept beside the new one; from PostgreSQL a backup is made first, beside the
    one restored. Raises BackupError while an SQLite database is in use.
    """
    stamp = f"before-{now:%Y%m%dT%H%M%S}"
    if connection.vendor == "sqlite":
        live = sqlite.live_file()
        kept = live.with_name(f"{live.name}.{stamp}")
    else:
        kept = backup.file.with_name(f"{backup.file.name}.{stamp}")
        backup_make(kept, now=now, of_nothing=True)
    _engine().replace(backup.database, kept)
    return kept if kept.exists() else None


def _engine() -> Engine:
    return postgres if connection.vendor == "postgresql" else sqlite


def _refuse_what_cannot_be_read(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        message = f"The backup is of {manifest.vendor}, the database here is {connection.vendor}."
        raise BackupError(message)
    unknown = sorted(set(manifest.migrations) - _known_migrations())
    if unknown or manifest.format > FORMAT:
        what = unknown[0] if unknown else f"format {manifest.format}"
        message = f"The backup is of a newer version ({what} is unknown here). Upgrade first."
        raise BackupError(message)


def _known_migrations() -> set[str]:
    found = MigrationLoader(None).disk_migrations
    replaced = {key for migration in found.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*found, *replaced}}


def _applied_migrations() -> set[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {f"{app}.{name}" for app, name in applied}


def _version() -> str:
    """Return the newest heading of the changelog."""
    text = Path(settings.BASE_DIR, "CHANGELOG.md").read_text(encoding="utf-8")
    heading = re.search(r"^## (.+)$", text, re.MULTILINE)
    return heading[1] if heading else "unknown"


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _pack(target: Path, manifest: Manifest, database: Path) -> None:
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            packed.write(database, DATABASE)
        stream.flush()
        os.fsync(stream.fileno())


def _unpack(file: Path, database: Path) -> Manifest:
    with zipfile.ZipFile(file) as packed:
        manifest = Manifest(**json.loads(packed.read(MANIFEST)))
        with packed.open(DATABASE) as stream, database.open("wb") as target:
            shutil.copyfileobj(stream, target)
    return manifest
