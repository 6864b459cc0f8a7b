"""Something new, and what the diary says: each rule speaks where it should, and only there."""

from typing import Any

import pytest

from tests.engine.documents import days_of, document, extra, flags_of, steps
from tests.engine.test_frequency import skip

NEW = {"first_used": "2026-03-02"}
JOURNAL_RULE, WAXING = "journal-irritation-pause", "waxing-and-retinoid"
PAUSED = {"pause": {"from": "2026-03-04", "to": "2026-03-06"}}


def journal(day: int, **said: Any) -> dict[str, Any]:
    return {"journal": {"date": f"2026-03-{day:02}", **said}}


def wax(day: int, **said: str) -> dict[str, Any]:
    return {"procedure": {"date": f"2026-03-{day:02}", "type": "wax", **said}}


def new(**first_used: str) -> dict[str, Any]:
    return {key: {"first_used": day} for key, day in first_used.items()}


RETINOL_IN_MARCH: dict[str, Any] = {
    "window": ["2026-03-02", "2026-03-31"],
    "products": {"retserum": NEW},
}
TWO_TOGETHER = new(serum="2026-03-04", cream="2026-03-04")

SPEAKS_OR_NOT: list[tuple[str, dict[str, Any], dict[str, Any], list[int]]] = [
    # retinoid-ramp-up: two a week for 14 dates, four for 28 more
    ("retinoid-ramp-up", {"PM": steps(retserum="mon thu")}, RETINOL_IN_MARCH, []),
    (
        "retinoid-ramp-up",
        {"PM": steps(retserum="mon wed fri")},
        RETINOL_IN_MARCH,
        [6, 9, 11, 13],
    ),
    ("retinoid-ramp-up", {"PM": steps(retserum="mon tue wed thu")}, {}, []),
    (
        "retinoid-ramp-up",
        {"PM": steps(retserum="mon tue wed thu fri")},
        {**RETINOL_IN_MARCH, "window": ["2026-03-15", "2026-03-22"], "start": "2026-03-16"},
        [20],
    ),
    (
        "retinoid-ramp-up",
        {"PM": steps(retserum="daily")},
        {"window": ["2026-03-11", "2026-03-15"], "start": "2026-03-01"}
        | {"products": new(retserum="2026-01-31")},
        [11, 12, 13],
    ),
    (
        "retinoid-ramp-up",
        {"PM": steps(retserum="on 2026-03-03")},
        {"products": {"retserum": NEW}, "events": [extra(1, "PM", "retserum")] * 2},
        [3],
    ),
    (
        "retinoid-ramp-up",
        {"PM": steps(retserum="daily")},
        {"products": new(retserum="2026-03-13")},
        [13, 14, 15],
    ),
    (
        "retinoid-ramp-up",
        {"PM": steps(retserum="daily")},
        {"products": {"retserum": {**NEW, "label_max_per_week": 7}}, "events": [PAUSED]},
        [7, 8, 9, 10, 11, 12, 13, 14, 15],
    ),
    (
        "retinoid-ramp-up",
        {"PM": steps(retserum="daily")},
        {**RETINOL_IN_MARCH, "profile": {"retinoid_experienced": True}},
        [],
    ),
    ("retinoid-ramp-up", {"PM": steps(body="daily")}, {"products": {"body": NEW}}, []),
    ("retinoid-ramp-up", {"PM": steps(cream_rx="daily")}, {"products": {"cream_rx": NEW}}, []),
    # acid-ramp-up: leave-on AHA or BHA, for 14 dates
    (
        "acid-ramp-up",
        {"PM": steps(acid="mon wed fri")},
        {"products": {"acid": NEW}, "window": ["2026-03-02", "2026-03-20"]},
        [6, 9, 11, 13],
    ),
    ("acid-ramp-up", {"PM": steps(acidtoner="daily")}, {"products": {"acidtoner": NEW}}, []),
    ("acid-ramp-up", {"PM": steps(bpowash="daily")}, {"products": {"bpowash": NEW}}, []),
    ("acid-ramp-up", {"PM": steps(acid="daily")}, {}, []),
    # too-many-new-products: first uses, planned or not
    ("too-many-new-products", {}, {"products": TWO_TOGETHER}, [4]),
    ("too-many-new-products", {}, {"products": TWO_TOGETHER, "events": [PAUSED]}, []),
    ("too-many-new-products", {}, {"products": new(serum="2026-03-04")}, []),
    (
        "too-many-new-products",
        {"PM": steps(serum="daily")},
        {"products": new(serum="2026-03-02", body="2026-03-08")},
        [8],
    ),
    ("too-many-new-products", {}, {"products": new(serum="2026-02-24", cream="2026-03-02")}, [2]),
    ("too-many-new-products", {}, {"products": new(serum="2026-03-02", cream="2026-03-09")}, []),
    (
        "too-many-new-products",
        {},
        {"products": new(serum="2026-03-02", cream="2026-03-09"), "profile": {"sensitive": True}},
        [9],
    ),
    (
        "too-many-new-products",
        {},
        {"products": new(serum="2026-03-01", cream="2026-03-15"), "profile": {"sensitive": True}},
        [],
    ),
    (
        "too-many-new-products",
        {},
        {
            "products": new(serum="2026-03-02", cream="2026-03-05"),
            "profile": {"sensitive": True, "new_product_days": 3},
        },
        [],
    ),
    (
        "too-many-new-products",
        {},
        {
            "products": new(serum="2026-03-02", cream="2026-03-05"),
            "profile": {"new_product_days": 4},
        },
        [5],
    ),
    # patch-test-missing: "none" written out, on the first use of a leave-on
    ("patch-test-missing", {}, {"products": {"serum": {**NEW, "patch_test": "none"}}}, [2]),
    ("patch-test-missing", {}, {"products": {"body": {**NEW, "patch_test": "none"}}}, [2]),
    ("patch-test-missing", {}, {"products": {"wash": {**NEW, "patch_test": "none"}}}, []),
    ("patch-test-missing", {}, {"products": {"serum": {**NEW, "patch_test": "running"}}}, []),
    ("patch-test-missing", {}, {"products": {"serum": {"patch_test": "none"}}}, []),
    ("patch-test-missing", {"PM": steps(serum="daily")}, {"products": {"serum": NEW}}, []),
    # patch-test-failed: any product, once
    (
        "patch-test-failed",
        {"PM": steps(wash="tue")},
        {"products": {"wash": {"patch_test": "failed"}}},
        [3],
    ),
    ("patch-test-failed", {}, {"products": {"wash": {"patch_test": "failed"}}}, []),
    (
        "patch-test-failed",
        {"PM": steps(wash="daily")},
        {"products": {"wash": {"patch_test": "passed"}}},
        [],
    ),
    (
        "patch-test-failed",
        {"PM": steps(wash="daily")},
        {
            "products": {"wash": {"patch_test": "failed"}},
            "events": [skip(2), {"pause": {"from": "2026-03-03", "to": "2026-03-04"}}],
        },
        [5],
    ),
    # journal-irritation-pause: the three dates after a note of 2 or 3
    (JOURNAL_RULE, {"PM": steps(amp="daily")}, {"events": [journal(3, irritation=2)]}, [4, 5, 6]),
    (JOURNAL_RULE, {"PM": steps(amp="daily")}, {"events": [journal(3, irritation=1)]}, []),
    (JOURNAL_RULE, {"PM": steps(amp="daily")}, {"events": [journal(3, signs=["hives"])]}, []),
    (
        JOURNAL_RULE,
        {"PM": steps(retserum="wed", acid="thu", bpo="fri", vitc="sat")},
        {
            "events": [journal(2, irritation=3), journal(4, irritation=3)],
            "products": {"vitc": {"kind": "serum", "actives": ["vitamin_c_pure"]}},
        },
        [4, 5, 6, 7],
    ),
    (
        JOURNAL_RULE,
        {"PM": steps(bpowash="daily", body="daily", serum="daily", cream="daily")},
        {"events": [journal(3, irritation=3)]},
        [],
    ),
    (
        JOURNAL_RULE,
        {"PM": steps(amp="daily")},
        {"events": [journal(5, irritation=2), PAUSED]},
        [7, 8],
    ),
    (
        JOURNAL_RULE,
        {"PM": steps(amp="daily")},
        {"events": [{"journal": {"date": "2026-02-27", "irritation": 2}}]},
        [2],
    ),
    # journal-severe-reaction: the date of the note, used or not
    ("journal-severe-reaction", {}, {"events": [journal(5, signs=["breathing"])]}, [5]),
    ("journal-severe-reaction", {}, {"events": [journal(5, irritation=3)]}, []),
    ("journal-severe-reaction", {}, {"events": [journal(5, signs=["hives"]), PAUSED]}, []),
    # damaged-skin-active: each session while damage is open
    (
        "damaged-skin-active",
        {"PM": steps(retserum="daily")},
        {"events": [journal(4, damage=["cut"])]},
        [4],
    ),
    (
        "damaged-skin-active",
        {"AM": steps(bpo="daily"), "PM": steps(scrub="daily")},
        {"events": [journal(4, damage=["sunburn"], damage_until="2026-03-05")]},
        [4, 4, 5, 5],
    ),
    (
        "damaged-skin-active",
        {"PM": steps(retserum="daily")},
        {
            "events": [
                {
                    "journal": {
                        "date": "2026-01-30",
                        "damage": ["eczema_flare"],
                        "damage_until": "2026-03-03",
                    }
                }
            ]
        },
        [2, 3],
    ),
    (
        "damaged-skin-active",
        {"PM": steps(bpowash="daily", amp="daily", body="daily")},
        {"events": [journal(4, damage=["cut"], irritation=3)]},
        [],
    ),
    # waxing-and-retinoid: the week up to a procedure, on the same area
    (WAXING, {"PM": steps(retserum="on 2026-03-03")}, {"events": [wax(9)]}, [9]),
    (WAXING, {"PM": steps(retserum="on 2026-03-02")}, {"events": [wax(9)]}, []),
    (WAXING, {"PM": steps(retserum="on 2026-03-10")}, {"events": [wax(9)]}, []),
    (WAXING, {"PM": steps(cream_rx="on 2026-03-09")}, {"events": [wax(9)]}, [9]),
    (WAXING, {"PM": steps(acid="mon")}, {"events": [wax(9, type="laser")]}, [9]),
    (WAXING, {"PM": steps(acidtoner="daily")}, {"events": [wax(9)]}, []),
    (
        WAXING,
        {"PM": steps(scrub="daily")},
        {"events": [wax(9)], "products": {"scrub": {"actives": ["aha"]}}},
        [9],
    ),
    (WAXING, {"PM": steps(body="daily")}, {"events": [wax(9)]}, []),
    (WAXING, {"PM": steps(body="daily")}, {"events": [wax(9, area="body")]}, [9]),
    (WAXING, {"PM": steps(retserum="daily")}, {"events": [wax(9, area="body")]}, []),
    (WAXING, {"PM": steps(retserum="daily")}, {"events": [PAUSED, wax(5)]}, []),
]


@pytest.mark.parametrize(("rule", "routine", "fields", "days"), SPEAKS_OR_NOT)
def test_rule_speaks_on_these_days_of_march_only(
    rule: str, routine: dict[str, Any], fields: dict[str, Any], days: list[int]
) -> None:
    assert days_of(rule, document(routine, **fields)) == days


def test_flag_of_new_products_names_all_of_them_and_the_steps_of_the_last() -> None:
    given = document(
        {"PM": steps(serum="daily", cream="daily")},
        products=new(serum="2026-03-02", cream="2026-03-04"),
    )
    (flag,) = (flag for flag in flags_of(given) if flag.rule == "too-many-new-products")
    assert flag.products == ("serum", "cream")
    assert flag.lines == ("PM-2",)
    assert [day.day for day in flag.dates] == [2, 4]
