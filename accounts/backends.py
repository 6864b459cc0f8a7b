"""Sign-in by email; each request reads the user and the skin profile in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from accounts.prepared import OWNER, Prepared

_read = Prepared(lambda: User.objects.select_related("profile").filter(pk=OWNER, is_active=True))
_hold = Prepared(
    lambda: (
        User.objects.select_related("profile")
        .select_for_update(of=("self",), no_key=True)
        .filter(pk=OWNER, is_active=True)
    )
)


def user_held(user: User) -> User | None:
    """Return somebody as they are now, to this transaction alone until it ends.

    SQLite has one writer at a time anyway (transactions begin IMMEDIATE). None: no longer there.
    """
    return next(iter(_hold(owner=user.pk)), None)


class EmailBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """allauth's backend, joining the profile that most pages ask for."""

    def get_user(self, user_id: Any) -> User | None:
        return next(iter(_read(owner=user_id)), None)
