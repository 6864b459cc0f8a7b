"""Sparser schedules for lines that meet too often, the least change first.

Lines are looked at together, on a period they share. Each proposal names the new schedule of
each line it changes; None takes the line out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import combinations, islice
from math import ceil, lcm

from routines.engine.plan import Step
from routines.engine.schedule import EPOCH, Periodic

Schedules = dict[str, Periodic | None]

WEEK = 7
SPACED = 3
"""Days between two uses that are spaced well enough."""
LONGEST_PERIOD = 999
RAREST = 14
"""The longest "every N days" that is proposed."""
WAYS = 2
"""How many choices of days are proposed for each number of days."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When steps are due in a period they share: `days` (0 = EPOCH, modulo period) by line."""

    period: int
    days: Mapping[str, frozenset[int]]
    anchors: Mapping[str, date]
    products: Mapping[str, str]

    @property
    def all_days(self) -> list[int]:
        return sorted(frozenset().union(*self.days.values()))

    def schedules(self, kept: Mapping[str, frozenset[int]], begin: date) -> Schedules:
        """Return the schedules of the lines whose days change."""
        return {
            line: self._schedule(line, kept.get(line, frozenset()), begin)
            for line, days in self.days.items()
            if kept.get(line, frozenset()) != days
        }

    def _schedule(self, line: str, days: frozenset[int], begin: date) -> Periodic | None:
        if not days:
            return None
        anchor = self.anchors[line]
        if self.period != WEEK and (anchor == EPOCH or len(days) == 1):
            start = begin if anchor == EPOCH else anchor
            anchor = start + timedelta(days=min(self.wait(day, start) for day in days))
        offset = (anchor - EPOCH).days
        return Periodic(
            self.period, tuple(sorted((day - offset) % self.period for day in days)), anchor
        )

    def wait(self, day: int, begin: date) -> int:
        """Return how many days after `begin` this day of the period comes."""
        return (day - (begin - EPOCH).days) % self.period


def shared_rhythm(steps: Sequence[Step], *, times: int = 1) -> Rhythm | None:
    """Return when steps are due in `times` their shared period (daily alone counts as weekly).

    None where they share none: a step runs on a list of dates, or in two versions.
    """
    schedules = {step.line: step.schedule for step in steps}
    periodic = {line: item for line, item in schedules.items() if isinstance(item, Periodic)}
    if not steps or len(periodic) < len(steps):
        return None
    period = times * lcm(*(item.period for item in periodic.values()))
    if period > LONGEST_PERIOD:
        return None
    days = {
        line: frozenset(
            ((item.anchor - EPOCH).days + day + turn) % period
            for day in item.due
            for turn in range(0, period, item.period)
        )
        for line, item in periodic.items()
    }
    anchors = {line: item.anchor for line, item in periodic.items()}
    return Rhythm(period, days, anchors, {step.line: step.product for step in steps})


def fewer_days(steps: Sequence[Step], begin: date) -> Iterator[Schedules]:
    """Yield plans that keep some of the days, most days first, well spaced ones before others.

    Each product keeps a day.
    """
    daily = all(getattr(step.schedule, "period", 0) == 1 for step in steps)
    rhythm = shared_rhythm(steps, times=WEEK if daily else 1)
    if rhythm is None or len(rhythm.all_days) > WEEK:
        return
    for number in range(len(rhythm.all_days), 0, -1):
        dealt = [_dealt(rhythm, days) for days in combinations(rhythm.all_days, number)]
        choices = [kept for kept in dealt if _keeps_products(rhythm, kept)]
        choices.sort(key=lambda kept: -_spacing(rhythm, kept))
        for kept in choices[:WAYS]:
            if schedules := rhythm.schedules(kept, begin):
                yield schedules


def _dealt(rhythm: Rhythm, days: Sequence[int]) -> dict[str, frozenset[int]]:
    """Deal the days to the lines that were due on them: each product a turn, few lines."""
    dealt: dict[str, set[int]] = defaultdict(set)
    turns: Counter[str] = Counter()
    for day in days:
        line = min(
            (line for line in rhythm.days if day in rhythm.days[line]),
            key=lambda line: (turns[rhythm.products[line]], -len(dealt[line])),
        )
        turns[rhythm.products[line]] += 1
        dealt[line].add(day)
    return {line: frozenset(days) for line, days in dealt.items() if days}


def _keeps_products(rhythm: Rhythm, kept: Mapping[str, frozenset[int]]) -> bool:
    return {rhythm.products[line] for line in kept} == set(rhythm.products.values())


def _spacing(rhythm: Rhythm, kept: Mapping[str, frozenset[int]]) -> int:
    """Return the fewest days between two uses; more than enough counts as enough."""
    days = sorted(frozenset().union(*kept.values()))
    following = [*days[1:], days[0] + rhythm.period]
    return min(SPACED, *(after - day for day, after in zip(days, following, strict=True)))


def longer_gaps(steps: Sequence[Step], begin: date) -> Iterator[Schedules]:
    """Yield "every N days" from the first use on, the smallest longer gap first.

    Several lines take turns, so that any two uses are N days apart.
    """
    rhythm = shared_rhythm(steps)
    if rhythm is None:
        return
    until = begin + timedelta(days=LONGEST_PERIOD)
    first = min((day for step in steps for day in step.schedule.dates(begin, until)), default=None)
    if first is None:
        return
    uses = sum(map(len, rhythm.days.values()))
    for gap in range(max(2, rhythm.period // uses + 1), RAREST + 1):
        yield {
            line: Periodic(gap * len(steps), (0,), first + timedelta(days=gap * turn))
            for turn, line in enumerate(rhythm.days)
        }


def turns(steps: Sequence[Step], begin: date) -> Schedules | None:
    """Return schedules on which no two of the lines share a date; None if that takes one out."""
    rhythm = shared_rhythm(steps)
    if rhythm is None:
        return None
    every = rhythm.all_days
    if all(len(days) == len(every) for days in rhythm.days.values()):
        rhythm = shared_rhythm(steps, times=ceil(len(steps) / len(every))) or rhythm
        queue = sorted(rhythm.all_days, key=partial(rhythm.wait, begin=begin))
        kept = {
            line: frozenset(queue[turn :: len(steps)]) for turn, line in enumerate(rhythm.days)
        }
    else:
        kept, taken = {}, frozenset[int]()
        for line in sorted(rhythm.days, key=lambda line: len(rhythm.days[line])):
            kept[line] = rhythm.days[line] - taken
            taken |= rhythm.days[line]
    return rhythm.schedules(kept, begin) if all(kept.values()) else None


def moved_days(steps: Sequence[Step], days: frozenset[int], begin: date) -> Iterator[Schedules]:
    """Yield plans that move one of these weekdays of one line to a free one, well spaced first."""
    rhythm = shared_rhythm(steps)
    if rhythm is None or rhythm.period != WEEK:
        return
    free = [day for day in range(WEEK) if day not in rhythm.all_days]
    choices = [
        {**rhythm.days, line: rhythm.days[line] - {day} | {target}}
        for line in reversed(list(rhythm.days))
        for day in rhythm.days[line] & days
        for target in sorted(free, key=lambda target: (abs(target - day), target))
    ]
    choices.sort(key=lambda kept: -_spacing(rhythm, kept))
    for kept in islice(choices, 2 * WAYS):
        yield rhythm.schedules(kept, begin)
