"""Error pages. They print no data, so they work when nothing else does."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.requests import ClockRequest
from accounts.unsent import unsent_keep


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell somebody whose form was too old (or came from elsewhere) how to send it again.

    A form that was made here for this person is kept for them.
    """
    kept = unsent_keep(cast("ClockRequest", request))
    return kept or render(request, "403_csrf.html", status=403)
