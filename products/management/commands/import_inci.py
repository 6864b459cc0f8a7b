"""`manage.py import_inci FILE`: load the official list of ingredients."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from products.cosing import CosingError, read_cosing
from products.services.official import cosing_load


class Command(BaseCommand):
    """Exit status 2 and one line on standard error say what is wrong; then nothing is loaded."""

    help = "Load the CosIng list of ingredients (CSV), and print how many rows of each outcome."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the CSV file of the list")

    def handle(self, *_args: str, file: str, **_options: object) -> None:
        try:
            outcomes = cosing_load(read_cosing(Path(file)))
        except (OSError, CosingError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            self.stderr.write(f"error: {file}: {reason}")
            sys.exit(2)
        self.stdout.write(json.dumps(outcomes))
