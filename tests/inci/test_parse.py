"""What labels name, whatever stands around the names."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from products.inci.blocks import LONGEST_TEXT
from products.inci.families import tags_of
from products.inci.parse import parse
from products.inci.vocabulary import key, vocabulary

FILES = ("labels.yaml", "quirks.yaml")
CASES: list[dict[str, Any]] = [
    case
    for file in FILES
    for case in yaml.load(Path(__file__).with_name(file).read_text("utf-8"), yaml.CSafeLoader)
]
COMMON = sorted({name for name in vocabulary().names.values() if " and " not in name})
PIECES = [
    *("1", "2-Hexanediol", "3-O-Ethyl Ascorbic Acid", "PEG-8", "000 ppm", "2-1", "11", "CI 77891"),
    *(
        "Water/Aqua/Eau",
        "Iron Oxides (CI 77491",
        "CI 77492)",
        "Rose (Rosa) Oil",
        "Parfum.",
        " Aqua ",
    ),
    *("may contain", "Full Ingredients", "this is not a list", "Aqua  Glycerin", "A//B", "Mentha"),
    *(
        "Active Ingredients Zinc Oxide",
        "Extract. Glycerin",
        "Extra- ct",
        "정제수",
        "다이올.",
        "* organic",
    ),
    *(
        "Niacinamide 5%",
        "free of parabens",
        "-Aqua",
        "",
        "Tocopherol*",
        "May Contain Mica",
        "+/- Mica",
    ),
]
"""Between commas in real labels."""
ODD = "aA1,2-(/)[]{}%.*+&:;@|<> \n\t\\ppm기정제수레티놀\u200b\ue000\x02\x03†"


def folded(names: list[str]) -> list[str]:
    return [name.casefold() for name in names]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_label_names_these_and_no_others_and_its_names_are_read_the_same_again(
    case: dict[str, Any],
) -> None:
    found = parse(case["text"])
    names = [one.name for one in found if not one.may_contain]
    shades = [one.name for one in found if one.may_contain]
    assert folded(names) == folded(case["names"])
    assert folded(shades) == folded(case.get("may_contain", []))
    stated = {one.name: one.percent for one in found if one.percent is not None}
    assert stated == case.get("percent", {})
    tags = tags_of(found)
    assert {*case.get("families", ())} <= {*tags.actives, *tags.trace}
    once = [one.name for one in found]
    assert [one.name for one in parse(", ".join(once))] == once


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "-Myramaze",
        "*Organic",
        "*Ingredients from organic farming. **Clinical grade essential oils blend.",
        "Founded in 1851, in the East Village, our brand began with a single goal.",
        "We put the skin first. Clean to skin. Nothing complicated.",
        "BEST BEFORE END: see the base of the tube",
        "(067/178)",
        "29384 12",
        "100%",
        "<ILN44551>",
        "No synthetic dyes*.",
        "Cold-pressed or steam-distilled*",
        "이 제품에는 이상이 없습니다.",
        "촉촉한 피부를 위한 세라마이드 크림",
        "성분은 예고 없이 바뀔 수 있어, 포장에 적힌 것을 확인해 주세요.",
    ],
)
def test_text_that_is_no_list_names_nothing(text: str) -> None:
    assert parse(text) == ()


def test_name_is_kept_as_it_is_printed() -> None:
    (one, other) = parse("*나이아신아마이드 (2%), Wa- ter.")
    assert (one.name, one.as_written) == ("Niacinamide", "나이아신아마이드 (2%)")
    assert (other.name, other.as_written) == ("Aqua", "Wa- ter")


def test_name_that_stands_twice_is_one_with_its_percentage() -> None:
    (zinc, water) = parse("Active: Zinc Oxide. Inactive ingredients: Water, Zinc Oxide 5%")
    assert (zinc.name, zinc.percent, water.name) == ("Zinc Oxide", 5.0, "Aqua")


@pytest.mark.parametrize(
    ("printed", "percent"),
    [
        ("Retinol 0.3%", 0.3),
        ("Retinol 0,3 %", 0.3),
        ("Retinol (3,000ppm)", 0.3),
        ("Retinol 1,000.5 ppm", 0.10005),
        ("Retinol [500 ppb]", 0.00005),
        ("0.3% Retinol", 0.3),
        ("Retinol 101%", None),
        ("Retinol", None),
    ],
)
def test_percentage_is_read_in_its_units(printed: str, percent: float | None) -> None:
    (water, retinol) = parse(f"Water, {printed}")
    assert (water.name, retinol.name, retinol.percent) == ("Aqua", "Retinol", percent)


@given(st.lists(st.sampled_from(COMMON), min_size=1, unique_by=key, max_size=12))
def test_joined_names_come_back_as_they_are(names: list[str]) -> None:
    assert [one.name for one in parse(", ".join(names))] == names


@given(st.lists(st.sampled_from(COMMON), min_size=2, unique_by=key, max_size=12))
def test_case_and_blanks_do_not_matter(names: list[str]) -> None:
    loud = " ,  ".join(name.upper() for name in names)
    assert [one.name for one in parse(loud)] == names


@given(st.lists(st.sampled_from(PIECES) | st.sampled_from(COMMON), min_size=2, max_size=8))
@example(["Aqua", "PEG-8", "2-Hexanediol"])
@example(["Sea  Kelp", "Aqua"])
@example(["Aqua", "Peut Contenir Mica", "Glycerin"])
def test_list_of_plain_names_is_read_like_any_other_text(pieces: list[str]) -> None:
    """A line end before a text changes nothing but that it is no plain list."""
    text = ",".join(pieces)
    assert parse(text) == parse(f"\n{text}")


@given(st.text() | st.text(alphabet=ODD, max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = parse(text)
    assert all(one.name.strip() and one.as_written.strip() for one in found)
    assert len({key(one.name) for one in found}) == len(found)


def test_text_without_end_is_read_up_to_a_limit() -> None:
    (water,) = parse("Water, " + " " * LONGEST_TEXT + "Retinol")
    assert water.name == "Aqua"
