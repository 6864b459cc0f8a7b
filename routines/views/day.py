"""One day: both sessions, with skip and move for each step, and what we noticed."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.redirects import back, safe_next
from accounts.requests import UserRequest
from accounts.unsent import told_by
from journal.models import Procedure
from journal.selectors import entry_for
from routines.engine.plan import Session
from routines.forms.calendar import MoveForm
from routines.month import day_after, day_before
from routines.noticed import noticed_for
from routines.selectors import plan_between
from routines.services import uses
from routines.sessions import DaySession, Row, day_sessions
from routines.views.done import say_done
from routines.views.turns import known_lines, posted_session, session_named, sessions_of, turn_of
from routines.week import views_around
from routines.words import and_list, session_name, short_date, turn_words


@require_safe
@login_required
def calendar_day(request: UserRequest, day: date) -> HttpResponse:
    """Show one day: what goes on, what was used, and what we noticed."""
    owned = plan_between(request.user, day, day)
    noticed = noticed_for(request.user, owned, day, day, request.today)
    sessions = day_sessions(owned, day, request.today, noticed.by_line, noticed.timeline)
    context = {
        "day": day,
        "today": request.today,
        "views": views_around(day, request.user.week_start),
        "previous": day_before(day),
        "next_day": day_after(day),
        "sessions": sessions.values(),
        "noticed": noticed,
        "entry": entry_for(request.user, day) if day in owned.noted else None,
        "treatments": [
            Procedure(type=one.type, area=one.area)
            for one in owned.plan.procedures
            if one.date == day
        ],
        "may_tick": day <= request.today,
    }
    return render(request, "routines/day.html", context)


@require_POST
@login_required
def use_skip(request: UserRequest, day: date) -> HttpResponse:
    """Leave each `line` out on this day, or without one the whole session; or put it back."""
    session = posted_session(request, day)
    if "put_back" in request.POST:
        said = _put_back(request, session, _named_rows(request, session, "put_back"))
    else:
        said = _skip(request, session, _named_rows(request, session, "line"))
    if said:
        say_done(request, said)
    else:
        messages.info(request, _("Nothing had to change: that is not planned then."))
    return back(request, reverse("calendar-day", args=[day]))


def _named_rows(request: UserRequest, session: DaySession, field: str) -> list[Row] | None:
    """Return the rows a form names, None where it names the whole session."""
    named = [line for line in request.POST.getlist(field) if line]
    lines = known_lines(request.user, named, session)
    return [row for row in session.rows if row.line in lines] if named else None


def _skip(request: UserRequest, session: DaySession, rows: list[Row] | None) -> str:
    """Skip what is planned, and say so; "" where nothing is. A tick is skipped only by name."""
    user, now = request.user, request.now
    planned = [row for row in session.rest if row.line] if rows is None else rows
    planned = [row for row in planned if not row.is_skipped]
    if not planned:
        return ""
    if rows is None and not session.done:
        uses.session_skip(user=user, day=session.day, session=session.session, now=now)
        return _("Skipped: %(when)s.") % {"when": turn_words(session.day, session.session)}
    uses.uses_skip(user=user, turns=[turn_of(session, row) for row in planned], now=now)
    facts = {
        "when": turn_words(session.day, session.session),
        "names": and_list(row.name for row in planned),
    }
    return _("Skipped on %(when)s: %(names)s.") % facts


def _put_back(request: UserRequest, session: DaySession, rows: list[Row] | None) -> str:
    """Take a skip back, and say so; "" where there is none."""
    user, now = request.user, request.now
    if rows is None:
        if not session.left_out:
            return ""
        uses.session_unskip(user=user, day=session.day, session=session.session, now=now)
        return _("Back in the plan: %(when)s.") % {
            "when": turn_words(session.day, session.session)
        }
    skipped = [row for row in rows if row.is_skipped and not session.left_out]
    if not skipped:
        return ""
    uses.uses_unskip(user=user, turns=[turn_of(session, row) for row in skipped], now=now)
    facts = {
        "when": turn_words(session.day, session.session),
        "names": and_list(row.name for row in skipped),
    }
    return _("Back in the plan on %(when)s: %(names)s.") % facts


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(MoveForm)
def use_move(request: UserRequest, day: date) -> HttpResponse:
    """Ask where a step goes instead, this once, and move it."""
    asked = request.POST if request.method == "POST" else request.GET
    name = session_named(asked.get("from", ""))
    [line] = known_lines(request.user, [asked.get("line", "")])
    session = sessions_of(request.user, day, request.today)[name]
    row = session.row(line)
    if row is None or row.is_skipped:
        messages.info(request, _("That step is not planned then."))
        return back(request, reverse("calendar-day", args=[day]))
    form = MoveForm(request.POST or None, initial={"date": day, "session": name.value})
    if request.method == "POST" and form.is_valid() and _is_free(request, form, row):
        return _move(request, session, row, form)
    context = {"form": form, "day": day, "session": session, "row": row}
    context["next"] = safe_next(request, reverse("calendar-day", args=[day]))
    status = 422 if form.is_bound else 200
    return render(request, "routines/move.html", context, status=status)


def _is_free(request: UserRequest, form: MoveForm, row: Row) -> bool:
    """Say whether a step is not used there anyway, and refuse the form where it is."""
    day, name = form.target
    there = sessions_of(request.user, day, request.today)[Session(name)].row(row.line)
    if there is None or there.is_skipped:
        return True
    form.add_error(None, _("It is in that session already. Choose another one."))
    return False


def _move(request: UserRequest, session: DaySession, row: Row, form: MoveForm) -> HttpResponse:
    day, name = form.target
    turn = turn_of(session, row)
    uses.use_move(user=request.user, turn=turn, day=day, session=name, now=request.now)
    facts = {"name": row.name, "day": short_date(day), "session": session_name(name).lower()}
    said = _("Moved once: %(name)s is on %(day)s, %(session)s.") % facts
    say_done(request, said)
    return back(request, reverse("calendar-day", args=[session.day]))


urlpatterns: list[URLPattern] = [
    path("calendar/<day:day>/", calendar_day, name="calendar-day"),
    path("calendar/<day:day>/skip/", use_skip, name="use-skip"),
    path("calendar/<day:day>/move/", use_move, name="use-move"),
]
