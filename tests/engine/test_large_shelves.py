"""Shelves of many products: how much a week is made of, and what is too much for it."""

from datetime import timedelta
from typing import Any

import pytest

from routines.engine.arrange import arrange
from routines.engine.arrangement import MOST_AT_ONCE, Arrangement, Task, Template, TooMuchError
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from tests.engine.random_shelves import MONDAY


def arranged(
    kinds: list[str], steps: list[list[str]], template: Template = Template.FULL
) -> Arrangement:
    """Arrange products "p0", "p1", ... of these kinds around evening steps."""
    given: dict[str, Any] = {
        "window": [str(MONDAY), str(MONDAY + timedelta(days=27))],
        "products": {f"p{n}": {"kind": kind} for n, kind in enumerate(kinds)},
        "routine": {"PM": steps},
    }
    plan, (first, last) = parse(given)
    return arrange(Task(plan, first, last, load_rules(), template=template))


@pytest.mark.parametrize(
    ("steps", "products"),
    [
        ([], MOST_AT_ONCE),
        ([["p0", "daily"]], MOST_AT_ONCE),
        ([["p0", "mon"], ["p0", "fri"]], MOST_AT_ONCE - 1),
    ],
)
def test_a_week_is_made_of_so_many_products_and_steps_that_stay(
    steps: list[list[str]], products: int
) -> None:
    assert arranged(["moisturizer"] * products, steps).unplaced == ()
    with pytest.raises(TooMuchError) as refused:
        arranged(["moisturizer"] * (products + 1), steps)
    assert refused.value.number == MOST_AT_ONCE + 1


def test_one_product_finds_its_place_beside_any_number_of_steps() -> None:
    steps = [["p0", day] for day in ("mon", "wed", "fri") for _ in range(MOST_AT_ONCE)]
    (placed,) = arranged(["lip_balm", "moisturizer"], steps).placed
    assert placed.product == "p1"


def test_what_a_simple_week_leaves_out_is_not_too_much_for_it() -> None:
    kinds = ["cleanser", *["ampoule"] * MOST_AT_ONCE]
    assert len(arranged(kinds, [], Template.SIMPLE).unplaced) == MOST_AT_ONCE
    with pytest.raises(TooMuchError):
        arranged(kinds, [])
