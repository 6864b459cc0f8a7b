"""What an operator should know before people come."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning


def open_sign_up_needs_mail(**_kwargs: Any) -> list[CheckMessage]:
    """Warn where the public can sign up but nobody can be mailed a new password."""
    if not (settings.SECURE and settings.SIGNUP_OPEN) or settings.HAS_MAIL:
        return []
    return [
        Warning(
            "Anybody can sign up, but no mail server is configured: emails are not verified, "
            "and a forgotten password needs `python manage.py reset_password EMAIL`.",
            hint="Set EMAIL_URL to your mail server, or SIGNUP_OPEN=false.",
            id="accounts.W001",
        )
    ]
