"""How often: each rule speaks where it should, and is silent beside it."""

from typing import Any

import pytest

from tests.engine.documents import days_of, document, extra, flags_of, steps

TUESDAY = {"start": "2026-03-02", "window": ["2026-03-03", "2026-03-03"]}
WEEK = ["2026-03-02", "2026-03-08"]


def skip(day: int, **fields: str) -> dict[str, Any]:
    return {"skip": {"date": f"2026-03-{day:02}", **fields}}


TWICE = {"AM": steps(amp="on 2026-03-02"), "PM": steps(amp="on 2026-03-02 2026-03-05")}

SPEAKS_OR_NOT = [
    # ampoule-too-often: more than two in seven dates
    ("ampoule-too-often", {"PM": steps(amp="mon thu")}, {}, []),
    ("ampoule-too-often", {"PM": steps(amp="mon wed fri")}, {}, [6, 9, 11, 13]),
    ("ampoule-too-often", {"PM": steps(amp="on 2026-03-02 2026-03-05 2026-03-09")}, {}, []),
    ("ampoule-too-often", {"PM": steps(amp="on 2026-03-02 2026-03-05 2026-03-08")}, {}, [8]),
    ("ampoule-too-often", TWICE, {}, [5]),
    ("ampoule-too-often", {"PM": steps(amp="mon thu", amp2="sat")}, {}, [7, 9, 12, 14]),
    ("ampoule-too-often", {"PM": steps(labelamp="daily")}, {}, []),
    ("ampoule-too-often", {"PM": steps(labelamp="daily", amp="mon thu")}, {}, []),
    (
        "ampoule-too-often",
        {"PM": steps(labelamp="mon tue wed")},
        {"products": {"labelamp": {"label_max_per_week": 2}}},
        [4, 9, 10, 11],
    ),
    (
        "ampoule-too-often",
        {"PM": steps(amp="mon tue wed thu")},
        {"profile": {"ampoules_per_week": 3}},
        [5, 9, 10, 11, 12],
    ),
    (
        "ampoule-too-often",
        {"PM": steps(amp="mon wed fri")},
        {"start": "2026-02-23", "window": ["2026-03-02", "2026-03-02"]},
        [2],
    ),
    (
        "ampoule-too-often",
        {"PM": steps(amp="mon wed fri")},
        {"start": "2026-03-05", "window": WEEK},
        [],
    ),
    (
        "ampoule-too-often",
        {"PM": steps(amp="mon wed fri")},
        {"events": [skip(4, product="amp"), skip(11, session="PM")]},
        [],
    ),
    (
        "ampoule-too-often",
        {"PM": steps(amp="mon wed fri")},
        {"events": [skip(4, session="AM"), skip(4, product="serum")], "window": WEEK},
        [6],
    ),
    (
        "ampoule-too-often",
        {"PM": steps(amp="thu")},
        {"events": [extra(1, "PM", "amp"), extra(2, "AM", "amp")], "window": WEEK},
        [5],
    ),
    # a pause silences its dates; extra uses on them still count afterwards
    (
        "ampoule-too-often",
        {"PM": steps(amp="fri")},
        {
            "events": [
                {"pause": {"from": "2026-03-02", "to": "2026-03-05"}},
                *(extra(day, "PM", "amp") for day in (3, 4, 5)),
            ]
        },
        [6],
    ),
    # ampoule-consecutive-days
    ("ampoule-consecutive-days", {"PM": steps(amp="mon tue")}, {}, [3, 10]),
    ("ampoule-consecutive-days", {"PM": steps(amp="mon wed")}, {}, []),
    ("ampoule-consecutive-days", {"PM": steps(amp="mon", amp2="tue")}, {}, [3, 10]),
    ("ampoule-consecutive-days", {"PM": steps(amp="mon", labelamp="tue")}, {}, []),
    (
        "ampoule-consecutive-days",
        {"PM": steps(amp="sun mon")},
        {"start": "2026-03-01", "window": ["2026-03-02", "2026-03-02"]},
        [2],
    ),
    # ampoule-twice-a-day
    ("ampoule-twice-a-day", {"AM": steps(amp="mon"), "PM": steps(amp2="mon")}, {}, [2, 9]),
    ("ampoule-twice-a-day", {"AM": steps(labelamp="mon"), "PM": steps(amp="mon")}, {}, [2, 9]),
    ("ampoule-twice-a-day", {"AM": steps(twiceamp="mon"), "PM": steps(amp="mon")}, {}, []),
    ("ampoule-twice-a-day", {"PM": steps(amp="mon", amp2="mon")}, {}, []),
    # two-ampoules-one-session: labelled ones, extras and the same one twice count
    ("two-ampoules-one-session", {"PM": steps(amp="mon", labelamp="mon")}, {}, [2, 9]),
    ("two-ampoules-one-session", {"PM": [["amp", "mon"], ["amp", "mon"]]}, {}, [2, 9]),
    (
        "two-ampoules-one-session",
        {"PM": steps(amp="mon")},
        {"events": [extra(2, "PM", "amp")]},
        [2],
    ),
    ("two-ampoules-one-session", {"AM": steps(amp="mon"), "PM": steps(amp2="mon")}, {}, []),
    # serum-too-often: one serum more than twice on a date
    ("serum-too-often", {"PM": [["serum", "mon"], ["serum", "mon"], ["serum2", "mon"]]}, {}, []),
    (
        "serum-too-often",
        {"AM": steps(serum="mon"), "PM": [["serum", "mon"], ["serum", "mon"]]},
        {},
        [2, 9],
    ),
    ("serum-too-often", {"PM": [["labelserum", "mon"]] * 4}, {}, []),
    # cleansing-too-often: sessions with a planned wash, and each extra wash
    (
        "cleansing-too-often",
        {"AM": steps(wash="daily"), "PM": [["wash", "daily"], ["wash", "daily"]]},
        {},
        [],
    ),
    (
        "cleansing-too-often",
        {"AM": steps(wash="daily"), "PM": steps(wash="daily")},
        {"events": [extra(4, "AM", "wash")]},
        [4],
    ),
    (
        "cleansing-too-often",
        {"AM": steps(wash="daily"), "PM": steps(wash="daily")},
        {"events": [extra(4, "AM", "wash"), {"sweat": {"date": "2026-03-04"}}]},
        [],
    ),
    (
        "cleansing-too-often",
        {"AM": steps(wash="daily"), "PM": steps(wash="daily", oilclean="daily")},
        {"events": [extra(4, "AM", "oilclean")]},
        [],
    ),
    ("cleansing-too-often", {}, {"events": [extra(4, "PM", "wash")] * 3}, [4]),
    # mask-too-often: each kind on its own
    ("mask-too-often", {"PM": steps(claymask="mon wed fri")}, {"window": WEEK}, [6]),
    ("mask-too-often", {"PM": steps(sheet="mon wed fri")}, {"window": WEEK}, []),
    ("mask-too-often", {"PM": steps(sheet="mon tue wed thu")}, {"window": WEEK}, [5]),
    ("mask-too-often", {"PM": steps(sleepmask="mon tue wed fri")}, {"window": WEEK}, [6]),
    ("mask-too-often", {"PM": steps(claymask="mon wed", sheet="mon wed fri")}, {}, []),
    (
        "mask-too-often",
        {"PM": steps(claymask="daily")},
        {"products": {"claymask": {"label_max_per_week": 7}}},
        [],
    ),
    # kind-over-label: a date's limit for everything, a week's for all but ampoules
    (
        "kind-over-label",
        {"PM": steps(cream="mon tue wed")},
        {"products": {"cream": {"label_max_per_week": 2}}, "window": WEEK},
        [4],
    ),
    (
        "kind-over-label",
        {"PM": steps(amp="mon tue wed")},
        {"products": {"amp": {"label_max_per_week": 2}}},
        [],
    ),
    (
        "kind-over-label",
        {"AM": steps(amp="mon"), "PM": steps(amp="mon")},
        {"products": {"amp": {"label_max_per_day": 1}}},
        [2, 9],
    ),
    (
        "kind-over-label",
        {"AM": steps(body="mon"), "PM": steps(body="mon")},
        {"products": {"body": {"label_max_per_day": 1}}},
        [2, 9],
    ),
    # over-exfoliation: sessions, at most two a date
    ("over-exfoliation", {"PM": steps(acid="mon wed fri")}, {}, []),
    ("over-exfoliation", {"PM": steps(acid="mon wed", scrub="fri sat")}, {}, [7, 9, 11, 13, 14]),
    ("over-exfoliation", {"PM": steps(acid="mon wed fri", scrub="mon wed fri")}, {}, []),
    ("over-exfoliation", {"PM": steps(labelacid="daily")}, {}, []),
    ("over-exfoliation", {"PM": steps(bpowash="daily", body="daily")}, {}, []),
    (
        "over-exfoliation",
        {"PM": steps(acid="mon fri")},
        {"profile": {"sensitive": True}, "window": WEEK},
        [6],
    ),
    ("over-exfoliation", {"AM": steps(acid="mon"), "PM": steps(acid="mon wed")}, {}, []),
    # exfoliation-consecutive-days
    ("exfoliation-consecutive-days", {"PM": steps(acid="mon", scrub="tue")}, {}, [3, 10]),
    ("exfoliation-consecutive-days", {"PM": steps(acid="mon wed")}, {}, []),
    ("exfoliation-consecutive-days", {"PM": steps(acid="mon", labelacid="tue")}, {}, []),
    # exfoliation-stacked: two different ones, labelled too
    ("exfoliation-stacked", {"PM": steps(scrub="mon", labelacid="mon")}, {}, [2, 9]),
    ("exfoliation-stacked", {"PM": [["acid", "mon"], ["acid", "mon"]]}, {}, []),
    ("exfoliation-stacked", {"PM": steps(acid="mon", bpowash="mon", body="mon")}, {}, []),
    ("exfoliation-stacked", {"AM": steps(acid="mon"), "PM": steps(scrub="mon")}, {}, []),
    # skin-cycling-no-recovery: opted in, two of four evenings free
    (
        "skin-cycling-no-recovery",
        {
            "PM": steps(
                acid="cycle 4 days 1 from 2026-03-02", retserum="cycle 4 days 2 from 2026-03-02"
            )
        },
        {"profile": {"skin_cycling": True}},
        [],
    ),
    (
        "skin-cycling-no-recovery",
        {"PM": steps(retserum="mon tue wed")},
        {"profile": {"skin_cycling": True}},
        [4, 11],
    ),
    (
        "skin-cycling-no-recovery",
        {"PM": steps(retserum="mon", labelacid="tue thu")},
        {"profile": {"skin_cycling": True}},
        [5, 12],
    ),
    ("skin-cycling-no-recovery", {"PM": steps(retserum="daily")}, {}, []),
    (
        "skin-cycling-no-recovery",
        {"AM": steps(acid="daily"), "PM": steps(retserum="mon tue")},
        {"profile": {"skin_cycling": True}},
        [],
    ),
]


