"""The front door: the question, its answer, and keeping it as a routine."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import ClockRequest
from products.knowledge import kinds
from routines.engine.plan import Session
from routines.together import FRAMES, answer, in_order

SEED = ["ampoule", "serum"]
OFTEN_ASKED = (
    (("essence", "ampoule"), Session.PM),
    (("exfoliating_toner", "exfoliant_physical"), Session.PM),
    (("face_oil", "serum"), Session.PM),
    (("ampoule", "sunscreen"), Session.AM),
)


def _asked(request: ClockRequest) -> list[str]:
    """Return the kinds asked about; whatever is no kind is passed over."""
    names = [name for name in request.GET.getlist("item") if name in kinds()]
    names = list(dict.fromkeys(names))[:2]
    return names if len(names) == len(SEED) else SEED


def _session(request: ClockRequest) -> Session:
    return Session.AM if request.GET.get("session") == Session.AM else Session.PM


def _address(names: tuple[str, ...], session: Session) -> str:
    query = urlencode([*(("item", name) for name in names), ("session", session.value)])
    return f"{reverse('landing')}?{query}"


def _keep_url(names: list[str], session: Session) -> str:
    """Return Start with this answer ticked, by way of sign-up for somebody new."""
    wanted = {
        session: [*names, *FRAMES[session]],
        Session.AM if session is Session.PM else Session.PM: ["sunscreen"]
        if session is Session.PM
        else [],
    }
    query = [
        (each.lower(), kind.id)
        for each in (Session.AM, Session.PM)
        for kind in in_order(wanted[each])
    ]
    start = f"{reverse('start')}?{urlencode(query)}"
    return f"{reverse('account_signup')}?{urlencode({'next': start})}"


@require_safe
def landing(request: ClockRequest) -> HttpResponse:
    """Answer the question for two kinds; somebody signed in goes on to Today."""
    if request.user.is_authenticated:
        return redirect("today")
    names, session = _asked(request), _session(request)
    context = {
        "answer": answer(names, session),
        "first": names[0],
        "second": names[1],
        "session": session.value,
        "kinds": [(kind.id, _(kind.label)) for kind in kinds().values()],
        "keep_url": _keep_url(names, session),
        "often_asked": [
            (_address(pair, when), answer(pair, when).question) for pair, when in OFTEN_ASKED
        ],
    }
    return render(request, "routines/landing.html", context)


urlpatterns = [path("", landing, name="landing")]
