"""The stretches of a label text that may list ingredients: no bullets, no headings."""

import re
from dataclasses import dataclass
from html import unescape
from itertools import zip_longest

from products.inci.spelling import known

LONGEST_TEXT = 100_000
"""Characters that are read. The longest of 4,600 real labels has 4,690."""

INNER = "\ue000"
"""Stands for a comma inside a name or a number until the text is split at commas."""

SHADES, HEADS = "\x02", "\x03"
"""Stand for "may contain", and for a heading or the end of what only shades contain."""

_TAG = re.compile(r"<[^<>]{0,200}>")
CODE = re.compile(r"/?iln\s?\d{4,6}(?!\d)", re.IGNORECASE)
"""The number of an ingredient in another list, which some labels print."""

_KOREAN_TITLE = re.compile(
    r"<[^<>]{0,60}[가-힣][^<>]{0,60}>|(?<![^\s-])\[[^\[\],]{1,100}\](?:\s?-)?(?=\s?[\[가-힣])"
)
"""A title in brackets parts what stands before it from the names of the next product."""

_BLANKS = "".join(map(chr, (*range(9), *range(11, 32), 127, 0xA0, 0xE000)))
_PLAIN = str.maketrans(
    "\\\uff0c\u3001\ufe50\uff1b\uff08\uff09\uff3b\uff3d\uff05\uff0a\uff1a\uff06"
    "\u2010\u2011\u2012\u2013\u2014\u2212",
    "/,,,,()[]%*:&------",
    "\u200b\u200c\u200d\u2060\ufeff\u00ad",
) | str.maketrans(dict.fromkeys(_BLANKS, " "))
"""What is no text; signs of wide type, and the kinds of dash, as they stand on a keyboard."""

_NOT_PLAIN = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")

_SEPARATORS = (*";@|•●·ㆍ■□◆◇▶▷[", "//")
_SEPARATOR = re.compile(r"[;@|•●·ㆍ■□◆◇▶▷]|\[\s?\]|(?<![:/])//(?!/)")
_DASHES = re.compile(r"\s-\s")

FIGURES = re.compile(r",(?<=\d,)\s?\d")
"""A comma that may be inside a number or a name."""

_AMOUNT_COMMA = re.compile(r",(?<=\d,)(?=\d{1,4}(?:[.,]\d{1,4})?\s?(?:%|ppm|ppb))", re.IGNORECASE)
_LOCANTS = re.compile(
    r"((?:^|[,(\[/+])\s*)"
    r"(\d(?:,\s?\d){1,3}(?=\s?-?\s?[^\W\d_])|\d\d?(?:,\s?\d\d?){1,3}(?=-[^\W\d_]))",
    re.MULTILINE,
)
_LOCANTS_AFTER_BLANK = re.compile(r"(\d)(?<=[\s@;|가-힣].),(?=\d-[^\W\d_])")
_LATE_LOCANTS = re.compile(
    r",(?:(?<=-\d,)|(?<=-\d\d,))(?=\d\d?-(?:di|tri|[^\W\d_]{1,30}(?:diol|dione|다이올|디올)))",
    re.IGNORECASE,
)

_CONTAIN = r"(?:may[\s-]?contain|peut[\s-]?conteni[rt]|puede contener|kann enthalten)s?\b"
_MAY = rf"(?:{_CONTAIN}|\+\s?/\s?-|±)"
_MAY_CONTAIN = re.compile(
    rf"(?P<open>[\[(]\s?)?{_MAY}(?:[\s/:.()\[\]-]{{0,9}}{_MAY})*[\s:.)]*", re.IGNORECASE
)
_MAY_HINTS = ("conta", "conte", "enthalten", "+", "±")
_OTHERWISE = r"(?:(?:non[\s-]?|in)?active|other|full|key)\s?"
_HEADING = re.compile(
    rf"\b{_OTHERWISE}?ingr[ée]dients?(?:\s?/\s?ingr[ée]dients?)?\s?(?:list)?\s?:"
    rf"|\b{_OTHERWISE}ingr[ée]dients?\b(?:\s?list\b)?|(?<=%|\))\s?ingredients?\b"
    r"|\bdrug facts\b|\b(?:inactives?|actives?|purpose|uses|composition)\s?:"
    r"|(?:전\s?)?성분\s?:|전\s?성분(?:\s?-)?\s",
    re.IGNORECASE,
)
_HEADING_HINTS = (":", "ngr", "drug", "성분")
"""One of the hints stands in any text the pattern matches: most labels need no search."""

_MODE = re.compile(f"([{SHADES}{HEADS}])")
_BULLET = re.compile(r"[-•●►▪*]\s?(?=[^\s,*-])")
_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text, and whether it names what only some shades contain."""

    text: str
    may_contain: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The blocks of a label, and what its bullets name, with its strength or before a colon."""

    blocks: tuple[Block, ...]
    claims: tuple[str, ...]


