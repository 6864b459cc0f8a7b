"""How long a product keeps."""

from datetime import date
from typing import Any

import pytest

from routines.engine.keeping import Since, UseBy, months_after, use_by
from routines.engine.plan import Product

JAN_31 = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        pytest.param(JAN_31, 1, date(2026, 2, 28), id="the month is too short"),
        pytest.param(date(2024, 1, 31), 1, date(2024, 2, 29), id="leap year"),
        pytest.param(JAN_31, 2, date(2026, 3, 31), id="long month"),
        pytest.param(date(2026, 12, 5), 1, date(2027, 1, 5), id="over the year's end"),
        pytest.param(date(2026, 11, 5), 1, date(2026, 12, 5), id="into December"),
        pytest.param(JAN_31, 24, date(2028, 1, 31), id="whole years"),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(day: date, months: int, last: date) -> None:
    assert months_after(day, months) == last


def product(kind: str = "serum", **facts: Any) -> Product:
    return Product(key="1", kind=kind, **facts)


LATER = date(2028, 6, 30)
BOTH: dict[str, Any] = {"opened_on": JAN_31, "pao_months": 12}


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        pytest.param(product(), None, id="nothing is stated"),
        pytest.param(product(pao_months=12), None, id="not opened"),
        pytest.param(product(opened_on=JAN_31), None, id="no months are made up"),
        pytest.param(product(**BOTH), UseBy(date(2027, 1, 31), Since.OPENED), id="from opening"),
        pytest.param(
            product(expires_on=LATER), UseBy(LATER, Since.PRINTED), id="the date on the pack"
        ),
        pytest.param(
            product(**BOTH, expires_on=LATER),
            UseBy(date(2027, 1, 31), Since.OPENED),
            id="opening comes first",
        ),
        pytest.param(
            product(**BOTH, expires_on=date(2026, 5, 1)),
            UseBy(date(2026, 5, 1), Since.PRINTED),
            id="the date on the pack comes first",
        ),
        pytest.param(product("ampoule", **BOTH, single_use=True), None, id="a box of ampoules"),
        pytest.param(
            product("ampoule", **BOTH, single_use=True, expires_on=LATER),
            UseBy(LATER, Since.PRINTED),
            id="a dated box of ampoules",
        ),
        pytest.param(
            product("sunscreen", purchased_on=JAN_31),
            UseBy(date(2029, 1, 31), Since.BOUGHT),
            id="a sunscreen three years from purchase",
        ),
        pytest.param(
            product("sunscreen", purchased_on=JAN_31, expires_on=LATER),
            UseBy(LATER, Since.PRINTED),
            id="a dated sunscreen",
        ),
        pytest.param(product(purchased_on=JAN_31), None, id="only sunscreens age from purchase"),
    ],
)
def test_the_first_of_the_stated_dates_counts(found: Product, wanted: UseBy | None) -> None:
    assert use_by(found) == wanted
