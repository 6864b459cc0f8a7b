"""Schedules as a routine file writes them: "daily", "mon thu", "every 4 from 2026-03-02"..."""

import datetime as dt
import re

from routines.engine.readers import FIRST_YEAR, RoutineFileError, day, text
from routines.engine.schedule import DAILY, EPOCH, OnDates, Periodic, Schedule, weekdays

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBER = r"([1-9][0-9]{0,2})"
_EVERY = re.compile(rf"every {_NUMBER} from (\S+)")
_CYCLE = re.compile(rf"cycle {_NUMBER} days ({_NUMBER}(?:,{_NUMBER})*) from (\S+)")


def read_schedule(value: object, place: str) -> Schedule:
    """Return the schedule a text means. Raises RoutineFileError with the place."""
    words = text(value, place).split()
    line = " ".join(words)
    if line == "daily":
        return DAILY
    if words and all(word in WEEKDAYS for word in words):
        return weekdays(*(WEEKDAYS.index(word) for word in words))
    if words[:1] == ["on"] and words[1:]:
        return OnDates(tuple(day(word, place) for word in words[1:]))
    if every := _EVERY.fullmatch(line):
        return Periodic(int(every[1]), (0,), day(every[2], place))
    if cycle := _CYCLE.fullmatch(line):
        return _cycle(cycle, place)
    raise RoutineFileError(place, f"{value!r} is no schedule")


def write_schedule(schedule: Schedule) -> str:
    """Return the text of a schedule; reading it again gives the same dates from 1970 on."""
    if isinstance(schedule, OnDates):
        return " ".join(("on", *(day.isoformat() for day in sorted(set(schedule.on)))))
    due = sorted(set(schedule.due))
    if schedule.anchor == EPOCH and len(due) == schedule.period:
        return "daily"
    if schedule.anchor == EPOCH and schedule.period == len(WEEKDAYS):
        return " ".join(WEEKDAYS[day] for day in due)
    anchor = _writable(schedule)
    if due == [0]:
        return f"every {schedule.period} from {anchor}"
    positions = ",".join(str(day + 1) for day in due)
    return f"cycle {schedule.period} days {positions} from {anchor}"


def _cycle(match: re.Match[str], place: str) -> Periodic:
    period = int(match[1])
    positions = sorted({int(position) for position in match[2].split(",")})
    if positions[-1] > period:
        raise RoutineFileError(place, f"a cycle of {period} days has no day {positions[-1]}")
    anchor = day(match[match.re.groups], place)
    return Periodic(period, tuple(position - 1 for position in positions), anchor)


def _writable(schedule: Periodic) -> dt.date:
    """Return the anchor, moved on by whole periods to the first year a file may name."""
    missing = (dt.date(FIRST_YEAR, 1, 1) - schedule.anchor).days
    periods = max(0, -(-missing // schedule.period))
    return schedule.anchor + dt.timedelta(days=periods * schedule.period)
