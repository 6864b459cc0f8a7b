"""How allauth behaves here."""

from typing import Any

import qrcode  # type: ignore[import-untyped]  # the package ships no types
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # as above

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Open or close sign-up as the operator set it; say what went wrong in plain words."""

    error_messages: dict[str, Any] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This email and password do not belong together."),
        "email_taken": _("There is an account with this email already. You can sign in instead."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This is not the code we sent."),
        "duplicate_email": _("This is your email already."),
        "too_many_login_attempts": _("Too many attempts. Please wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Please wait five minutes and try again."),
    }
    ways_to_reauthenticate = {
        "reauthenticate": _("Use my password"),
        "mfa_reauthenticate": _("Use a code"),
        "mfa_reauthenticate:webauthn": _("Use a passkey"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_OPEN)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Return the start page: a new account has no routine yet."""
        return reverse("start")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("settings")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Return the ways to prove oneself once more, each described in our words."""
        return [
            way | {"description": self.ways_to_reauthenticate[way["id"]]}
            for way in super().get_reauthentication_methods(user)
        ]


class TwoStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Codes and passkeys in our words, and a QR code that any page can show."""

    error_messages: dict[str, Any] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That was not accepted. Please try again."),
        "unverified_email": _("Please confirm your email first."),
        "cannot_generate_recovery_codes": _(
            "Recovery codes go with an authenticator app or a passkey. Add one first."
        ),
    }

    def build_totp_svg(self, url: str) -> str:
        """Return an <svg> element: dark on white in every theme, as cameras need it."""
        picture = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(picture.to_string(encoding="unicode"))

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Layerwise"}
