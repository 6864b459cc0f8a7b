"""Refuse to start on a mistake in the files of the rules."""

from typing import Any

from django.core.checks import CheckMessage

from products.checks import mistakes_named
from routines.engine.references import load_myths, load_sources
from routines.engine.rules import load_rules


def rule_files_are_sound(**_options: Any) -> list[CheckMessage]:
    return mistakes_named("routines.E001", load_rules, load_sources, load_myths)
