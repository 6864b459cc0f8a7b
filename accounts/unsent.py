"""What somebody sent while they were signed out, kept until they are back.

Every form that a page makes for somebody says whose it is (`{% csrf_token %}` writes it). What
such a form holds when it reaches us without their session, or with a token from before they
signed in again, lies in the browser's new session. It is offered to that person and to nobody
else who signs in there, and nothing is sent again but by their press of a button.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.forms.utils import pretty_name
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, resolve_url

from accounts.redirects import safe_next
from accounts.requests import ClockRequest

SESSION_KEY = "unsent"
MOST_FORMS = 5
MOST_CHARACTERS = 50_000
SIGNING_IN = ("account", "mfa")
"""How the names of addresses begin that take passwords and codes: nothing of those is kept."""
OURS = {"csrfmiddlewaretoken", "whose", "unsent"}
UNTOLD = {"change", "fix", "item", "line", "next", "one", "product", "quick", "seen", "was"}
"""Fields that pages fill in for themselves."""

GetResponse = Callable[[HttpRequest], HttpResponse]
_signer = signing.Signer(salt="accounts.unsent")


@lru_cache(maxsize=4096)
def whose(key: int) -> str:
    """Return what the forms of a user carry: they are that user's, and were made here."""
    return _signer.sign(str(key))


def _owner(request: HttpRequest) -> int | None:
    try:
        return int(_signer.unsign(request.POST.get("whose", "")))
    except signing.BadSignature:
        return None


@dataclass(frozen=True, slots=True)
class Unsent:
    """One form: where it goes, and the names of its fields with all that they hold."""

    key: str
    address: str
    fields: list[tuple[str, list[str]]]

    @property
    def told(self) -> list[tuple[str, str]]:
        """What its sender would know again."""
        held = ((name, ", ".join(filter(None, values))) for name, values in self.fields)
        return [(pretty_name(name), text) for name, text in held if text and name not in UNTOLD]


def unsent_keep(request: ClockRequest) -> HttpResponse | None:
    """Keep the form of a POST that was not done; return where its sender finds it again.

    Only forms made here, for whoever is signed in now if anybody is; the newest few, none of
    absurd length, no files, and none that belongs to signing in. None: it is not kept.
    """
    match, owner = request.resolver_match, _owner(request)
    is_foreign = request.user.is_authenticated and request.user.pk != owner
    if match is None or match.view_name.startswith(SIGNING_IN) or owner is None or is_foreign:
        return None
    typed = request.POST.copy()
    for name in OURS:
        typed.pop(name, None)
    text, address = typed.urlencode(), request.get_full_path()
    if not text or len(text) > MOST_CHARACTERS:
        return None
    key = hashlib.sha256(f"{owner} {address} {text}".encode()).hexdigest()[:16]
    kept = {"owner": owner, "address": address, "typed": text}
    forms = request.session.get(SESSION_KEY, {}) | {key: kept}
    request.session[SESSION_KEY] = dict(list(forms.items())[-MOST_FORMS:])
    page = safe_next(request) or address
    return redirect(page) if request.user.is_authenticated else redirect_to_login(page)


def unsent_of(request: HttpRequest) -> Iterator[Unsent]:
    """Yield what is kept for whoever is signed in."""
    for key, kept in request.session.get(SESSION_KEY, {}).items():
        if kept["owner"] == request.user.pk:
            yield Unsent(key, kept["address"], list(QueryDict(kept["typed"]).lists()))


def unsent_forms(get_response: GetResponse) -> GetResponse:
    """Keep forms that are led to sign-in, and forget what is sent again and is on its page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return get_response(request)
        before = request.session.get(SESSION_KEY, {})
        again = [form.key for form in unsent_of(request) if form.key == request.POST.get("unsent")]
        if again:
            rest = {key: kept for key, kept in before.items() if key not in again}
            request.session[SESSION_KEY] = rest
        response = get_response(request)
        if again and not _is_answered(response):
            request.session[SESSION_KEY] = before
        if request.user.is_authenticated or not _leads_to_sign_in(response):
            return response
        return unsent_keep(cast("ClockRequest", request)) or response

    return middleware


def _is_answered(response: HttpResponse) -> bool:
    """Tell whether a form is done, or comes back with all that was typed."""
    status = response.status_code
    return status < HTTPStatus.BAD_REQUEST or status == HTTPStatus.UNPROCESSABLE_ENTITY


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return getattr(response, "url", "").startswith(resolve_url(settings.LOGIN_URL))