def read_blocks(text: str) -> Label:
    """Return the blocks of a label text in their order."""
    bullets, plain = _sorted_lines(_tidied(text[:LONGEST_TEXT]))
    blocks: list[Block] = []
    may_contain = False
    for line in plain:
        told = marked(line)
        parts = _MODE.split(told) if SHADES in told or HEADS in told else [told]
        for part, heading in zip_longest(parts[::2], parts[1::2], fillvalue=""):
            if part.strip() and not (heading == HEADS and _is_title(part)):
                blocks.append(Block(separated(part), may_contain))
            may_contain = heading == SHADES if heading else may_contain and not part.strip()
    claims = (line.partition(":")[0] for line in bullets if ":" in line or "%" in line)
    return Label(tuple(blocks), tuple(claims))


def _is_title(text: str) -> bool:
    """Say whether a text before a heading is the name of the product, not one of its names."""
    return not ("," in text or "%" in text or known(text))


def _tidied(text: str) -> str:
    """Return a text in plain signs, with the commas inside numbers and names put away."""
    plain = unescape(text)
    if not _is_plain(plain):
        plain = plain.translate(_PLAIN)
    plain = _KOREAN_TITLE.sub(",", plain) if "<" in plain or "[" in plain else plain
    plain = _TAG.sub(" ", plain) if "<" in plain else plain
    plain = CODE.sub(" ", plain) if "ILN" in plain or "iln" in plain else plain
    if not FIGURES.search(plain):
        return plain
    plain = _AMOUNT_COMMA.sub(INNER, plain)
    plain = _LOCANTS.sub(_put_away, plain)
    plain = _LOCANTS_AFTER_BLANK.sub(rf"\1{INNER}", plain)
    return _LATE_LOCANTS.sub(INNER, plain)


def _is_plain(text: str) -> bool:
    if text.isascii() and text.isprintable():
        return "\\" not in text
    return not _NOT_PLAIN.search(text)


def _put_away(found: re.Match[str]) -> str:
    return found[1] + "".join(found[2].split()).replace(",", INNER)


def _sorted_lines(text: str) -> tuple[list[str], list[str]]:
    """Return the lines that are bullets, without their sign, and those that are not.

    A bullet is a shop's praise; if there is nothing else, bullets without a colon are the list.
    """
    bullets: list[str] = []
    plain: list[str] = []
    for line in _lines(text):
        bullet = _BULLET.match(line)
        if bullet is None or line[0] == "*" or ("," in line and ":" not in line):
            plain.append(line)
            continue
        bullets.append(line[bullet.end() :])
        plain += [rest for rest in [_after_praise(bullets[-1])] if rest]
    if not plain and len(bullets) >= _ITEMS and not any(":" in line for line in bullets):
        return [], bullets
    return bullets, plain


def _after_praise(bullet: str) -> str:
    """Return what follows the sentence of a bullet on the same line."""
    praise = bullet.partition(":")[2]
    return praise.partition(". ")[2].strip()


def _lines(text: str) -> list[str]:
    """Return the lines of a text; a list that is broken over lines is one."""
    lines: list[list[str]] = []
    after_blank = True
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        if line and lines and _goes_on(lines[-1][-1], line, after_blank=after_blank):
            lines[-1].append(line)
        elif line:
            lines.append([line])
        after_blank = not line
    return [" ".join(parts) for parts in lines]


def _goes_on(line: str, following: str, *, after_blank: bool) -> bool:
    if line[-1] in ",-/(" or following[0] in ",/)":
        return True
    if after_blank or line[-1] in ".:" or _BULLET.match(following):
        return False
    return following[0].islower() or (min(line.count(","), following.count(",")) >= _ITEMS)


def marked(line: str) -> str:
    """Put a sign of their own in place of headings and round what only shades contain."""
    lower = line.lower()
    told = _shades_marked(line) if any(hint in lower for hint in _MAY_HINTS) else line
    return _HEADING.sub(HEADS, told) if any(hint in lower for hint in _HEADING_HINTS) else told


def _shades_marked(line: str) -> str:
    parts: list[str] = []
    begin = 0
    for found in _MAY_CONTAIN.finditer(line):
        if found.start() < begin:
            continue
        parts.append(line[begin : found.start()] + SHADES)
        begin = found.end()
        closing = line.find("]", begin) if (found["open"] or "").startswith("[") else -1
        if closing >= 0:
            parts.append(line[begin:closing] + HEADS)
            begin = closing + 1
    return "".join((*parts, line[begin:]))


def separated(text: str) -> str:
    """Return a block whose names are parted by commas, whatever parted them before."""
    found = any(sign in text for sign in _SEPARATORS)
    parted = _SEPARATOR.sub(",", text) if found else text
    if "," not in parted and len(_DASHES.findall(parted)) >= _ITEMS:
        parted = _DASHES.sub(",", parted)
    return parted
