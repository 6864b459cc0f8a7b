"""Keep something as it is, with a reason if one likes, and take that back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.redirects import back, safe_next
from accounts.requests import UserRequest
from accounts.unsent import told_by
from routines.engine.causes import Cause, causes
from routines.engine.check import check
from routines.engine.fingerprint import fingerprint
from routines.engine.rules import load_rules
from routines.forms.accepting import AcceptForm
from routines.models import AcceptedFlag
from routines.month import FIRST_DAY, LAST_DAY
from routines.noticed import AHEAD
from routines.rules_in_force import rules_in_force
from routines.selectors import plan_between
from routines.services.accepting import Mark, flags_accept, flags_withdraw
from routines.views.done import say_done


@dataclass(frozen=True, slots=True)
class Asked:
    """The cause a card stands for, with the marks of its flags, those of its own rule first."""

    cause: Cause
    marks: tuple[Mark, ...]


def _asked_for(request: UserRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name) or ""


def _asked_day(request: UserRequest) -> date:
    try:
        day = date.fromisoformat(_asked_for(request, "day"))
    except ValueError as error:
        raise Http404 from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Http404
    return day


def _asked(request: UserRequest, day: date) -> Asked | None:
    """Return what a card stands for, None where the plan does not say it any more.

    Looked for 35 days on, so that a cause is kept with all that belongs to it, however few of its
    days the page has shown.
    """
    wanted = _asked_for(request, "flag")
    rules, last = rules_in_force(), min(day + AHEAD, LAST_DAY)
    plan = plan_between(request.user, day, last).plan
    for cause in causes(check(plan, day, last, rules), rules, None):
        marks = {(flag.rule, fingerprint(flag, plan, rules[flag.rule])) for flag in cause.flags}
        if wanted in {mark for _rule, mark in marks}:
            own = cause.rule.id
            return Asked(cause, tuple(sorted(marks, key=lambda mark: (mark[0] != own, mark))))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(AcceptForm)
def plan_accept(request: UserRequest) -> HttpResponse:
    """Ask why something is kept as it is, and keep it. Nothing in the plan changes."""
    day = _asked_day(request)
    asked = _asked(request, day)
    if asked is None:
        messages.info(request, _("Your plan has changed since: that is not said any more."))
        return back(request, "calendar")
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _accept(request, asked, form.cleaned_data["reason"])
    context = {
        "form": form,
        "rule": asked.cause.rule,
        "severity": asked.cause.severity.value,
        "hidden": {"day": day.isoformat(), "flag": _asked_for(request, "flag")},
        "next": safe_next(request, "calendar"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "routines/accept.html", context, status=status)


def _accept(request: UserRequest, asked: Asked, reason: str) -> HttpResponse:
    title = _(asked.cause.rule.title)
    wrote = flags_accept(
        user=request.user, marks=asked.marks, title=title, reason=reason, now=request.now
    )
    if wrote:
        said = _("Kept as it is: %(what)s.") % {"what": title}
        say_done(request, said)
    else:
        messages.info(request, _("You keep this as it is already."))
    return back(request, "calendar")


@require_POST
@login_required
def plan_withdraw(request: UserRequest, acceptance: UUID) -> HttpResponse:
    """Say again what was kept as it is."""
    row = AcceptedFlag.objects.for_user(request.user).filter(acceptance=acceptance).first()
    if row is None:
        raise Http404
    rule = load_rules().get(row.rule)
    title = _(rule.title) if rule else row.rule
    if flags_withdraw(user=request.user, acceptance=acceptance, title=title, now=request.now):
        said = _("Said again from now on: %(what)s.") % {"what": title}
        say_done(request, said)
    return back(request, "calendar")


urlpatterns: list[URLPattern] = [
    path("plan/accept/", plan_accept, name="plan-accept"),
    path("plan/accept/<uuid:acceptance>/withdraw/", plan_withdraw, name="plan-withdraw"),
]
