"""Lead people back to the page they came from, never to another site."""

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.requests import ClockRequest


def safe_next(request: ClockRequest, default: str = "") -> str:
    """Return `next` of the form or the address if it is a page of ours, else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/"):
        return wanted
    return resolve_url(default) if default else ""


def back(request: ClockRequest, default: str) -> HttpResponseRedirect:
    """Redirect to `next`, or to `default` (a URL name or address)."""
    return HttpResponseRedirect(safe_next(request, default))
