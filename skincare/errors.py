"""Error pages. They print no data, so they work when nothing else does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from journal.drafts import draft_rescue


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell somebody whose form was too old (or came from elsewhere) how to send it again.

    What they wrote in the journal is kept for them.
    """
    return draft_rescue(request) or render(request, "403_csrf.html", status=403)
