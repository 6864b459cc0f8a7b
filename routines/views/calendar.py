"""The month: both sessions of every day, and what we noticed about them."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from accounts.requests import UserRequest
from routines.cells import Facts, month_cells, short_name
from routines.drawings import legend
from routines.models import Pause, Routine
from routines.month import month_of
from routines.noticed import Noticed, noticed_for
from routines.selectors import OwnedPlan, plan_between
from routines.views import pauses
from routines.week import views_around


@require_safe
@login_required
def calendar(request: UserRequest) -> HttpResponse:
    """Show the current month."""
    return _month_page(request, request.today)


@require_safe
@login_required
def calendar_month(request: UserRequest, month: date) -> HttpResponse:
    """Show one month: what is planned, what was used, and what we noticed."""
    return _month_page(request, month)


def _month_page(request: UserRequest, day: date) -> HttpResponse:
    user, today = request.user, request.today
    month = month_of(day, user.week_start)
    owned = plan_between(user, month.first_shown, month.last_shown)
    if not owned.plan.steps and not Routine.objects.for_user(user).exists():
        return render(request, "routines/calendar_empty.html")
    noticed = noticed_for(user, owned, month.first_shown, month.last_shown, today)
    shows_today = today.replace(day=1) == month.first
    context = {
        "month": month,
        "views": views_around(today if shows_today else month.first, user.week_start),
        "weeks": month_cells(month, noticed.timeline, facts_of(request, owned, noticed)),
        "legend": legend(),
        "noticed": noticed,
        "today": today,
        "shows_today": shows_today,
    }
    return render(request, "routines/calendar.html", context)


def facts_of(request: UserRequest, owned: OwnedPlan, noticed: Noticed) -> Facts:
    """Return what the days of a window are printed from."""
    return Facts(
        plan=owned.plan,
        names={key: short_name(item.shown) for key, item in owned.items.items()},
        ticks=owned.ticks,
        paused=_reasons(owned.pauses, noticed.first, noticed.last),
        entries=owned.noted,
        flags=noticed.by_day,
        today=request.today,
    )


def _reasons(rows: Iterable[Pause], first: date, last: date) -> dict[date, str]:
    """Return why everything is paused, by day."""
    return {
        date.fromordinal(ordinal): pause.reason
        for pause in rows
        if pause.routine_id is None and pause.line is None
        for ordinal in range(
            max(pause.first, first).toordinal(),
            min(pause.last, last).toordinal() + 1,
        )
    }


urlpatterns: list[URLPattern] = [
    path("calendar/", calendar, name="calendar"),
    path("calendar/<month:month>/", calendar_month, name="calendar-month"),
    *pauses.urlpatterns,
]
