"""The routines app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoutinesConfig(AppConfig):
    """Registers the app."""

    name = "routines"
    verbose_name = _("Routines")
