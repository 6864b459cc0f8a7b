"""Product life: each rule speaks on the first use that is too late, and only then."""

from typing import Any

import pytest

from tests.engine.documents import days_of, document, evening, flags_of, steps

PAUSED = {"pause": {"from": "2026-03-02", "to": "2026-03-04"}}
PURE_C = {"kind": "serum", "actives": ["vitamin_c_pure"]}


def dose(used: str, opened: str, product: str = "amp") -> dict[str, Any]:
    """Return a recorded use in March of a unit opened on a date of March."""
    when = {"date": f"2026-03-{used}", "session": "PM", "product": product}
    return {"extra": {**when, "unit_opened": f"2026-03-{opened}"}}


def cream(**facts: Any) -> dict[str, Any]:
    return {"products": {"cream": facts}}


def sun(**facts: Any) -> dict[str, Any]:
    return {"products": {"spf": facts}}


def vitamin_c(**facts: Any) -> dict[str, Any]:
    return {"products": {"vitc": {**PURE_C, **facts}}}


DAILY_CREAM, DAILY_SUN, DAILY_C = evening("cream"), {"AM": steps(spf="daily")}, evening("vitc")

SPEAKS_OR_NOT: list[tuple[str, dict[str, Any], dict[str, Any], list[int]]] = [
    # pao-exceeded: calendar months, clamped to the last day of the month
    ("pao-exceeded", DAILY_CREAM, cream(opened_on="2025-03-05", pao_months=12), [6]),
    ("pao-exceeded", DAILY_CREAM, cream(opened_on="2025-03-01", pao_months=12), [2]),
    ("pao-exceeded", DAILY_CREAM, cream(opened_on="2025-03-15", pao_months=12), []),
    (
        "pao-exceeded",
        DAILY_CREAM,
        {
            **cream(opened_on="2025-08-31", pao_months=6),
            "window": ["2026-02-27", "2026-02-28"],
        },
        [],
    ),
    (
        "pao-exceeded",
        DAILY_CREAM,
        {**cream(opened_on="2025-08-31", pao_months=6), "window": ["2026-02-27", "2026-03-05"]},
        [1],
    ),
    (
        "pao-exceeded",
        DAILY_CREAM,
        {**cream(opened_on="2023-08-31", pao_months=6), "window": ["2024-02-29", "2024-03-05"]},
        [1],
    ),
    ("pao-exceeded", DAILY_CREAM, cream(opened_on="2026-03-05", pao_months=0), [6]),
    ("pao-exceeded", DAILY_CREAM, cream(opened_on="2020-01-01"), []),
    ("pao-exceeded", DAILY_CREAM, cream(pao_months=1), []),
    ("pao-exceeded", {}, cream(opened_on="2020-01-01", pao_months=1), []),
    (
        "pao-exceeded",
        DAILY_CREAM,
        cream(opened_on="2020-01-01", pao_months=1, single_use=True),
        [],
    ),
    ("pao-exceeded", DAILY_SUN, sun(opened_on="2020-01-01", pao_months=1), [2]),
    (
        "pao-exceeded",
        {"PM": steps(cream="wed")},
        {**cream(opened_on="2025-03-05", pao_months=12)},
        [11],
    ),
    (
        "pao-exceeded",
        evening("body"),
        {"products": {"body": {"opened_on": "2020-01-01", "pao_months": 1}}},
        [2],
    ),
    # expired: not sunscreens; a month is its last day
    ("expired", DAILY_CREAM, cream(expires_on="2026-03-05"), [6]),
    ("expired", DAILY_CREAM, cream(expires_on="2026-02"), [2]),
    ("expired", DAILY_CREAM, cream(expires_on="2026-03"), []),
    ("expired", DAILY_CREAM, {**cream(expires_on="2026-02"), "events": [PAUSED]}, [5]),
    ("expired", DAILY_CREAM, cream(expires_on="2026-02", spf=50), [2]),
    ("expired", DAILY_CREAM, cream(purchased_on="2010-01-01"), []),
    ("expired", DAILY_SUN, sun(expires_on="2026-02"), []),
    ("expired", {}, {**cream(expires_on="2026-02"), "events": [dose("04", "04", "cream")]}, [4]),
    (
        "expired",
        {},
        {**cream(expires_on="2026-02"), "events": [PAUSED, dose("04", "04", "cream")]},
        [],
    ),
    ("expired", DAILY_CREAM, {**cream(expires_on="2026-01"), "start": "2026-02-20"}, [2]),
    (
        "expired",
        {"PM": steps(cream="on 2026-02-27")},
        {**cream(expires_on="2026-01"), "start": "2026-02-20"},
        [],
    ),
    # sunscreen-expired: the printed date, else three years from purchase
    ("sunscreen-expired", DAILY_SUN, sun(expires_on="2026-03-05"), [6]),
    ("sunscreen-expired", DAILY_SUN, sun(purchased_on="2023-03-05"), [6]),
    ("sunscreen-expired", DAILY_SUN, sun(purchased_on="2023-03-15"), []),
    ("sunscreen-expired", DAILY_SUN, sun(purchased_on="2020-01-01", expires_on="2027-01"), []),
    ("sunscreen-expired", DAILY_CREAM, cream(expires_on="2026-02", spf=50), []),
    # vitamin-c-opened-long: more than 90 days, not single doses
    ("vitamin-c-opened-long", DAILY_C, vitamin_c(opened_on="2025-12-05"), [6]),
    ("vitamin-c-opened-long", DAILY_C, vitamin_c(opened_on="2025-12-15"), []),
    ("vitamin-c-opened-long", DAILY_C, vitamin_c(opened_on="2025-01-01", single_use=True), []),
    ("vitamin-c-opened-long", DAILY_C, vitamin_c(opened_on="2025-01-01", actives=[]), []),
    ("vitamin-c-opened-long", DAILY_C, vitamin_c(opened_on="2025-01-01", kind="cleanser"), [2]),
    ("vitamin-c-opened-long", DAILY_C, vitamin_c(), []),
    # single-use-opened-late: recorded uses of a single dose
    ("single-use-opened-late", {}, {"events": [dose("04", "04")]}, []),
    ("single-use-opened-late", {}, {"events": [dose("04", "03")]}, [4]),
    ("single-use-opened-late", {}, {"events": [dose("04", "03"), dose("06", "03")]}, [4, 6]),
    (
        "single-use-opened-late",
        {},
        {"events": [dose("04", "03"), dose("05", "03")], "products": {"amp": {"keep_days": 1}}},
        [5],
    ),
    (
        "single-use-opened-late",
        {},
        {"events": [dose("04", "03")], "products": {"amp": {"single_use": False}}},
        [],
    ),
    ("single-use-opened-late", evening("amp"), {}, []),
    ("single-use-opened-late", {}, {"events": [PAUSED, dose("04", "03"), dose("05", "03")]}, [5]),
    (
        "single-use-opened-late",
        {},
        {"events": [dose("04", "03", "body")], "products": {"body": {"single_use": True}}},
        [4],
    ),
    # changed-look-or-smell: from the date it was noted
    ("changed-look-or-smell", DAILY_CREAM, cream(changed_on="2026-03-05"), [5]),
    ("changed-look-or-smell", DAILY_CREAM, cream(changed_on="2026-03-16"), []),
    ("changed-look-or-smell", DAILY_SUN, sun(changed_on="2026-01-05"), [2]),
]


@pytest.mark.parametrize(("rule", "routine", "fields", "days"), SPEAKS_OR_NOT)
def test_rule_speaks_on_these_days_of_the_month_only(
    rule: str, routine: dict[str, Any], fields: dict[str, Any], days: list[int]
) -> None:
    assert days_of(rule, document(routine, **fields)) == days


def test_each_product_past_its_date_gets_a_flag_of_its_own_with_its_steps() -> None:
    old = {"expires_on": "2026-01"}
    routine = {"AM": steps(cream="daily"), "PM": steps(serum="fri", cream="tue")}
    flags = flags_of(document(routine, products={"cream": old, "serum": old}))
    assert [
        (flag.date.day, flag.products, flag.lines) for flag in flags if flag.rule == "expired"
    ] == [(2, ("cream",), ("AM-1", "PM-2")), (6, ("serum",), ("PM-1",))]
