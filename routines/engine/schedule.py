"""When a step is due. Plain dates and whole days only, so no clock change can bite."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

EPOCH = date(1969, 12, 29)
"""A Monday before any date a plan may hold; what "daily" and weekdays are counted from."""


@dataclass(frozen=True, slots=True)
class Periodic:
    """Due on the days `due` (0 to period - 1) of each `period` days counted from `anchor`.

    Nothing is due before the anchor. Weekdays are period 7 from a Monday, "every N days" is
    period N with due (0,), an N-night cycle is period N with the nights that are due.

    Raises ValueError for a period outside 1 to 999, or days outside the period.
    """

    period: int
    due: tuple[int, ...]
    anchor: date = EPOCH

    def __post_init__(self) -> None:
        if not 1 <= self.period <= 999:  # noqa: PLR2004 - the bounds the message names
            message = f"a schedule repeats every 1 to 999 days, not {self.period}"
            raise ValueError(message)
        if not self.due or min(self.due) < 0 or max(self.due) >= self.period:
            message = f"the days of a {self.period}-day schedule are 0 to {self.period - 1}"
            raise ValueError(message)

    def dates(self, first: date, last: date) -> tuple[date, ...]:
        """Return the due dates within [first, last], oldest first; jumps straight there."""
        return _periodic_dates(self, first, last)


@lru_cache(maxsize=1024)
def _periodic_dates(schedule: Periodic, first: date, last: date) -> tuple[date, ...]:
    """Return the due dates of a schedule; most steps of a plan, and of its fixes, share them."""
    begin, end = max(first, schedule.anchor).toordinal(), last.toordinal()
    period, anchor = schedule.period, schedule.anchor.toordinal()
    days = sorted(set(schedule.due))
    return tuple(
        date.fromordinal(base + day)
        for base in range(begin - (begin - anchor) % period, end + 1, period)
        for day in days
        if begin <= base + day <= end
    )


@dataclass(frozen=True, slots=True)
class OnDates:
    """Due on an explicit list of dates."""

    on: tuple[date, ...]

    def dates(self, first: date, last: date) -> tuple[date, ...]:
        """Return the listed dates within [first, last], oldest first, each once."""
        return tuple(day for day in sorted(set(self.on)) if first <= day <= last)


Schedule = Periodic | OnDates


def begun(schedule: Schedule, day: date) -> Schedule:
    """Return a schedule without its dates before a day; a rhythm keeps its beat."""
    if isinstance(schedule, OnDates):
        return OnDates(tuple(each for each in schedule.on if each >= day))
    if schedule.anchor >= day:
        return schedule
    gone = (day - schedule.anchor).days
    due = sorted((each - gone) % schedule.period for each in schedule.due)
    return Periodic(schedule.period, tuple(due), day)


DAILY = Periodic(1, (0,))


def weekdays(*days: int) -> Periodic:
    """Return the schedule of these weekdays, Monday = 0."""
    return Periodic(7, tuple(sorted(set(days))))
