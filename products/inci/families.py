"""Which families of ingredients a label names: "contains", never "works" or "harms"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from products.inci.ingredient import Ingredient
from products.inci.names import candidates, clean
from products.knowledge import families, fragrance_allergens
from products.remembered import Remembered

LAST_PER_CENT = frozenset(
    ("PHENOXYETHANOL", "TOCOPHEROL", "XANTHAN GUM", "DISODIUM EDTA", "CARBOMER"),
)
"""What comes after the first of these is probably below one per cent."""

SOMETIMES = frozenset(("physical_abrasive", "uv_mineral"))
"""Families that count in some products only."""

FAINT = 0.1
"""Per cent below which a stated strength says that it is a trace, not that it is none."""


@dataclass(frozen=True, slots=True)
class Tags:
    """Family ids in the order of the label: those that count, and those only there as a trace."""

    actives: tuple[str, ...]
    trace: tuple[str, ...]


@lru_cache(maxsize=65_536)
def families_of(name: str) -> tuple[str, ...]:
    """Return the families one ingredient name belongs to, without those made of families."""
    spellings = candidates(clean(name))
    found = _matching("pattern", spellings)
    if not fragrance_allergens().isdisjoint(spellings):
        found.append("fragrance_allergen")
    if "copper_peptide" in found and "peptide" in found:
        found.remove("peptide")
    return tuple(found)


@lru_cache(maxsize=65_536)
def families_on_label(name: str, as_written: str) -> tuple[str, ...]:
    """Return the families of a name read off a label.

    They are those of the name, of the name as it is printed, and those of `wider` patterns, which
    the rules' own matching of a routine file leaves out.
    """
    spellings = (*candidates(clean(name)), *candidates(clean(as_written)))
    found = {*families_of(name), *families_of(as_written), *_matching("wider", spellings)}
    if not found:
        return ()
    return tuple(family for family in families() if family in found)


def tags_of(ingredients: Sequence[Ingredient], *, kind: str = "", spf: int | None = None) -> Tags:
    """Return the tags of a product from its ingredients in label order.

    Some families count in some kinds only: scrub grains in a scrub, mineral filters in a
    sunscreen or where an SPF or their own percentage is stated. What only some shades contain
    does not count.
    """
    counted: dict[str, None] = {}
    trace: dict[str, None] = {}
    last_per_cent = False
    for one, (told, opens_last_per_cent) in zip(
        ingredients, map(_said.__getitem__, ingredients), strict=True
    ):
        for family, is_trace_early, is_trace_late in told:
            if family in SOMETIMES and not _applies(family, one, kind, spf):
                continue
            is_trace = is_trace_late if last_per_cent else is_trace_early
            (trace if is_trace else counted)[family] = None
        last_per_cent = last_per_cent or opens_last_per_cent
    return Tags(tuple(counted), tuple(family for family in trace if family not in counted))


@cache
def _patterns(key: str) -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of one key of the families that have it."""
    texts = {family: getattr(known, key) for family, known in families().items()}
    return {family: re.compile(text) for family, text in texts.items() if text}


@cache
def _any_of(key: str) -> re.Pattern[str]:
    """Return what finds out in one go that a name is of no family, as most are."""
    return re.compile("|".join(f"(?:{one.pattern})" for one in _patterns(key).values()))


def _matching(key: str, spellings: Sequence[str]) -> list[str]:
    told = list(filter(_any_of(key).fullmatch, spellings))
    if not told:
        return []
    return [
        family
        for family, pattern in _patterns(key).items()
        if any(pattern.fullmatch(spelling) for spelling in told)
    ]


@Remembered
def _said(one: Ingredient) -> tuple[tuple[tuple[str, bool, bool], ...], bool]:
    """Return the families of an ingredient, and whether the last per cent begins after it.

    With each family stands whether it is a trace before the last per cent, and in it.
    """
    if one.may_contain:
        return (), False
    told = tuple(
        (
            family,
            _is_trace(family, one, last_per_cent=False),
            _is_trace(family, one, last_per_cent=True),
        )
        for family in families_on_label(one.name, one.as_written)
    )
    return told, not LAST_PER_CENT.isdisjoint(candidates(clean(one.name)))


def _applies(family: str, one: Ingredient, kind: str, spf: int | None) -> bool:
    if family == "physical_abrasive":
        return kind == "exfoliant_physical"
    return kind == "sunscreen" or bool(spf) or one.percent is not None


def _is_trace(family: str, one: Ingredient, *, last_per_cent: bool) -> bool:
    """Say whether a name is probably just an adjuster; a stated percentage tells."""
    if not families()[family].trace_ok:
        return False
    if one.percent is not None:
        return one.percent < FAINT
    weak = _patterns("weak").get(family)
    return last_per_cent or (
        weak is not None
        and any(weak.fullmatch(spelling) for spelling in candidates(clean(one.name)))
    )
