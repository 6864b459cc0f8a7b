"""From the text of a label to its ingredients."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import cast

from products.inci.blocks import read_blocks
from products.inci.families import families_on_label
from products.inci.ingredient import Ingredient
from products.inci.pieces import REMEMBERED, name_alone, names_in, sentences
from products.inci.plain_lists import is_plain, plain_pieces
from products.inci.reading import Read, names_of
from products.inci.spelling import known
from products.inci.vocabulary import key
from products.remembered import Remembered

DRUGS = frozenset(
    (
        *("adapalene", "benzoyl_peroxide", "bha", "hydroquinone", "retinoid_rx", "sulfur"),
        *("uv_mineral", "uv_organic"),
    )
)
"""Families whose strength a maker must state, so a label that names one holds it."""

SEVERAL = 2
"""Pieces that name something from which each may be read alone; one may be a list of its own."""

Named = tuple[tuple[str, Ingredient], ...]


def parse(text: str) -> tuple[Ingredient, ...]:
    """Return the ingredients of a label text in their order, each once.

    Headings, praise, footnotes and codes give nothing, and neither does a text that is no list.
    Only a drug whose strength stands in a shop's bullet is added, as the list may leave it out.
    """
    return _plain_list(text) or _any_text(text)


def _plain_list(text: str) -> tuple[Ingredient, ...]:
    """Return the ingredients of a text that is nothing but names; none of another one."""
    read = list(map(_plain.__getitem__, plain_pieces(text)))
    if None in read or sum(map(bool, read)) < SEVERAL:
        return ()
    named = list(chain.from_iterable(cast("list[Named]", read)))
    found = dict(named)
    return tuple((found if len(found) == len(named) else _each_once(named, {})).values())


def _any_text(text: str) -> tuple[Ingredient, ...]:
    outline = read_blocks(text)
    found: dict[str, Ingredient] = {}
    prose = False
    for block in outline.blocks:
        for sentence in sentences(block.text):
            alone = [_alone(piece, block.may_contain) for piece in sentence]
            read = [names for names in alone if names]
            if None in alone or len(read) < SEVERAL:
                told = names_in(sentence)
                prose = prose or told is None
                read = [_ingredients(piece, block.may_contain) for piece in told or ()]
            found = _each_once(chain.from_iterable(read), found)
    if prose and not any(known(one.name) for one in found.values()):
        return ()  # what is left of praise, not a name of which is common
    drugs = _drugs(outline.claims) if found else {}
    return (*(drugs[name] for name in drugs if name not in found), *found.values())


def _each_once(
    read: Iterable[tuple[str, Ingredient]], found: dict[str, Ingredient]
) -> dict[str, Ingredient]:
    """Return what was found with what is read after it; a percentage is taken from any place."""
    for name, one in read:
        held = found.setdefault(name, one)
        if held is not one and held.percent is None and one.percent is not None:
            found[name] = held._replace(percent=one.percent)
    return found


@Remembered
def _plain(piece: str) -> Named | None:
    """Return what a piece names if it is plain and no neighbour matters; else None."""
    return _alone(piece, may_contain=False) if is_plain(piece) else None


@lru_cache(REMEMBERED)
def _alone(piece: str, may_contain: bool) -> Named | None:  # noqa: FBT001 - for the cache
    """Return what a piece names whatever stands beside it; None if a neighbour matters."""
    name = name_alone(piece)
    return None if name is None else _ingredients(name, may_contain)


@lru_cache(REMEMBERED)
def _ingredients(piece: str, may_contain: bool) -> Named:  # noqa: FBT001 - for the cache
    """Return what a piece names, by what the spellings of a name share."""
    return tuple((key(read.name), _ingredient(read, may_contain)) for read in names_of(piece))


def _ingredient(read: Read, may_contain: bool = False) -> Ingredient:  # noqa: FBT001, FBT002
    return Ingredient(read.name, read.percent, may_contain, read.as_written)


def _drugs(claims: tuple[str, ...]) -> dict[str, Ingredient]:
    found: dict[str, Ingredient] = {}
    for read in (read for claim in claims for part in claim.split(",") for read in names_of(part)):
        if read.percent is not None and not DRUGS.isdisjoint(
            families_on_label(read.name, read.as_written)
        ):
            found.setdefault(key(read.name), _ingredient(read))
    return found
