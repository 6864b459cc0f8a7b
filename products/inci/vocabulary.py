"""Common ingredient names and how else they are written, from products/vocabulary/."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from products.knowledge import VOCABULARY
from products.tables import KnowledgeError, read_toml

_NO_LETTER = re.compile(r"[\W_]+")
_BRITISH = (("SULPH", "SULF"), ("ALUMINIUM", "ALUMINUM"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names by their key: `names` become the spelling given, `alike` do so beside each other."""

    names: Mapping[str, str]
    alike: Mapping[str, str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Korean:
    """Whole names, and the parts the others are put together from."""

    names: Mapping[str, str]
    parts: Mapping[str, str]


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """Return what spellings of one name share: its letters and digits, in American English."""
    plain = unicodedata.normalize("NFKD", name) if not name.isascii() else name
    found = _NO_LETTER.sub("", plain.upper())
    for british, american in _BRITISH:
        found = found.replace(british, american)
    return found


@cache
def vocabulary() -> Vocabulary:
    """Return the common names. Raises KnowledgeError for a mistake in inci.toml."""
    tables = read_toml(VOCABULARY / "inci.toml")
    listed = tables.get("names")
    if not isinstance(listed, str):
        message = "inci.toml: names: must be one text"
        raise KnowledgeError(message)
    common = [" ".join(name.split()) for name in listed.split(";")]
    names = {key(name): name for name in common}
    names |= {key(other): name for other, name in _others(tables, "same")}
    alike = {key(other): name for other, name in _others(tables, "alike")}
    words = {key(word) for name in common for word in re.split(r"[\s/-]+", name)}
    return Vocabulary(names, alike, frozenset(words - {""}))


@cache
def korean() -> Korean:
    """Return the Korean names. Raises KnowledgeError for a mistake in korean.toml."""
    tables = read_toml(VOCABULARY / "korean.toml")
    texts = {part: _texts(tables, part) for part in ("names", "plants", "parts")}
    return Korean(texts["names"], {**texts["parts"], **texts["plants"]})


def _others(tables: dict[str, Any], table: str) -> list[tuple[str, str]]:
    """Return the pairs of other name and name, a name being another of itself."""
    found = []
    for name, others in tables.get(table, {}).items():
        if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
            message = f"inci.toml: {table}.{name}: must be a list of names"
            raise KnowledgeError(message)
        found += [(other, name) for other in (name, *others)]
    return found


def _texts(tables: dict[str, Any], table: str) -> dict[str, str]:
    found = tables.get(table, {})
    for name, text in found.items():
        if not isinstance(text, str):
            message = f"korean.toml: {table}.{name}: must be a text"
            raise KnowledgeError(message)
    return dict(found)
