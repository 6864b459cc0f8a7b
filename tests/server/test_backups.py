"""Backups: whole, verified, taken while others write, and restored only if all is well."""

import json
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import DatabaseWrapper as Postgres
from django.db.migrations.recorder import MigrationRecorder

from skincare.backups import postgres
from skincare.backups.errors import BackupError
from tests.server.conftest import as_default

Change = Callable[[dict[str, Any]], None]


def give(number: int) -> None:
    """Write one row in each of two tables, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO gives VALUES (%s)", [number])
        cursor.execute("INSERT INTO takes VALUES (%s)", [number])


def given() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM gives ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def refused(*command: str) -> str:
    with pytest.raises(CommandError) as refusal:
        call_command(*command)
    assert refusal.value.returncode == 2
    return str(refusal.value)


def rewrite(file: Path, change: Change) -> None:
    """Change the manifest inside a backup."""
    with zipfile.ZipFile(file) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        content = packed.read("database")
    change(manifest)
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("manifest.json", json.dumps(manifest))
        packed.writestr("database", content)


def test_a_restore_brings_back_what_was_there_and_keeps_what_is_replaced(
    scratch: BaseDatabaseWrapper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    give(1)
    call_command("backup", str(tmp_path / "one.zip"))
    made = json.loads(capsys.readouterr().out)
    assert (made["vendor"], made["format"]) == (scratch.vendor, 1)
    assert "contenttypes.0001_initial" in made["migrations"]
    give(2)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_a_later_version (id integer)")
    call_command("restore", "--yes", str(tmp_path / "one.zip"))
    assert given() == [1]
    assert "of_a_later_version" not in connection.introspection.table_names()
    kept = Path(json.loads(capsys.readouterr().out)["kept"])
    if scratch.vendor == "sqlite":
        with closing(sqlite3.connect(kept)) as old:
            assert old.execute("SELECT count(*) FROM gives").fetchone() == (2,)
    else:
        call_command("restore", "--yes", str(kept))
        assert given() == [1, 2]


def test_a_backup_is_for_its_owner_only_and_never_overwrites(
    scratch: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    file = tmp_path / "one.zip"
    call_command("backup", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert "exists already" in refused("backup", str(file))
    assert file.read_bytes() == before
    missing = tmp_path / "missing"
    assert f"no folder {missing}." in refused("backup", str(missing / "one.zip"))
    assert not list(tmp_path.glob(".*"))


def test_a_database_no_site_runs_on_is_not_taken_for_the_sites(
    scratch: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    MigrationRecorder(connection).migration_qs.all().delete()
    said = refused("backup", str(tmp_path / "one.zip"))
    assert f"{connection.settings_dict['NAME']} is empty" in said
    assert "DATABASE_URL" in said
    assert not (tmp_path / "one.zip").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(lambda m: m.update(sha256="0" * 64), "checksum differs", id="checksum"),
        pytest.param(lambda m: m.update(size=1), "checksum differs", id="size"),
        pytest.param(lambda m: m.pop("vendor"), "no backup", id="half a manifest"),
        pytest.param(lambda m: m.update(vendor="oracle"), "is of oracle", id="other system"),
        pytest.param(lambda m: m.update(format=2), "newer version", id="newer format"),
        pytest.param(
            lambda m: m["migrations"].append("accounts.9999_later"),
            "accounts.9999_later is unknown here",
            id="newer schema",
        ),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_before_anything_is_touched(
    scratch: BaseDatabaseWrapper, tmp_path: Path, change: Change, words: str
) -> None:
    file = tmp_path / "one.zip"
    call_command("backup", str(file))
    rewrite(file, change)
    give(1)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert words in refused("restore", "--yes", str(file))
    assert given() == [1]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda whole: whole[: len(whole) // 2], id="cut short"),
        pytest.param(lambda _: b"no zip at all", id="another file"),
        pytest.param(lambda whole: whole.replace(b"database", b"databass"), id="no database"),
    ],
)
def test_a_damaged_file_is_refused(
    scratch: BaseDatabaseWrapper, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / "one.zip"
    call_command("backup", str(file))
    file.write_bytes(damage(file.read_bytes()))
    assert "Nothing was changed" in refused("restore", "--yes", str(file))


def test_nothing_is_restored_without_a_yes(
    scratch: BaseDatabaseWrapper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "one.zip"
    call_command("backup", str(file))
    give(1)
    monkeypatch.setattr("builtins.input", lambda _: "y")
    assert "Nothing was changed" in refused("restore", str(file))
    assert given() == [1]
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    call_command("restore", str(file))
    assert given() == []


def test_a_copy_taken_while_others_write_is_of_one_moment(
    scratch: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    started, stop = threading.Event(), threading.Event()
    wrapper, name = type(scratch), scratch.settings_dict["NAME"]
    counts = [0, 0]

    def write(writer: int) -> None:
        with as_default(wrapper, name):
            while not stop.is_set():
                give(writer)
                counts[writer] += 1
                started.set()

    writers = [threading.Thread(target=write, args=[number]) for number in (0, 1)]
    for thread in writers:
        thread.start()
    assert started.wait(30)
    try:
        files = [tmp_path / f"{number}.zip" for number in range(3)]
        for file in files:
            call_command("backup", str(file))
    finally:
        stop.set()
        for thread in writers:
            thread.join()
    scratch.close()
    for file in files:
        call_command("restore", "--yes", str(file))
        with connection.cursor() as cursor:
            cursor.execute("SELECT (SELECT count(*) FROM gives), (SELECT count(*) FROM takes)")
            found = cursor.fetchone()
        assert 0 < found[0] == found[1] <= sum(counts)


def test_a_running_server_keeps_sqlite_from_being_replaced(
    sqlite_scratch: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    call_command("backup", str(tmp_path / "one.zip"))
    give(1)
    with closing(sqlite3.connect(sqlite_scratch.settings_dict["NAME"])) as server:
        server.execute("SELECT count(*) FROM gives").fetchone()
        assert "Stop the server first" in refused("restore", "--yes", str(tmp_path / "one.zip"))
    assert given() == [1]


def test_a_broken_sqlite_file_is_set_aside_for_the_backup(
    sqlite_scratch: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    give(1)
    call_command("backup", str(tmp_path / "one.zip"))
    sqlite_scratch.close()
    live = Path(sqlite_scratch.settings_dict["NAME"])
    live.write_bytes(b"the disk had a bad day" * 100)
    live.chmod(0o640)
    call_command("restore", "--yes", str(tmp_path / "one.zip"))
    assert given() == [1]
    assert stat.S_IMODE(live.stat().st_mode) == 0o640
    kept = list(tmp_path.glob("live.sqlite3.before-*"))
    assert [file.read_bytes()[:8] for file in kept] == [b"the disk"]


def test_a_fresh_machine_needs_no_database_to_restore_sqlite(
    sqlite_scratch: BaseDatabaseWrapper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    give(1)
    call_command("backup", str(tmp_path / "one.zip"))
    sqlite_scratch.close()
    Path(sqlite_scratch.settings_dict["NAME"]).unlink()
    capsys.readouterr()
    call_command("restore", "--yes", str(tmp_path / "one.zip"))
    assert given() == [1]
    assert json.loads(capsys.readouterr().out)["kept"] is None


def test_missing_tools_of_postgresql_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with as_default(Postgres, "any"), pytest.raises(BackupError, match=r"^pg_dump is not on"):
        postgres.copy(tmp_path / "dump")
