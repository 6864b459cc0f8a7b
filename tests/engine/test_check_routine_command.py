"""`manage.py check_routine`: flags as JSON on standard output, mistakes on standard error."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.engine.documents import document, evening, flags_of

ROOT = Path(__file__).resolve().parents[2]
WEDNESDAY = {"start": "2026-03-02", "window": ["2026-03-04", "2026-03-04"]}
BAD = document(evening("serum", "amp", "amp2"), **WEDNESDAY)


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, str, int]:
    """Return what the command prints, what it complains about, and its exit status."""
    status = 0
    try:
        call_command("check_routine", *arguments)
    except SystemExit as ended:
        status = int(str(ended.code))
    said = capsys.readouterr()
    return said.out, said.err, status


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "plan.json"


def test_prints_the_flags_of_the_window(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(json.dumps(BAD))
    out, err, status = run(str(file), capsys=capsys)
    assert (err, status) == ("", 0)
    assert [(f["rule"], f["date"], f["session"]) for f in json.loads(out)["flags"]] == [
        ("ampoule-consecutive-days", "2026-03-04", None),
        ("ampoule-too-often", "2026-03-04", None),
        ("ampoule-after-serum", "2026-03-04", "PM"),
        ("two-ampoules-one-session", "2026-03-04", "PM"),
    ]


def test_flag_says_how_much_which_products_and_why(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(json.dumps(BAD))
    flag = json.loads(run(str(file), capsys=capsys)[0])["flags"][2]
    assert flag["severity"] == "caution"
    assert flag["products"] == ["serum", "amp", "amp2"]
    assert flag["message"] == "When you use both, the ampoule goes on before the serum."


def test_rule_is_listed_once_a_date_and_session_whatever_caused_it(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    limits = {key: {"label_max_per_week": 1} for key in ("amp", "amp2")}
    routine = {"AM": [["amp", "daily"]], "PM": [["amp2", "daily"]]}
    given = document(routine, products=limits, **WEDNESDAY)
    file.write_text(json.dumps(given))
    found = json.loads(run(str(file), capsys=capsys)[0])["flags"]
    assert len([flag for flag in flags_of(given) if flag.rule == "ampoule-too-often"]) == 2
    assert [flag["products"] for flag in found if flag["rule"] == "ampoule-too-often"] == [
        ["amp", "amp2"]
    ]


def test_prescribed_product_adds_a_note_to_its_flag(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prescribed = {"products": {"serum": {"prescribed": True}}}
    file.write_text(json.dumps(document(evening("serum", "amp"), **WEDNESDAY, **prescribed)))
    said = json.loads(run(str(file), capsys=capsys)[0])
    assert said["notes"] == [
        {
            "rule": "prescription-follow-prescriber",
            "flag": "ampoule-after-serum",
            "date": "2026-03-04",
            "session": "PM",
        }
    ]
    assert "prescription-follow-prescriber" not in {flag["rule"] for flag in said["flags"]}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b'{"windw": 1}', "error: windw: unknown field\n"),
        (b'{"window": [1,\n 2}', "error: {file}, line 2 column 3: Expecting ',' delimiter\n"),
        (b'{"window": NaN}', "error: {file}, not JSON in UTF-8: NaN is no number\n"),
        (b"\xff", "error: {file}, not JSON in UTF-8: "),
        (b"[" * 100_000, "error: {file}, not JSON in UTF-8: "),
        (b'{"a\\nb": 1}', "error: a b: unknown field\n"),
    ],
    ids=["field", "syntax", "no number", "no text", "too deep", "line break in a key"],
)
def test_mistake_is_one_line_on_standard_error_and_nothing_is_printed(
    content: bytes, complaint: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(content)
    out, err, status = run(str(file), capsys=capsys)
    assert (out, status, err.count("\n")) == ("", 2, 1)
    assert err.startswith(complaint.format(file=file))


def test_missing_file_is_named(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = ("", f"error: {file}: No such file or directory\n", 2)
    assert run(str(file), capsys=capsys) == expected


def test_lines_answers_each_line_in_its_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fine = document({}, **WEDNESDAY)
    lines = [json.dumps(fine), '{"windw": 1}', "{", json.dumps(BAD)]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
    out, err, status = run("-", "--lines", capsys=capsys)
    answers = [json.loads(line) for line in out.splitlines()]
    assert answers[0] == {"flags": [], "notes": []}
    assert answers[1] == {"error": "windw: unknown field"}
    assert answers[2]["error"].startswith("line 1 column 2: ")
    assert len(answers[3]["flags"]) == 4
    assert (err, status) == ("", 2)


def test_lines_without_mistakes_end_well(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(json.dumps(BAD) + "\n")
    assert run(str(file), "--lines", capsys=capsys)[2] == 0


def test_no_database_is_opened(file: Path) -> None:
    file.write_text(json.dumps(BAD))
    environment = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, str(ROOT / "manage.py"), "check_routine", str(file)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert len(json.loads(done.stdout)["flags"]) == len(flags_of(BAD)) == 4
