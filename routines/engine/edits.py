"""Change the lines of a plan from a day on, without touching what was planned before it.

Every function takes the first day the change holds (`since`). None changes a line over all its
dates, as a routine file is edited. A version that began before `since` is closed on the day
before and goes on as a new version of the same line; a version that begins on or after it is
changed in place. Lines that are not in the plan from that day on raise EditError.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from routines.engine.plan import Plan, Session, Step
from routines.engine.schedule import Schedule


class EditError(ValueError):
    """The plan has no such line from that day on."""


def _lasts(step: Step, since: date | None) -> bool:
    return since is None or step.last is None or step.last >= since


def _began(step: Step, since: date | None) -> bool:
    return since is not None and (step.first is None or step.first < since)


def _closed(step: Step, since: date | None) -> Iterator[Step]:
    """Yield the part of a version that lies before the change, if there is one."""
    if since is not None and _began(step, since):
        yield replace(step, last=since - timedelta(days=1))


def _opened(step: Step, since: date | None) -> Step:
    return replace(step, first=since) if _began(step, since) else step


def line_versions(plan: Plan, line: str, since: date | None) -> tuple[Step, ...]:
    """Return the versions of a line that run on or after a day, in plan order."""
    found = tuple(step for step in plan.steps if step.line == line and _lasts(step, since))
    if not found:
        message = f"no line {line!r} in this plan any more"
        raise EditError(message)
    return found


def change_line(
    plan: Plan,
    line: str,
    since: date | None,
    *,
    product: str | None = None,
    session: Session | None = None,
    schedule: Schedule | None = None,
) -> Plan:
    """Give a line another product, session or schedule, from `since` on."""
    line_versions(plan, line, since)
    steps: list[Step] = []
    for step in plan.steps:
        if step.line != line or not _lasts(step, since):
            steps.append(step)
            continue
        steps += _closed(step, since)
        changed = replace(
            _opened(step, since),
            product=step.product if product is None else product,
            session=step.session if session is None else session,
            schedule=step.schedule if schedule is None else schedule,
        )
        steps.append(changed)
    return replace(plan, steps=tuple(steps))


def remove_line(plan: Plan, line: str, since: date | None) -> Plan:
    """End a line before `since`; versions that have not begun are dropped."""
    line_versions(plan, line, since)
    steps: list[Step] = []
    for step in plan.steps:
        if step.line == line and _lasts(step, since):
            steps += _closed(step, since)
        else:
            steps.append(step)
    return replace(plan, steps=tuple(steps))


def move_line(
    plan: Plan, line: str, since: date | None, *, before: str = "", after: str = ""
) -> Plan:
    """Put a line directly before or after another one of its routine and session."""
    moving = [_opened(step, since) for step in line_versions(plan, line, since)]
    rest: list[Step] = []
    for step in plan.steps:
        if step.line == line and _lasts(step, since):
            rest += _closed(step, since)
        else:
            rest.append(step)
    neighbour = before or after
    places = [
        index for index, step in enumerate(rest) if step.line == neighbour and _lasts(step, since)
    ]
    if not places or neighbour == line:
        message = f"no line {neighbour!r} in this plan any more"
        raise EditError(message)
    place = places[0] if before else places[-1] + 1
    return replace(plan, steps=(*rest[:place], *moving, *rest[place:]))


def add_step(plan: Plan, step: Step, *, before: str = "") -> Plan:
    """Add a new line before another one, or at the end."""
    places = [index for index, other in enumerate(plan.steps) if before and other.line == before]
    place = places[-1] if places else len(plan.steps)
    return replace(plan, steps=(*plan.steps[:place], step, *plan.steps[place:]))


def demand_product(plan: Plan, product: str) -> None:
    """Raise EditError for a product the plan does not hold."""
    if product not in plan.products:
        message = f"{product} is not among the products"
        raise EditError(message)
