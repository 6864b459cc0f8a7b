"""`bin/serve` says what is wrong before it does any work; `prepare` does no work twice."""

import os
import socket
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

ROOT = Path(__file__).resolve().parents[2]


def serve(port: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "bin" / "serve"],
        cwd=ROOT,
        env={**os.environ, "PORT": port, "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_port_in_use_is_named_and_another_one_suggested() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = serve(port)
    assert answer.returncode == 1
    assert answer.stderr == (
        f"Port {port} cannot be used: Address already in use. Choose another: PORT=8100 make run\n"
    )


@pytest.mark.parametrize("port", ["0", "65536", "80a", "-1", "99999999999999999999"])
def test_a_port_that_is_none_is_refused_by_name(port: str) -> None:
    answer = serve(port)
    assert answer.returncode == 2
    assert answer.stderr == f"PORT={port} will not do: write a number from 1 to 65535.\n"


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    """Let static files come from `source/` and go to `static/`."""
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "page.css").write_text("p { margin: 0 }")
    call_command("prepare", "--static-only")
    return tmp_path / "static"


def test_static_files_are_not_collected_twice(collected: Path) -> None:
    made = collected / "page.css"
    made.unlink()
    call_command("prepare", "--static-only")
    assert not made.exists()


@pytest.mark.parametrize("what", ["changed file", "new file", "lost manifest"])
def test_static_files_are_collected_again_when_that_is_needed(collected: Path, what: str) -> None:
    source, manifest = collected.parent / "source", collected / "staticfiles.json"
    before = manifest.read_text()
    if what == "lost manifest":
        manifest.unlink()
    else:
        name = "page.css" if what == "changed file" else "other.css"
        (source / name).write_text("p { margin: 1px }")
    call_command("prepare", "--static-only")
    assert (manifest.read_text() == before) == (what == "lost manifest")
