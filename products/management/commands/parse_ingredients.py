"""Print what the text of a label names. Reads the file and nothing else."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from products.inci.families import tags_of
from products.inci.parse import parse


class Command(BaseCommand):
    """Exit status 2 and one line on standard error say that a file cannot be read."""

    help = "Print the ingredients of a label text and their families as one JSON object."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a text, or - for standard input")

    def handle(self, *_args: str, file: str, **_options: object) -> None:
        try:
            data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            self.stderr.write(f"error: {file}: {reason}")
            sys.exit(2)
        self.stdout.write(json.dumps(result(decoded(data))))


def decoded(data: bytes) -> str:
    """Return the text of any bytes: UTF-8 as a rule, else as Windows wrote it in the West."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def result(text: str) -> dict[str, Any]:
    """Return the names in label order, and the families in the order of their first name."""
    ingredients = parse(text)
    tags = tags_of(ingredients)
    return {
        "names": [
            {"name": one.name, "percent": one.percent, "may_contain": one.may_contain}
            for one in ingredients
        ],
        "families": [
            *({"family": family, "trace": False} for family in tags.actives),
            *({"family": family, "trace": True} for family in tags.trace),
        ],
    }
