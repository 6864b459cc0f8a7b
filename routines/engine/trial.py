"""What the rules would say if the products of a shelf were used like this."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from routines.engine.check import Checked, checked
from routines.engine.flags import Flag, Rule, Scope
from routines.engine.four_weeks import LENGTH
from routines.engine.plan import Plan, Session, Step
from routines.engine.schedule import Schedule
from routines.engine.trouble import LAST_DATE

LATEST_START = timedelta(days=2 * LENGTH)
"""How late a rhythm begins at most: on a date of four weeks, the last day of its own four."""
Seats = Mapping[Session, Schedule]
"""When a product is used, by session."""
Key = tuple[str, date | None, Session | None, str]


@dataclass(frozen=True)
class Trial:
    """A plan whose steps stay as they are, and the dates and rules to judge it by.

    `first` is the first date that steps may be added on, `far` the last one that flags are asked
    for. What the plan is flagged for as it stands is nobody's fault and never counts, unless one
    of the products joins in. From `fresh_from` on a pack that is over is replaced by another one.
    `new` products are first used when they are first placed.
    """

    plan: Plan
    first: date
    last: date
    far: date
    rules: Mapping[str, Rule]
    routine: str = ""
    fresh_from: date = date.max
    new: frozenset[str] = frozenset()

    def with_seats(self, seats: Mapping[str, Seats]) -> Plan:
        """Return the plan with these products added, each session in order of its layers."""
        added = [
            Step(f"{session}-{product}", product, session, when, self.routine, self._since)
            for product, sessions in seats.items()
            for session, when in sessions.items()
        ]
        mine = [step for step in self.plan.steps if self._shares_order(step)]
        others = [step for step in self.plan.steps if not self._shares_order(step)]
        return replace(self.plan, steps=(*others, *sorted((*mine, *added), key=self._layer)))

    def _shares_order(self, step: Step) -> bool:
        """Say whether a step stands among those that are added: past ones keep their order."""
        return step.routine == self.routine and (step.last is None or step.last >= self.first)

    @cached_property
    def dates(self) -> list[date]:
        """The dates of four weeks on which anything is used at all."""
        pauses = [pause for pause in self.plan.pauses if pause.of_everything]
        days = (self.first + timedelta(days=day) for day in range(LENGTH))
        return [
            day
            for day in days
            if day <= LAST_DATE and not any(p.first <= day <= p.last for p in pauses)
        ]

    @property
    def _since(self) -> date | None:
        """A routine file has no place for a step's own first date."""
        return self.first if self.routine else None

    def _layer(self, step: Step) -> tuple[str, int]:
        return step.session, self.plan.products[step.product].kind_facts.place

    @cached_property
    def _before(self) -> Mapping[Key, set[str]]:
        """Return what the plan is flagged for as it stands, each with the products it names."""
        named: dict[Key, set[str]] = defaultdict(set)
        for flag in self._flags_of(self.plan, self.first, self.far):
            named[self._key(flag)].update(flag.products)
        return dict(named)

    def _key(self, flag: Flag) -> Key:
        if self.rules[flag.rule].scope is Scope.PRODUCT:
            return flag.rule, None, None, flag.products[0]
        return flag.rule, flag.date, flag.session, ""

    def flags(
        self, seats: Mapping[str, Seats], last: date | None = None, first: date | None = None
    ) -> tuple[Flag, ...]:
        """Return the flags that come with these products, between two dates if they are given."""
        plan = self.with_seats(seats)
        begun = {
            key: replace(plan.products[key], first_used=self.first_use(key, seats[key]))
            for key in self.new & seats.keys()
        }
        plan = replace(plan, products={**plan.products, **begun})
        found = self._flags_of(plan, first or self.first, last or self.last)
        return tuple(flag for flag in found if self._counts(flag, seats.keys()))

    def _flags_of(self, plan: Plan, first: date, last: date) -> tuple[Flag, ...]:
        """Check a plan; most differ from the one before in what one product is used for."""
        before = self._latest.get((first, last))
        found = before.again(plan) if before else checked(plan, first, last, self.rules)
        self._latest[first, last] = found
        return found.flags

    @cached_property
    def _latest(self) -> dict[tuple[date, date], Checked]:
        """What was checked last, by its first and last date."""
        return {}

    def _counts(self, flag: Flag, seated: Set[str]) -> bool:
        """Say whether a flag is new, or one of these products joins in what was flagged before.

        Who only stands by where no step is to change (a reaction that is noted) does not join in.
        """
        known = self._before.get(self._key(flag))
        if known is None:
            return True
        joining = seated & (set(flag.products) - known)
        return bool(joining and self.rules[flag.rule].verbs)

    def tips(self, flags: Iterable[Flag]) -> frozenset[str]:
        """Return the rules of flags below a caution that another rhythm might spare."""
        return frozenset(
            flag.rule
            for flag in flags
            if not flag.is_grave and self.rules[flag.rule].scope is not Scope.PRODUCT
        )

    def bars(self, flag: Flag) -> bool:
        """Say whether an arrangement may not be flagged like this: no other pack answers it."""
        return flag.is_grave and not self.wants_pack(flag)

    def wants_pack(self, flag: Flag) -> bool:
        """Say whether a flag is about a pack, from when on another one may be opened."""
        return self.rules[flag.rule].section == "freshness" and flag.date >= self.fresh_from

    def first_use(self, key: str, seats: Seats) -> date | None:
        """Return when a product is used for the first time, None where that is not known."""
        if key not in self.new:
            return self.plan.products[key].first_used
        days = (
            next(iter(when.dates(self.first, self.first + LATEST_START)), None)
            for when in seats.values()
        )
        return min(filter(None, days), default=None)
