"""Copy and replace an SQLite database, whole and checked."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from skincare.backups.errors import BackupError

BESIDE = ("-wal", "-shm")  # files that SQLite keeps next to a database in use
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def live_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def copy(target: Path) -> None:
    """Copy the live database in one read transaction; writers go on meanwhile."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copied:
        connection.connection.backup(copied)
        copied.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def verify(file: Path) -> None:
    """Read every page of the file. Raises BackupError if one is damaged."""
    try:
        with closing(sqlite3.connect(file)) as checked:
            found = checked.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.DatabaseError as error:
        found = [(str(error),)]
    if found != [("ok",)]:
        message = f"The copy of the database is damaged: {found[0][0]}."
        raise BackupError(message)


def replace(source: Path, kept: Path) -> None:
    """Put `source` in the place of the live database, and that one, if any, at `kept`.

    Raises BackupError while anything else has the live database open.
    """
    connection.close()
    live = live_file()
    if live.exists():
        _take_out_of_use(live)
        _give_to_owner_of(live, source)
        for suffix in ("", *BESIDE):
            old = live.with_name(live.name + suffix)
            if old.exists():
                old.rename(kept.with_name(kept.name + suffix))
    source.rename(live)


def _take_out_of_use(live: Path) -> None:
    # Leaving WAL mode needs the database for oneself, and folds the log into the one file.
    try:
        with closing(sqlite3.connect(live, timeout=1)) as alone:
            alone.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in DAMAGED:
            return  # that is what backups are for: the files are kept as they are
        message = f"Stop the server first: {live} is in use ({error})."
        raise BackupError(message) from error


def _give_to_owner_of(live: Path, source: Path) -> None:
    # Whoever restores as root must not leave a file that the server cannot write.
    shutil.copymode(live, source)
    if os.geteuid() == 0:
        owner = live.stat()
        os.chown(source, owner.st_uid, owner.st_gid)
