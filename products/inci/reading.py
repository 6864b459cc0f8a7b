"""From one piece of a label to the names in it, in their common spelling."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from products.inci.families import families_of
from products.inci.korean import is_korean, translated
from products.inci.names import bracket_pairs
from products.inci.spelling import alike, apart, known, spelled

LONGEST_NAME = 200
"""Letters of one name; what is longer is none."""

LONGEST_RUN = 8_000
"""Letters of names run together without a comma; the longest real label has fewer."""

PARTS_PER_MILLION = 10_000
"""ppm in one per cent."""

_MARKS = str.maketrans("", "", '*※†‡§®™©°¹²³⁴⁵⁶⁷⁸⁹⁰"“”«»')
_EDGES = " .,:;-_'\u2019`~/|+&<>=·#^!?{}\\"
_PRINTED_EDGES = " *\u2020\u2021.,;:"
_AMOUNT = re.compile(
    r"(?:[(\[][^()\[\],%]{1,30}\s(?=[\d.,]{1,12}\s?(?:%|ppm|ppb)\s?[)\]])|[(\[]?\s*)"
    r"(?<![\d.,-])(\.?\d{1,9}(?:[.,]\d{1,6}){0,3})\s?(%|ppm|ppb)\s*[)\]]?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_AND = re.compile(r"\s(?:\(and\)|and|&|\+)\s", re.IGNORECASE)
_OR = re.compile(r"\s(?:or/ou|ou/or|and/or)\s", re.IGNORECASE)
_SLASH = re.compile(r"\s?/\s?")
_COLOUR_INDEX = re.compile(r"\bC\.?\s?[Il]\.?\s?#?\s?(\d{5})", re.IGNORECASE)
_COLOUR_NUMBER = re.compile(r"(?<!\d)[1-9]\d{4}(?!\d)")
_PIGMENT_NUMBER = re.compile(r"77\d{3}")
_COLOUR = re.compile(
    r"(?:(?:ext\.?\s?)?(?:f\.?\s?d\s?&?\s?c|d\s?&\s?c)\s)?(yellow|red|blue|green|orange|violet)"
    r"\s?(?:no\.?|#)?\s?(\d{1,2})(?:\s?-?(?:al\w*\s)?lake)?",
    re.IGNORECASE,
)
_DENATURED = re.compile(
    r"(?:sd\s?-?)?alcohol\s?-?\s?(?:sd\s?-?)?\d\d\s?-?\s?[a-c]?"
    r"|(?:sugar ?cane|corn|grain|grape|wheat) alcohol denat",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"(?:\b(?:\d+%|certified|organic|pure|natural|unrefined|raw|virgin|wildcrafted|fair trade"
    r"|cold[ -]pressed|usda|encapsulated|(?:plant|naturally)[ -]derived)\s)+",
    re.IGNORECASE,
)
_LEADING_AND = re.compile(r"^(?:and|&)\s", re.IGNORECASE)
_PURPOSE = re.compile(
    r"^(?:(?:purpose|sunscreens?|active|acne treatment|skin protectant)\s)+"
    r"|\s(?:sunscreens?|purpose|acne treatment|skin protectant)$|^(?:sunscreens?|purpose)$",
    re.IGNORECASE,
)
_BLEND = re.compile(r"\b(?:blend|complex|mix|mixture|base)\b", re.IGNORECASE)
_FRENCH = re.compile(r"\b(?:de|du|des|la|huile|d['\u2019]\w+)\b", re.IGNORECASE)
_KIND = re.compile(
    r"\s(?:extract|oil|flour|wax|butter|water|juice|powder|protein|gum)$", re.IGNORECASE
)
_SALT = re.compile(r"(?:sodium|potassium)\s", re.IGNORECASE)
_NO_NAME = re.compile(
    r"[\W\d_]*|[A-Z]?\d[\d\W]{3,}[A-Z]?|[A-Z.:#\s]{0,12}\d{5}[\dA-Z/-]*|[\x00-\x7f]"
)
"""Signs, figures, a maker's code for the formula, a single letter."""

_INNER_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_PART_OF_NAME = re.compile(
    r"(?:\b(?:poly|bis|tris)\s?|\bsr-|폴리|비스|트리스|에스알-)$", re.IGNORECASE
)


class Read(NamedTuple):
    """A name in its common spelling, the percentage stated with it, and as it is printed."""

    name: str
    percent: float | None
    as_written: str


