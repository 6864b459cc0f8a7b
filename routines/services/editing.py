"""Edit a routine in the builder: past days keep what was planned, and each edit has an undo."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from routines.engine import edits
from routines.engine import plan as engine
from routines.engine.ordering import put_in_order
from routines.engine.plan import Plan, Session
from routines.engine.schedule import Schedule
from routines.models import PlanChange, Routine, ShelfItem, Step
from routines.selectors import OwnedPlan
from routines.services.adopting import plan_adopt
from routines.services.recording import plan_change
from routines.services.routine import place_by_layer, routine_create, step_add
from routines.step_rows import lines_of


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose plan is edited, as it stands, and when."""

    user: User
    owned: OwnedPlan
    today: date
    now: datetime

    def adopt(self, after: Plan, summary: str) -> PlanChange | None:
        return plan_adopt(
            user=self.user,
            owned=self.owned,
            after=after,
            summary=summary,
            today=self.today,
            now=self.now,
        )

    def name(self, line: str) -> str:
        """Return the name of the product a line has now."""
        step = edits.line_versions(self.owned.plan, line, self.today)[0]
        return self.owned.plan.products[step.product].name


@dataclass(frozen=True, slots=True)
class StepChange:
    """When a step is due, in which session, and between which dates."""

    schedule: Schedule
    session: Session
    starts_on: date
    ends_on: date | None


def step_add_once(
    *, desk: Desk, routine: Routine, item: ShelfItem, session: Session
) -> PlanChange | None:
    """Add a product to a session from today on, unless it is there already."""
    key = str(item.shown.pk)
    lines = lines_of(desk.owned.plan, str(routine.pk), desk.today).values()
    if any((step.session, step.product) == (session, key) for step, *_later in lines):
        return None
    return step_add(
        user=desk.user,
        owned=desk.owned,
        routine=routine,
        item=item,
        session=session,
        today=desk.today,
        now=desk.now,
    )


def step_change(*, desk: Desk, line: str, change: StepChange) -> PlanChange | None:
    """Give a line another schedule, session, first or last day.

    A line that has begun keeps what it has until `starts_on`; one that has not moves there.
    Raises EditError if the line has ended by then.
    """
    plan = _begun_on(desk.owned.plan, line, change.starts_on, desk.today)
    before = edits.line_versions(plan, line, change.starts_on)[0]
    plan = edits.change_line(
        plan, line, change.starts_on, schedule=change.schedule, session=change.session
    )
    plan = _ending_on(plan, line, change)
    if before.session is not change.session:
        plan = _by_layer(plan, line, change.starts_on)
    return desk.adopt(plan, _("Changed when to use %(product)s") % {"product": desk.name(line)})


def _begun_on(plan: Plan, line: str, starts_on: date, today: date) -> Plan:
    """Move the first day of a line that has no past yet."""
    first, *later = sorted(
        edits.line_versions(plan, line, today), key=lambda step: step.first or date.min
    )
    begun = first.first is None or first.first < today
    if begun or any(step.first is None or step.first <= starts_on for step in later):
        return plan
    moved = replace(first, first=starts_on)
    return replace(plan, steps=tuple(moved if step is first else step for step in plan.steps))


def _ending_on(plan: Plan, line: str, change: StepChange) -> Plan:
    """Give the last version its last day, and drop what lies behind it."""
    versions = edits.line_versions(plan, line, change.starts_on)
    final = max(versions, key=lambda step: step.first or date.min)
    end = change.ends_on
    steps: list[engine.Step] = []
    for step in plan.steps:
        if step not in versions:
            steps.append(step)
        elif end is None or step.first is None or step.first <= end:
            ends = [day for day in (end, None if step is final else step.last) if day]
            steps.append(replace(step, last=min(ends) if ends else None))
    return replace(plan, steps=tuple(steps))


def _by_layer(plan: Plan, line: str, since: date) -> Plan:
    """Put a line at the place its layer suggests in the session it has come to."""
    step = edits.line_versions(plan, line, since)[0]
    others = [
        versions[0].line
        for key, versions in lines_of(plan, step.routine, since).items()
        if key != line and versions[0].session is step.session
    ]
    if not others:
        return plan
    before = place_by_layer(plan, step, plan.products[step.product].kind, since)
    return edits.move_line(plan, line, since, before=before, after="" if before else others[-1])


def step_move(*, desk: Desk, line: str, to: int) -> PlanChange | None:
    """Put a line at a place (from 0) among the steps of its session."""
    plan, today = desk.owned.plan, desk.today
    step = edits.line_versions(plan, line, today)[0]
    session = lines_of(plan, step.routine, today)
    column = [key for key, versions in session.items() if versions[0].session is step.session]
    others = [key for key in column if key != line]
    place = min(max(to, 0), len(others))
    if not others or column.index(line) == place:
        return None
    before = others[place] if place < len(others) else ""
    after = "" if before else others[-1]
    moved = edits.move_line(plan, line, today, before=before, after=after)
    return desk.adopt(moved, _("Moved %(product)s") % {"product": desk.name(line)})


def step_swap(*, desk: Desk, line: str, item: ShelfItem, since: date) -> PlanChange | None:
    """Use another product from a day on. Raises EditError if the line has ended by then."""
    product = item.shown
    key = str(product.pk)
    after = edits.change_line(desk.owned.plan, line, max(since, desk.today), product=key)
    owned = replace(desk.owned, items={**desk.owned.items, key: item})
    facts = {"old": desk.name(line), "new": product}
    return replace(desk, owned=owned).adopt(after, _("Swapped %(old)s for %(new)s") % facts)


def step_remove(*, desk: Desk, line: str) -> PlanChange | None:
    """Take a line out from today on."""
    after = edits.remove_line(desk.owned.plan, line, desk.today)
    return desk.adopt(after, _("Removed %(product)s") % {"product": desk.name(line)})


def routine_put_in_order(*, desk: Desk, routine: Routine) -> PlanChange | None:
    """Sort a routine's steps, thinnest layer first, from today on."""
    after = put_in_order(desk.owned.plan, str(routine.pk), desk.today)
    return desk.adopt(after, _("Put “%(name)s” in order") % {"name": routine.name})


def routine_save(*, user: User, routine: Routine, now: datetime) -> None:
    """Keep a routine's new name or last day."""
    summary = _("Changed the routine “%(name)s”") % {"name": routine.name}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        recorder.save(routine)


def routine_repeat(*, user: User, routine: Routine, today: date, now: datetime) -> Routine:
    """Begin a routine that has ended again today, with the steps of its last day."""
    last = routine.ends_on or today
    rows = (
        Step.objects.for_user(user)
        .filter(Q(ends_on=None) | Q(ends_on__gte=last), routine=routine, starts_on__lte=last)
        .select_related("shelf_item")
    )
    steps = tuple((row.shelf_item, Session(row.session), row.schedule) for row in rows)
    return routine_create(user=user, name=routine.name, today=today, now=now, steps=steps)
