"""The request as our views receive it, for the type checker."""

from datetime import date, datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class ClockRequest(HttpRequest):
    """A request that knows the time: `now` in UTC, `today` in the visitor's zone."""

    now: datetime
    today: date
    htmx: HtmxDetails


class UserRequest(ClockRequest):
    """A request of somebody who is signed in (views add `login_required`)."""

    user: User
