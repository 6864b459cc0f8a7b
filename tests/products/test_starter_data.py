"""The starter catalogue itself: real, sourced, and nothing a source does not say."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from products.inci.names import split_names
from products.knowledge import kinds
from products.models import Product
from products.services.starter import DEFAULTS, STARTER, starter_entries

ENTRIES = starter_entries()
LIMITS = ("pao_months", "keep_days", "label_max_per_day", "label_max_per_week")
SELLING = re.compile(
    r"https?:|www\.|\b(free (of|from)|without|formulated|clinically|dermatologist|best|reviews?"
    r"|award|gentle daily|for (fine lines|wrinkles|dark spots|(clear|glowing|dry|oily) skin))\b"
    r"|기획|증정|단독|한정",
    re.IGNORECASE,
)
NO_NAME = re.compile(r"[:;•\n\t]|\.\s+[A-Z]|May contain|^[-,.]|[,\s]$", re.IGNORECASE)
BRACKETS = re.compile(r"[(\[].*[)\]]")
LONGEST_NAME = 90  # letters of one ingredient; a sentence or missing commas are longer
HANGUL = re.compile("[가-힣]")


def faults(entry: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with an entry, in a word or two."""
    if set(entry) - {"brand", *DEFAULTS}:
        yield "unknown field"
    if entry["kind"] not in kinds():
        yield "unknown kind"
    if min(len(entry["brand"]), len(entry["name"])) < 2 or len(entry["name"]) < 3:
        yield "short name"
    if not entry.get("source") or not isinstance(entry.get("source_date"), date):
        yield "no source"
    yield from _unstated(entry)
    yield from _list_faults(entry["ingredients_text"])
    if SELLING.search(entry["name"]) or SELLING.search(entry["ingredients_text"]):
        yield "selling words"
    if "units" in entry and "size_ml" not in entry:
        yield "doses without a size"


def _unstated(entry: dict[str, Any]) -> Iterator[str]:
    # The source quotes a limit after a colon; an SPF is a part of the product's own name.
    if any(field in entry for field in LIMITS) and ": " not in entry["source"]:
        yield "limit without a source"
    named = re.search(r"SPF (\d+)", entry["name"])
    if entry.get("spf") != (int(named[1]) if named else None):
        yield "SPF is not the one in the name"


def _list_faults(text: str) -> Iterator[str]:
    names = [BRACKETS.sub("", name) for name in split_names(text)]
    if not names or NO_NAME.search(text) or max(map(len, names)) > LONGEST_NAME:
        yield "unclean list"


@pytest.mark.parametrize("slug", ENTRIES)
def test_entry_has_no_fault(slug: str) -> None:
    assert list(faults(ENTRIES[slug])) == []


GOOD: dict[str, Any] = {
    "brand": "Maker",
    "name": "Serum",
    "kind": "serum",
    "ingredients_text": "Water, Retinol",
    "source": "Page",
    "source_date": date(2026, 11, 23),
}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"source": ""}, "no source"),
        ({"source_date": "2026"}, "no source"),
        ({"label_max_per_week": 2}, "limit without a source"),
        ({"label_max_per_day": 1}, "limit without a source"),
        ({"pao_months": 12}, "limit without a source"),
        ({"keep_days": 2}, "limit without a source"),
        ({"spf": 50}, "SPF is not the one in the name"),
        ({"spf": 50, "name": "Serum SPF 30"}, "SPF is not the one in the name"),
        ({"name": "Serum SPF 30"}, "SPF is not the one in the name"),
        ({"kind": "potion"}, "unknown kind"),
        ({"name": "Se"}, "short name"),
        ({"brand": ""}, "short name"),
        ({"price": 9}, "unknown field"),
        ({"units": 7}, "doses without a size"),
        ({"name": "Serum for Fine Lines"}, "selling words"),
        ({"name": "세럼 30ml 기획"}, "selling words"),
        ({"ingredients_text": "Water, Retinol, formulated with care"}, "selling words"),
        ({"ingredients_text": ""}, "unclean list"),
        ({"ingredients_text": "STEP 1: Water, Retinol"}, "unclean list"),
        ({"ingredients_text": "Water. May contain Mica"}, "unclean list"),
        ({"ingredients_text": "Water, Retinol. Apply at night"}, "unclean list"),
        ({"ingredients_text": "Water Glycerin " * 10}, "unclean list"),
    ],
)
def test_faulty_entry_is_refused(change: dict[str, Any], fault: str) -> None:
    assert list(faults(GOOD)) == []
    assert fault in list(faults({**GOOD, **change}))


def test_no_product_and_no_spelling_of_a_brand_is_there_twice() -> None:
    tables = [tomllib.loads(file.read_text("utf-8")) for file in STARTER.glob("*.toml")]
    assert sum(map(len, tables)) == len(ENTRIES)
    products = Counter((e["brand"].casefold(), e["name"].casefold()) for e in ENTRIES.values())
    assert max(products.values()) == 1
    brands = {entry["brand"] for entry in ENTRIES.values()}
    assert len({brand.casefold() for brand in brands}) == len(brands)


def test_every_kind_is_there_and_ampoules_and_serums_are_many() -> None:
    number = Counter(entry["kind"] for entry in ENTRIES.values())
    assert set(number) == set(kinds())
    assert len(ENTRIES) >= 120
    assert number["ampoule"] >= 15
    assert number["serum"] >= 25


@pytest.mark.parametrize("kind", ["ampoule", "serum", "moisturizer"])
def test_lists_are_korean_and_western(kind: str) -> None:
    texts = [entry["ingredients_text"] for entry in ENTRIES.values() if entry["kind"] == kind]
    assert {bool(HANGUL.search(text)) for text in texts} == {True, False}


def test_ampoules_are_single_doses_and_dropper_bottles() -> None:
    ampoules = [entry for entry in ENTRIES.values() if entry["kind"] == "ampoule"]
    sizes = [Product(kind="ampoule", **_sizes(entry)).is_single_use for entry in ampoules]
    assert Counter(sizes) == {True: 4, False: 16}
    assert sum("units" in entry for entry in ampoules) == 3


def _sizes(entry: dict[str, Any]) -> dict[str, Any]:
    return {field: entry.get(field) for field in ("units", "size_ml", "single_use")}
