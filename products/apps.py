"""The products app."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from products.checks import knowledge_files_are_sound


class ProductsConfig(AppConfig):
    """Registers the app and its system check."""

    name = "products"
    verbose_name = _("Products")

    def ready(self) -> None:
        checks.register(knowledge_files_are_sound)
