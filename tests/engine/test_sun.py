"""What daylight asks for: each rule speaks where it should, and is silent beside it."""

from typing import Any

import pytest

from routines.engine.plan import Session
from tests.engine.documents import days_of, document, extra, flags_of, steps

DAYS = ["2026-03-02", "2026-03-12"]
MORNING = steps(wash="daily", spf="daily")
RETINOL, AHA = "retinoid-no-sunscreen-next-morning", "aha-no-sunscreen"
OTHER, BARE = "photosensitizer-no-sunscreen", "am-no-sunscreen"
MORNING_RULES = (RETINOL, AHA, OTHER, BARE)


def skip(day: int, **fields: str) -> dict[str, Any]:
    return {"skip": {"date": f"2026-03-{day:02}", **fields}}


def indoors(day: int) -> dict[str, Any]:
    return {"indoors": {"date": f"2026-03-{day:02}"}}


SPEAKS_OR_NOT = [
    # retinoid-am: not adapalene, not esters; sunscreen does not help, nor a day indoors
    ("retinoid-am", {"AM": steps(retserum="mon", spf="daily")}, {}, [2, 9]),
    ("retinoid-am", {"AM": steps(cream_rx="mon")}, {"events": [indoors(2)]}, [2, 9]),
    ("retinoid-am", {"AM": steps(adap="mon", ester="mon", body="mon")}, {}, []),
    ("retinoid-am", {"PM": steps(retserum="mon")}, {}, []),
    ("retinoid-am", {}, {"events": [extra(4, "AM", "retserum")]}, [4]),
    (
        "retinoid-am",
        {"AM": steps(wash="mon")},
        {"products": {"wash": {"actives": ["retinoid_otc"]}}},
        [],
    ),
    # retinoid-no-sunscreen-next-morning: an empty morning too, adapalene too
    (RETINOL, {"PM": steps(retserum="mon")}, {}, [3, 10]),
    (RETINOL, {"PM": steps(adap="mon")}, {}, [3, 10]),
    (RETINOL, {"AM": steps(retserum="mon")}, {}, []),
    (RETINOL, {"PM": steps(ester="mon", body="tue")}, {}, []),
    (RETINOL, {"AM": MORNING, "PM": steps(retserum="mon")}, {}, []),
    (
        RETINOL,
        {"AM": MORNING, "PM": steps(retserum="mon")},
        {"events": [skip(3, session="AM")]},
        [3],
    ),
    (RETINOL, {"PM": steps(retserum="mon")}, {"events": [indoors(3)]}, [10]),
    (RETINOL, {"PM": steps(retserum="mon")}, {"events": [extra(3, "AM", "spf")]}, [10]),
    (RETINOL, {}, {"events": [extra(4, "PM", "retserum")]}, [5]),
    (
        RETINOL,
        {"PM": steps(retserum="mon")},
        {"events": [{"pause": {"from": "2026-03-03", "to": "2026-03-04"}}]},
        [10],
    ),
    (
        RETINOL,
        {"PM": steps(retserum="sun")},
        {"start": "2026-03-01", "window": ["2026-03-02", "2026-03-02"]},
        [2],
    ),
    # aha-no-sunscreen: the same morning, and seven after
    (AHA, {"PM": steps(acid="on 2026-03-02")}, {"window": DAYS}, [3, 4, 5, 6, 7, 8, 9]),
    (AHA, {"AM": steps(acid="on 2026-03-02")}, {"window": DAYS}, [2, 3, 4, 5, 6, 7, 8, 9]),
    (AHA, {"PM": steps(bha="mon", scrub="mon", body="mon")}, {}, []),
    (AHA, {"PM": steps(acidtoner="mon", bpowash="mon")}, {}, []),
    (
        AHA,
        {"PM": steps(scrub="on 2026-03-10")},
        {"products": {"scrub": {"actives": ["aha"]}}, "window": DAYS},
        [11, 12],
    ),
    (
        AHA,
        {"PM": steps(serum="on 2026-03-10")},
        {"products": {"serum": {"actives": ["aha"]}}, "window": DAYS},
        [11, 12],
    ),
    (AHA, {"PM": steps(vitctrace="mon")}, {}, []),
    (
        AHA,
        {"AM": steps(spf="mon wed"), "PM": steps(acid="on 2026-03-02")},
        {"window": DAYS, "events": [indoors(5)]},
        [3, 6, 7, 8],
    ),
    (
        AHA,
        {"PM": steps(acid="on 2026-02-23")},
        {"start": "2026-02-01", "window": DAYS},
        [2],
    ),
    # photosensitizer-no-sunscreen: the same morning, and the next
    (OTHER, {"AM": steps(bpo="mon")}, {}, [2, 3, 9, 10]),
    (OTHER, {"PM": steps(hq="mon")}, {}, [3, 10]),
    (OTHER, {"PM": steps(citrus="mon")}, {}, [3, 10]),
    (OTHER, {"PM": steps(fcf="mon", bpowash="mon", acid="mon", retserum="mon")}, {}, []),
    (OTHER, {"AM": MORNING, "PM": steps(bpo="mon")}, {}, []),
    (OTHER, {"AM": steps(bpo="mon")}, {"events": [indoors(2)]}, [3, 9, 10]),
    # am-no-sunscreen: something goes on, and nothing else speaks
    (BARE, {"AM": steps(wash="mon")}, {}, [2, 9]),
    (BARE, {}, {"events": [extra(4, "AM", "serum")]}, [4]),
    (BARE, {"AM": steps(body="mon")}, {}, []),
    (BARE, {"PM": steps(serum="daily")}, {}, []),
    (BARE, {"AM": steps(serum="mon")}, {"events": [indoors(2)]}, [9]),
    (BARE, {"AM": steps(serum="mon")}, {"events": [skip(2)]}, [9]),
    (BARE, {"AM": steps(serum="mon", dayspf="mon")}, {}, []),
    (BARE, {"AM": steps(serum="mon", spf20="mon")}, {}, [2, 9]),
    (BARE, {"AM": steps(spf20="mon")}, {"products": {"spf20": {"spf": 30}}}, []),
    (BARE, {"AM": steps(spf20="mon")}, {"products": {"spf20": {"spf": 0}}}, []),
    (BARE, {"AM": steps(powder="mon")}, {"products": {"powder": {"spf": 30}}}, []),
    (BARE, {"AM": steps(lips="mon")}, {"products": {"lips": {"spf": 50}}}, [2, 9]),
    (BARE, {"AM": steps(serum="mon", body="mon")}, {"products": {"body": {"spf": 50}}}, [2, 9]),
    (
        BARE,
        {"AM": steps(wash="mon tue wed"), "PM": steps(retserum="mon")},
        {"window": ["2026-03-02", "2026-03-08"]},
        [2, 4],
    ),
    (BARE, {"AM": steps(serum="mon")}, {"events": [extra(2, "AM", "spf")]}, [9]),
    (BARE, {"AM": steps(serum="mon"), "PM": steps(spf="mon")}, {}, [2, 9]),
    # sunscreen-spf-low: once, on its first date of use
    ("sunscreen-spf-low", {"AM": steps(spf20="wed")}, {}, [4]),
    ("sunscreen-spf-low", {"AM": steps(spf20="wed")}, {"events": [skip(4)]}, [11]),
    ("sunscreen-spf-low", {"AM": steps(spf="wed", dayspf="wed")}, {}, []),
    (
        "sunscreen-spf-low",
        {"AM": steps(dayspf="wed", spf20="wed")},
        {"products": {"dayspf": {"spf": 15}, "spf20": {"spf": 0}}},
        [],
    ),
    ("sunscreen-spf-low", {"AM": steps(spf20="wed")}, {"products": {"spf20": {"spf": 30}}}, []),
    ("sunscreen-spf-low", {"AM": steps(spf20="wed")}, {"products": {"spf20": {"spf": 29}}}, [4]),
    # sunscreen-at-night: the kind alone
    ("sunscreen-at-night", {"PM": steps(spf="mon")}, {}, [2, 9]),
    ("sunscreen-at-night", {"AM": steps(spf="mon"), "PM": steps(dayspf="mon")}, {}, []),
    ("sunscreen-at-night", {}, {"events": [extra(4, "PM", "spf20")]}, [4]),
    # phototoxic-oil-am: under sunscreen and indoors too, unless free of furocoumarins
    ("phototoxic-oil-am", {"AM": steps(citrus="mon", spf="mon")}, {}, [2, 9]),
    ("phototoxic-oil-am", {"AM": steps(citrus="mon")}, {"events": [indoors(2)]}, [2, 9]),
    ("phototoxic-oil-am", {"AM": steps(fcf="mon"), "PM": steps(citrus="mon")}, {}, []),
    (
        "phototoxic-oil-am",
        {"AM": steps(oilclean="mon", body="mon")},
        {"products": {key: {"actives": ["phototoxic_oil"]} for key in ("oilclean", "body")}},
        [],
    ),
]


