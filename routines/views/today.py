"""Today: this session in order, one tap a step, and what comes next."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.redirects import back
from accounts.requests import UserRequest
from journal.forms import QuickEntryForm
from journal.selectors import entry_or_blank
from routines.engine.check import history
from routines.engine.plan import Session
from routines.engine.timeline import expand
from routines.models import Routine
from routines.month import FIRST_DAY
from routines.noticed import session_note
from routines.selectors import day_lived, plan_between
from routines.services.uses import uses_tick, uses_untick
from routines.sessions import NEXT_DAYS, DaySession, coming, day_sessions
from routines.views.turns import known_lines, session_named, sessions_of, turn_of

DAY = timedelta(days=1)
NOON = 12


@require_safe
@login_required
def today(request: UserRequest) -> HttpResponse:
    """Show a session of today, or of yesterday to fill in; before the night ends, last evening."""
    user, lived = request.user, day_lived(request.user, request.now, request.today)
    day = lived - DAY if request.GET.get("day") == "yesterday" else lived
    owned = plan_between(user, day, day)
    if not owned.plan.steps and not Routine.objects.for_user(user).exists():
        return render(request, "routines/today_empty.html")
    timeline = expand(owned.plan, day - history(owned.plan), day + NEXT_DAYS)
    sessions = day_sessions(owned, day, lived, timeline=timeline)
    name = _session_asked(request, lived)
    context = {
        **_session_context(request, sessions, name, lived),
        "note": session_note(user, owned, day, name, lived, timeline),
        "form": QuickEntryForm(
            instance=entry_or_blank(user, day, known=day in owned.noted),
            initial={"next": request.get_full_path()},
        ),
        "day_before": day - DAY,
        "coming": coming(owned, day, name, timeline),
    }
    return render(request, "routines/today.html", context)


def _session_asked(request: UserRequest, lived: date) -> Session:
    """Return the session in the address, else the one it is time for."""
    asked = request.GET.get("session", "")
    if asked in tuple(Session):
        return Session(asked)
    is_morning = request.now.astimezone(request.user.zone).hour < NOON
    return Session.AM if is_morning and lived == request.today else Session.PM


def _session_context(
    request: UserRequest, sessions: dict[Session, DaySession], name: Session, lived: date
) -> dict[str, Any]:
    """Return what the part of the page needs that a tick renews."""
    session = sessions[name]
    of_yesterday = session.day == lived - DAY
    return {
        "day": session.day,
        "session": session,
        "sessions": sessions.values(),
        "title": _title(session, request.today),
        "of_yesterday": of_yesterday,
        "query": "&day=yesterday" if of_yesterday else "",
    }


def _title(session: DaySession, today: date) -> str:
    is_morning = session.session is Session.AM
    if session.day == today:
        return _("This morning") if is_morning else _("This evening")
    if session.day == today - DAY:
        return _("Yesterday morning") if is_morning else _("Last evening")
    weekday = {"weekday": date_format(session.day, "l")}
    return (_("%(weekday)s morning") if is_morning else _("%(weekday)s evening")) % weekday


@require_POST
@login_required
def use_tick(request: UserRequest) -> HttpResponse:
    """Tick what the form says, or the `rest`. Only what changed on the form is written."""
    user, day = request.user, _posted_day(request)
    name = session_named(request.POST.get("session", ""))
    sessions = sessions_of(user, day, request.today)
    session = sessions[name]
    ticked, unticked = _changes(request, session)
    rows = {row.line: row for row in session.rows if row.line and not session.left_out}
    if not rows.keys() >= ticked | unticked:
        messages.info(request, _("Not all of that is planned there now, so it was not ticked."))
    turns = {line: turn_of(session, row) for line, row in rows.items()}
    done = [turn for line, turn in turns.items() if line in ticked]
    undone = [turn for line, turn in turns.items() if line in unticked]
    if done:
        uses_tick(user=user, turns=done, now=request.now)
    if undone:
        uses_untick(user=user, turns=undone)
    if not request.htmx:
        return back(request, f"{reverse('today')}?session={name}")
    lived = day_lived(user, request.now, request.today)
    fresh = sessions_of(user, day, lived)
    context = _session_context(request, fresh, name, lived)
    return render(request, "routines/_session.html", context)


def _posted_day(request: UserRequest) -> date:
    """Return the date of a form, up to today."""
    try:
        day = date.fromisoformat(request.POST.get("date", ""))
    except ValueError as error:
        raise Http404 from error
    if not FIRST_DAY <= day <= request.today:
        raise Http404
    return day


def _changes(request: UserRequest, session: DaySession) -> tuple[set[str], set[str]]:
    """Return the lines to tick and to untick: those that differ from how the form was shown."""
    if "rest" in request.POST:
        return {row.line for row in session.rest if row.line}, set()

    def known(texts: list[str]) -> set[str]:
        return set(known_lines(request.user, texts, session))

    shown, now = known(request.POST.getlist("was")), known(request.POST.getlist("line"))
    if "one" in request.POST:  # saved as it is tapped; the others may be under way
        one = known([request.POST["one"]])
        return one & now, one - now
    return now - shown, shown - now


urlpatterns: list[URLPattern] = [
    path("today/", today, name="today"),
    path("today/tick/", use_tick, name="use-tick"),
]
