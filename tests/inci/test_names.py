"""Names of a label, split and made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.inci.names import candidates, clean, listed, split_names


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Aqua, Glycerin", ["Aqua", "Glycerin"]),
        ("Aqua,Glycerin,", ["Aqua", "Glycerin"]),
        ("", []),
        (" , ,", []),
        ("1,2-Hexanediol, Aqua", ["1,2-Hexanediol", "Aqua"]),
        ("Parfum (Linalool, Citral), Aqua", ["Parfum (Linalool, Citral)", "Aqua"]),
        ("CI [1, (2, x)], Aqua", ["CI [1, (2, x)]", "Aqua"]),
        ("Aqua (Water, Glycerin, Urea", ["Aqua (Water", "Glycerin", "Urea"]),
        ("Aqua), Glycerin", ["Aqua)", "Glycerin"]),
        ("A (b], c) d, E", ["A (b], c) d", "E"]),
    ],
)
def test_label_is_split_at_its_commas(label: str, names: list[str]) -> None:
    assert list(split_names(label)) == names


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Niacinamide 5%", "NIACINAMIDE"),
        ("Niacinamide 5,5 %", "NIACINAMIDE"),
        ("Ceramide 3 2%", "CERAMIDE 3"),
        ("1,2-Hexanediol", "1,2-HEXANEDIOL"),
        ("Tocopherol*", "TOCOPHEROL"),
        ("Retinol†‡§®™¹²", "RETINOL"),
        ("  Sodium   Hyaluronate. ", "SODIUM HYALURONATE"),
        ("\uff32etinol", "RETINOL"),
        ("Alcohol Denat.", "ALCOHOL DENAT"),
        ("Mineral Oil\\Paraffinum Liquidum", "MINERAL OIL/PARAFFINUM LIQUIDUM"),
        ("*", ""),
        ("5%", ""),
    ],
)
def test_name_is_cleaned_for_comparison(name: str, cleaned: str) -> None:
    assert clean(name) == cleaned


@given(st.text())
def test_cleaned_name_stays_as_it_is(name: str) -> None:
    once = clean(name)
    assert once.endswith("%") or clean(once) == once


def test_empty_names_do_not_count_for_a_position() -> None:
    assert listed(["Aqua", " ", "*", "Urea"]) == ("AQUA", "UREA")


@pytest.mark.parametrize(
    ("name", "known_by"),
    [
        ("AQUA", {"AQUA"}),
        ("AQUA (WATER)", {"AQUA (WATER)", "AQUA", "WATER"}),
        ("PARFUM/FRAGRANCE", {"PARFUM/FRAGRANCE", "PARFUM", "FRAGRANCE"}),
        (
            "CI 77891 [TITANIUM DIOXIDE]",
            {"CI 77891 [TITANIUM DIOXIDE]", "CI 77891", "TITANIUM DIOXIDE"},
        ),
        ("(A)(B)", {"(A)(B)", "A", "B"}),
        ("X (A/B)", {"X (A/B)", "X", "A/B", "A", "B", "X (A", "B)"}),
        ("X (A (B))", {"X (A (B))", "X", "A", "B"}),
        ("X (A", {"X (A"}),
    ],
)
def test_name_is_known_by_its_parts(name: str, known_by: set[str]) -> None:
    found = candidates(name)
    assert found[0] == name
    assert set(found) == known_by


@given(st.text(alphabet="aA1,(/)[] %.*", max_size=60))
def test_any_text_can_be_read(label: str) -> None:
    for name in listed(split_names(label)):
        assert all(part.strip() == part for part in candidates(name))
