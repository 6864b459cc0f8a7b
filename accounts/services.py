"""Writes that touch more than one row."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.models import User


@transaction.atomic
def sessions_end_elsewhere(*, user: User, here: str | None) -> None:
    """Sign the user out everywhere but in the session with the key `here`."""
    others = UserSession.objects.filter(user=user).exclude(session_key=here)
    Session.objects.filter(session_key__in=others.values("session_key")).delete()
    others.delete()
