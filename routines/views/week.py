"""The week: every step of seven days by name, and what we noticed about them."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from accounts.requests import UserRequest
from routines.models import Routine
from routines.noticed import noticed_for
from routines.selectors import plan_between
from routines.views.calendar import facts_of
from routines.week import views_around, week_days, week_of


@require_safe
@login_required
def calendar_week(request: UserRequest, week: date) -> HttpResponse:
    """Show the user's week around a Monday: what is planned, what was used, what we noticed."""
    user, today = request.user, request.today
    shown = week_of(week, user.week_start)
    owned = plan_between(user, shown.first, shown.last)
    if not owned.plan.steps and not Routine.objects.for_user(user).exists():
        return render(request, "routines/calendar_empty.html")
    noticed = noticed_for(user, owned, shown.first, shown.last, today)
    shows_today = today in shown.days
    context = {
        "week": shown,
        "views": views_around(today if shows_today else shown.monday, user.week_start),
        "days": week_days(shown, owned, noticed, facts_of(request, owned, noticed)),
        "noticed": noticed,
        "today": today,
        "this_week": week_of(today, user.week_start).monday,
        "shows_today": shows_today,
    }
    return render(request, "routines/week.html", context)


urlpatterns: list[URLPattern] = [
    path("calendar/<week:week>/", calendar_week, name="calendar-week"),
]
