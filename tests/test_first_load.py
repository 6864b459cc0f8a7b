"""What a stranger's first visit costs: bytes over the wire, and requests."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template import engines
from django.test import Client
from pytest_django import Settings

KIB = 1024
MOST_BYTES, MOST_REQUESTS = 60 * KIB, 10
ASKED_FOR = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"')


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Our static files as they are served: hashed and compressed.

    What pages draw once is drawn anew before and after: it holds the names of these files.
    """
    drawn = engines["django"].engine.template_loaders[0]  # type: ignore[attr-defined]  # a Django engine
    drawn.reset()
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    yield tmp_path
    drawn.reset()


def over_the_wire(file: Path) -> int:
    """Return the size of a file as a browser gets it."""
    compressed = file.with_name(f"{file.name}.br")
    return (compressed if compressed.exists() else file).stat().st_size


def files_of(page: str, folder: Path) -> list[Path]:
    """Return the files a page loads, those its styles load with them."""
    files = [folder / address.removeprefix("/static/") for address in ASKED_FOR.findall(page)]
    for style in [file for file in files if file.suffix == ".css"]:
        files += [
            style.parent / name for name in re.findall(r"url\(([^)#]+)\)", style.read_text())
        ]
    return files


@pytest.mark.django_db
def test_the_first_page_is_small_and_asks_nobody_else(client: Client, collected: Path) -> None:
    page = client.get("/").content
    text = page.decode()
    files = files_of(text, collected)
    assert len(files) >= 5
    assert all(file.is_file() for file in files), files
    assert 1 + len(files) <= MOST_REQUESTS
    assert len(page) + sum(map(over_the_wire, files)) <= MOST_BYTES