@pytest.mark.parametrize(("rule", "routine", "fields", "days"), SPEAKS_OR_NOT)
def test_rule_speaks_on_these_days_of_march_only(
    rule: str, routine: dict[str, Any], fields: dict[str, Any], days: list[int]
) -> None:
    assert days_of(rule, document(routine, **fields)) == days


def test_dates_of_an_ampoule_flag_are_the_uses_it_counts() -> None:
    (flag,) = (
        flag for flag in flags_of(document(TWICE, window=WEEK)) if flag.rule == "ampoule-too-often"
    )
    assert [day.day for day in flag.dates] == [2, 2, 5]
    assert (flag.products, flag.lines) == (("amp",), ("AM-1", "PM-1"))


def test_dates_over_a_weekly_label_limit_are_those_of_the_week() -> None:
    limits = {"cream": {"label_max_per_week": 2, "label_max_per_day": 1}}
    routine = {"AM": steps(cream="wed"), "PM": steps(cream="mon wed")}
    flags = flags_of(document(routine, products=limits, window=WEEK))
    (flag,) = (flag for flag in flags if flag.rule == "kind-over-label")
    assert [day.day for day in flag.dates] == [2, 4, 4]


def test_consecutive_days_name_the_day_before_once() -> None:
    routine = {"AM": steps(amp="mon"), "PM": steps(amp="mon tue")}
    flags = flags_of(document(routine, window=WEEK))
    (flag,) = (flag for flag in flags if flag.rule == "ampoule-consecutive-days")
    assert [day.day for day in flag.dates] == [2, 3]


def test_products_that_have_nothing_to_do_with_each_other_get_a_flag_each() -> None:
    limits = {key: {"label_max_per_week": 1} for key in ("amp", "amp2")}
    given = document({"AM": steps(amp="mon tue"), "PM": steps(amp2="mon tue")}, products=limits)
    flags = flags_of({**given, **TUESDAY})
    found = [flag.products for flag in flags if flag.rule == "ampoule-too-often"]
    assert found == [("amp",), ("amp2",)]


@pytest.mark.parametrize(
    ("prescribed", "noted"), [("amp", False), ("amp2", True)], ids=["day before", "that day"]
)
def test_prescriber_note_is_about_products_used_on_the_date(prescribed: str, noted: bool) -> None:  # noqa: FBT001 - a table column
    given = document(
        {"PM": steps(amp="mon", amp2="tue")}, products={prescribed: {"prescribed": True}}
    )
    flags = flags_of({**given, **TUESDAY})
    assert [flag.prescribed for flag in flags if flag.rule == "ampoule-consecutive-days"] == [
        noted
    ]
