"""Sparser rhythms: what is proposed for lines that are used too often, and in which order."""

from datetime import date

import pytest

from routines.engine.plan import Session, Step
from routines.engine.rhythm import Schedules, fewer_days, longer_gaps, moved_days, turns
from routines.engine.schedule import DAILY, OnDates, Periodic, Schedule, weekdays

MONDAY = date(2026, 3, 2)


def lines(*schedules: Schedule, product: str = "") -> list[Step]:
    """Return lines "a", "b"... each of a product of its own, or all of one."""
    return [
        Step(name, product or name, Session.PM, schedule)
        for name, schedule in zip("abc", schedules, strict=False)
    ]


def every(days: int, first: date = MONDAY) -> Periodic:
    return Periodic(days, (0,), first)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(
            lines(weekdays(0, 2, 4)),
            [{"a": weekdays(0, 4)}, {"a": weekdays(0, 2)}, {"a": weekdays(0)}, {"a": weekdays(2)}],
            id="weekdays: most first, well spaced ones before others",
        ),
        pytest.param(
            lines(Periodic(5, (0, 1), MONDAY)),
            [{"a": Periodic(5, (0,), MONDAY)}, {"a": Periodic(5, (0,), date(2026, 3, 3))}],
            id="a cycle keeps its length",
        ),
        pytest.param(
            lines(weekdays(0), weekdays(0, 1)),
            [{"b": weekdays(1)}],
            id="each product keeps a day",
        ),
        pytest.param(
            lines(weekdays(0, 3), weekdays(0, 3), product="same"),
            [{"b": None}, {"a": weekdays(0), "b": None}, {"a": weekdays(3), "b": None}],
            id="of two lines of one product, one stays",
        ),
        pytest.param(lines(OnDates((MONDAY,))), [], id="a list of dates has no rhythm"),
        pytest.param(lines(Periodic(30, tuple(range(9)), MONDAY)), [], id="too many to choose"),
    ],
)
def test_fewer_days(steps: list[Step], expected: list[Schedules]) -> None:
    assert list(fewer_days(steps, MONDAY)) == expected


def test_a_daily_line_is_thinned_to_weekdays() -> None:
    proposed = [
        schedule.due
        for found in fewer_days(lines(DAILY), MONDAY)
        if isinstance(schedule := found["a"], Periodic)
    ]
    assert [len(days) for days in proposed] == [6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert proposed[-4:-2] == [(0, 3), (0, 4)]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(lines(DAILY), {"a": every(2)}, id="daily"),
        pytest.param(lines(every(3)), {"a": every(4)}, id="every third day"),
        pytest.param(
            lines(weekdays(1, 4)), {"a": every(4, date(2026, 3, 3))}, id="from the first use on"
        ),
        pytest.param(
            lines(every(3), every(6)),
            {"a": every(6), "b": every(6, date(2026, 3, 5))},
            id="two lines take turns",
        ),
    ],
)
def test_the_smallest_longer_gap_comes_first(steps: list[Step], expected: Schedules) -> None:
    assert next(longer_gaps(steps, MONDAY)) == expected


def test_nothing_rarer_than_every_14_days_is_proposed() -> None:
    assert list(longer_gaps(lines(every(12)), MONDAY)) == [{"a": every(13)}, {"a": every(14)}]
    assert not list(longer_gaps(lines(OnDates((MONDAY,))), MONDAY))
    assert not list(longer_gaps(lines(every(400), every(401), every(403)), MONDAY))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(
            lines(weekdays(0, 3), weekdays(0, 3)),
            {"a": weekdays(0), "b": weekdays(3)},
            id="the same weekdays are shared out",
        ),
        pytest.param(
            lines(DAILY, DAILY),
            {"a": every(2), "b": every(2, date(2026, 3, 3))},
            id="daily becomes every other day",
        ),
        pytest.param(
            lines(weekdays(0), weekdays(0)),
            {"a": every(14), "b": every(14, date(2026, 3, 9))},
            id="one weekday is taken in turns",
        ),
        pytest.param(
            lines(weekdays(0, 2, 4), weekdays(2)),
            {"a": weekdays(0, 4)},
            id="the more frequent one gives way",
        ),
        pytest.param(
            lines(weekdays(0), weekdays(1), weekdays(0, 1)), None, id="none is left without a day"
        ),
        pytest.param(lines(DAILY, OnDates((MONDAY,))), None, id="a list of dates has no rhythm"),
    ],
)
def test_turns_never_share_a_date(steps: list[Step], expected: Schedules | None) -> None:
    assert turns(steps, MONDAY) == expected


def test_a_weekday_moves_to_a_well_spaced_free_one() -> None:
    proposed = list(moved_days(lines(weekdays(0, 1)), frozenset((1,)), MONDAY))
    assert proposed[:2] == [{"a": weekdays(0, 3)}, {"a": weekdays(0, 4)}]
    assert not list(moved_days(lines(every(3)), frozenset((1,)), MONDAY))
