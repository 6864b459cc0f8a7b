"""The request as our views receive it, for the type checker, and the keys that its forms name."""

import re
from datetime import date, datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User

ROW_KEY = re.compile(r"[0-9]{1,18}")  # what a BigAutoField can hold, and int() reads at once


class ClockRequest(HttpRequest):
    """A request that knows the time: `now` in UTC, `today` in the visitor's zone."""

    now: datetime
    today: date
    htmx: HtmxDetails


class UserRequest(ClockRequest):
    """A request of somebody who is signed in (views add `login_required`)."""

    user: User


def row_key(text: str) -> int | None:
    """Return the key of a row that a form names; None, which no row has, for what is no key."""
    return int(text) if ROW_KEY.fullmatch(text) else None
