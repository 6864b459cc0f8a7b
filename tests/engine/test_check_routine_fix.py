"""`manage.py check_routine`: fixes beside the flags, and `--fix`."""

import io
import json
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given

from routines.engine.check import check
from routines.engine.fixes import apply, from_json
from routines.engine.repair import fix_all
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from routines.management.commands.check_routine import mended, result
from tests.engine.documents import document, evening
from tests.engine.random_documents import random_document
from tests.thorough import RANDOM, tries

TWO_MISTAKES = document({"PM": [["wash", "daily"], ["serum", "daily"], ["amp", "mon wed fri"]]})


def run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    data: str,
    *options: str,
) -> tuple[str, str]:
    """Return what the command prints and says of a document on standard input."""
    source = SimpleNamespace(buffer=io.BytesIO(data.encode()))
    monkeypatch.setattr("sys.stdin", source)
    call_command("check_routine", "-", *options)
    said = capsys.readouterr()
    return said.out, said.err


def test_each_flag_offers_the_fix_that_ends_its_cause() -> None:
    flags = result(TWO_MISTAKES)["flags"]
    assert {(flag["rule"], flag["fixes"][0]["text"]) for flag in flags} == {
        ("ampoule-too-often", "Keep Mon and Fri"),
        ("ampoule-after-serum", "Move it before the serum"),
    }


def test_an_offered_fix_can_be_read_back_and_works() -> None:
    plan, (first, last) = parse(TWO_MISTAKES)
    for flag in result(TWO_MISTAKES)["flags"]:
        (offer,) = flag["fixes"]
        fix = from_json(json.dumps({key: offer[key] for key in ("verb", "edits")}))
        after = check(apply(plan, fix, None), first, last)
        assert flag["rule"] not in {other.rule for other in after}


def test_a_flag_that_nothing_mends_offers_nothing() -> None:
    prescribed = document(evening("amp"), products={"amp": {"prescribed": True}})
    assert {len(flag["fixes"]) for flag in result(prescribed)["flags"]} == {0}


def test_flags_of_two_products_offer_both_fixes() -> None:
    limits = {key: {"label_max_per_week": 1} for key in ("toner", "essence")}
    flags = result(document(evening("toner", "essence"), products=limits))["flags"]
    assert {len(flag["fixes"]) for flag in flags} == {2}


def test_fix_prints_the_mended_document_and_keeps_the_rest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = run(monkeypatch, capsys, json.dumps(TWO_MISTAKES), "--fix")
    assert json.loads(out) == TWO_MISTAKES | {
        "routine": {"PM": [["wash", "daily"], ["amp", "mon fri"], ["serum", "daily"]]}
    }
    assert err == ""
    assert run(monkeypatch, capsys, out, "--fix") == (out, "")


def test_fix_names_each_flag_that_stays_and_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = {"PM": [["amp", "on 2026-03-02 2026-03-03"]]}
    prescribed = document(steps, products={"amp": {"prescribed": True}})
    out, err = run(monkeypatch, capsys, json.dumps(prescribed), "--fix")
    assert json.loads(out) == prescribed
    assert err == "stays: ampoule-consecutive-days 2026-03-03: ask your prescriber\n"


def test_fix_writes_skips_as_events(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = {"PM": [["amp", "on 2026-03-02 2026-03-04 2026-03-06"]]}
    out, _err = run(monkeypatch, capsys, json.dumps(document(steps)), "--fix")
    skip = {"date": "2026-03-06", "session": "PM", "product": "amp"}
    assert json.loads(out)["events"] == [{"skip": skip}]


def test_fix_and_lines_go_together(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "\n".join(json.dumps(document(evening(key))) for key in ("amp", "serum"))
    out, _err = run(monkeypatch, capsys, lines, "--fix", "--lines")
    assert [json.loads(line)["routine"] for line in out.splitlines()] == [
        {"PM": [["amp", "mon thu"]]},
        evening("serum"),
    ]


def flagged(given: dict[str, Any]) -> set[tuple[str, str, str | None]]:
    return {(flag["rule"], flag["date"], flag["session"]) for flag in result(given)["flags"]}


@tries(5)
@given(RANDOM)
def test_a_mended_document_means_what_was_proven_and_is_mended_for_good(random: Random) -> None:
    given_document = random_document(random)
    plan, (first, last) = parse(given_document)
    once, left = mended(given_document)
    expected = check(fix_all(plan, first, last, None, load_rules()).plan, first, last)
    assert flagged(once) == {(flag.rule, str(flag.date), flag.session) for flag in expected}
    again, left_again = mended(once)
    assert again == once
    assert [(flag.rule, flag.date) for flag, _ in left_again] == [
        (flag.rule, flag.date) for flag, _ in left
    ]
