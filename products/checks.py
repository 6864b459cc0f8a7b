"""Refuse to start on a mistake in the knowledge files."""

from collections.abc import Callable
from typing import Any

from django.core.checks import CheckMessage, Error

from products.inci.vocabulary import korean, vocabulary
from products.knowledge import families, fragrance_allergens, kinds
from products.tables import mistakes

READERS = (kinds, families, fragrance_allergens, vocabulary, korean)


def knowledge_files_are_sound(**_options: Any) -> list[CheckMessage]:
    return mistakes_named("products.E001", *READERS)


def mistakes_named(check: str, *readers: Callable[[], object]) -> list[CheckMessage]:
    """Name the file and key of the first mistake of each reader."""
    return [Error(mistake, id=check) for mistake in mistakes(*readers)]
