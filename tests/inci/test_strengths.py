"""A strength is what is stated, of what it is stated: all else is silence."""

import pytest

from products.inci.ingredient import Ingredient
from products.inci.parse import parse
from products.inci.strengths import strengths, strengths_in_name


def test_strengths_are_the_stated_ones_and_acids_add_up() -> None:
    label = "Glycolic Acid 7%, Lactic Acid 1%, Retinol 0.3%, Kojic Acid, Alpha-Arbutin (2 %)"
    assert strengths(parse(label)) == {"aha": 8.0, "retinol": 0.3, "alpha_arbutin": 2.0}
    assert strengths([Ingredient("Retinyl Palmitate", 1.0)]) == {}


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("Retinol 0.5% in Squalane", {"retinol": 0.5}),
        ("Pure 0,2 % Retinol Night Concentrate", {"retinol": 0.2}),
        ("AHA 30% + BHA 2% Peeling Solution", {"aha": 30.0}),
        ("6% Mandelic Acid + 2% Lactic Acid Exfoliant", {"aha": 8.0}),
        ("Ascorbic Acid 8% + Alpha Arbutin 2%", {"alpha_arbutin": 2.0}),
        ("Squalane + 10% Lactic Acid Serum", {"aha": 10.0}),
        ("Salicylic Acid 2% Solution, Serum for Acne", {"salicylic": 2.0}),
        ("Kojic Acid 1% & Alpha-Arbutin 2%", {"kojic": 1.0, "alpha_arbutin": 2.0}),
    ],
)
def test_a_name_states_a_strength(name: str, stated: dict[str, float]) -> None:
    assert strengths_in_name(name) == stated


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Retinol Serum", id="no amount"),
        pytest.param("BHA 2% Liquid", id="maybe not salicylic acid"),
        pytest.param("Azelaic + Salicylic Acid 10%", id="of two together"),
        pytest.param("6% AHA/BHA Refining Gel", id="of two at once"),
        pytest.param("BHA/AHA 10% Toner", id="of two at once, amount last"),
        pytest.param("1% Retinol Complex", id="of what it is in"),
        pytest.param("2% Retinol-like Serum", id="of a relative"),
        pytest.param("Retinol 100% Vegan", id="of the pack"),
        pytest.param("Retinol Night 1% Cream 50%", id="two amounts"),
        pytest.param("Alpha Lipoic Acid 5%", id="of another acid"),
        pytest.param("Granactive Retinoid 2% Emulsion", id="of another retinoid"),
        pytest.param("Retinol 24 Night Serum", id="a figure that is no per cent"),
    ],
)
def test_a_name_that_does_not_say_of_what_states_nothing(name: str) -> None:
    assert strengths_in_name(name) == {}
