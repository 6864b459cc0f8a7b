"""Reads about people."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session

from accounts.browsers import browser_words
from accounts.models import SkinProfile, User


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser in which somebody is signed in."""

    browser: str
    ip: str
    since: datetime
    here: bool


def profile_of(user: User) -> SkinProfile:
    """Return the user's profile; an unsaved one with the defaults where none was made yet."""
    try:
        return user.profile
    except SkinProfile.DoesNotExist:
        return SkinProfile(user=user)


def signed_in(user: User, *, here: str | None, now: datetime) -> list[SignedIn]:
    """Return where the user is signed in, this browser (of session key `here`) first, then newest.

    Sessions that ran out, or that a new password has ended, are left out. Two queries.
    """
    rows = UserSession.objects.filter(user=user).order_by("-created_at")
    keys = [row.session_key for row in rows]
    proof = user.get_session_auth_hash()
    alive = {
        session.session_key
        for session in Session.objects.filter(session_key__in=keys, expire_date__gt=now)
        if session.get_decoded().get(HASH_SESSION_KEY) == proof
    }
    found = [
        SignedIn(browser_words(row.user_agent), row.ip, row.created_at, row.session_key == here)
        for row in rows
        if row.session_key in alive
    ]
    return sorted(found, key=lambda one: not one.here)
