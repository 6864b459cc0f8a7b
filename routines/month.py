"""The weeks a month is drawn in. Plain dates only, so no clock change can bite."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts import days

FIRST_DAY, LAST_DAY = days.FIRST_DAY, days.LAST_DAY
"""The dates a plan may hold, and a page may show."""

WEEK = 7


@dataclass(frozen=True, slots=True)
class Month:
    """Whole weeks around a month. `previous` and `next` are None at the ends of time."""

    first: date
    weeks: tuple[tuple[date, ...], ...]
    previous: date | None
    next: date | None

    @property
    def first_shown(self) -> date:
        return self.weeks[0][0]

    @property
    def last_shown(self) -> date:
        return self.weeks[-1][-1]


def month_of(day: date, week_start: int) -> Month:
    """Return the month a day lies in; `week_start` is the weekday weeks begin on, Monday = 0."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    begin = first - timedelta(days=(first.weekday() - week_start) % WEEK)
    length = -(-(following - begin).days // WEEK)  # weeks, rounded up
    return Month(
        first=first,
        weeks=tuple(
            tuple(begin + timedelta(days=WEEK * week + day) for day in range(WEEK))
            for week in range(length)
        ),
        previous=(first - timedelta(days=1)).replace(day=1) if first > FIRST_DAY else None,
        next=following if following <= LAST_DAY else None,
    )


def day_before(day: date) -> date | None:
    """Return the day before, None where no page shows it."""
    return day - timedelta(days=1) if day > FIRST_DAY else None


def day_after(day: date) -> date | None:
    """Return the day after, None where no page shows it."""
    return day + timedelta(days=1) if day < LAST_DAY else None
