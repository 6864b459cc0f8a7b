"""Correct a session of a day that has begun: used anyway, something else, a leftover dose."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.redirects import back, safe_next
from accounts.requests import UserRequest, row_key
from accounts.unsent import told_by
from routines.engine.plan import Session
from routines.forms.used import OtherForm, UnitForm
from routines.models import ShelfItem, Use
from routines.selectors import OwnedPlan, plan_unjudged
from routines.services import used as services
from routines.sessions import DaySession, Row, day_sessions
from routines.views.done import say_done
from routines.views.turns import known_lines, session_named, turn_of


def _begun(request: UserRequest, day: date) -> str:
    """Return the address of a day that has begun; 404 for one to come."""
    if day > request.today:
        raise Http404
    return reverse("calendar-day", args=[day])


def _asked_session(request: UserRequest) -> Session:
    asked = request.POST if request.method == "POST" else request.GET
    return session_named(asked.get("session", ""))


def _asked(request: UserRequest, day: date) -> tuple[OwnedPlan, DaySession, Row | None]:
    """Return the plan, its session that is named, and the row of the step that is, if one is.

    404 for a foreign line.
    """
    owned = plan_unjudged(request.user, day, day)
    session = day_sessions(owned, day, request.today)[_asked_session(request)]
    asked = request.POST if request.method == "POST" else request.GET
    if not asked.get("line"):
        return owned, session, None
    [line] = known_lines(request.user, [asked["line"]], session)
    row = session.row(line)
    if row is None:
        raise Http404
    return owned, session, row


@require_POST
@login_required
def use_anyway(request: UserRequest, day: date) -> HttpResponse:
    """Tick a step that was skipped."""
    default = _begun(request, day)
    _owned, session, row = _asked(request, day)
    if row is None or not row.is_skipped or session.left_out:
        messages.info(request, _("Nothing had to change: that was not skipped."))
        return back(request, default)
    services.use_anyway(user=request.user, turn=turn_of(session, row), now=request.now)
    said = _("Noted as used: %(name)s.") % {"name": row.name}
    say_done(request, said)
    return back(request, default)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(OtherForm)
def use_other(request: UserRequest, day: date) -> HttpResponse:
    """Ask what was used, instead of a step (`line`) or besides the plan, and note it."""
    default = _begun(request, day)
    owned, session, row = _asked(request, day)
    items = [item for item in owned.items.values() if item.removed_on is None]
    form = OtherForm(request.POST or None, items=items, day=day)
    if form.is_bound and form.is_valid():
        item = next(each for each in items if each.pk == form.cleaned_data["product"])
        other = services.Other(day, session.session, item, form.cleaned_data.get("unit_opened"))
        turn = turn_of(session, row) if row and not row.is_skipped else None
        services.use_other(user=request.user, other=other, instead_of=turn, now=request.now)
        said = _("Noted as used: %(name)s.") % {"name": item.shown.name}
        say_done(request, said)
        return back(request, default)
    context = {"form": form, "day": day, "session": session, "row": row}
    context |= {"items": items, "next": safe_next(request, default)}
    return render(request, "routines/other.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def use_remove(request: UserRequest, day: date) -> HttpResponse:
    """Take back a use besides the plan; `item` names its place on the shelf."""
    default = _begun(request, day)
    rows = ShelfItem.objects.for_user(request.user).select_related("product__brand")
    item = get_object_or_404(rows, pk=row_key(request.POST.get("item", "")))
    session = _asked_session(request).value
    if services.use_remove(
        user=request.user, day=day, session=session, item=item, now=request.now
    ):
        said = _("Taken back: %(name)s.") % {"name": item.product.name}
        say_done(request, said)
    else:
        messages.info(request, _("Nothing had to change: that is not noted there."))
    return back(request, default)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(UnitForm)
def use_unit(request: UserRequest, day: date) -> HttpResponse:
    """Ask when the single dose was opened that was used, and note that it was."""
    default = _begun(request, day)
    _owned, session, row = _asked(request, day)
    if row is None or row.is_skipped or not row.product.is_single_use:
        raise Http404
    turn = turn_of(session, row)
    known = Use.objects.for_user(request.user).filter(**turn.key).first()
    form = UnitForm(request.POST or None, day=day, opened=known.unit_opened if known else None)
    if form.is_bound and form.is_valid():
        services.unit_note(
            user=request.user, turn=turn, opened=form.cleaned_data["unit_opened"], now=request.now
        )
        said = _("Noted as used: %(name)s.") % {"name": row.name}
        say_done(request, said)
        return back(request, default)
    context = {"form": form, "day": day, "session": session, "row": row}
    context["next"] = safe_next(request, default)
    return render(request, "routines/unit.html", context, status=422 if form.errors else 200)


urlpatterns: list[URLPattern] = [
    path("calendar/<day:day>/anyway/", use_anyway, name="use-anyway"),
    path("calendar/<day:day>/other/", use_other, name="use-other"),
    path("calendar/<day:day>/remove/", use_remove, name="use-remove"),
    path("calendar/<day:day>/dose/", use_unit, name="use-unit"),
]
