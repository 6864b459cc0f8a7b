"""A mistake in the knowledge files stops the start."""

import pytest
from django.core import checks

from products import checks as ours


def test_sound_files_pass() -> None:
    assert ours.knowledge_files_are_sound() == []


def test_mistake_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "problems", lambda: ["kinds.toml: serum.am: missing"])
    (error,) = checks.run_checks()
    assert (error.id, error.msg) == ("products.E001", "kinds.toml: serum.am: missing")
