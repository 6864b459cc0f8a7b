"""Sign-in by email; each page reads the user and the skin profile in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from accounts.prepared import OWNER, Prepared

_read = Prepared(lambda: User.objects.select_related("profile").filter(pk=OWNER, is_active=True))


class EmailBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """allauth's backend, joining the profile that most pages ask for."""

    def get_user(self, user_id: Any) -> User | None:
        return next(iter(_read(owner=user_id)), None)
