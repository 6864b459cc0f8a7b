"""Small databases of their own, that tests may fill, replace and damage."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import DatabaseWrapper as Postgres
from django.db.backends.sqlite3.base import DatabaseWrapper as Sqlite
from pytest_django import DjangoDbBlocker

from skincare import environment

PAIRS = ("CREATE TABLE gives (id integer)", "CREATE TABLE takes (id integer)")


def config(wrapper: type[BaseDatabaseWrapper], name: str) -> dict[str, Any]:
    """Return settings of a database; a PostgreSQL one is on the server under test."""
    if wrapper is Sqlite:
        chosen = environment.database("", default=f"sqlite:///{name}")
    else:
        chosen = {**settings.DATABASES["default"], "NAME": name, "OPTIONS": {}}
    defaults = {"TIME_ZONE": None, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False}
    return {**settings.DATABASES["default"], **defaults, **chosen}


@contextmanager
def as_default(wrapper: type[BaseDatabaseWrapper], name: str) -> Iterator[BaseDatabaseWrapper]:
    """Let `django.db.connection` mean another database, in this thread."""
    usual, other = connections["default"], wrapper(config(wrapper, name))
    connections["default"] = other
    try:
        yield other
    finally:
        other.close()
        connections["default"] = usual


def fill() -> None:
    """Give the default database some migrations, and two empty tables."""
    call_command("migrate", "contenttypes", verbosity=0)
    with connection.cursor() as cursor:
        for statement in PAIRS:
            cursor.execute(statement)


@contextmanager
def postgres_database() -> Iterator[str]:
    """Make a database on the server under test, and drop it afterwards."""
    name = f"scratch_{uuid.uuid4().hex}"
    address = Postgres(config(Postgres, "postgres")).get_connection_params()
    known = {key: address[key] for key in ("host", "port", "user", "password") if key in address}
    with psycopg.connect(**known, dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield name
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_scratch(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[BaseDatabaseWrapper]:
    """Make a filled SQLite file the default database."""
    live = tmp_path / "live.sqlite3"
    with django_db_blocker.unblock(), as_default(Sqlite, str(live)) as wrapper:
        fill()
        yield wrapper


@pytest.fixture
def scratch(request: pytest.FixtureRequest) -> Iterator[BaseDatabaseWrapper]:
    """Make a filled database, of the system under test, the default one."""
    if connection.vendor == "sqlite":
        yield request.getfixturevalue("sqlite_scratch")
        return
    blocker: DjangoDbBlocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock(), postgres_database() as name, as_default(Postgres, name) as wrapper:
        fill()
        yield wrapper
