"""`manage.py reset_password EMAIL`: a one-time link for somebody who cannot sign in."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts.models import User


class Command(BaseCommand):
    """Prints the link on stdout. It works once, and no password passes through a terminal."""

    help = "Print a one-time link with which the person chooses a new password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--two-step-off",
            action="store_true",
            help="Also remove their authenticator app, passkeys and recovery codes.",
        )

    def handle(self, *, email: str, two_step_off: bool, **_options: object) -> None:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            message = f"No active account has the email {email}."
            raise CommandError(message)
        if two_step_off:
            Authenticator.objects.filter(user=user).delete()
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        path = reverse("account_reset_password_from_key", kwargs=key)
        days = settings.PASSWORD_RESET_TIMEOUT // (60 * 60 * 24)
        self.stderr.write(f"Hand this link to {user.email}. It works once, for {days} days:")
        self.stdout.write(settings.SITE_URL.geturl().rstrip("/") + path)
