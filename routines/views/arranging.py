"""Arrange my week: propose a week from the shelf, preview it, take it over."""

from collections.abc import Collection
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import UserRequest
from accounts.unsent import told_by
from routines.arranging import Desk, Proposal, arrangement_of, desk_for, proposal_of
from routines.engine.arrangement import MOST_AT_ONCE, TooMuchError
from routines.forms.arranging import ArrangeForm
from routines.models import Routine
from routines.services.adopting import plan_adopt
from routines.views.builder_page import plan_ahead
from routines.views.done import say_done


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(ArrangeForm)
def routine_arrange(request: UserRequest, pk: int) -> HttpResponse:
    """Show a proposal for a routine, or take over the lines that are ticked."""
    rows = Routine.objects.for_user(request.user)
    routine = get_object_or_404(rows, Q(ends_on=None) | Q(ends_on__gte=request.today), pk=pk)
    owned = plan_ahead(request.user, request.today)
    desk = desk_for(request.user, routine, owned, request.today)
    given = request.POST if request.method == "POST" else request.GET
    form = ArrangeForm(given, products=desk.choices)
    faulty = form.is_bound and not form.is_valid()
    chosen = given.getlist("take") if "chosen" in given else None
    proposal, too_much = (None, 0) if faulty else _proposed(desk, form, chosen)
    sent = request.method == "POST" and "preview" not in request.POST
    if sent and proposal and chosen:
        change = plan_adopt(
            user=request.user,
            owned=desk.owned,
            after=proposal.plan,
            summary=_("Arranged “%(name)s”") % {"name": routine.name},
            today=request.today,
            now=request.now,
        )
        if change is None:
            messages.info(request, _("Nothing had to change."))
        else:
            say_done(request, f"{change.summary}.")
        return redirect(routine)
    context = {
        "routine": routine,
        "form": form,
        "proposal": proposal,
        "desk": desk,
        "nothing_ticked": sent and not faulty,
        "too_much": too_much,
        "most": MOST_AT_ONCE,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faulty or sent else HTTPStatus.OK
    return render(request, "routines/arrange.html", context, status=status)


def _proposed(
    desk: Desk, form: ArrangeForm, chosen: Collection[str] | None
) -> tuple[Proposal | None, int]:
    """Return the proposal and 0; None, and how much there is, where it is too much for a week."""
    try:
        return proposal_of(desk, arrangement_of(desk, form), chosen), 0
    except TooMuchError as error:
        return None, error.number


urlpatterns = [path("routines/<int:pk>/arrange/", routine_arrange, name="routine-arrange")]
