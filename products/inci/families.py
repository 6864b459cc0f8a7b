"""Which families of ingredients a label names: "contains", never "works" or "harms"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from products.inci.names import candidates, clean, stated_percent
from products.knowledge import families, fragrance_allergens

LAST_PER_CENT = frozenset(
    ("PHENOXYETHANOL", "TOCOPHEROL", "XANTHAN GUM", "DISODIUM EDTA", "CARBOMER"),
)
"""What comes after the first of these is probably below one per cent."""


@dataclass(frozen=True, slots=True)
class Tags:
    """Family ids in the order of the label: those that count, and those only there as a trace."""

    actives: tuple[str, ...]
    trace: tuple[str, ...]


@lru_cache(maxsize=65_536)
def families_of(name: str) -> tuple[str, ...]:
    """Return the families one ingredient name belongs to, without those made of families."""
    spellings = candidates(clean(name))
    found = [
        family
        for family, pattern in _patterns().items()
        if any(pattern.fullmatch(spelling) for spelling in spellings)
    ]
    if not fragrance_allergens().isdisjoint(spellings):
        found.append("fragrance_allergen")
    if "copper_peptide" in found and "peptide" in found:
        found.remove("peptide")
    return tuple(found)


def tags_of(names: Sequence[str], *, kind: str = "", spf: int | None = None) -> Tags:
    """Return the tags of a product from its ingredient names, as printed, in label order.

    Some families count in some kinds only: scrub grains in a scrub, mineral filters in a
    sunscreen or where an SPF is stated.
    """
    counted: dict[str, None] = {}
    trace: dict[str, None] = {}
    last_per_cent = False
    for name in names:
        for family in families_of(name):
            if _applies(family, kind, spf):
                is_trace = _is_trace(family, name, last_per_cent=last_per_cent)
                (trace if is_trace else counted)[family] = None
        last_per_cent = last_per_cent or not LAST_PER_CENT.isdisjoint(candidates(clean(name)))
    return Tags(tuple(counted), tuple(family for family in trace if family not in counted))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        key: re.compile(family.pattern) for key, family in families().items() if family.pattern
    }


@cache
def _weak_patterns() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(family.weak) for key, family in families().items() if family.weak}


def _applies(family: str, kind: str, spf: int | None) -> bool:
    if family == "physical_abrasive":
        return kind == "exfoliant_physical"
    if family == "uv_mineral":
        return kind == "sunscreen" or bool(spf)
    return True


def _is_trace(family: str, name: str, *, last_per_cent: bool) -> bool:
    """Say whether a name is probably just an adjuster; a stated percentage says it is not."""
    if not families()[family].trace_ok or stated_percent(name) is not None:
        return False
    weak = _weak_patterns().get(family)
    return last_per_cent or (
        weak is not None and any(weak.fullmatch(spelling) for spelling in candidates(clean(name)))
    )
