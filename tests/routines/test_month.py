"""Month grids need no database, so pytest refuses it one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.month import FIRST_DAY, LAST_DAY, day_after, day_before, month_of

MONDAY, SATURDAY, SUNDAY = 0, 5, 6
days = st.dates(FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    ("month", "week_start", "first_shown", "last_shown", "weeks"),
    [
        ("2026-11-01", MONDAY, "2026-10-26", "2026-12-06", 6),
        ("2026-11-01", SUNDAY, "2026-11-01", "2026-12-05", 5),
        ("2026-11-01", SATURDAY, "2026-10-31", "2026-12-04", 5),
        ("2026-12-01", MONDAY, "2026-11-30", "2027-01-03", 5),
        ("2026-02-01", SUNDAY, "2026-02-01", "2026-02-28", 4),
        ("2024-02-01", MONDAY, "2024-01-29", "2024-03-03", 5),
        ("2026-03-01", MONDAY, "2026-02-23", "2026-04-05", 6),
        ("1970-01-01", MONDAY, "1969-12-29", "1970-02-01", 5),
        ("2199-12-01", SUNDAY, "2199-12-01", "2200-01-04", 5),
    ],
)
def test_a_month_is_drawn_in_whole_weeks(
    month: str, week_start: int, first_shown: str, last_shown: str, weeks: int
) -> None:
    drawn = month_of(date.fromisoformat(month), week_start)
    assert drawn.first_shown.isoformat() == first_shown
    assert drawn.last_shown.isoformat() == last_shown
    assert len(drawn.weeks) == weeks


@pytest.mark.parametrize(
    ("day", "previous", "following"),
    [
        ("2026-01-31", "2025-12-01", "2026-02-01"),
        ("2026-12-15", "2026-11-01", "2027-01-01"),
        ("1970-01-20", None, "1970-02-01"),
        ("2199-11-30", "2199-10-01", "2199-12-01"),
        ("2199-12-31", "2199-11-01", None),
    ],
)
def test_a_month_knows_its_neighbours(
    day: str, previous: str | None, following: str | None
) -> None:
    month = month_of(date.fromisoformat(day), MONDAY)
    assert [one and one.isoformat() for one in (month.previous, month.next)] == [
        previous,
        following,
    ]


@given(days, st.integers(0, 6))
def test_each_day_of_the_month_is_shown_once_in_unbroken_weeks(day: date, week_start: int) -> None:
    month = month_of(day, week_start)
    shown = [one for week in month.weeks for one in week]
    assert shown == [shown[0] + timedelta(days=place) for place in range(len(shown))]
    assert all(week[0].weekday() == week_start for week in month.weeks)
    assert day in shown
    assert {one.replace(day=1) for one in (month.weeks[0][-1], month.weeks[-1][0])} == {
        month.first
    }


@given(days)
def test_the_days_beside_a_day_stay_within_what_pages_show(day: date) -> None:
    assert (day_before(day) is None) == (day == FIRST_DAY)
    assert (day_after(day) is None) == (day == LAST_DAY)
    before, after = day_before(day) or day, day_after(day) or day
    assert before <= day <= after