@lru_cache(maxsize=65_536)
def names_of(piece: str) -> tuple[Read, ...]:
    """Return the names in a piece between two commas: none for a code, two for "A and B"."""
    found = tuple(
        Read(name, percent, " ".join(text.split()).strip(_EDGES))
        for text, percent in _by_amount(piece.translate(_MARKS))
        for name in _names(text)
    )
    return (
        (found[0]._replace(as_written=piece.strip(_PRINTED_EDGES)),) if len(found) == 1 else found
    )


def _by_amount(text: str) -> Iterator[tuple[str, float | None]]:
    """Yield the texts of a piece with their amount, which stands before or after its name."""
    amounts = list(_AMOUNT.finditer(text))
    if not amounts:
        yield from ((part, None) for part in _parts(text))
        return
    after = _has_letters(text[: amounts[0].start()])
    ends = [amount.start() for amount in amounts[1:]] + [len(text)]
    begin, rest = 0, ""
    for amount, end in zip(amounts, ends, strict=True):
        before, rest = text[begin : amount.start()], text[amount.end() : end]
        if after and (len(amounts) > 1 or known(before)):
            name, begin = before, amount.end()
        else:
            name, begin, rest = f"{before} {rest}", end, ""
        parts = list(_parts(name))
        yield from ((part, _percent(amount) if len(parts) == 1 else None) for part in parts)
    yield from ((part, None) for part in _parts(rest))


def _percent(amount: re.Match[str]) -> float | None:
    """Return an amount in per cent; None for what cannot be one."""
    figure, unit = amount[1], amount[2].lower()
    comma = "" if unit != "%" and _THOUSANDS.fullmatch(figure) else "."
    try:
        value = float(figure.replace(",", comma))
    except ValueError:
        return None
    value /= {"%": 1, "ppm": PARTS_PER_MILLION, "ppb": PARTS_PER_MILLION * 1_000}[unit]
    return round(value, 10) if value <= 100 else None  # noqa: PLR2004 - the whole


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _parts(text: str) -> Iterator[str]:
    """Yield the texts that "and" joins outside brackets."""
    pairs = bracket_pairs(text)
    begin = closed = 0
    brackets = sorted(pairs)
    for joint in _AND.finditer(text):
        while brackets and brackets[0] < joint.start():
            closed = max(closed, pairs[brackets.pop(0)])
        if joint.start() >= closed:
            yield text[begin : joint.start()]
            begin = joint.end()
    yield text[begin:]


def _names(text: str) -> tuple[str, ...]:
    """Return the names of one text without "and" and amounts."""
    outside, asides = _without_asides(text)
    base = _bare(" ".join(outside))
    if numbers := _colours(base, asides):
        return numbers
    if _is_blend(base, asides):
        before = outside[:1] if not _BLEND.search(outside[0]) else []
        inner = (part for aside in asides for part in _AND.sub(",", aside).split(","))
        told = (*before, *inner, *outside[1:])
        return tuple(name for part in told for name in _plain(_bare(part)))
    asides = [aside for aside in map(_bare, asides) if aside]
    if not base and len(asides) == 1:
        base = asides[0]
    if outside[-1].strip(_EDGES):
        return _plain(base)  # "Cinnamomum Camphora (Camphor) Bark Oil" is no camphor
    if _KIND.search(base):
        asides = [aside for aside in asides if _KIND.search(aside)]
    return _plain(_chosen(base, asides))


def _without_asides(text: str) -> tuple[list[str], list[str]]:
    """Return what stands outside the brackets of a text and what stands inside, flat.

    (C6-14 Olefin) is part of a name. Brackets inside brackets are left out.
    """
    pairs = bracket_pairs(text)
    closing = set(pairs.values())
    base: list[str] = []
    asides: list[str] = []
    begin = 0
    for place in sorted({*pairs, *closing}):
        if place < begin:
            continue
        if place in pairs and not _is_part_of_name(text, place):
            base.append(text[begin:place])
            aside = text[place + 1 : pairs[place]]
            asides.append(re.sub(r"[()\[\]]", " ", _INNER_BRACKET.sub(" ", aside)))
            begin = pairs[place] + 1
    base.append(text[begin:])
    return base, asides


def _is_part_of_name(text: str, place: int) -> bool:
    """Say whether a bracket belongs to a name, as in "Poly(C6-14 Olefin)"."""
    return bool(_PART_OF_NAME.search(text, max(0, place - 6), place))


