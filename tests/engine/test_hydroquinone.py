"""Hydroquinone for months: the rule that looks back furthest."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from routines.engine.check import check, history
from routines.engine.routine_file import parse
from routines.engine.timeline import expand
from tests.engine.documents import days_of, document, steps

HQ = {"hq": {"kind": "serum", "actives": ["hydroquinone"]}}
HQ_WASH = {"hqwash": {"kind": "cleanser", "actives": ["hydroquinone"]}}
WEEKLY = {"PM": steps(hq="every 7 from 2025-12-07")}


@pytest.mark.parametrize(
    ("routine", "fields", "days"),
    [
        pytest.param(WEEKLY, {"start": "2025-12-07"}, [1], id="a use in each of 13 weeks"),
        pytest.param(WEEKLY, {"start": "2025-12-08"}, [8], id="the first week is missing"),
        pytest.param(
            WEEKLY,
            {"start": "2025-12-07", "events": [{"skip": {"date": "2026-02-01"}}]},
            [],
            id="a week in between is missing",
        ),
        pytest.param(
            {
                "PM": steps(hq="every 14 from 2025-12-07"),
                "AM": steps(hqwash="every 14 from 2025-12-14"),
            },
            {"start": "2025-12-07"},
            [1, 8],
            id="two products in turn",
        ),
    ],
)
def test_hydroquinone_too_long(
    routine: dict[str, Any], fields: dict[str, Any], days: list[int]
) -> None:
    window = ["2026-03-01", "2026-03-14"]
    given = document(routine, products=HQ | HQ_WASH, **fields) | {"window": window}
    assert days_of("hydroquinone-too-long", given) == days


def test_history_is_longer_where_a_product_holds_hydroquinone() -> None:
    plan, _window = parse(document({}, products=HQ))
    assert history(plan) == timedelta(days=91)
    kept = {key: item for key, item in plan.products.items() if key != "hq"}
    assert history(replace(plan, products=kept)) == timedelta(days=8)


def test_history_is_all_that_any_rule_looks_back_on() -> None:
    plan, (first, last) = parse(document(WEEKLY, products=HQ, start="2025-06-01"))
    longer = expand(plan, first - timedelta(days=250), last)
    assert check(plan, first, last) == check(plan, first, last, timeline=longer)