@pytest.mark.parametrize(("rule", "routine", "fields", "days"), SPEAKS_OR_NOT)
def test_rule_speaks_on_these_days_of_march_only(
    rule: str, routine: dict[str, Any], fields: dict[str, Any], days: list[int]
) -> None:
    assert days_of(rule, document(routine, **fields)) == days


def test_several_specific_rules_may_speak_of_one_morning_and_then_the_general_one_does_not() -> (
    None
):
    routine = {"AM": steps(wash="daily"), "PM": steps(acid="mon", retserum="mon", bpo="mon")}
    window = ["2026-03-03", "2026-03-03"]
    flags = flags_of(document(routine, start="2026-03-02", window=window))
    assert {flag.rule for flag in flags if flag.date.day == 3} == {RETINOL, AHA, OTHER}


def test_a_flag_of_a_bare_morning_names_the_uses_behind_it_and_the_morning() -> None:
    routine = {"AM": steps(acid="mon"), "PM": steps(acid="tue")}
    flags = flags_of(document(routine, window=["2026-03-04", "2026-03-04"], start="2026-03-02"))
    (flag,) = (flag for flag in flags if flag.rule == AHA)
    assert flag.session is Session.AM
    assert (flag.products, flag.lines) == (("acid",), ("AM-1", "PM-1"))
    assert [day.day for day in flag.dates] == [2, 3, 4]


def test_no_prescriber_is_asked_about_a_missing_sunscreen() -> None:
    prescribed = {key: {"prescribed": True} for key in ("retserum", "acid", "hq", "serum")}
    for key in prescribed:
        flags = flags_of(
            document({"AM": [[key, "mon"]], "PM": [[key, "mon"]]}, products=prescribed)
        )
        about = [flag for flag in flags if flag.rule in MORNING_RULES]
        assert about
        assert not any(flag.prescribed for flag in about)


@pytest.mark.parametrize(
    ("rule", "routine"),
    [
        ("retinoid-am", {"AM": steps(cream_rx="mon")}),
        ("sunscreen-at-night", {"PM": steps(spf="mon")}),
        ("phototoxic-oil-am", {"AM": steps(citrus="mon")}),
        ("sunscreen-spf-low", {"AM": steps(spf20="mon")}),
    ],
)
def test_prescriber_comes_first_where_a_fix_would_change_a_step(
    rule: str, routine: dict[str, Any]
) -> None:
    prescribed = {key: {"prescribed": True} for key in ("spf", "citrus", "spf20")}
    flags = flags_of(document(routine, products=prescribed))
    assert {flag.prescribed for flag in flags if flag.rule == rule} == {True}
