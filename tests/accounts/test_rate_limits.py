"""Rate limits hold over all processes of the server, however many requests come in between."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.management import call_command
from pytest_django import Settings

from skincare import environment

ROOT = Path(__file__).resolve().parents[2]
PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from tests.factories import make_user
make_user("mira@example.org", password="three unrelated words")
"""
TRY = """
import sys
from django.test import Client
client = Client()
for password in sys.argv[1:]:
    typed = {"login": "mira@example.org", "password": password}
    answer = client.post("/accounts/login/", typed)
    stopped = b"Too many attempts" in answer.content
    print("stopped" if stopped else answer.status_code)
"""


def run(program: str, folder: Path, *arguments: str) -> list[str]:
    """Run a program in a process of its own, on the database and the cache in a folder."""
    told = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "CACHE_URL": "dbcache://cache",
    }
    code = f"import django\ndjango.setup()\n{program}"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=os.environ | told,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split()


def test_guesses_in_two_processes_are_counted_together(tmp_path: Path) -> None:
    run(PREPARE, tmp_path)
    assert run(TRY, tmp_path, "a wrong one", "another", "a third") == ["422"] * 3
    rest = ["a fourth", "a fifth", "three unrelated words"]
    assert run(TRY, tmp_path, *rest) == ["422", "422", "stopped"]


@pytest.mark.django_db
def test_a_flood_of_other_entries_does_not_push_a_limit_out(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CACHE_URL", "dbcache://cache")
    settings.CACHES = {"default": environment.cache("CACHE_URL", default="")}
    call_command("createcachetable")
    limits = caches["default"]
    limits.set("a-limit", "kept", 300)
    for number in range(400):
        limits.set(f"z{number}", "x", 300)
    assert limits.get("a-limit") == "kept"


def test_the_operator_may_set_how_many_entries_a_cache_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CACHE_URL", "dbcache://cache?max_entries=500")
    assert environment.cache("CACHE_URL", default="")["OPTIONS"] == {"MAX_ENTRIES": 500}
    monkeypatch.setenv("CACHE_URL", "redis://localhost:6379/0")
    assert "OPTIONS" not in environment.cache("CACHE_URL", default="")
