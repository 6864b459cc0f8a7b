"""The front door: the question, its answer, and keeping it as a routine."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import ClockRequest
from products.knowledge import kinds
from routines.asked import items_asked
from routines.engine.plan import Session
from routines.rules_in_force import rules_in_force
from routines.together import answer
from routines.views.together import keep_url, often_asked, together_address

SEED = ["ampoule", "serum"]
OFTEN_ASKED = (
    (("essence", "ampoule"), Session.PM),
    (("exfoliating_toner", "exfoliant_physical"), Session.PM),
    (("face_oil", "serum"), Session.PM),
    (("ampoule", "sunscreen"), Session.AM),
)
MORE_ASKED = (
    ("retinoid_otc", "aha"),
    ("niacinamide", "vitamin_c_pure"),
    ("retinoid_otc", "benzoyl_peroxide"),
)


def _asked(request: ClockRequest) -> list[str]:
    """Return the kinds asked about; whatever is no kind is passed over."""
    names = [name for name in request.GET.getlist("item") if name in kinds()]
    names = list(dict.fromkeys(names))[:2]
    return names if len(names) == len(SEED) else SEED


def _session(request: ClockRequest) -> Session:
    return Session.AM if request.GET.get("session") == Session.AM else Session.PM


def _address(names: Sequence[str], session: Session) -> str:
    query = urlencode([*(("item", name) for name in names), ("session", session.value)])
    return f"{reverse('landing')}?{query}"


def _often_asked() -> list[tuple[str, str]]:
    """Return questions with their addresses: kinds here, actives on Together."""
    here = often_asked(pair for pair, _session in OFTEN_ASKED)
    links = [
        (_address(pair, session), words)
        for (_pair, session), (pair, words) in zip(OFTEN_ASKED, here, strict=True)
    ]
    return links + [(together_address(pair), words) for pair, words in often_asked(MORE_ASKED)]


@require_safe
def landing(request: ClockRequest) -> HttpResponse:
    """Answer the question for two kinds; somebody signed in goes on to Today."""
    if request.user.is_authenticated:
        return redirect("today")
    names, session = _asked(request), _session(request)
    items = items_asked(AnonymousUser(), names).items
    found = answer(items, session=session, rules=rules_in_force())
    context = {
        "answer": found,
        "first": names[0],
        "second": names[1],
        "session": session.value,
        "kinds": [(kind.id, _(kind.label)) for kind in kinds().values()],
        "keep_url": keep_url(items, found, request.user),
        "together_url": together_address(names),
        "often_asked": _often_asked(),
    }
    return render(request, "routines/landing.html", context)


urlpatterns = [path("", landing, name="landing")]
