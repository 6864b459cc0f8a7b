"""A mistake in the files of names stops the start; test_knowledge has those of the other files."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from django.core import checks

from products.inci import vocabulary
from products.inci.vocabulary import korean
from products.knowledge import VOCABULARY


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return copies of the files of names, which are the ones that are read."""
    copied = copytree(VOCABULARY, tmp_path / "vocabulary")
    monkeypatch.setattr(vocabulary, "VOCABULARY", copied)
    for reader in (vocabulary.vocabulary, korean):
        reader.cache_clear()
    yield copied
    for reader in (vocabulary.vocabulary, korean):
        reader.cache_clear()


def test_sound_files_pass() -> None:
    assert checks.run_checks() == []


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("inci.toml", "[same]\nAqua = 1", "inci.toml: names: must be one text"),
        ("inci.toml", "names = ''\n[same]\nAqua = 1", "inci.toml: same.Aqua: must be a list"),
        ("korean.toml", "[names]\nwater = 1", "korean.toml: names.water: must be a text"),
    ],
)
def test_mistake_in_the_names_is_named(names: Path, file: str, text: str, problem: str) -> None:
    (names / file).write_text(text)
    (error,) = checks.run_checks()
    assert error.id == "products.E001"
    assert error.msg.startswith(problem)
