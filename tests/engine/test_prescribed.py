"""Which flags carry the note that a prescriber's word comes first."""

from typing import Any

import pytest

from tests.engine.documents import document, evening, flags_of, steps
from tests.engine.test_freshness import dose
from tests.engine.test_introduction import NEW, WAXING, journal, new, wax

RX = {"prescribed": True}


def prescribed(rule: str, routine: dict[str, Any], **fields: Any) -> list[bool]:
    """Return whether each flag of a rule carries the prescriber's note."""
    return [flag.prescribed for flag in flags_of(document(routine, **fields)) if flag.rule == rule]


def test_prescriber_note_on_new_products_is_about_those_of_the_date() -> None:
    for key, noted in (("serum", False), ("cream", True)):
        products = new(serum="2026-03-02", cream="2026-03-04")
        products[key] |= RX
        assert prescribed("too-many-new-products", {}, products=products) == [noted]


def test_prescriber_note_on_a_strong_reaction_is_about_all_used_that_date() -> None:
    for day, noted in ((2, True), (3, False)):
        events = [journal(day, signs=["swelling"])]
        found = prescribed(
            "journal-severe-reaction",
            {"PM": steps(body="mon")},
            events=events,
            products={"body": RX},
        )
        assert found == [noted]


def test_prescriber_note_on_waxing_is_about_every_use_that_counts() -> None:
    assert prescribed(WAXING, {"PM": steps(cream_rx="mon")}, events=[wax(8)]) == [True]


def test_no_prescriber_note_where_no_step_would_change() -> None:
    products = {"serum": {**NEW, **RX, "patch_test": "none"}}
    assert prescribed("patch-test-missing", {}, products=products) == [False]


PREGNANT = {"pregnant_from": "2026-01-01"}
PRODUCT_RULES: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("patch-test-failed", {"patch_test": "failed"}, {}, True),
    ("pao-exceeded", {"opened_on": "2025-01-01", "pao_months": 6}, {}, True),
    ("expired", {"expires_on": "2026-01"}, {}, True),
    ("sunscreen-expired", {"kind": "sunscreen", "expires_on": "2026-01"}, {}, True),
    (
        "vitamin-c-opened-long",
        {"actives": ["vitamin_c_pure"], "opened_on": "2025-01-01"},
        {},
        True,
    ),
    ("changed-look-or-smell", {"changed_on": "2026-01-01"}, {}, True),
    ("pregnancy-retinoid", {"actives": ["adapalene"]}, PREGNANT, True),
    ("pregnancy-hydroquinone", {"actives": ["hydroquinone"]}, PREGNANT, True),
    ("child-salicylic", {"actives": ["bha"]}, {"birth_date": "2020-01-01"}, True),
    ("allergen-match", {"inci": ["LINALOOL"]}, {"allergens": ["linalool"]}, True),
    ("fragrance-sensitive", {"actives": ["fragrance"]}, {"fragrance_sensitive": True}, True),
    ("rosacea-eczema-exfoliant", {"actives": ["aha"]}, {"rosacea": True}, True),
    ("pregnancy-vitamin-a-ester", {"actives": ["retinoid_mild"]}, PREGNANT, False),
    ("pregnancy-salicylic-strong", {"actives": ["bha"], "peel": True}, PREGNANT, False),
    ("pregnancy-bakuchiol", {"actives": ["bakuchiol"]}, PREGNANT, False),
    (
        "breastfeeding-retinoid",
        {"actives": ["adapalene"]},
        {"breastfeeding_from": "2026-01-01"},
        False,
    ),
    ("avoid-match", {"inci": ["LINALOOL"]}, {"avoid": ["linalool"]}, False),
    ("comedogenic-match", {"inci": ["ISOPROPYL MYRISTATE"]}, {"acne_prone_list": True}, False),
    ("strength-over-limit", {"percents": {"aha": 11}}, {}, False),
]


@pytest.mark.parametrize(("rule", "facts", "profile", "noted"), PRODUCT_RULES)
def test_prescriber_note_on_a_product_stands_where_a_step_would_change(
    rule: str,
    facts: dict[str, Any],
    profile: dict[str, Any],
    noted: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    products = {"rx": {"kind": "serum", **RX, **facts}}
    assert prescribed(rule, evening("rx"), products=products, profile=profile) == [noted]


def test_no_prescriber_note_on_a_leftover_dose() -> None:
    events = [dose("04", "03")]
    assert prescribed("single-use-opened-late", {}, products={"amp": RX}, events=events) == [False]


def test_prescriber_note_on_a_rule_of_a_date_is_about_what_it_counts_there() -> None:
    bad_day = [journal(3, irritation=3, damage=["cut"], damage_until="2026-03-04")]
    for rule in ("journal-irritation-pause", "damaged-skin-active"):
        for day, noted in (("tue", False), ("wed", True)):
            routine = {"PM": steps(cream_rx=day, retserum="wed")}
            flags = flags_of(document(routine, events=bad_day))
            assert [
                flag.prescribed for flag in flags if flag.rule == rule and flag.date.day == 4
            ] == [noted]


def test_prescriber_note_on_a_ramp_up_is_about_the_product() -> None:
    products = {"retserum": {**NEW, **RX}}
    routine = {"PM": steps(retserum="mon tue wed")}
    assert prescribed("retinoid-ramp-up", routine, products=products) == [True] * 4
