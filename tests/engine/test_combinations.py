"""What does not go together: each rule speaks where it should, and is silent beside it."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.engine.flags import Flag
from routines.engine.rules import load_rules
from tests.engine.documents import CATALOG, days_of, document, extra, flags_of, steps
from tests.thorough import RANDOM, tries

SENSITIVE = {"profile": {"sensitive": True}}
PEROXIDE = {"essence": {"inci": ["AQUA", "Hydrogen Peroxide"]}}
PEROXIDE_WASH = {"wash": {"inci": ["HYDROGEN PEROXIDE"]}}
ESTERS = {
    "cream": {"actives": ["retinoid_mild"], "inci": ["AQUA", "RETINYL PALMITATE"]},
    "emulsion": {"actives": ["retinoid_mild"], "inci": ["AQUA", "HYDROXYPINACOLONE RETINOATE"]},
    "wash": {"actives": ["retinoid_otc"]},
}

SPEAKS_OR_NOT = [
    # retinoid-plus-exfoliant: a leave-on retinoid, and another product that exfoliates
    ("retinoid-plus-exfoliant", {"PM": steps(acid="mon", retserum="mon")}, {}, [2, 9]),
    ("retinoid-plus-exfoliant", {"PM": steps(scrub="mon", adap="mon")}, {}, [2, 9]),
    ("retinoid-plus-exfoliant", {"PM": steps(acidtoner="mon", retamp="mon")}, {}, [2, 9]),
    ("retinoid-plus-exfoliant", {"PM": steps(acid="mon", retserum="tue")}, {}, []),
    ("retinoid-plus-exfoliant", {"AM": steps(acid="mon"), "PM": steps(retserum="mon")}, {}, []),
    ("retinoid-plus-exfoliant", {"PM": steps(bpowash="mon", retserum="mon")}, {}, []),
    ("retinoid-plus-exfoliant", {"PM": steps(body="mon", retserum="mon")}, {}, []),
    ("retinoid-plus-exfoliant", {"PM": steps(acid="mon", body="mon")}, {}, []),
    ("retinoid-plus-exfoliant", {"PM": steps(vitctrace="mon", retserum="mon")}, {}, []),
    ("retinoid-plus-exfoliant", {"PM": steps(azelaic="mon", ester="mon")}, {}, []),
    (
        "retinoid-plus-exfoliant",
        {"PM": steps(serum="mon")},
        {"products": {"serum": {"actives": ["retinoid_otc", "aha"]}}},
        [],
    ),
    (
        "retinoid-plus-exfoliant",
        {"PM": steps(retserum="mon")},
        {"events": [extra(2, "PM", "acid"), extra(3, "PM", "acid")]},
        [2],
    ),
    (
        "retinoid-plus-exfoliant",
        {"PM": steps(retserum="daily")},
        {
            "events": [
                extra(2, "PM", "acid"),
                extra(4, "PM", "acid"),
                {"pause": {"from": "2026-03-02", "to": "2026-03-03"}},
            ]
        },
        [4],
    ),
    (
        "retinoid-plus-exfoliant",
        {"PM": steps(serum="mon", acid="mon")},
        {"events": [{"replace": {"product": "serum", "with": "retserum", "from": "2026-03-05"}}]},
        [9],
    ),
    # retinoid-plus-benzoyl-peroxide: not adapalene, not one product with both
    ("retinoid-plus-benzoyl-peroxide", {"PM": steps(retserum="mon", bpo="mon")}, {}, [2, 9]),
    ("retinoid-plus-benzoyl-peroxide", {"PM": steps(cream_rx="mon", bpo="mon")}, {}, [2, 9]),
    ("retinoid-plus-benzoyl-peroxide", {"PM": steps(adap="mon", bpo="mon")}, {}, []),
    ("retinoid-plus-benzoyl-peroxide", {"PM": steps(adapbpo="mon")}, {}, []),
    ("retinoid-plus-benzoyl-peroxide", {"PM": steps(adapbpo="mon", retserum="mon")}, {}, [2, 9]),
    ("retinoid-plus-benzoyl-peroxide", {"PM": steps(retserum="mon", bpowash="mon")}, {}, []),
    (
        "retinoid-plus-benzoyl-peroxide",
        {"PM": steps(serum="mon")},
        {"products": {"serum": {"actives": ["retinoid_rx", "benzoyl_peroxide"]}}},
        [],
    ),
    # vitamin-c-plus-benzoyl-peroxide
    ("vitamin-c-plus-benzoyl-peroxide", {"AM": steps(vitc="mon", bpo="mon")}, {}, [2, 9]),
    ("vitamin-c-plus-benzoyl-peroxide", {"AM": steps(vitc="mon", adapbpo="mon")}, {}, [2, 9]),
    ("vitamin-c-plus-benzoyl-peroxide", {"AM": steps(vitctrace="mon", bpo="mon")}, {}, []),
    ("vitamin-c-plus-benzoyl-peroxide", {"AM": steps(vitc="mon", bpowash="mon")}, {}, []),
    (
        "vitamin-c-plus-benzoyl-peroxide",
        {"AM": steps(serum="mon", bpo="mon")},
        {"products": {"serum": {"actives": ["vitamin_c_derivative"]}}},
        [],
    ),
    # hydroquinone-plus-benzoyl-peroxide: hydrogen peroxide of a list counts, in a leave-on
    ("hydroquinone-plus-benzoyl-peroxide", {"PM": steps(hq="mon", bpo="mon")}, {}, [2, 9]),
    ("hydroquinone-plus-benzoyl-peroxide", {"PM": steps(hq="mon", bpowash="mon")}, {}, []),
    (
        "hydroquinone-plus-benzoyl-peroxide",
        {"PM": steps(hq="mon", essence="mon")},
        {"products": PEROXIDE},
        [2, 9],
    ),
    ("hydroquinone-plus-benzoyl-peroxide", {"PM": steps(hq="mon", essence="mon")}, {}, []),
    (
        "hydroquinone-plus-benzoyl-peroxide",
        {"PM": steps(hq="mon", wash="mon")},
        {"products": PEROXIDE_WASH},
        [],
    ),
    # acne-actives-stacked: two products, two different ones of four
    ("acne-actives-stacked", {"PM": steps(bha="mon", bpo="mon")}, {}, [2, 9]),
    ("acne-actives-stacked", {"PM": steps(sulfur="mon", bpo="mon")}, {}, [2, 9]),
    (
        "acne-actives-stacked",
        {"PM": steps(bpo="mon", serum="mon")},
        {"products": {"serum": {"actives": ["resorcinol", "benzoyl_peroxide"]}}},
        [2, 9],
    ),
    (
        "acne-actives-stacked",
        {"PM": steps(bpo="mon", serum="mon")},
        {"products": {"serum": {"actives": ["benzoyl_peroxide"]}}},
        [],
    ),
    (
        "acne-actives-stacked",
        {"PM": steps(serum="mon")},
        {"products": {"serum": {"actives": ["resorcinol", "bha"]}}},
        [],
    ),
    ("acne-actives-stacked", {"PM": steps(azelaic="mon", bpo="mon", adap="mon")}, {}, []),
    ("acne-actives-stacked", {"PM": steps(bpowash="mon", bha="mon", acid="mon")}, {}, []),
    # copper-peptide-plus-vitamin-c and -acid
    ("copper-peptide-plus-vitamin-c", {"AM": steps(copper="mon", vitc="mon")}, {}, [2, 9]),
    ("copper-peptide-plus-vitamin-c", {"AM": steps(copper="mon", vitctrace="mon")}, {}, []),
    (
        "copper-peptide-plus-vitamin-c",
        {"AM": steps(serum="mon", vitc="mon")},
        {"products": {"serum": {"actives": ["peptide"]}}},
        [],
    ),
    ("copper-peptide-plus-acid", {"PM": steps(copper="mon", bha="mon")}, {}, [2, 9]),
    ("copper-peptide-plus-acid", {"PM": steps(copper="mon", acid="mon")}, {}, [2, 9]),
    ("copper-peptide-plus-acid", {"PM": steps(copper="mon", scrub="mon")}, {}, []),
    ("copper-peptide-plus-acid", {"PM": steps(copper="mon", bpowash="mon", body="mon")}, {}, []),
    # vitamin-c-plus-exfoliant: sensitive skin, and an acid
    ("vitamin-c-plus-exfoliant", {"PM": steps(vitc="mon", acid="mon")}, SENSITIVE, [2, 9]),
    ("vitamin-c-plus-exfoliant", {"PM": steps(vitc="mon", bha="mon")}, SENSITIVE, [2, 9]),
    ("vitamin-c-plus-exfoliant", {"PM": steps(vitc="mon", acid="mon")}, {}, []),
    ("vitamin-c-plus-exfoliant", {"PM": steps(vitc="mon", scrub="mon")}, SENSITIVE, []),
    # retinoid-stacked: two products on a date, in whichever session
    ("retinoid-stacked", {"PM": steps(retserum="mon", adap="mon")}, {}, [2, 9]),
    ("retinoid-stacked", {"AM": steps(adap="mon"), "PM": steps(retserum="mon")}, {}, [2, 9]),
    ("retinoid-stacked", {"AM": steps(retserum="mon"), "PM": steps(retserum="mon")}, {}, []),
    ("retinoid-stacked", {"PM": steps(retserum="mon", adap="tue")}, {}, []),
    ("retinoid-stacked", {"PM": steps(retserum="mon", ester="mon", body="mon")}, {}, []),
    ("retinoid-stacked", {}, {"events": [extra(4, "AM", "adap"), extra(4, "PM", "retamp")]}, [4]),
    # same-active-stacked: two products in one session
    ("same-active-stacked", {"AM": steps(vitc="mon", vitc2="mon")}, {}, [2, 9]),
    ("same-active-stacked", {"PM": steps(bpo="mon", adapbpo="mon")}, {}, [2, 9]),
    ("same-active-stacked", {"AM": [["vitc", "mon"], ["vitc", "mon"]]}, {}, []),
    ("same-active-stacked", {"AM": steps(vitc="mon"), "PM": steps(vitc2="mon")}, {}, []),
    ("same-active-stacked", {"AM": steps(vitc="mon", vitctrace="mon")}, {}, []),
    ("same-active-stacked", {"PM": steps(bpo="mon", bpowash="mon")}, {}, []),
    ("same-active-stacked", {"PM": steps(acid="mon", acidtoner="mon", bha="mon")}, {}, []),
    *(
        (
            "same-active-stacked",
            {"PM": steps(serum="mon", essence="mon")},
            {"products": {key: {"actives": [family]} for key in ("serum", "essence")}},
            days,
        )
        for family, days in (("azelaic_acid", [2, 9]), ("hydroquinone", [2, 9]), ("sulfur", []))
    ),
    # vitamin-a-total: three products, of any kind
    ("vitamin-a-total", {"PM": steps(retserum="mon", ester="mon", body="mon")}, {}, [2, 9]),
    (
        "vitamin-a-total",
        {"AM": steps(wash="mon"), "PM": steps(cream="mon", body="mon")},
        {"products": ESTERS},
        [2, 9],
    ),
    (
        "vitamin-a-total",
        {"AM": steps(wash="mon"), "PM": steps(emulsion="mon", body="mon")},
        {"products": ESTERS},
        [],
    ),
    ("vitamin-a-total", {"PM": steps(retserum="mon", ester="mon", adap="mon")}, {}, []),
    (
        "vitamin-a-total",
        {"AM": steps(retserum="mon", ester="mon"), "PM": steps(retserum="mon", ester="mon")},
        {},
        [],
    ),
]


@pytest.mark.parametrize(("rule", "routine", "fields", "days"), SPEAKS_OR_NOT)
def test_rule_speaks_on_these_days_of_march_only(
    rule: str, routine: dict[str, Any], fields: dict[str, Any], days: list[int]
) -> None:
    assert days_of(rule, document(routine, **fields)) == days


def flags_by(rule: str, routine: dict[str, Any], **fields: Any) -> list[Flag]:
    return [flag for flag in flags_of(document(routine, **fields)) if flag.rule == rule]


def test_a_flag_is_about_every_product_of_a_pair_and_no_other() -> None:
    routine = {"PM": steps(wash="mon", acid="mon", scrub="mon", retserum="mon", cream="mon")}
    flag = flags_by("retinoid-plus-exfoliant", routine)[0]
    assert flag.products == ("acid", "scrub", "retserum")
    assert flag.lines == ("PM-2", "PM-3", "PM-4")


def test_each_active_that_adds_up_is_told_by_itself() -> None:
    routine = {"AM": steps(vitc="mon", bpo="mon", vitc2="mon", adapbpo="mon")}
    flags = flags_by("same-active-stacked", routine, window=["2026-03-02", "2026-03-02"])
    assert [flag.products for flag in flags] == [("vitc", "vitc2"), ("bpo", "adapbpo")]


@pytest.mark.parametrize(
    ("rule", "routine", "noted"),
    [
        ("retinoid-plus-exfoliant", {"PM": steps(acid="mon", cream_rx="mon")}, True),
        ("retinoid-plus-exfoliant", {"PM": steps(acid="mon", retserum="mon")}, False),
        ("retinoid-stacked", {"AM": steps(adap="mon"), "PM": steps(cream_rx="mon")}, True),
        ("vitamin-a-total", {"PM": steps(retserum="mon", ester="mon", retamp="mon")}, False),
    ],
)
def test_prescriber_comes_first_where_a_fix_would_change_a_step(
    rule: str,
    routine: dict[str, Any],
    noted: bool,  # noqa: FBT001 - a table column
) -> None:
    products = {"retamp": {"prescribed": True}}
    assert {flag.prescribed for flag in flags_by(rule, routine, products=products)} == {noted}


MYTHS = [
    steps(vitc="daily", serum="daily", spf="daily"),
    steps(copper="daily", retserum="daily"),
    steps(azelaic="daily", retserum="daily"),
    steps(adap="daily", bpo="daily"),
    steps(acid="daily", essence="daily"),
]


@pytest.mark.parametrize("evening", MYTHS, ids=str)
def test_what_is_only_said_to_clash_raises_nothing(evening: list[list[str]]) -> None:
    niacinamide = {key: {"actives": ["niacinamide"]} for key in ("serum", "essence")}
    flags = flags_of(document({"PM": evening}, products=niacinamide))
    assert not [flag for flag in flags if load_rules()[flag.rule].section == "combinations"]


@tries(15)
@given(st.lists(st.sampled_from(sorted(CATALOG)), max_size=7), RANDOM)
def test_the_order_of_a_session_does_not_matter(keys: list[str], random: Random) -> None:
    shuffled = random.sample(keys, len(keys))
    assert told({"PM": [[key, "mon"] for key in keys]}) == told(
        {"PM": [[key, "mon"] for key in shuffled]}
    )


def told(routine: dict[str, Any]) -> set[tuple[Any, ...]]:
    """Return what the combination rules say: rule, date, session, and the products as a set."""
    return {
        (flag.rule, flag.date, flag.session, frozenset(flag.products))
        for flag in flags_of(document(routine))
        if load_rules()[flag.rule].section == "combinations"
    }
