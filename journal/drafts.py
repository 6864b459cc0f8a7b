"""What somebody typed while their session was lost, kept until they are back.

A draft lies in the session. It is shown to the person whose form it was (see stamps) and to
nobody else who signs in on the same device.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.requests import ClockRequest, UserRequest
from journal.stamps import Stamp

SESSION_KEY = "journal_drafts"
MOST_DRAFTS = 7
MOST_CHARACTERS = 50_000

View = Callable[..., HttpResponse]


def draft_keep(request: HttpRequest, day: date) -> None:
    """Keep what was posted for a day. Only the newest few, and none of absurd length."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    stamp = Stamp.read(typed.get("seen", ""))
    text = typed.urlencode()
    if len(text) <= MOST_CHARACTERS:
        draft = {"owner": stamp and stamp.owner, "typed": text}
        drafts = request.session.pop(SESSION_KEY, {}) | {day.isoformat(): draft}
        request.session[SESSION_KEY] = dict(list(drafts.items())[-MOST_DRAFTS:])


def draft_for(request: UserRequest, day: date) -> QueryDict | None:
    """Return what was kept for a day, if it is this person's. It stays until `draft_drop`."""
    draft = request.session.get(SESSION_KEY, {}).get(day.isoformat())
    if draft and draft["owner"] in {None, request.user.pk}:
        return QueryDict(draft["typed"])
    return None


def draft_drop(request: UserRequest, day: date) -> None:
    """Forget what was kept for a day."""
    drafts = request.session.pop(SESSION_KEY, {})
    drafts.pop(day.isoformat(), None)
    if drafts:
        request.session[SESSION_KEY] = drafts


def draft_rescue(request: HttpRequest) -> HttpResponse | None:
    """For the CSRF failure view: keep a journal form sent with an old token, and lead back to it.

    Only forms that this site made for this person are kept; nothing is saved. None means that
    the request is nothing of the kind.
    """
    match = request.resolver_match
    stamp = Stamp.read(request.POST.get("seen", ""))
    if match is None or match.view_name != "journal-entry" or stamp is None:
        return None
    if request.user.is_authenticated and request.user.pk != stamp.owner:
        return None
    draft_keep(request, match.kwargs["day"])
    return redirect("journal-entry", match.kwargs["day"])


def keeps_typed(view: View) -> View:
    """Like login_required; what was posted by somebody signed out is there again after sign-in."""
    protected = login_required(view)

    @wraps(view)
    def wrapper(request: ClockRequest, day: date) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            draft_keep(request, day)
            messages.info(request, _("Please sign in. What you wrote will be there again."))
        return protected(request, day)

    return wrapper
