"""Which steps of a day a form speaks of. Somebody else's are not found, like no step at all."""

from datetime import date
from uuid import UUID

from django.http import Http404

from accounts.models import User
from accounts.requests import UserRequest
from routines.engine.plan import Session
from routines.models import Step, Use
from routines.selectors import plan_unjudged
from routines.services.uses import Turn
from routines.sessions import DaySession, Row, day_sessions


def sessions_of(user: User, day: date, today: date) -> dict[Session, DaySession]:
    """Read both sessions of a day. Three queries, four with something used besides the plan."""
    return day_sessions(plan_unjudged(user, day, day), day, today)


def session_named(name: str) -> Session:
    try:
        return Session(name)
    except ValueError as error:
        raise Http404 from error


def posted_session(request: UserRequest, day: date) -> DaySession:
    """Return the session a form names."""
    wanted = session_named(request.POST.get("session", ""))
    return sessions_of(request.user, day, request.today)[wanted]


def known_lines(user: User, texts: list[str], session: DaySession | None = None) -> list[str]:
    """Return the lines as they are stored; 404 for one that is not the user's.

    Two queries, none where all of them stand in a `session` that is read already.
    """
    try:
        lines = {UUID(text) for text in texts}
    except ValueError as error:
        raise Http404 from error
    asked = lines - {UUID(row.line) for row in session.rows if row.line} if session else lines
    if asked:
        steps = Step.objects.for_user(user).filter(line__in=asked)
        uses = Use.objects.for_user(user).filter(line__in=asked)
        if {*steps.values_list("line", flat=True), *uses.values_list("line", flat=True)} != asked:
            raise Http404
    return sorted(map(str, lines))


def turn_of(session: DaySession, row: Row) -> Turn:
    return Turn(session.day, session.session.value, UUID(row.line), row.item, row.once)
