"""The one place where a page learns what time it is, and headers every page carries."""

import zoneinfo
from collections.abc import Callable
from typing import cast

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from accounts.models import User
from accounts.requests import ClockRequest

GetResponse = Callable[[HttpRequest], HttpResponse]
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def local_clock(get_response: GetResponse) -> GetResponse:
    """Set `request.now` and `request.today`, and the zone that templates print times in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        clock = cast("ClockRequest", request)
        clock.now = timezone.now()
        zone = request.user.zone if isinstance(request.user, User) else zoneinfo.ZoneInfo("UTC")
        clock.today = clock.now.astimezone(zone).date()
        with timezone.override(zone):
            return get_response(request)

    return middleware


def readable_addresses(get_response: GetResponse) -> GetResponse:
    """Refuse addresses with a NUL: no page of ours has one, and PostgreSQL takes none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            message = "the address holds a NUL"
            raise BadRequest(message)
        return get_response(request)

    return middleware


def private_pages(get_response: GetResponse) -> GetResponse:
    """Keep pages out of shared caches, and switch off browser features nobody needs here."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return middleware


def lost_buttons(get_response: GetResponse) -> GetResponse:
    """Say something at an address that only takes what a button sends.

    Somebody whose session ended is led back there after signing in again.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "GET" and isinstance(response, HttpResponseNotAllowed):
            page = render(request, "405.html", status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    return middleware
