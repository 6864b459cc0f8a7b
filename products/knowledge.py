"""What is known about kinds of product, families of ingredients and fragrance allergens.

The figures and words stand in products/vocabulary/*.toml; they are read once per process.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from products.tables import KnowledgeError, read_records, read_toml

VOCABULARY = Path(__file__).parent / "vocabulary"
LAST_PLACE = 1_000
"""Behind every layer."""
SCENTS = frozenset(("fragrance", "fragrance_allergen", "essential_oil"))
"""The families that scent a product."""


class Suits(StrEnum):
    """Whether a kind belongs in a session."""

    YES = "yes"
    OPTIONAL = "optional"
    AVOID = "avoid"
    NO = "no"
    PER_LABEL = "per_label"


class Texture(StrEnum):
    """How a layer is drawn."""

    RINSE = "rinse"
    WATER = "water"
    ACTIVE = "active"
    CREAM = "cream"
    OIL = "oil"
    SHIELD = "shield"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of product: where it goes, and what is usual for it.

    Lower layers go on first; None has no place on the face. `flex` kinds may stand anywhere.
    `max_day` and `max_week` (uses of one product on a date, in 7 dates) are form hints and
    None where there is no usual limit. `pao` is in months, 0 = the day it was opened.
    """

    id: str
    label: str
    letters: str
    texture: Texture
    am: Suits
    pm: Suits
    tip: str
    why: str
    layer: int | None = None
    flex: bool = False
    rinse: bool = False
    max_day: int | None = None
    max_week: int | None = None
    pao: int | None = None
    single_use_default: bool = False

    @property
    def place(self) -> int:
        """Where it goes in the order of application: by its layer; without one, last."""
        return LAST_PLACE if self.layer is None else self.layer


@dataclass(frozen=True, slots=True)
class Family:
    """A family of ingredients: names that match `pattern` as a whole, or other families.

    `wider` matches more names on a label; a routine file is judged by `pattern` alone.

    `fragrance_allergen` has neither; its names are `fragrance_allergens()`. `usual_kind` is the
    kind of a product that is called after the family, empty where none is; `called` is its name
    there, if not the label.
    """

    id: str
    label: str
    group: str
    pattern: str = ""
    members: tuple[str, ...] = ()
    note: str = ""
    trace_ok: bool = False
    weak: str = ""
    wider: str = ""
    usual_kind: str = ""
    called: str = ""


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind of product by its id, in order of application."""
    found = read_records(VOCABULARY / "kinds.toml", Kind)
    layers = [kind.layer for kind in found.values() if kind.layer is not None]
    if layers != sorted(layers):
        message = "kinds.toml: the kinds must stand in order of their layer"
        raise KnowledgeError(message)
    letters: set[str] = set()
    for kind in found.values():
        if len(kind.letters) != 2 or kind.letters in letters:  # noqa: PLR2004 - two letters
            message = f"kinds.toml: {kind.id}.letters: must be two letters of its own"
            raise KnowledgeError(message)
        letters.add(kind.letters)
    return MappingProxyType(found)


@cache
def families() -> Mapping[str, Family]:
    """Return every family of ingredients by its id."""
    found = read_records(VOCABULARY / "families.toml", Family)
    for family in found.values():
        for key in ("pattern", "weak", "wider"):
            try:
                re.compile(getattr(family, key))
            except re.error as error:
                message = f"families.toml: {family.id}.{key}: {error}"
                raise KnowledgeError(message) from error
        if unknown := [member for member in family.members if member not in found]:
            message = f"families.toml: {family.id}.members: no family {unknown[0]!r}"
            raise KnowledgeError(message)
        if family.usual_kind and family.usual_kind not in kinds():
            message = f"families.toml: {family.id}.usual_kind: no kind {family.usual_kind!r}"
            raise KnowledgeError(message)
    return MappingProxyType(found)


@cache
def fragrance_allergens() -> frozenset[str]:
    """Return the names of the fragrance allergens that EU labels list one by one."""
    found: set[str] = set()
    for key, names in read_toml(VOCABULARY / "allergens.toml").items():
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            message = f"allergens.toml: {key}: must be a list of names"
            raise KnowledgeError(message)
        for name in names:
            plant = name.removesuffix(" OIL/EXTRACT")
            found |= {name} if plant == name else {f"{plant} OIL", f"{plant} EXTRACT"}
    return frozenset(found)
