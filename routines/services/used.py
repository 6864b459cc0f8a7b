"""Correct what was really used: a skipped step after all, something else, a leftover dose."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import User
from routines.models import ShelfItem, Use
from routines.services.facts import first_use_note
from routines.services.recording import plan_change
from routines.services.uses import Turn, leave_out, stored_use


@dataclass(frozen=True, slots=True)
class Other:
    """A use besides the plan; of a single dose also when it was opened, if that is told."""

    day: date
    session: str
    item: ShelfItem
    unit_opened: date | None = None


def use_anyway(*, user: User, turn: Turn, now: datetime) -> None:
    """Tick a step that was skipped, as one change."""
    summary = _("Noted %(product)s as used after all") % {"product": turn.item.product}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        row = stored_use(user, turn)
        if row is not None and row.state == Use.State.SKIPPED:
            row.state, row.done_at = Use.State.DONE, now
            recorder.save(row)
            first_use_note(user=user, item=turn.item, day=turn.day)


def use_other(*, user: User, other: Other, instead_of: Turn | None, now: datetime) -> None:
    """Note what was used besides the plan, and which step it took the place of."""
    summary = _("Noted %(product)s as used") % {"product": other.item.product}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        if instead_of:
            leave_out(recorder, instead_of)
        recorder.add(
            Use(
                date=other.day,
                session=other.session,
                shelf_item=other.item,
                state=Use.State.DONE,
                unit_opened=other.unit_opened,
                done_at=now,
            )
        )
        first_use_note(user=user, item=other.item, day=other.day)


def use_remove(*, user: User, day: date, session: str, item: ShelfItem, now: datetime) -> bool:
    """Take back one use of a product besides the plan. Say whether there was one."""
    rows = Use.objects.for_user(user).filter(date=day, session=session, line=None, shelf_item=item)
    row = rows.order_by("pk").last()
    if row is None:
        return False
    summary = _("Noted %(product)s as not used") % {"product": item.product}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        recorder.delete(row)
    return True


def unit_note(*, user: User, turn: Turn, opened: date | None, now: datetime) -> None:
    """Note when the single dose was opened that was used at a turn, and that it was used."""
    summary = _("Noted when a dose of %(product)s was opened") % {"product": turn.item.product}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        row = stored_use(user, turn) or Use(**turn.key)
        row.shelf_item, row.state, row.unit_opened = turn.item, Use.State.DONE, opened
        row.done_at = row.done_at or now
        (recorder.add if row._state.adding else recorder.save)(row)
