"""`manage.py rank_products`: let searches look at what many people own first."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count
from django.db.models.functions import Coalesce

from products.services.popularity import popularity_set
from routines.models import ShelfItem


class Command(BaseCommand):
    """Count on how many shelves each catalogue product stands. Run it once a night."""

    help = "Count how many people own each product of the catalogue, for the order of searches."

    def handle(self, *_args: Any, **_options: Any) -> None:
        # The one reading of everybody's shelves: numbers only, and only of catalogue products.
        rows = ShelfItem.objects.filter(removed_on=None, product__owner=None)
        counts = rows.values(shown=Coalesce("product__merged_into", "product")).annotate(
            owners=Count("owner", distinct=True)
        )
        changed = popularity_set({row["shown"]: row["owners"] for row in counts})
        self.stdout.write(json.dumps({"changed": changed}))