def _bare(text: str) -> str:
    """Return a text without blanks and signs at its edges, praise and the purpose of a drug."""
    bare = " ".join(text.split()).strip(_EDGES)
    if bare.count("(") != bare.count(")"):
        bare = bare.replace("(", " ").replace(")", " ").strip()
    bare = _PURPOSE.sub("", _LEADING_AND.sub("", bare)).strip()
    return bare if known(bare) else _PRAISE.sub("", bare, count=1)


def _colours(base: str, asides: list[str]) -> tuple[str, ...]:
    """Return the colour index numbers of a name, its first one with CI, the others maybe not."""
    text = " ".join((base, *asides))
    if _COLOUR_INDEX.search(text):
        return tuple(dict.fromkeys(f"CI {number}" for number in _COLOUR_NUMBER.findall(text)))
    return (f"CI {base}",) if _PIGMENT_NUMBER.fullmatch(base) else ()


def _is_blend(base: str, asides: list[str]) -> bool:
    """Say whether brackets list what a blend is made of."""
    inner = [part for aside in asides if "," in aside for part in aside.split(",")]
    common = sum(known(_bare(part)) is not None for part in inner)
    return (
        bool(inner) and (bool(_BLEND.search(base)) or common * 2 > len(inner)) and not known(base)
    )


def _chosen(base: str, asides: list[str]) -> str:
    """Return the name before brackets, or the one inside if only that is a name of the trade."""
    if known(base):
        return base
    if (shared := alike(base)) and shared in map(alike, asides):
        return shared
    for aside in asides:
        if common := known(aside) or alike(aside):
            return common
    if is_korean(base) and translated(base) is None:
        return next((aside for aside in asides if translated(aside)), base)
    if not families_of(base):
        return next((aside for aside in asides if families_of(aside)), base)
    return base


def _plain(name: str) -> tuple[str, ...]:
    """Return the names in a text without brackets, in their common spelling."""
    if _NO_NAME.fullmatch(name) or len(name) > LONGEST_RUN:
        return ()
    if is_korean(name):
        return _korean(name)
    if _OR.search(name):
        return _alternatives(name)
    if colour := _COLOUR.fullmatch(name):
        name = f"{colour[1]} {colour[2]}"
    elif _DENATURED.fullmatch(name):
        name = "Alcohol Denat."
    found = (one for part in apart(name) for one in _same_or_several(part))
    return tuple(spelled(part) for part in found if len(part) <= LONGEST_NAME)


def _alternatives(name: str) -> tuple[str, ...]:
    """Return the names of "Sodium Palmate/Cocoate or/ou Palm Kernelate", which share a word."""
    halves = _SLASH.split(_OR.sub("/", name))
    shared = _SALT.match(halves[0])
    salt = shared[0] if shared else ""
    return tuple(spelled(half if _SALT.match(half) else salt + half) for half in halves if half)


def _korean(name: str) -> tuple[str, ...]:
    whole = translated(name)
    if whole is None and " " in name:
        words = name.split()
        found = [translated(word) for word in words]
        if sum(word is not None for word in found) * 2 > len(found):
            return tuple(
                spelled(told) if told else word for told, word in zip(found, words, strict=True)
            )
    if whole is None:
        return (name,)
    return tuple(map(spelled, apart(whole) if " " in name else (whole,)))


def _same_or_several(name: str) -> tuple[str, ...]:
    """Return one name for "Water/Aqua/Eau", two for "Gluconolactone/Sodium Benzoate".

    The slash of "Caprylic/Capric Triglyceride" belongs to the name.
    """
    whole = _SLASH.sub("/", name)
    if "/" not in whole or known(whole):
        return (whole,)
    if told_whole := alike(whole):
        return (told_whole,)
    halves = [half for half in whole.split("/") if half]
    common = [alike(half) or known(spelled(half)) for half in halves]
    told = tuple(dict.fromkeys(half for half in common if half))
    if all(common):
        return told
    own = [half for half in halves if not _FRENCH.search(half)]
    kinds = {kind[0].lower() if (kind := _KIND.search(half)) else None for half in own}
    if own and (len(own) < len(halves) or (len(kinds) == 1 and None not in kinds)):
        return (*told, *own)[:1]
    return told if " / " in name and len(told) * 2 >= len(halves) else (whole,)
