"""What one person sends is done in turn, and a form that is sent twice is done once."""

import hashlib
from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import logout
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import CSRF_TOKEN_LENGTH

from accounts.backends import user_held
from accounts.models import User

PRESSED_TWICE_WITHIN = 10
"""Seconds; as long as static/js/ui.js holds the same form back."""


class InTurn:
    """Middleware that does each POST of somebody as a whole, while their others wait.

    So what a view reads of theirs still holds when it writes. The pages of allauth stay out of
    it: they hash passwords and send mail, which would make everybody wait on SQLite.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        is_ours = not view.__module__.startswith("allauth.")
        if request.method != "POST" or not is_ours or not isinstance(request.user, User):
            return None
        try:
            with transaction.atomic():
                held = user_held(request.user)
                if held:
                    request.user = held
                    return _once(request, lambda: view(request, *args, **kwargs))
            logout(request)  # the account was deleted meanwhile
        except ReauthenticationRequired:
            pass  # allauth's middleware hears of it where Django calls the view
        return None


def _once(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer, or say where the same press of a button has led a moment ago."""
    press = _press(request)
    led_to = cache.get(press) if press else None
    if led_to:
        return HttpResponseRedirect(led_to)
    response = answer()
    if press and isinstance(response, HttpResponseRedirect):
        cache.set(press, response.url, PRESSED_TWICE_WITHIN)
    return response


def _press(request: HttpRequest) -> str:
    """Return what is the same for two presses of one button of one page, and for nothing else.

    Each page masks the CSRF token of its forms anew. Empty for what no form of a page has sent,
    and for htmx: the script that comes with it holds a second press back.
    """
    is_form = len(request.POST.get("csrfmiddlewaretoken", "")) == CSRF_TOKEN_LENGTH
    if not is_form or "HX-Request" in request.headers:
        return ""
    files = [file.size for name in request.FILES for file in request.FILES.getlist(name)]
    told = f"{request.user.pk} {request.get_full_path()} {request.POST.urlencode()} {files}"
    return f"pressed:{hashlib.sha256(told.encode()).hexdigest()}"
