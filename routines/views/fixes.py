"""Preview and apply fixes, and undo the last change of a plan."""

from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.redirects import back, safe_next
from accounts.requests import UserRequest, row_key
from routines.accepted import accepted_by
from routines.engine import repair
from routines.engine.fixes import Fix, FixError, apply, from_json
from routines.engine.flags import Flag
from routines.engine.plan import Plan
from routines.fix_preview import compared
from routines.fix_words import changes_words, fix_label, fix_named, fixes_summary
from routines.models import PlanChange
from routines.month import FIRST_DAY
from routines.noticed import AHEAD
from routines.rules_in_force import rules_in_force
from routines.selectors import OwnedPlan, plan_between
from routines.services.adopting import plan_adopt
from routines.services.recording import (
    NewerChangeError,
    UndoneAlreadyError,
    latest_change,
    plan_undo,
)
from routines.views.done import say_done, say_newer
from routines.week import week_of

FARTHEST = timedelta(days=400)
"""How far ahead a page may ask for fixes."""


def _adopt(request: UserRequest, owned: OwnedPlan, after: Plan, summary: str) -> None:
    """Store the mended plan and say so, with a way back."""
    change = plan_adopt(
        user=request.user,
        owned=owned,
        after=after,
        summary=summary,
        today=request.today,
        now=request.now,
    )
    if change is None:
        messages.info(request, _("Nothing had to change."))
    else:
        say_done(request, _("Done: %(what)s.") % {"what": summary})


def _to_the_notes(request: UserRequest) -> HttpResponse:
    """Lead back to where the page says what it noticed: there the fix was pressed."""
    return redirect(f"{safe_next(request, 'calendar').partition('#')[0]}#noticed")


def _plan_until(request: UserRequest, last: date) -> OwnedPlan:
    """Return the plan from the start of this week on, which is drawn from its first day."""
    first = week_of(request.today, request.user.week_start).first
    return plan_between(request.user, max(first, FIRST_DAY), last)


def _what_changes(
    request: UserRequest, owned: OwnedPlan, after: Plan, last: date
) -> dict[str, object]:
    """Return what `_changes.html` prints of a mended plan: in words, and drawn."""
    return {
        "changes": changes_words(owned.plan, after, request.today, last),
        "calendars": compared(request.user, owned, after, request.today, last),
    }


def _wanted_fix(request: UserRequest, owned: OwnedPlan) -> tuple[Fix, Plan]:
    """Return the fix a form sent and the plan it makes; 404 for what is none of this plan."""
    try:
        fix = from_json(request.POST.get("fix") or request.GET.get("fix") or "")
    except ValueError as error:
        raise Http404 from error
    after = apply(owned.plan, fix, request.today)
    if {step.routine for step in after.steps} - owned.routines.keys():
        raise Http404
    return fix, after


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def fix(request: UserRequest) -> HttpResponse:
    """Show what one fix would change, or apply it."""
    owned = _plan_until(request, request.today + AHEAD)
    try:
        wanted, after = _wanted_fix(request, owned)
    except FixError:
        messages.warning(
            request, _("Your plan has changed since, so this fix no longer fits. Here it is now.")
        )
        return _to_the_notes(request)
    if request.method == "POST":
        _adopt(request, owned, after, fix_named(wanted, owned.plan))
        return _to_the_notes(request)
    context = {
        "label": fix_label(wanted, owned.plan),
        **_what_changes(request, owned, after, request.today + AHEAD),
        "value": request.GET["fix"],
        "next": safe_next(request, "calendar"),
    }
    return render(request, "routines/fix.html", context)


def _until(request: UserRequest) -> date:
    """Return the last date a page looked at: the form's, or 35 days ahead."""
    asked = request.POST.get("until") or request.GET.get("until") or ""
    try:
        until = date.fromisoformat(asked)
    except ValueError:
        until = request.today + AHEAD
    return min(max(until, request.today), request.today + FARTHEST)


def _mended(request: UserRequest, owned: OwnedPlan, until: date) -> repair.Repair:
    """Mend what can be mended, and leave what the user keeps as it is."""
    rules = rules_in_force()
    accepted = accepted_by(request.user, rules)

    def wanted(plan: Plan, flag: Flag) -> bool:
        return flag.is_grave and accepted.leaves_open(plan, flag)

    return repair.fix_all(owned.plan, request.today, until, request.today, rules, wanted)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def fix_all(request: UserRequest) -> HttpResponse:
    """Show what all working fixes together would change, or apply them."""
    until = _until(request)
    owned = _plan_until(request, until)
    mended = _mended(request, owned, until)
    if request.method == "POST":
        _adopt(request, owned, mended.plan, fixes_summary(mended.fixes, owned.plan))
        return _to_the_notes(request)
    context = {
        "labels": [fix_named(each, owned.plan) for each in mended.fixes],
        **_what_changes(request, owned, mended.plan, until),
        "until": until,
        "next": safe_next(request, "calendar"),
    }
    return render(request, "routines/fix_all.html", context)


@require_POST
@login_required
def undo(request: UserRequest) -> HttpResponse:
    """Take back the change that is named, or say which one is newer."""
    change = _change_asked(request)
    if change is None:
        messages.info(request, _("There is nothing left to undo."))
        return back(request, "calendar")
    try:
        plan_undo(user=request.user, change=change, now=request.now)
    except UndoneAlreadyError:
        messages.info(request, _("That is undone already."))
    except NewerChangeError as newer:
        said = _("A newer change is to be undone first: %(what)s.") % {
            "what": newer.newest.summary
        }
        say_newer(request, said, newer.newest)
    else:
        messages.success(request, _("Undone: %(what)s.") % {"what": change})
    return back(request, "calendar")


def _change_asked(request: UserRequest) -> PlanChange | None:
    """Return the change a form names; the newest if it names none, and None if there is none."""
    if "change" not in request.POST:
        return latest_change(request.user)
    rows = PlanChange.objects.for_user(request.user)
    return get_object_or_404(rows, pk=row_key(request.POST["change"]))


urlpatterns = [
    path("plan/fix/", fix, name="fix"),
    path("plan/fix-all/", fix_all, name="fix-all"),
    path("plan/undo/", undo, name="plan-undo"),
]
