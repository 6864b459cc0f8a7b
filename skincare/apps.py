"""The skincare app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SkincareConfig(AppConfig):
    """Registers the app."""

    name = "skincare"
    verbose_name = _("Layerwise")
