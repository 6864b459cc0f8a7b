"""The products app."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from products.checks import knowledge_files_are_sound
from products.search.index import index_renew


class ProductsConfig(AppConfig):
    """Registers the app, its system check, and what keeps its index whole."""

    name = "products"
    verbose_name = _("Products")

    def ready(self) -> None:
        checks.register(knowledge_files_are_sound)
        post_migrate.connect(index_renew, sender=self)
