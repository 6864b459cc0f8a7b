"""Refuse to start on a mistake in the knowledge files."""

from typing import Any

from django.core.checks import CheckMessage, Error

from products.inci import vocabulary
from products.knowledge import problems


def knowledge_files_are_sound(**_options: Any) -> list[CheckMessage]:
    """Name the file and key of every mistake."""
    return [
        Error(problem, id="products.E001") for problem in (*problems(), *vocabulary.problems())
    ]
