"""The rules that run: their words and figures from rules.toml, their logic in these modules."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from products.knowledge import families
from products.tables import KnowledgeError, read_records
from routines.engine.flags import Rule
from routines.engine.references import load_sources

RULES_FILE = Path(__file__).parents[1] / "rules.toml"
SECTIONS = (
    "frequency",
    "order",
    "combinations",
    "sun",
    "introduction",
    "freshness",
    "person",
)
SHORT = 16
"""What a calendar cell holds, in characters."""


@cache
def load_rules() -> Mapping[str, Rule]:
    """Return every rule that runs by its id. Raises KnowledgeError for a mistake in rules.toml."""
    rules = read_records(RULES_FILE, Rule)
    for rule in rules.values():
        if mistake := _mistake(rule):
            message = f"{RULES_FILE.name}: {rule.id}.{mistake}"
            raise KnowledgeError(message)
    return MappingProxyType(rules)


def _mistake(rule: Rule) -> str:
    if rule.section not in SECTIONS:
        return f"section: no section {rule.section!r}"
    if len(rule.short.replace("{nth}", "3rd")) > SHORT:
        return f"short: longer than {SHORT} characters"
    if unknown := [source for source in rule.cites if source not in load_sources()]:
        return f"cites: no source {unknown[0]!r}"
    if unknown := [family for family in rule.families if family not in families()]:
        return f"families: no family {unknown[0]!r}"
    return ""
