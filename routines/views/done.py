"""Say what was done to the plan, with a button that takes it back."""

from django.contrib import messages
from django.http import HttpRequest

from accounts.requests import UserRequest
from routines.models import PlanChange
from routines.services.recording import latest_change

UNDO = "undo-"
"""Begins the tag of a message with such a button; the key of its change follows."""


def say_done(request: UserRequest, said: str) -> None:
    """Say so on the next page. Its *Undo* is for this change, however old the page is."""
    change = latest_change(request.user)
    messages.success(request, said, extra_tags=_tag(change) if change else "")


def say_newer(request: HttpRequest, said: str, newer: PlanChange) -> None:
    """Say that another change is to be undone first, with the button for it."""
    messages.warning(request, said, extra_tags=_tag(newer))


def _tag(change: PlanChange) -> str:
    return f"{UNDO}{change.pk}"
