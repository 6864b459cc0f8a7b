"""SQLite with our settings: writers wait for each other, and what was acknowledged stays."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITERS, ROWS = 8, 40


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "written.sqlite3"
    with closing(sqlite3.connect(found)) as made:
        made.execute("PRAGMA journal_mode=WAL")  # as the first start leaves it
        made.execute("CREATE TABLE written (writer text, number integer)")
    return found


def start(file: Path, name: str, rows: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.server.writer", name, str(rows)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{file}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as read:
        return read.execute(query).fetchall()


def test_eight_writers_never_find_the_database_locked(file: Path) -> None:
    writers = [start(file, f"writer {number}", ROWS) for number in range(WRITERS)]
    for writer in writers:
        _said, complaints = writer.communicate(timeout=120)
        assert complaints == ""
        assert writer.returncode == 0
    found = rows(file, "SELECT writer, count(DISTINCT number) FROM written GROUP BY writer")
    assert found == [(f"writer {number}", ROWS) for number in range(WRITERS)]


def test_a_killed_writer_loses_nothing_it_acknowledged(file: Path) -> None:
    with start(file, "victim", 1_000_000) as victim, start(file, "other", ROWS) as other:
        assert victim.stdout
        said = [next(victim.stdout) for _ in range(50)]
        victim.kill()
        said += list(victim.stdout)
        assert other.wait(timeout=120) == 0
    acknowledged = {int(line) for line in said if line.endswith("\n")}
    written = {row[0] for row in rows(file, "SELECT number FROM written WHERE writer = 'victim'")}
    assert acknowledged <= written
    assert rows(file, "SELECT count(*) FROM written WHERE writer = 'other'") == [(ROWS,)]
    assert rows(file, "PRAGMA integrity_check") == [("ok",)]
