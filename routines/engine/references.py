"""What stands behind the rules: whose word they rest on, and what is said and never flagged."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from products.tables import read_records

SOURCES_FILE = Path(__file__).with_name("sources.toml")
MYTHS_FILE = Path(__file__).with_name("myths.toml")


class SourceKind(StrEnum):
    """Whose word a source is, the weightiest first."""

    REGULATOR = "regulator"
    LABEL = "label"
    STUDY = "study"
    PANEL = "panel"
    PROFESSION = "profession"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Source:
    """Something a rule cites. `address` is empty where only the title is known."""

    id: str
    title: str
    kind: SourceKind
    address: str = ""


@dataclass(frozen=True, slots=True)
class Myth:
    """A warning one often hears, and in a sentence why no rule repeats it."""

    id: str
    title: str
    words: str


@cache
def load_sources() -> Mapping[str, Source]:
    """Return every source by its id. Raises KnowledgeError for a mistake in sources.toml."""
    return MappingProxyType(read_records(SOURCES_FILE, Source))


@cache
def load_myths() -> Mapping[str, Myth]:
    """Return what is never flagged. Raises KnowledgeError for a mistake in myths.toml."""
    return MappingProxyType(read_records(MYTHS_FILE, Myth))
