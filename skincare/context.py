"""What every template may print."""

from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from accounts.unsent import unsent_of

THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, object]:
    """Return the chosen theme ("" follows the system), whether sign-up is open, what is unsent."""
    user = getattr(request, "user", None)
    theme = user.theme if isinstance(user, User) else request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "signup_open": settings.SIGNUP_OPEN,
        "has_mail": settings.HAS_MAIL,
        "unsent": list(unsent_of(request)) if isinstance(user, User) else [],
    }
