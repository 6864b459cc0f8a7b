"""Copy and replace a PostgreSQL database with the tools of PostgreSQL itself."""

import os
import subprocess
from pathlib import Path

from django.db import connection
from psycopg.pq import Conninfo

from skincare.backups.errors import BackupError

# What the backup does not know would stand in its way: tables of later versions, for one.
EMPTY = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', found.tablename);
  END LOOP;
END $$
"""


def copy(target: Path) -> None:
    """Dump the live database as of one moment; writers go on meanwhile."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def verify(file: Path) -> None:
    """Read the whole dump. Raises BackupError if it is damaged."""
    _run("pg_restore", "--file=/dev/null", str(file))


def replace(source: Path, _kept: Path) -> None:
    """Replace what is in the live database by the dump, all or nothing."""
    connection.close()
    script = source.with_suffix(".sql")
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges")
    _run("pg_restore", *options, f"--file={script}", str(source))
    settings = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction")
    _run("psql", *settings, f"--command={EMPTY}", f"--file={script}")


def _run(tool: str, *arguments: str) -> None:
    try:
        subprocess.run(  # noqa: S603 (a fixed tool; the password goes by environment)
            [tool, *arguments],
            env={**os.environ, **_environment()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=True,
        )
    except FileNotFoundError as error:
        message = f"{tool} is not on this machine. On Debian: apt install postgresql-client"
        raise BackupError(message) from error
    except subprocess.CalledProcessError as error:
        message = f"{tool} failed: {error.stderr.strip()}"
        raise BackupError(message) from error


def _environment() -> dict[str, str]:
    """Return the database's address as the variables that PostgreSQL's tools read."""
    names = {
        option.keyword.decode(): option.envvar.decode()
        for option in Conninfo.get_defaults()
        if option.envvar
    }
    address = connection.get_connection_params()
    return {names[key]: str(value) for key, value in address.items() if key in names}
