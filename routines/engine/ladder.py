"""Share four weeks between products that get in each other's way, from once to more often."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from routines.engine.flags import Flag
from routines.engine.four_weeks import (
    ALL,
    LENGTH,
    PACES,
    Days,
    choices,
    place_of,
    schedule_of,
    some_of,
)
from routines.engine.habits import Habit
from routines.engine.plan import Session
from routines.engine.trial import Seats, Trial

TRIES = 6
"""How many sets of days are tried for one more use; nearly always one of the first fits."""


@dataclass
class Climber:
    """A product on its way up. `nights` are the only evenings it may have, if there are any.

    `steps` are the seats it had so far, the latest last; `held_by` is the rule against more;
    `taken` are days on which others stand against it.
    """

    product: str
    habit: Habit
    begin: date
    wished: bool = False
    nights: Days | None = None
    steps: list[Seats] = field(default_factory=list)
    taken: dict[Session, set[int]] = field(default_factory=lambda: defaultdict(set))
    held_by: str = ""

    @property
    def top(self) -> int:
        """How often a product is used in its first session when nothing stands against it."""
        return next(iter(self.habit.paces.values()))


class Ladder:
    """Climbers beside products that have their seats already (`beside`)."""

    def __init__(self, trial: Trial, beside: Mapping[str, Seats], climbers: list[Climber]) -> None:
        self._trial = trial
        self._seats = dict(beside)
        self._climbers = climbers
        self._tips = frozenset[str]()

    def climb(self) -> None:
        """Seat everyone once, then give each in turn one more use up to the top; wishes first."""
        seat, *paces = PACES
        self._round(self._climbers, seat)
        for wished in (True, False):
            climbers = [each for each in self._climbers if each.wished == wished]
            for pace in paces:
                self._round(climbers, pace)
            for climber in climbers:
                if not climber.held_by and len(climber.habit.paces) > 1:
                    self._raise(climber, self._both(climber), first=False)

    def _round(self, climbers: list[Climber], pace: int) -> None:
        for climber in climbers:
            if climber.top >= pace and not climber.held_by:
                self._raise(climber, self._sets(climber, pace), first=pace == PACES[0])

    def _sets(self, climber: Climber, pace: int) -> Iterator["_Sets"]:
        closed = climber.habit.avoided - set(climber.steps[-1]) if climber.steps else frozenset()
        for session in climber.habit.sessions:
            night = climber.nights is None or session is Session.PM
            if night and session not in closed:
                yield _Sets(climber, session, pace, {})

    def _both(self, climber: Climber) -> Iterator["_Sets"]:
        (session,) = climber.steps[-1]
        other = next(each for each in climber.habit.sessions if each is not session)
        pace = list(climber.habit.paces.values())[1]
        yield _Sets(climber, other, pace, climber.steps[-1])

    def _raise(self, climber: Climber, sets: Iterator["_Sets"], *, first: bool) -> None:
        """Take the first days that fit. More than once has to come without a new tip, too."""
        against: Counter[str] = Counter()
        second_best: Seats | None = None
        for choice in sets:
            for seats in choice.seats(self._trial.first):
                flags = self._trial.flags({**self._seats, climber.product: seats})
                barring = [flag for flag in flags if self._trial.bars(flag)]
                choice.learn(climber.product, barring)
                blocking = {flag.rule for flag in barring}
                tips = self._trial.tips(flags) - self._tips
                if not blocking and not tips:
                    self._take(climber, seats)
                    return
                against.update(blocking or tips)
                if first and not blocking:
                    second_best = second_best or seats
        if second_best is not None:
            self._take(climber, second_best)
            self._tips |= self._trial.tips(self._trial.flags(self._seats))
        else:
            climber.held_by = max(sorted(against), key=lambda rule: against[rule], default="")

    def _take(self, climber: Climber, seats: Seats) -> None:
        self._seats[climber.product] = seats
        climber.steps.append(seats)


class _Sets:
    """The sets of days to try for a pace in one session; flags teach it what to leave out."""

    def __init__(self, climber: Climber, session: Session, pace: int, beside: Seats) -> None:
        self._climber = climber
        self._session = session
        self._pace = pace
        self._beside = beside
        self._nights = ALL if climber.nights is None else climber.nights
        self._taken = climber.taken[session]
        self._tried: set[Days] = set()

    def seats(self, today: date) -> Iterator[Seats]:
        begin, most = self._climber.begin, LENGTH if self._pace == 1 else TRIES
        while len(self._tried) < most:
            free = self._nights - self._taken
            found = choices(self._pace, free, begin)
            if self._climber.nights is not None:
                found = some_of(self._pace, free, begin)
            days = next((days for days in found if days not in self._tried), None)
            if days is None:
                return
            self._tried.add(days)
            yield {**self._beside, self._session: schedule_of(days, begin, today)}

    def learn(self, product: str, flags: Iterable[Flag]) -> None:
        """Leave out days on which these flags hold whatever else the product is used on."""
        self._taken |= {
            place_of(flag.date)
            for flag in flags
            if product in flag.products and set(flag.dates) <= {flag.date}
        }
