"""What the builder's buttons do. Each answers with the builder as it is then."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import UserRequest, row_key
from accounts.unsent import told_by
from products.models import Product
from products.services.private import private_product_save
from routines.engine.edits import EditError
from routines.engine.plan import Session
from routines.forms.builder import OwnPickForm
from routines.forms.step import LinePauseForm, StepForm, SwapForm
from routines.models import PlanChange, Routine, ShelfItem
from routines.selectors import OwnedPlan
from routines.services import editing
from routines.services.editing import Desk
from routines.services.routine import line_pause
from routines.services.shelf import shelf_add
from routines.step_rows import lines_of
from routines.views.builder_page import (
    Opened,
    Search,
    answer_builder,
    opened_line,
    plan_ahead,
    search_for,
)
from routines.views.done import say_done

ENDED = gettext_lazy("The step has ended by then. Choose an earlier day.")


def _routine(request: UserRequest, pk: int) -> Routine:
    """Return a routine that has not ended."""
    rows = Routine.objects.for_user(request.user)
    return get_object_or_404(rows, Q(ends_on=None) | Q(ends_on__gte=request.today), pk=pk)


def _desk(request: UserRequest) -> Desk:
    owned = plan_ahead(request.user, request.today)
    return Desk(request.user, owned, request.today, request.now)


def _done(
    request: UserRequest, routine: Routine, change: PlanChange | None, *, at: str = ""
) -> HttpResponse:
    """Say what was done, with a way back, and show the builder, at the part with that id."""
    if change is None:
        messages.info(request, _("Nothing had to change."))
    else:
        say_done(request, f"{change.summary}.")
    return _builder(routine, at)


def _builder(routine: Routine, at: str) -> HttpResponse:
    """Lead to the builder; without JavaScript too one goes on where one was."""
    return redirect(routine.get_absolute_url() + (f"#{at}" if at else ""))


def _shelved(request: UserRequest) -> ShelfItem | OwnPickForm:
    """Put the chosen product on the shelf, or a new one of one's own; the form if that is wrong.

    Raises Http404 for a product that somebody may not use.
    """
    key = request.POST.get("product", "")
    if key:
        usable = Product.objects.usable_by(request.user).select_related("brand")
        product = get_object_or_404(usable, pk=row_key(key))
        return shelf_add(user=request.user, product=product)
    form = OwnPickForm(request.POST)
    if not form.is_valid():
        return form
    product = private_product_save(owner=request.user, product=form.save(commit=False))
    return shelf_add(user=request.user, product=product, families=form.families)


def _search(
    request: UserRequest, owned: OwnedPlan, session: str, own: OwnPickForm | None
) -> Search:
    """Return the search a form was sent from, with the own product as it was typed."""
    search = search_for(request.user, owned, request.POST.get("q", ""), session)
    return replace(search, own=own) if own else search


@require_POST
@login_required
@told_by(OwnPickForm)
def add(request: UserRequest, pk: int) -> HttpResponse:
    """Add a product to the morning or evening, and put it on the shelf."""
    routine, desk = _routine(request, pk), _desk(request)
    if request.POST.get("session") not in list(Session):
        raise Http404
    session = Session(request.POST["session"])
    item = _shelved(request)
    if isinstance(item, OwnPickForm):
        opened = Opened(search=_search(request, desk.owned, session, item))
        return answer_builder(request, routine, desk.owned, opened, status=422)
    change = editing.step_add_once(desk=desk, routine=routine, item=item, session=session)
    return _done(request, routine, change, at=f"picker-{session}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(StepForm, "mode", "session", "starts_on", "ends_on")
def edit(request: UserRequest, pk: int, line: UUID) -> HttpResponse:
    """Change when a step is due."""
    routine, desk = _routine(request, pk), _desk(request)
    opened = opened_line(desk.owned, routine, str(line), request.today)
    if request.method != "POST":
        return redirect(f"{routine.get_absolute_url()}?edit={line}")
    step = lines_of(desk.owned.plan, str(pk), request.today)[str(line)][0]
    form = StepForm(request.POST, step=step, today=request.today)
    if form.is_valid():
        try:
            change = editing.step_change(desk=desk, line=str(line), change=form.change)
        except EditError:
            form.add_error("starts_on", ENDED)
        else:
            return _done(request, routine, change, at=f"edit-{line}")
    opened = replace(opened, step_form=form)
    return answer_builder(request, routine, desk.owned, opened, status=422)


@require_POST
@login_required
def move(request: UserRequest, pk: int, line: UUID) -> HttpResponse:
    """Move a step to a place, counted from 0; `by` goes up or down from there."""
    routine, desk = _routine(request, pk), _desk(request)
    opened_line(desk.owned, routine, str(line), request.today)
    try:
        to = int(request.POST.get("to", "")) + int(request.POST.get("by", "0"))
    except ValueError as error:
        raise Http404 from error
    change = editing.step_move(desk=desk, line=str(line), to=to)
    return _done(request, routine, change, at=f"edit-{line}")


@require_POST
@login_required
@told_by(SwapForm)
def swap(request: UserRequest, pk: int, line: UUID) -> HttpResponse:
    """Use another product from a day on."""
    routine, desk = _routine(request, pk), _desk(request)
    opened = opened_line(desk.owned, routine, str(line), request.today)
    form = SwapForm(request.POST, today=request.today)
    item = _shelved(request) if form.is_valid() else None
    if isinstance(item, ShelfItem):
        since: date = form.cleaned_data["starts_on"]
        try:
            change = editing.step_swap(desk=desk, line=str(line), item=item, since=since)
        except EditError:
            form.add_error("starts_on", ENDED)
        else:
            return _done(request, routine, change, at=f"edit-{line}")
    own = item if isinstance(item, OwnPickForm) else None
    search = _search(request, desk.owned, "", own)
    opened = replace(opened, swap_form=form, search=search)
    return answer_builder(request, routine, desk.owned, opened, status=422)


@require_POST
@login_required
@told_by(LinePauseForm)
def pause(request: UserRequest, pk: int, line: UUID) -> HttpResponse:
    """Rest a step from a date to a date."""
    routine, desk = _routine(request, pk), _desk(request)
    opened = opened_line(desk.owned, routine, str(line), request.today)
    form = LinePauseForm(request.POST, today=request.today)
    if not form.is_valid():
        opened = replace(opened, pause_form=form)
        return answer_builder(request, routine, desk.owned, opened, status=422)
    summary = _("Paused %(product)s") % {"product": desk.name(str(line))}
    line_pause(
        user=request.user,
        line=line,
        first=form.cleaned_data["first"],
        last=form.cleaned_data["last"],
        summary=summary,
        now=request.now,
    )
    say_done(request, f"{summary}.")
    return _builder(routine, f"edit-{line}")


@require_POST
@login_required
def remove(request: UserRequest, pk: int, line: UUID) -> HttpResponse:
    """Take a step out from today on."""
    routine, desk = _routine(request, pk), _desk(request)
    opened_line(desk.owned, routine, str(line), request.today)
    return _done(request, routine, editing.step_remove(desk=desk, line=str(line)))


@require_POST
@login_required
def order(request: UserRequest, pk: int) -> HttpResponse:
    """Put a routine in order, thinnest layer first."""
    routine = _routine(request, pk)
    change = editing.routine_put_in_order(desk=_desk(request), routine=routine)
    return _done(request, routine, change)


_STEP = "routines/<int:pk>/steps/<uuid:line>/"
urlpatterns = [
    path("routines/<int:pk>/add/", add, name="step-add"),
    path("routines/<int:pk>/order/", order, name="routine-order"),
    path(_STEP, edit, name="step-edit"),
    path(f"{_STEP}move/", move, name="step-move"),
    path(f"{_STEP}swap/", swap, name="step-swap"),
    path(f"{_STEP}pause/", pause, name="step-pause"),
    path(f"{_STEP}remove/", remove, name="step-remove"),
]
