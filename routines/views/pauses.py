"""Rest from everything or from one routine for some days, and take that back."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.redirects import back
from accounts.requests import UserRequest
from accounts.unsent import told_by
from routines.forms.calendar import PauseForm
from routines.models import Pause, Routine, Step
from routines.services import uses
from routines.views.done import say_done
from routines.words import days_words

SHOWN = 20
"""The newest pauses are listed, older ones are history."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(PauseForm)
def pause_add(request: UserRequest) -> HttpResponse:
    """List the pauses, and add one of everything or of a routine."""
    asked = {name: request.GET.get(name) for name in ("routine", "first")}
    routines = Routine.objects.for_user(request.user).filter(
        Q(ends_on=None) | Q(ends_on__gte=request.today)
    )
    form = PauseForm(request.POST or None, initial=asked, routines=routines)
    if request.method == "POST" and form.is_valid():
        uses.pause_add(user=request.user, now=request.now, **form.cleaned_data)
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        say_done(request, _("Paused: %(days)s.") % {"days": days_words(first, last)})
        routine = form.cleaned_data["routine"]
        return redirect(routine or reverse("calendar-month", args=[first.replace(day=1)]))
    context = {"form": form, "pauses": _described(request.user), "today": request.today}
    return render(request, "routines/pause.html", context, status=422 if form.is_bound else 200)


def _described(user: User) -> list[tuple[Pause, str]]:
    """Return the newest pauses, each with what rests. Two queries."""
    rows = Pause.objects.for_user(user).select_related("routine").order_by("-first", "-pk")
    pauses = list(rows[:SHOWN])
    names = _line_names(user, pauses)
    return [(pause, names.get(pause.line) or _rests(pause)) for pause in pauses]


def _line_names(user: User, pauses: Iterable[Pause]) -> dict[UUID | None, str]:
    lines = [pause.line for pause in pauses if pause.line]
    steps = Step.objects.for_user(user).filter(line__in=lines).order_by("starts_on")
    products = steps.select_related(
        "shelf_item__product__brand", "shelf_item__product__merged_into__brand"
    )
    return {step.line: step.shelf_item.shown.name for step in products}


def _rests(pause: Pause) -> str:
    if pause.line:
        return _("A step that was taken out")
    return pause.routine.name if pause.routine else _("Everything")


@require_POST
@login_required
def pause_remove(request: UserRequest, pk: int) -> HttpResponse:
    """End a pause as if it had not been set."""
    pause = get_object_or_404(Pause.objects.for_user(request.user), pk=pk)
    uses.pause_remove(user=request.user, pause=pause, now=request.now)
    say_done(request, _("The pause is gone."))
    return back(request, "pause-add")


urlpatterns: list[URLPattern] = [
    path("calendar/pause/", pause_add, name="pause-add"),
    path("calendar/pause/<int:pk>/remove/", pause_remove, name="pause-remove"),
]
