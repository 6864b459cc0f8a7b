"""A mistake in the knowledge files stops the start."""

import pytest
from django.core import checks

from products import checks as ours
from products.inci import vocabulary


def test_sound_files_pass() -> None:
    assert ours.knowledge_files_are_sound() == []


def test_mistake_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "problems", lambda: ["kinds.toml: serum.am: missing"])
    (error,) = checks.run_checks()
    assert (error.id, error.msg) == ("products.E001", "kinds.toml: serum.am: missing")


def test_mistake_in_the_names_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "problems", lambda: ["inci.toml: same.Aqua: wrong"])
    (error,) = ours.knowledge_files_are_sound()
    assert error.msg == "inci.toml: same.Aqua: wrong"
