"""The single changes a fix is made of: each is a value that turns a plan into a plan.

`today` is the first day that may change; None (a routine file) changes all dates in place.
"""

from dataclasses import dataclass, replace
from datetime import date

from routines.engine.dated_edits import MoveUse, PauseLine, SkipUse, StartLater, UseOnce
from routines.engine.edits import (
    EditError,
    add_step,
    change_line,
    demand_product,
    line_versions,
    move_line,
    remove_line,
)
from routines.engine.plan import Plan, Session, Step
from routines.engine.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Reschedule:
    """Give a line another schedule, from `begin` on if that is set and later."""

    line: str
    schedule: Schedule
    begin: date | None = None

    def apply(self, plan: Plan, today: date | None) -> Plan:
        versions = line_versions(plan, self.line, today)
        if not any(self._begun(step) != step for step in versions):
            return plan
        plan = change_line(plan, self.line, today, schedule=self.schedule)
        opened = line_versions(plan, self.line, today)
        steps = (self._begun(step) if step in opened else step for step in plan.steps)
        return replace(
            plan,
            steps=tuple(
                step for step in steps if not (step.first and step.last) or step.first <= step.last
            ),
        )

    def _begun(self, step: Step) -> Step:
        first = max((day for day in (step.first, self.begin) if day), default=None)
        return replace(step, schedule=self.schedule, first=first)


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a line out of its routine."""

    line: str

    def apply(self, plan: Plan, today: date | None) -> Plan:
        return remove_line(plan, self.line, today)


@dataclass(frozen=True, slots=True)
class Swap:
    """Use another product of the plan in a line."""

    line: str
    product: str

    def apply(self, plan: Plan, today: date | None) -> Plan:
        demand_product(plan, self.product)
        return change_line(plan, self.line, today, product=self.product)


@dataclass(frozen=True, slots=True)
class Place:
    """Put a line directly before or after another one of its session."""

    line: str
    other: str
    after: bool

    def apply(self, plan: Plan, today: date | None) -> Plan:
        mine, other = (line_versions(plan, line, today)[-1] for line in (self.line, self.other))
        if not _same_session(mine, other):
            message = f"{self.line} and {self.other} are no longer in one session"
            raise EditError(message)
        side = "after" if self.after else "before"
        moved = move_line(plan, self.line, today, **{side: self.other})
        return (
            plan
            if _lines_beside(moved, mine, today) == _lines_beside(plan, mine, today)
            else moved
        )


@dataclass(frozen=True, slots=True)
class MoveSession:
    """Use a line in the other session, at the place of its kind."""

    line: str
    session: Session

    def apply(self, plan: Plan, today: date | None) -> Plan:
        if any(step.session is self.session for step in line_versions(plan, self.line, today)):
            message = f"{self.line} is there already"
            raise EditError(message)
        plan = change_line(plan, self.line, today, session=self.session)
        return _settle(plan, self.line, today)


@dataclass(frozen=True, slots=True)
class Add:
    """Add a line for a product of the plan, at the place of its kind."""

    line: str
    product: str
    session: Session
    routine: str
    schedule: Schedule

    def apply(self, plan: Plan, today: date | None) -> Plan:
        demand_product(plan, self.product)
        if any(step.line == self.line for step in plan.steps):
            message = f"{self.line} is there already"
            raise EditError(message)
        step = Step(self.line, self.product, self.session, self.schedule, self.routine, today)
        return _settle(add_step(plan, step), self.line, today)


Edit = (
    Reschedule
    | Remove
    | Swap
    | Place
    | MoveSession
    | Add
    | SkipUse
    | MoveUse
    | UseOnce
    | PauseLine
    | StartLater
)


def session_lines(
    plan: Plan, routine: str, session: Session, today: date | None
) -> tuple[str, ...]:
    """Return the lines of a session that run from today on, in order of application."""
    running = (
        step.line
        for step in plan.steps
        if (step.routine, step.session) == (routine, session)
        and (today is None or step.last is None or step.last >= today)
    )
    return tuple(dict.fromkeys(running))


def _lines_beside(plan: Plan, step: Step, today: date | None) -> tuple[str, ...]:
    return session_lines(plan, step.routine, step.session, today)


def _same_session(step: Step, other: Step) -> bool:
    return (step.routine, step.session) == (other.routine, other.session)


def _settle(plan: Plan, line: str, today: date | None) -> Plan:
    """Put a line where the fewest of its session stand on the wrong side of it by layer."""
    mine = line_versions(plan, line, today)[-1]
    others = [other for other in _lines_beside(plan, mine, today) if other != line]
    if not others:
        return plan
    layer, layers = _layer(plan, line), [_layer(plan, other) for other in others]

    def misplaced(place: int) -> int:
        before, after = layers[:place], layers[place:]
        return sum(other > layer for other in before) + sum(other < layer for other in after)

    place = min(reversed(range(len(others) + 1)), key=misplaced)
    neighbour = Place(line, others[max(place - 1, 0)], after=place > 0)
    return neighbour.apply(plan, today)


def _layer(plan: Plan, line: str) -> int:
    product = next(step.product for step in reversed(plan.steps) if step.line == line)
    return plan.products[product].kind_facts.place
