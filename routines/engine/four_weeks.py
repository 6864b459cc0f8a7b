"""The four weeks an arrangement repeats over: days 0 to 27 from EPOCH, a Monday.

Every period in use divides them, so whatever can meet later has met inside them.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, islice

from routines.engine.schedule import DAILY, EPOCH, OnDates, Periodic, Schedule, weekdays

Days = frozenset[int]

WEEK, FORTNIGHT, LENGTH = 7, 14, 28
ALL: Days = frozenset(range(LENGTH))
WEEKS = (WEEK, FORTNIGHT, LENGTH)
PERIODS = (1, WEEK, 2, 4, FORTNIGHT, LENGTH)
"""What a schedule may repeat after, the plainest to say first."""
PACES = (1, 2, *range(4, LENGTH + 1, 4))
"""Uses in four weeks, from once up to daily."""
CHOICES = 8
"""How many sets of weekdays are tried for a pace; the best spaced come first."""


def place_of(day: date) -> int:
    """Return which of the four weeks' days a date is."""
    return (day - EPOCH).days % LENGTH


def schedule_of(days: Days, begin: date, today: date) -> Schedule:
    """Return the schedule of these days; it starts at `begin` where that is after `today`."""
    period = next(p for p in PERIODS if days == {(day + p) % LENGTH for day in days})
    if begin <= today and period == 1:
        return DAILY
    if begin <= today and period == WEEK:
        return weekdays(*(day % WEEK for day in days))
    waits = sorted({(day - place_of(begin)) % period for day in days})
    due = tuple(wait - waits[0] for wait in waits)
    return Periodic(period, due, begin + timedelta(days=waits[0]))


def per_four_weeks(schedule: Schedule) -> int:
    """Return how many uses a schedule has in four weeks; listed dates count as they are."""
    if isinstance(schedule, OnDates):
        return len(set(schedule.on))
    return len(set(schedule.due)) * LENGTH // schedule.period


def choices(pace: int, free: Days, begin: date) -> Iterator[Days]:
    """Yield sets of free days for a pace of `PACES`, those to try first before others."""
    coming = sorted(free, key=lambda day: (day - place_of(begin)) % LENGTH)
    if pace < WEEK // 2:
        stride = LENGTH // pace
        for day in coming:
            days = frozenset((day + turn) % LENGTH for turn in range(0, LENGTH, stride))
            if days <= free:
                yield days
        return
    whole = [day for day in range(WEEK) if {*range(day, LENGTH, WEEK)} <= free]
    sets = sorted(combinations(whole, pace // 4), key=_spacing, reverse=True)
    for chosen in islice(sets, CHOICES):
        yield frozenset(day + week for day in chosen for week in range(0, LENGTH, WEEK))


def _spacing(days: Sequence[int]) -> tuple[int, ...]:
    """Return the gaps between uses of a week, the shortest first: more is better spaced."""
    following = [*days[1:], days[0] + WEEK]
    return tuple(sorted(after - day for day, after in zip(days, following, strict=True)))


def some_of(pace: int, nights: Days, begin: date) -> Iterator[Days]:
    """Yield even shares of the nights of a cycle, `pace` of them at most."""
    coming = sorted(nights, key=lambda day: (day - place_of(begin)) % LENGTH)
    stride = max(1, -(-len(coming) // pace))
    for offset in range(stride if coming else 0):
        yield frozenset(coming[offset::stride])
