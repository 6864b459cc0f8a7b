"""When a step is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.engine.schedule import DAILY, EPOCH, OnDates, Periodic, Schedule, weekdays

MAR_1, MAR_7 = date(2026, 3, 1), date(2026, 3, 7)  # a Sunday and a Saturday

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("schedule", "days"),
    [
        pytest.param(DAILY, [1, 2, 3, 4, 5, 6, 7], id="daily"),
        pytest.param(weekdays(0, 3), [2, 5], id="Monday and Thursday"),
        pytest.param(weekdays(6), [1], id="Sunday"),
        pytest.param(
            Periodic(3, (0,), date(2026, 2, 27)), [2, 5], id="every third day carries on"
        ),
        pytest.param(Periodic(3, (0,), date(2026, 3, 5)), [5], id="nothing before the anchor"),
        pytest.param(Periodic(4, (0, 1), date(2026, 2, 1)), [1, 2, 5, 6], id="a four-night cycle"),
        pytest.param(Periodic(999, (998,), date(2023, 6, 13)), [7], id="old and sparse"),
        pytest.param(Periodic(1, (0,), date(2026, 3, 8)), [], id="not begun"),
        pytest.param(OnDates((MAR_7, MAR_1, MAR_7)), [1, 7], id="listed dates, once, in order"),
        pytest.param(OnDates((date(2026, 3, 8),)), [], id="a listed date outside"),
    ],
)
def test_due_days_in_first_week_of_march(schedule: Schedule, days: list[int]) -> None:
    assert [day.day for day in schedule.dates(MAR_1, MAR_7)] == days


@given(
    period=st.integers(1, 40),
    due=st.sets(st.integers(0, 39), min_size=1),
    anchor=DAYS,
    first=DAYS,
    length=st.integers(0, 90),
)
def test_jump_equals_counting_day_by_day(
    period: int, due: set[int], anchor: date, first: date, length: int
) -> None:
    positions = {day % period for day in due}
    schedule = Periodic(period, tuple(positions), anchor)
    window = [first + timedelta(days=n) for n in range(length + 1)]
    naive = [d for d in window if d >= anchor and (d - anchor).days % period in positions]
    assert list(schedule.dates(first, window[-1])) == naive


def test_weeks_are_counted_from_a_monday() -> None:
    assert EPOCH.weekday() == 0


@pytest.mark.parametrize(
    ("period", "due"), [(0, (0,)), (1000, (0,)), (3, ()), (3, (3,)), (3, (-1,))]
)
def test_schedule_that_means_nothing_is_refused(period: int, due: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="day"):
        Periodic(period, due)
