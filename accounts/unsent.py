"""What somebody sent while they were signed out, kept until they are back.

Every form that a page makes for somebody says whose it is (`{% csrf_token %}` writes it). What
such a form holds when it reaches us without their session, or with a token from before they
signed in again, lies in the browser's new session. It is offered to that person and to nobody
else who signs in there, and nothing is sent again but by their press of a button.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from http import HTTPStatus
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.forms import BooleanField, DateField, Field, Form, ModelForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, resolve_url
from django.utils.choices import flatten_choices
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.redirects import safe_next
from accounts.requests import ClockRequest

SESSION_KEY = "unsent"
MOST_FORMS = 5
MOST_CHARACTERS = 50_000
SIGNING_IN = ("account", "mfa")
"""How the names of addresses begin that take passwords and codes: nothing of those is kept."""
OURS = {"csrfmiddlewaretoken", "whose", "unsent"}

GetResponse = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., HttpResponse])
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
    """One form: where it goes, the names of its fields with all that they hold, and its words."""

    key: str
    address: str
    fields: list[tuple[str, list[str]]]
    told: list[tuple[str, str]]


def told_by(form: "type[Form | ModelForm[Any]]", *names: str) -> Callable[[View], View]:
    """Mark a view: what was sent to it is told in the words of this form.

    With `names`, by these of its fields alone. What is sent to other views is kept untold.
    """

    def marked(view: View) -> View:
        view.__dict__["told_by"] = {name: fields[name] for name in names or fields}
        return view

    fields = form.base_fields
    return marked


def _told(fields: dict[str, Field], typed: QueryDict) -> list[tuple[str, str]]:
    """Return the labels of the fields that hold something, and what their sender saw chosen."""
    words = [
        (field, _words(field, list(filter(None, typed.getlist(name)))))
        for name, field in fields.items()
        if not field.widget.is_hidden
    ]
    return [(str(field.label), ", ".join(said)) for field, said in words if said]


def _words(field: Field, values: list[str]) -> list[str]:
    """Return values in words; none for a choice that only its own page knows."""
    choices = getattr(field, "choices", getattr(field.widget, "choices", None))
    if choices is not None:
        known: list[tuple[Any, Any]] = list(flatten_choices(choices))
        return [str(label) for value, label in known if str(value) in values]
    if isinstance(field, BooleanField):
        return [_("Yes") for _value in values]
    return [_day(value) for value in values] if isinstance(field, DateField) else values


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value))
    except ValueError:
        return value


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
    told = _told(getattr(match.func, "told_by", {}), typed)
    kept = {"owner": owner, "address": address, "typed": text, "told": told}
    forms = request.session.get(SESSION_KEY, {}) | {key: kept}
    request.session[SESSION_KEY] = dict(list(forms.items())[-MOST_FORMS:])
    page = safe_next(request) or address
    return redirect(page) if request.user.is_authenticated else redirect_to_login(page)


def unsent_of(request: HttpRequest) -> Iterator[Unsent]:
    """Yield what is kept for whoever is signed in."""
    for key, kept in request.session.get(SESSION_KEY, {}).items():
        if kept["owner"] == request.user.pk:
            fields = list(QueryDict(kept["typed"]).lists())
            yield Unsent(key, kept["address"], fields, kept.get("told", []))


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
