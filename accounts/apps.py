"""The accounts app."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from accounts.checks import open_sign_up_needs_mail


class AccountsConfig(AppConfig):
    """Registers the app and its system check."""

    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        checks.register(open_sign_up_needs_mail)
