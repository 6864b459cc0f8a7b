"""Make routines and change their lines. Each edit holds from a day on."""

import uuid
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from products.kinds_in_force import kinds_in_force
from products.models import Product
from routines.engine import edits
from routines.engine import plan as engine
from routines.engine.schedule import DAILY, Schedule
from routines.models import Pause, PlanChange, Routine, ShelfItem, Step
from routines.selectors import OwnedPlan
from routines.services.adopting import GAP, plan_adopt
from routines.services.recording import plan_change
from routines.services.shelf import shelf_add


def routine_create(
    *,
    user: User,
    name: str,
    today: date,
    now: datetime,
    steps: tuple[tuple[ShelfItem, engine.Session, Schedule], ...] = (),
) -> Routine:
    """Make a routine that begins today, its steps in the order given."""
    routine = Routine(name=name, starts_on=today)
    summary = _("Made the routine “%(name)s”") % {"name": name}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        recorder.add(routine)
        for place, (item, session, schedule) in enumerate(steps, start=1):
            step = Step(
                routine=routine,
                shelf_item=item,
                session=session.value,
                position=place * GAP,
                starts_on=today,
            )
            step.schedule = schedule
            recorder.add(step)
    return routine


def place_by_layer(plan: engine.Plan, step: engine.Step, kind: str, since: date) -> str:
    """Return the line a new step goes before, thinnest first; "" is the end.

    Kinds that may go anywhere do not decide a place.
    """
    layer = kinds_in_force()[kind].layer
    if layer is None:
        return ""
    for other in plan.steps:
        if (other.routine, other.session) != (step.routine, step.session):
            continue
        if other.last is not None and other.last < since:
            continue
        place = plan.products[other.product].kind_facts
        if place.layer is not None and not place.flex and place.layer > layer:
            return other.line
    return ""


def step_add(  # noqa: PLR0913 (where, what, when and by whom)
    *,
    user: User,
    owned: OwnedPlan,
    routine: Routine,
    item: ShelfItem,
    session: engine.Session,
    today: date,
    now: datetime,
    schedule: Schedule = DAILY,
) -> PlanChange | None:
    """Add a product to a session from today on, at the place its layer suggests."""
    product = str(item.product.merged_into_id or item.product_id)
    step = engine.Step(
        line=str(uuid.uuid4()),
        product=product,
        session=session,
        schedule=schedule,
        routine=str(routine.pk),
        first=max(today, routine.starts_on),
    )
    before = place_by_layer(owned.plan, step, item.product.kind, today)
    widened = OwnedPlan(
        owned.plan,
        {**owned.items, product: item},
        {**owned.routines, str(routine.pk): routine},
    )
    return plan_adopt(
        user=user,
        owned=widened,
        after=edits.add_step(owned.plan, step, before=before),
        summary=_("Added %(product)s") % {"product": item.product},
        today=today,
        now=now,
    )


def line_pause(
    *, user: User, line: uuid.UUID, first: date, last: date, summary: str, now: datetime
) -> None:
    """Rest one line from a date to a date."""
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        recorder.add(Pause(line=line, first=first, last=last))


@transaction.atomic
def product_place(
    *,
    user: User,
    product: Product,
    owned: OwnedPlan,
    after: engine.Plan,
    today: date,
    now: datetime,
) -> PlanChange | None:
    """Put a product on the shelf and into a plan; `after` is `owned` with it in its place."""
    item = shelf_add(user=user, product=product)
    return plan_adopt(
        user=user,
        owned=replace(owned, items={**owned.items, str(product.pk): item}),
        after=after,
        summary=_("Added %(product)s") % {"product": product},
        today=today,
        now=now,
    )
