"""Together: can I use these together? For any mix of kinds, actives and products."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import ClockRequest
from products.knowledge import kinds
from products.search_text import plain
from routines.asked import MOST, Asked, Item, Suggestion, items_asked, suggestions
from routines.engine.plan import Session
from routines.facts import engine_profile
from routines.rules_in_force import rules_in_force
from routines.together import NOBODY, Answer, Layer, answer, question

OFTEN_ASKED = (
    ("ampoule", "serum"),
    ("retinoid_otc", "aha"),
    ("niacinamide", "vitamin_c_pure"),
    ("retinoid_otc", "benzoyl_peroxide"),
    ("vitamin_c_pure", "retinoid_otc"),
    ("hyaluronic_acid", "retinoid_otc"),
    ("aha", "bha"),
    ("adapalene", "benzoyl_peroxide"),
)


def together_address(ids: Iterable[str]) -> str:
    """Return where the question about these is answered."""
    query = urlencode([("item", each) for each in ids])
    return f"{reverse('together')}?{query}" if query else reverse("together")


def often_asked(pairs: Iterable[Sequence[str]]) -> list[tuple[Sequence[str], str]]:
    """Return each pair with its question."""
    return [(pair, question(items_asked(AnonymousUser(), pair).items)) for pair in pairs]


def keep_url(items: Sequence[Item], found: Answer, user: User | AnonymousUser) -> str:
    """Return Start with this answer filled in, by way of sign-up for somebody new.

    Where sign-up is closed, by way of sign-in. Kinds are ticked; what has a name of its own goes
    into the list that is confirmed.
    """
    layers: dict[Session, dict[str, Layer]] = {Session.AM: {}, Session.PM: {}}
    for stack in found.stacks:
        layers[stack.session] |= {layer.name: layer for layer in stack.layers}
    if all(item.id in kinds() for item in items):
        ticks = [
            (session.lower(), layer.kind)
            for session, used in layers.items()
            for layer in used.values()
        ]
        if not layers[Session.AM]:
            ticks.insert(0, ("am", "sunscreen"))
        start = f"{reverse('start')}?{urlencode(ticks)}"
    else:
        lines = [
            line
            for session, used in layers.items()
            if used
            for line in ("", str(_HEADINGS[session]), *map(_line, used.values()))
        ]
        start = f"{reverse('start-paste')}?{urlencode({'lines': chr(10).join(lines).strip()})}"
    if user.is_authenticated:
        return start
    way_in = reverse("account_signup" if settings.SIGNUP_OPEN else "account_login")
    return f"{way_in}?{urlencode({'next': start})}"


_HEADINGS = {Session.AM: "Morning", Session.PM: "Evening"}
"""As the list of Start reads them, whatever the language of the page."""


def _line(layer: Layer) -> str:
    """Write a layer so that the list tells its kind."""
    label = _(kinds()[layer.kind].label)
    if layer.url or label in layer.name:
        return layer.name
    return f"{layer.name} {label.lower()}"


@require_safe
def together(request: ClockRequest) -> HttpResponse:
    """Answer for the items of the address; `?q=` looks for one more to add."""
    user, text = request.user, request.GET.get("q", "").strip()[:100]
    asked = items_asked(user, request.GET.getlist("item"))
    found = suggestions(user, text, asked) if len(asked.items) < MOST else []
    chosen = _only(found, text)
    if chosen and not request.htmx:
        return redirect(together_address([*asked.ids, chosen.id]))
    context = {
        "asked": asked,
        "text": text,
        "suggestions": [(together_address([*asked.ids, each.id]), each) for each in found],
    }
    if request.htmx:
        return render(request, "routines/_together_suggestions.html", context)
    return render(request, "routines/together.html", {**context, **_answered(request, asked)})


def _only(found: Sequence[Suggestion], text: str) -> Suggestion | None:
    """Return what a search means beyond doubt: its one match, or the one of that very name."""
    if not text:
        return None
    same = [each for each in found if plain(each.name) == plain(text)]
    if len(found) == 1 or len(same) == 1:
        return (same or found)[0]
    return None


def _answered(request: ClockRequest, asked: Asked) -> dict[str, object]:
    user, items = request.user, asked.items
    base = settings.SITE_URL.geturl().rstrip("/")
    context: dict[str, object] = {
        "question": question(items),
        "chips": [
            (item, together_address(each for each in asked.ids if each != item.id))
            for item in items
        ],
        "full": len(items) >= MOST,
        "most": MOST,
        "canonical": base + together_address(sorted(asked.ids)),
        "hidden_from_search": bool(asked.unknown) or any(item.private for item in items),
        "often_asked": [
            (together_address(pair), words) for pair, words in often_asked(OFTEN_ASKED)
        ],
    }
    if items:
        profile = engine_profile(user) if isinstance(user, User) else NOBODY
        found = answer(items, profile, rules=rules_in_force())
        context |= {
            "answer": found,
            "keep_url": keep_url(items, found, user),
            "structured": _structured(found),
        }
    return context


def _structured(found: Answer) -> dict[str, object]:
    """Return the question and its answer in the words of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": found.question,
                "acceptedAnswer": {"@type": "Answer", "text": found.text},
            }
        ],
    }


urlpatterns = [path("together/", together, name="together")]
