"""What a fix has to mend, and whether it did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from routines.engine.check import Checked, check, checked
from routines.engine.flags import Flag, Rule, Scope
from routines.engine.plan import Plan, Session, Step
from routines.engine.timeline import Timeline

WEEK = timedelta(days=7)
LOOKAHEAD = timedelta(days=35)
"""How far beyond the window a fix has to hold."""

LAST_DATE = date(2199, 12, 31)
"""The last date a plan may name."""

COUNTING = frozenset(("frequency", "combinations"))
"""Sections whose rules speak of too many uses: what else is used makes them say more, not less."""

Key = tuple[str, date, Session | None, str]
"""What makes a flag the same before and after a fix."""


@dataclass(frozen=True)
class Outlook:
    """A plan and what its rules say from `first` to `last`, the dates a fix has to stand.

    `today` is the first day that may change; None (a routine file) = any. There are no such
    dates where nothing was `checked`.
    """

    plan: Plan
    first: date
    last: date
    today: date | None
    rules: Mapping[str, Rule]
    flags: tuple[Flag, ...]
    checked: Checked | None = None

    def after(self, plan: Plan) -> "Outlook":
        """Return the outlook of a changed plan."""
        now = self.checked and self.checked.again(plan)
        return replace(self, plan=plan, flags=now.flags if now else (), checked=now)

    def key(self, flag: Flag) -> Key:
        """Return the key of a flag; one that stands for a product is told apart by it."""
        about = flag.products[0] if self.rules[flag.rule].scope is Scope.PRODUCT else ""
        return flag.rule, flag.date, flag.session, about

    @cached_property
    def keys(self) -> frozenset[Key]:
        return frozenset(map(self.key, self.flags))

    def says_more_than(self, before: "Outlook") -> bool:
        """Say whether anything is flagged here that was not flagged before."""
        return not self.keys <= before.keys


def look_ahead(
    plan: Plan,
    first: date,
    last: date,
    today: date | None,
    rules: Mapping[str, Rule],
    timeline: Timeline | None = None,
) -> Outlook:
    """Return the outlook for a window: from today on if that is later, and 35 days more.

    A `timeline` that is given covers all that, and the history before it.
    """
    begin, end = max(first, today or first), min(last + LOOKAHEAD, LAST_DATE)
    now = checked(plan, begin, end, rules, timeline) if begin <= end else None
    return Outlook(plan, begin, end, today, rules, now.flags if now else (), now)


@dataclass(frozen=True)
class Trouble:
    """The flags of one rule (and of those folded into it) that a fix has to make go away."""

    outlook: Outlook
    rule: Rule
    flags: tuple[Flag, ...]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The versions behind the flags that can change, in order of application."""
        plan, lines = self.outlook.plan, self._lines
        return tuple(
            step
            for step in plan.steps
            if step.line in lines
            and (step.last is None or step.last >= self.outlook.first)
            and not plan.products[step.product].prescribed
        )

    @cached_property
    def _lines(self) -> frozenset[str]:
        return frozenset(line for flag in self.flags for line in flag.lines)

    @cached_property
    def _marks(self) -> frozenset[tuple[Key, str]]:
        key_of = self.outlook.key
        return frozenset((key_of(flag), key) for flag in self.flags for key in flag.products)

    @property
    def begin(self) -> date:
        """The first date that a new schedule has to cover."""
        return self.outlook.today or self.outlook.plan.start or self.outlook.first

    @property
    def within_days(self) -> bool:
        """Say whether each date would be in trouble by itself, whatever came before it."""
        return all(set(flag.dates) <= {flag.date} for flag in self.flags)

    @property
    def passes(self) -> bool:
        """Say whether it is over within a week: then no habit needs to change."""
        first, last = self.flags[0].date, self.flags[-1].date
        return last - first <= WEEK and last + 2 * WEEK <= self.outlook.last

    def left(self, plan: Plan) -> tuple[Flag, ...]:
        """Return what these rules would still say of the plan, or newly; a quick look only."""
        rules = {flag.rule: self.outlook.rules[flag.rule] for flag in self.flags}
        outlook = self.outlook
        return self.unsolved(check(self._narrowed(plan), outlook.first, outlook.last, rules))

    def unsolved(self, after: Iterable[Flag]) -> tuple[Flag, ...]:
        """Return those flags of a changed plan that are to go away, or are new and as severe."""
        key_of, before = self.outlook.key, self.outlook.keys
        worst = max(flag.severity.rank for flag in self.flags)
        return tuple(
            flag
            for flag in after
            if any((key_of(flag), product) in self._marks for product in flag.products)
            or (flag.severity.rank >= worst and key_of(flag) not in before)
        )

    def _narrowed(self, plan: Plan) -> Plan:
        """Return as much of the plan as decides on the flags.

        Nothing else silences a rule of uses that are too many; to one of order its sessions
        matter, to any other all that is used.
        """
        steps = tuple(step for step in plan.steps if step.line in self._lines)
        if self.rule.section == "order":
            places = {_place(step) for step in steps}
            steps = tuple(step for step in plan.steps if _place(step) in places)
        elif self.rule.section not in COUNTING:
            return plan
        return replace(plan, steps=steps)


def _place(step: Step) -> tuple[str, Session]:
    return step.routine, step.session
