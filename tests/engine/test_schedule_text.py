"""Schedules as a routine file writes them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.engine.readers import RoutineFileError
from routines.engine.schedule import DAILY, EPOCH, OnDates, Periodic, Schedule, weekdays
from routines.engine.schedule_text import read_schedule, write_schedule

ANCHOR = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("daily", DAILY),
        ("mon thu", weekdays(0, 3)),
        ("sun", weekdays(6)),
        ("every 4 from 2026-03-02", Periodic(4, (0,), ANCHOR)),
        ("every 1 from 2026-03-02", Periodic(1, (0,), ANCHOR)),
        ("cycle 4 days 1,3 from 2026-03-02", Periodic(4, (0, 2), ANCHOR)),
        ("cycle 4 days 2 from 2026-03-02", Periodic(4, (1,), ANCHOR)),
        ("on 2026-03-02 2026-03-05", OnDates((ANCHOR, date(2026, 3, 5)))),
    ],
)
def test_schedule_text_is_read_and_written_the_same(text: str, schedule: Schedule) -> None:
    assert read_schedule(text, "") == schedule
    assert write_schedule(schedule) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "weekly",
        "daily mon",
        "Mon",
        "monday",
        "every 0 from 2026-03-02",
        "every 1000 from 2026-03-02",
        "every 2",
        "every 2 from 2026-02-30",
        "every -2 from 2026-03-02",
        "on",
        "on 2026-03",
        "cycle 4 days 5 from 2026-03-02",
        "cycle 4 days 0 from 2026-03-02",
        "cycle 4 days 1, 2 from 2026-03-02",
        "cycle 4 days from 2026-03-02",
    ],
)
def test_other_schedule_text_is_refused(text: str) -> None:
    with pytest.raises(RoutineFileError, match=r"^here: "):
        read_schedule(text, "here")


@given(
    st.integers(1, 60),
    st.sets(st.integers(0, 59), min_size=1),
    st.sampled_from((EPOCH, EPOCH + timedelta(days=3), date(2026, 3, 1))),
)
def test_written_schedule_means_the_same_dates(period: int, due: set[int], anchor: date) -> None:
    schedule = Periodic(period, tuple({day % period for day in due}), anchor)
    again = read_schedule(write_schedule(schedule), "")
    days = date(2026, 1, 1), date(2026, 12, 31)
    assert list(again.dates(*days)) == list(schedule.dates(*days))
