"""All routines of somebody, and the builder of one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import UserRequest
from accounts.unsent import told_by
from routines.forms.builder import NewRoutineForm, RoutineForm
from routines.models import Routine
from routines.rests import routine_rests
from routines.selectors import plan_between, plan_unjudged
from routines.services.editing import routine_repeat, routine_save
from routines.services.routine import routine_create
from routines.step_rows import step_rows
from routines.views import arranging, steps
from routines.views.builder_page import Opened, answer_builder, opened_by, plan_ahead
from routines.views.done import say_done


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(NewRoutineForm)
def routine_list(request: UserRequest) -> HttpResponse:
    """List routines, running ones first, and begin another."""
    form = NewRoutineForm(request.POST or None)
    if form.is_bound and form.is_valid():
        routine = routine_create(
            user=request.user,
            name=form.cleaned_data["name"],
            today=request.today,
            now=request.now,
        )
        return redirect(routine)
    owned = plan_between(request.user, request.today, request.today)
    rows = list(Routine.objects.for_user(request.user))
    ended = [row for row in rows if row.ends_on and row.ends_on < request.today]
    rests = routine_rests(owned.pauses, request.today)
    running = [
        (row, step_rows(owned, str(row.pk), request.today, {}), rests.get(row.pk))
        for row in rows
        if row not in ended
    ]
    context = {"form": form, "running": running, "ended": ended}
    status = 422 if form.errors else 200
    return render(request, "routines/routine_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(RoutineForm)
def routine_detail(request: UserRequest, pk: int) -> HttpResponse:
    """Show the builder, or keep the routine's name and last day."""
    if request.method != "POST":
        return _builder(request, pk)
    routine = get_object_or_404(Routine.objects.for_user(request.user), pk=pk)
    if routine.ends_on and routine.ends_on < request.today:
        return _ended(request, routine)
    form = RoutineForm(request.POST, instance=routine, today=request.today)
    if not form.is_valid():
        routine.refresh_from_db()  # the page shows what is stored, the form what was typed
        owned = plan_ahead(request.user, request.today)
        return answer_builder(request, routine, owned, Opened(routine_form=form), status=422)
    routine_save(user=request.user, routine=form.instance, now=request.now)
    say_done(request, _("Saved."))
    return redirect(routine)


def _builder(request: UserRequest, pk: int) -> HttpResponse:
    """Show a routine; one that has steps comes with the plan, without a query of its own."""
    owned = plan_ahead(request.user, request.today)
    routine = owned.routines.get(str(pk)) or get_object_or_404(
        Routine.objects.for_user(request.user), pk=pk
    )
    if routine.ends_on and routine.ends_on < request.today:
        return _ended(request, routine)
    return answer_builder(request, routine, owned, opened_by(request, owned, routine))


def _ended(request: UserRequest, routine: Routine) -> HttpResponse:
    """Show what an ended routine was, or begin it again."""
    if request.method == "POST":
        again = routine_repeat(
            user=request.user, routine=routine, today=request.today, now=request.now
        )
        return redirect(again)
    last = routine.ends_on or request.today
    owned = plan_unjudged(request.user, last, last)
    columns = step_rows(owned, str(routine.pk), last, {})
    context = {"routine": routine, "columns": columns.items()}
    return render(request, "routines/routine_ended.html", context)


urlpatterns = [
    path("routines/", routine_list, name="routine-list"),
    path("routines/<int:pk>/", routine_detail, name="routine-detail"),
    *steps.urlpatterns,
    *arranging.urlpatterns,
]
