"""Which steps of a day a form speaks of. Somebody else's are not found, like no step at all."""

from datetime import date
from uuid import UUID

from django.http import Http404

from accounts.models import User
from accounts.requests import UserRequest
from routines.engine.plan import Session
from routines.models import Step, Use
from routines.selectors import plan_between
from routines.services.uses import Turn
from routines.sessions import DaySession, Row, day_sessions


def sessions_of(user: User, day: date, today: date) -> dict[Session, DaySession]:
    """Read both sessions of a day. Five queries."""
    owned = plan_between(user, day, day)
    return day_sessions(owned, day, today)


def session_named(name: str) -> Session:
    try:
        return Session(name)
    except ValueError as error:
        raise Http404 from error


def posted_session(request: UserRequest, day: date) -> DaySession:
    """Return the session a form names."""
    wanted = session_named(request.POST.get("session", ""))
    return sessions_of(request.user, day, request.today)[wanted]


def known_lines(user: User, texts: list[str]) -> list[str]:
    """Return the lines as they are stored; 404 for one that is not the user's."""
    try:
        lines = {UUID(text) for text in texts}
    except ValueError as error:
        raise Http404 from error
    if not lines:
        return []
    steps = Step.objects.for_user(user).filter(line__in=lines)
    uses = Use.objects.for_user(user).filter(line__in=lines)
    if {*steps.values_list("line", flat=True), *uses.values_list("line", flat=True)} != lines:
        raise Http404
    return sorted(map(str, lines))


def turn_of(session: DaySession, row: Row) -> Turn:
    return Turn(session.day, session.session.value, UUID(row.line), row.item, row.once)
