"""`manage.py arrange_routine`: a routine file with its routine filled, and the reasons."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from routines.management.commands.arrange_routine import arranged
from routines.management.commands.check_routine import result

SHELF: dict[str, Any] = {
    "window": ["2026-03-02", "2026-03-29"],
    "products": {
        "wash": {"kind": "cleanser"},
        "amp": {"kind": "ampoule"},
        "rx": {"kind": "medicated_topical", "prescribed": True},
        "spf": {"kind": "sunscreen", "spf": 50},
    },
    "routine": {"PM": [["rx", "mon thu"], ["amp", "daily"]]},
}

Run = Callable[[object], tuple[str, str, int]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give the command a document on standard input; return what it says and its exit status."""

    def run(document: object) -> tuple[str, str, int]:
        given = io.TextIOWrapper(io.BytesIO(json.dumps(document).encode()))
        monkeypatch.setattr(sys, "stdin", given)
        status = 0
        try:
            call_command("arrange_routine", "-")
        except SystemExit as ended:
            status = int(str(ended.code))
        said = capsys.readouterr()
        return said.out, said.err, status

    return run


def test_prints_the_document_filled_and_a_reason_for_each_product(run: Run) -> None:
    out, err, status = run(SHELF)
    assert (err, status) == ("", 0)
    found = json.loads(out)
    assert found["document"]["routine"] == {
        "AM": [["wash", "daily"], ["spf", "daily"]],
        "PM": [["wash", "daily"], ["rx", "mon thu"], ["amp", "mon thu"]],
    }
    assert found["reasons"]["amp"] == (
        "Evening, Mon and Thu: its kind is used twice a week at most."
    )
    assert found["reasons"]["rx"].startswith("As it was")


def test_the_document_can_be_checked_and_has_nothing_to_say(run: Run) -> None:
    document = json.loads(run({**SHELF, "wishes": {"amp": {"per_week": 1}}})[0])["document"]
    assert "wishes" not in document
    assert result(document)["flags"] == []
    assert ["amp", "mon"] in document["routine"]["PM"]


def test_the_same_file_gives_the_same_answer(run: Run) -> None:
    assert run(SHELF) == run(SHELF)


def test_arranging_an_arranged_file_changes_nothing() -> None:
    once = arranged(SHELF)
    assert arranged(once["document"]) == once


@pytest.mark.parametrize(
    ("wishes", "complaint"),
    [
        ([], "wishes: must be an object"),
        ({"serum": {}}, "wishes.serum: unknown field"),
        ({"amp": {"per_week": 0}}, "wishes.amp.per_week: must be a whole number from 1 to 14"),
        ({"amp": {"per_week": True}}, "wishes.amp.per_week: must be a whole number from 1 to 14"),
        ({"amp": {"session": "noon"}}, "wishes.amp.session: unknown value 'noon'"),
        ({"amp": {"a_week": 2}}, "wishes.amp.a_week: unknown field"),
    ],
)
def test_a_wish_that_is_none_is_refused_by_its_place(
    wishes: object, complaint: str, run: Run
) -> None:
    assert run({**SHELF, "wishes": wishes}) == ("", f"error: {complaint}\n", 2)


def test_a_document_that_is_none_is_refused_as_ever(run: Run) -> None:
    assert run({"windw": 1}) == ("", "error: windw: unknown field\n", 2)
    assert run([]) == ("", "error: must be an object\n", 2)


def test_more_products_than_a_week_is_made_of_are_refused_by_their_number(run: Run) -> None:
    many = {f"p{n}": {"kind": "moisturizer"} for n in range(100)}
    rx = {"rx": SHELF["products"]["rx"]}
    assert run({**SHELF, "products": many | rx, "routine": {"PM": [["rx", "mon thu"]]}}) == (
        "",
        "error: products: 101 with the steps that stay; a week is made of 100 at most,"
        " so leave out what is not used\n",
        2,
    )
    assert run({**SHELF, "products": many, "routine": {}})[1:] == ("", 0)


def test_an_empty_shelf_is_an_empty_week(run: Run) -> None:
    empty = {**SHELF, "products": {}, "routine": {}}
    assert json.loads(run(empty)[0]) == {"document": empty, "reasons": {}, "unplaced": []}


def test_reasons_say_when_more_is_fine_and_when_another_pack_is_due() -> None:
    shelf = {
        **SHELF,
        "routine": {},
        "products": {
            "spf": {"kind": "sunscreen", "spf": 50, "expires_on": "2026-05"},
            "ret": {"kind": "serum", "actives": ["retinoid_otc"], "first_used": "2026-03-01"},
        },
    }
    assert arranged(shelf)["reasons"] == {
        "ret": "Evening, Mon and Thu: more often would mean “New retinol too fast”."
        " From 15 Mar more is fine: arrange it again then.",
        "spf": "Morning, every day: as often as its kind is usually used."
        " From 1 Jun it takes another pack: “Sunscreen past its date”.",
    }


def test_a_label_that_holds_a_wish_is_named() -> None:
    creams = {
        "day": {"kind": "essence", "label_max_per_day": 1},
        "week": {"kind": "serum", "label_max_per_week": 5},
    }
    wishes = {key: {"per_week": 14} for key in creams}
    assert arranged({**SHELF, "products": creams, "routine": {}, "wishes": wishes})["reasons"] == {
        "day": "Evening, every day: its label allows once a day."
        " You wished for 14 times a week, which does not fit.",
        "week": "Evening, Mon, Tue, Wed, Thu and Sat: its label allows 5 times in 7 days."
        " You wished for 14 times a week, which does not fit.",
    }
