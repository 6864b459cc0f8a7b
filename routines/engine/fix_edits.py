"""The single changes a fix is made of: each is a value that turns a plan into a plan.

`today` is the first day that may change; None (a routine file) changes all dates in place.
"""

from dataclasses import dataclass, replace
from datetime import date

from products.knowledge import kinds
from routines.engine.edits import (
    EditError,
    add_step,
    change_line,
    line_versions,
    move_line,
    remove_line,
)
from routines.engine.plan import Extra, Plan, Session, Skip, Step
from routines.engine.schedule import Schedule

LAST_LAYER = 1_000


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
        _demand_product(plan, self.product)
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
        _demand_product(plan, self.product)
        if any(step.line == self.line for step in plan.steps):
            message = f"{self.line} is there already"
            raise EditError(message)
        step = Step(self.line, self.product, self.session, self.schedule, self.routine, today)
        return _settle(add_step(plan, step), self.line, today)


@dataclass(frozen=True, slots=True)
class SkipUse:
    """Leave out one planned use of a line; `product` is what it would be on that date."""

    day: date
    session: Session
    line: str
    product: str

    def apply(self, plan: Plan, today: date | None) -> Plan:
        line_versions(plan, self.line, today)
        if today is None:
            skip = Skip(self.day, self.session, product=self.product)
        elif self.day >= today:
            skip = Skip(self.day, self.session, line=self.line)
        else:
            message = f"{self.day} is past"
            raise EditError(message)
        return plan if skip in plan.skips else replace(plan, skips=(*plan.skips, skip))


@dataclass(frozen=True, slots=True)
class MoveUse:
    """Use a line on another date, once. Not for a routine file, which has no place for it."""

    day: date
    session: Session
    line: str
    product: str
    to: date

    def apply(self, plan: Plan, today: date | None) -> Plan:
        skipped = SkipUse(self.day, self.session, self.line, self.product).apply(plan, today)
        if today is None or self.to < today or skipped is plan:
            message = f"{self.line} cannot be moved to {self.to}"
            raise EditError(message)
        extra = Extra(self.to, self.session, self.product, line=self.line)
        return replace(skipped, extras=(*plan.extras, extra))


@dataclass(frozen=True, slots=True)
class UseOnce:
    """Use a product of the plan once, besides its schedule."""

    day: date
    session: Session
    product: str

    def apply(self, plan: Plan, today: date | None) -> Plan:
        _demand_product(plan, self.product)
        if today is not None and self.day < today:
            message = f"{self.day} is past"
            raise EditError(message)
        extra = Extra(self.day, self.session, self.product)
        return plan if extra in plan.extras else replace(plan, extras=(*plan.extras, extra))


Edit = Reschedule | Remove | Swap | Place | MoveSession | Add | SkipUse | MoveUse | UseOnce


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


def _demand_product(plan: Plan, product: str) -> None:
    if product not in plan.products:
        message = f"{product} is not among the products"
        raise EditError(message)


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
    layer = kinds()[plan.products[product].kind].layer
    return LAST_LAYER if layer is None else layer
