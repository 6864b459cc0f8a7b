"""The routines app."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from routines.checks import rule_files_are_sound


class RoutinesConfig(AppConfig):
    """Registers the app and its system check."""

    name = "routines"
    verbose_name = _("Routines")

    def ready(self) -> None:
        checks.register(rule_files_are_sound)
