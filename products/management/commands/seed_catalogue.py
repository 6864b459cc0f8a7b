"""`manage.py seed_catalogue`: put the first products into the catalogue."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from products.services.starter import starter_load


class Command(BaseCommand):
    """Load products/data/starter/. Run it as often as you like."""

    help = "Put the first products into the catalogue; what curators changed stays."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(json.dumps(starter_load()))
