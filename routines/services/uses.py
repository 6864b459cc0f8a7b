"""Record what was used, skipped or moved, and when nothing is planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from routines.models import Pause, Routine, ShelfItem, Use
from routines.services.facts import first_use_note
from routines.services.recording import Recorder, plan_change, wait_for_turn
from routines.words import and_list, days_words, turn_words


@dataclass(frozen=True, slots=True)
class Turn:
    """A line's turn in a session. `once` says that no schedule asks for it."""

    day: date
    session: str
    line: UUID
    item: ShelfItem
    once: bool = False

    @property
    def key(self) -> dict[str, object]:
        return {"date": self.day, "session": self.session, "line": self.line}


def stored_use(user: User, turn: Turn) -> Use | None:
    """Return what is on record of a turn."""
    return Use.objects.for_user(user).filter(**turn.key).first()


@transaction.atomic
def uses_tick(*, user: User, turns: Iterable[Turn], now: datetime) -> None:
    """Tick steps. Ticking twice is ticking once, with the time of the first."""
    wait_for_turn(user)
    for turn in turns:
        row = stored_use(user, turn) or Use(owner=user, **turn.key)
        if row.state != Use.State.DONE:
            row.shelf_item, row.state, row.done_at = turn.item, Use.State.DONE, now
            row.save()
            first_use_note(user=user, item=turn.item, day=turn.day)


@transaction.atomic
def uses_untick(*, user: User, turns: Iterable[Turn]) -> None:
    """Take ticks back. What stands there once is planned again, else it would be lost."""
    for turn in turns:
        rows = Use.objects.for_user(user).filter(**turn.key, state=Use.State.DONE)
        if turn.once:
            rows.update(state=Use.State.PLANNED, done_at=None)
        else:
            rows.delete()


def uses_skip(*, user: User, turns: Iterable[Turn], now: datetime) -> None:
    """Leave planned steps out on one date, as one change."""
    skipped = list(turns)
    if len(skipped) == 1:
        summary = _("Skipped %(product)s") % {"product": skipped[0].item.product}
    else:
        count = len(skipped)
        summary = ngettext("Skipped %(n)d step", "Skipped %(n)d steps", count) % {"n": count}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        for turn in skipped:
            leave_out(recorder, turn)


def leave_out(recorder: Recorder, turn: Turn) -> None:
    """Skip a turn; one that no schedule asks for is taken back."""
    row = stored_use(recorder.owner, turn)
    if row is None:
        recorder.add(Use(**turn.key, shelf_item=turn.item, state=Use.State.SKIPPED))
    elif turn.once:
        recorder.delete(row)
    elif row.state != Use.State.SKIPPED:
        row.state, row.done_at = Use.State.SKIPPED, None
        recorder.save(row)


def uses_unskip(*, user: User, turns: Iterable[Turn], now: datetime) -> None:
    """Take the skips of steps back, as one change."""
    skipped = list(turns)
    names = and_list(str(turn.item.product) for turn in skipped)
    summary = _("Put back %(what)s") % {"what": names}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        for turn in skipped:
            row = stored_use(user, turn)
            if row is not None and row.state == Use.State.SKIPPED:
                recorder.delete(row)


def session_skips(user: User, day: date, session: str) -> QuerySet[Use]:
    """Return the row by which a whole session is left out, if it is."""
    return Use.objects.for_user(user).filter(date=day, session=session, shelf_item=None)


def session_skip(*, user: User, day: date, session: str, now: datetime) -> None:
    """Leave a whole session out on one date."""
    left_out = Use(date=day, session=session, state=Use.State.SKIPPED)
    summary = _("Skipped %(when)s") % {"when": turn_words(day, session)}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        if not session_skips(user, day, session).exists():
            recorder.add(left_out)


def session_unskip(*, user: User, day: date, session: str, now: datetime) -> None:
    """Take the skip of a whole session back."""
    summary = _("Put back %(what)s") % {"what": turn_words(day, session)}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        for row in session_skips(user, day, session):
            recorder.delete(row)


def use_move(*, user: User, turn: Turn, day: date, session: str, now: datetime) -> None:
    """Use a step once on another date or in another session instead.

    The caller makes sure that it is not used there anyway.
    """
    there = Turn(day, session, turn.line, turn.item)
    summary = _("Moved %(product)s once") % {"product": turn.item.product}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        leave_out(recorder, turn)
        row = stored_use(user, there)
        if row is None:
            recorder.add(Use(**there.key, shelf_item=turn.item, state=Use.State.PLANNED))
        elif row.state == Use.State.SKIPPED:
            row.state = Use.State.PLANNED
            recorder.save(row)


def pause_add(
    *,
    user: User,
    first: date,
    last: date,
    reason: str,
    now: datetime,
    routine: Routine | None = None,
) -> None:
    """Rest everything, or one routine, from a date to a date, both included."""
    summary = _("Paused everything")
    if routine:
        summary = _("Paused the routine “%(name)s”") % {"name": routine.name}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        recorder.add(Pause(routine=routine, first=first, last=last, reason=reason))


def pause_remove(*, user: User, pause: Pause, now: datetime) -> None:
    """End a pause as if it had not been set."""
    days = {"days": days_words(pause.first, pause.last)}
    summary = _("Removed the pause of %(days)s") % days
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        recorder.delete(pause)
