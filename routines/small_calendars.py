"""Weeks drawn small, to compare two plans: the examples of a rule, a fix before it is applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from routines.cells import DayCell, Facts, day_cells
from routines.engine.timeline import Timeline
from routines.month import WEEK


@dataclass(frozen=True, slots=True)
class SmallCalendar:
    """One of two plans: how it differs, its steps, its weeks, and what is said of it.

    `severity` is that of the worst thing said, empty where nothing is.
    """

    caption: str
    steps: tuple[str, ...]
    weeks: tuple[tuple[DayCell, ...], ...]
    verdict: str
    severity: str


def small_weeks(
    days: Sequence[date], timeline: Timeline, facts: Facts, states: Mapping[date, str]
) -> tuple[tuple[DayCell, ...], ...]:
    """Return whole weeks whose days lead nowhere, as one of the plans is not the one in force.

    `states` are what styles look at besides the usual.
    """
    cells = [
        replace(cell, linked=False, states=f"{cell.states} {states.get(cell.day, '')}".strip())
        for cell in day_cells(days, timeline, facts)
    ]
    return tuple(tuple(cells[n : n + WEEK]) for n in range(0, len(cells), WEEK))
