"""`manage.py parse_ingredients` prints what a label names, and never falls over."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from products.management.commands.parse_ingredients import decoded, result


def printed(file: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    call_command("parse_ingredients", str(file))
    return json.loads(capsys.readouterr().out)


def test_names_and_families_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "label.txt"
    file.write_text("Water, Retinol (0.3%), Citric Acid. May contain: CI 77891", "utf-8")
    assert printed(file, capsys) == {
        "names": [
            {"name": "Aqua", "percent": None, "may_contain": False},
            {"name": "Retinol", "percent": 0.3, "may_contain": False},
            {"name": "Citric Acid", "percent": None, "may_contain": False},
            {"name": "CI 77891", "percent": None, "may_contain": True},
        ],
        "families": [
            {"family": "retinoid_otc", "trace": False},
            {"family": "aha", "trace": True},
        ],
    }


def test_standard_input_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("정제수".encode())))
    call_command("parse_ingredients", "-")
    assert [one["name"] for one in json.loads(capsys.readouterr().out)["names"]] == ["Aqua"]


@pytest.mark.parametrize("name", ["nothing.txt", "\0"])
def test_file_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with pytest.raises(SystemExit) as stop:
        call_command("parse_ingredients", str(tmp_path / name))
    told = capsys.readouterr()
    assert (stop.value.code, told.out) == (2, "")
    assert told.err.startswith(f"error: {tmp_path / name}: ")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Rétinol".encode(), "Rétinol"),
        (b"\xef\xbb\xbfWater", "Water"),
        ("Rétinol".encode("cp1252"), "Rétinol"),
        (b"\x81\xff", "\ufffdÿ"),
    ],
)
def test_bytes_become_text(data: bytes, text: str) -> None:
    assert decoded(data) == text


@given(st.binary())
def test_any_bytes_give_an_answer(data: bytes) -> None:
    assert json.loads(json.dumps(result(decoded(data)))).keys() == {"names", "families"}
