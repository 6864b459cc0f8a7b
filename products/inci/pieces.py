"""From a stretch of label text to the pieces that may be names."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from products.inci.blocks import INNER
from products.inci.korean import is_korean, translated
from products.inci.names import bracket_pairs
from products.inci.spelling import apart, known, spelled

LONGEST_BRACKET = 1_000
"""Letters between a bracket and its partner; further apart, they are no pair but a slip."""

REMEMBERED = 32_768
"""Pieces whose reading is kept: the same few names stand on most labels."""

_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]|\b(?:var|spp?|ssp|st|ext|no|fl|denat))$", re.IGNORECASE)
_STOP = r"\.(?=\s*[*※†‡]|\s+[A-Z\[(+0-9-])|(?<=[다요오])\.(?!\S)|(?<=[가-힣])\.(?=\s[가-힣])"
_END = re.compile(rf"[,()\[\]]|{_STOP}")
_SENTENCE_END = re.compile(_STOP)
_NO_COMMA_IN_BRACKETS = re.compile(r"[^()\[\]]*+(?:\([^,()\[\]]*+\)[^()\[\]]*+)*+")
_NOTE = re.compile(r"(?<=[^\s,:(\[])\s[*※†‡]+(?=\s?[^\W\d_])[^,]*")
_KEY = re.compile(r"[\s(]{0,2}[*※†‡+]{1,3}\s?(?:[가-힣]{1,20}\s?)?:.*")
"""What a sign means; its colon makes no title of the name before it."""
_NOTE_SIGNS = ("*", "※", "†", "‡")
_NOTE_WORDS = re.compile(
    r"\b(?:organic|natural\w*|origin|certified|derived|farm\w*|agricult\w*|ingredients?|oils?"
    r"|biologi\w*|component\w*|fair|vegan|source\w*|essential|fragrance\w*|plant)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:(?:[^:()\[\]]|\([^()]*\)|\[[^\[\]]*\])*:(?!\d))+")
_PROSE_WORDS = """
the of to for with that this these those your our we you they is are was were has have be been by
in on at from it its as not do does if when while which who can will free helps help provide
provides contains including includes reduces removes soothes supports visibly i skin's skin
formulated based founded into than us them their may should without also both all uses ingredients
products
"""
_PROSE = frozenset(_PROSE_WORDS.split())
_NEGATION = re.compile(r"\b(?:not|free|without|never)\b|^no\s(?!\d)", re.IGNORECASE)
_NO_OR = re.compile(r"^no\s(?!\d)|\sor\s", re.IGNORECASE)
_CERTIFIED = re.compile(
    r"[*※†‡].*\b(?:certified|origin|farming|agriculture|cultivation)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][a-z]+)?")
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_AMOUNT = re.compile(r"\s\d{1,3}(?:[.,]\d{1,3})?\s?%$")
_REMARK = re.compile(r"\s(?:to|for|from|as|derived|used|with)\s.*", re.IGNORECASE)
_KOREAN_VERB = re.compile(r"(?:니다|세요|시오)\.?$")
"""How polite sentences end, which no name does."""
_KOREAN_MARKS = "*※,"
_WATER = "정제수"
"""Nearly every Korean list begins with it, so before it stands the title of a product."""
_NEXT_LIST = f" {_WATER}"
_KOREAN_NAME = 3
"""Letters from which a word alone tells a name: most shorter ones mean something else too."""
_KOREAN_CLAUSE = 4
"""Words half of which must be names; else they are the title of a product or praise."""
_MANY_WORDS = 12
_LIST_OF_BLANKS = 3


def sentences(text: str) -> Iterator[Sequence[str]]:
    """Yield the pieces of each sentence, cut at commas outside brackets."""
    one = "." not in text or not _SENTENCE_END.search(text)
    if one and _NO_COMMA_IN_BRACKETS.fullmatch(text):
        yield text.split(",")
        return
    pairs = {a: b for a, b in bracket_pairs(text).items() if b - a < LONGEST_BRACKET}
    begin = closed = 0
    pieces: list[str] = []
    for end in _END.finditer(text):
        place = end.start()
        if place < closed:
            continue
        if place in pairs:
            closed = pairs[place]
        elif end[0] == ",":
            pieces.append(text[begin:place])
            begin = place + 1
        elif end[0] == "." and not _ABBREVIATED.search(text, max(begin, place - 6), place):
            yield (*pieces, text[begin:place])
            pieces, begin = [], place + 1
    yield (*pieces, text[begin:])


def name_alone(piece: str) -> str | None:
    """Return what is a name whatever stands beside it; None for what a neighbour may change.

    Of two such pieces or more, `names_in` makes the same. Nearly all of nearly every label is.
    """
    told = piece.strip()
    if ":" in told or told.startswith(_NOTE_SIGNS) or told.endswith(_NEXT_LIST):
        return None
    name = _without_remark(_cut(told))
    return None if _is_prose(name) else name


def names_in(sentence: Sequence[str]) -> tuple[str, ...] | None:
    """Return the pieces of a sentence that may be names, without notes; None if it is prose."""
    pieces = _without_notes(sentence)
    told = [piece for piece in map(_without_remark, pieces) if piece]
    prose = list(map(_is_prose, told))
    if True in prose:
        if any(_NEGATION.search(piece) for piece in told):
            return None
        common = sum(map(_is_common, told))
        runs = sum(after and not before for before, after in pairwise([False, *prose]))
        if common < (3 if prose[0] else 1) * runs:
            return None
    found = tuple(piece for piece, is_prose in zip(told, prose, strict=True) if not is_prose)
    return None if told and not found else found


def _without_notes(pieces: Sequence[str]) -> tuple[str, ...]:
    """Return the pieces of a sentence without footnotes, titles and blanks.

    Nothing is left of a sentence that is a footnote, or whose title says what is not inside.
    """
    told = [piece.strip() for piece in pieces]
    if told[0].startswith(_NOTE_SIGNS):
        own = any(piece.startswith(_NOTE_SIGNS) for piece in told[1:])
        if len(told) == 1 or (_NOTE_WORDS.search(told[0]) and not own):
            return ()
    titles = [_TITLE.match(piece) for piece in told if ":" in piece]
    if any(title and _NEGATION.search(title[0]) for title in titles):
        return ()
    found = [piece for one in told for piece in map(_cut, _lists_apart(one)) if piece]
    if len(found) == 1 and is_korean(found[0]):
        return _by_blanks(found[0])
    return tuple(found)


def _lists_apart(piece: str) -> tuple[str, ...]:
    """Return the last name of a Korean list and the first of the next, without its title."""
    if not piece.endswith(_NEXT_LIST) and " : " not in piece:
        return (piece,)
    words = piece.split()
    opens = piece.endswith(_NEXT_LIST) and not _are_names(words)
    if not opens and ":" not in words:
        return (piece,)
    last = is_korean(words[0]) and _is_korean_name(words[0]) and words[1] != ":"
    return (*words[:last], _WATER if opens else piece)


@lru_cache(REMEMBERED)
def _cut(piece: str) -> str:
    """Return a piece without its title and its footnote."""
    if piece.startswith(_NOTE_SIGNS) and _CERTIFIED.match(piece):
        return ""
    cut = _TITLE.sub("", _KEY.sub("", piece)) if ":" in piece else piece
    cut = _NOTE.sub("", cut) if any(sign in cut for sign in _NOTE_SIGNS) else cut
    return _without_sentence(cut.replace(INNER, ",").strip())


def _without_sentence(text: str) -> str:
    """Return what stands before a Korean sentence, which begins after the last name before it."""
    words = text.split() if is_korean(text) else []
    verb = next((n for n, word in enumerate(words) if _KOREAN_VERB.search(word)), None)
    if verb is None:
        return text
    names = (n for n in range(verb, 0, -1) if _is_korean_name(words[n - 1]))
    return " ".join(words[: next(names, 0)])


def _is_korean_name(word: str) -> bool:
    name = _BRACKETED.sub("", word).strip(_KOREAN_MARKS)
    return len(name) >= _KOREAN_NAME and translated(name) is not None


def _by_blanks(text: str) -> tuple[str, ...]:
    """Return the names of a Korean list that parts them by blanks; a bracket stays at its name."""
    words = _BRACKETED.sub(lambda found: "".join(found[0].split()), text).split()
    if len(words) < _LIST_OF_BLANKS or not _are_names(words):
        return (text,)
    names: list[str] = []
    for word in words:
        if names and not _means_common(names[-1]) and _means_common(names[-1] + word):
            names[-1] += word
        else:
            names.append(word)
    return tuple(names)


def _means_common(name: str) -> bool:
    """Say whether a Korean name means a common one, and is not only made of known parts."""
    meaning = translated(name)
    return meaning is not None and known(spelled(meaning)) is not None


def _are_names(words: Sequence[str]) -> bool:
    """Say whether at least half of Korean words are names."""
    return sum(map(_is_korean_name, words)) * 2 >= len(words)


@lru_cache(REMEMBERED)
def _without_remark(piece: str) -> str:
    """Return a common name without what is said of it ("hydrochloric acid to adjust pH")."""
    remark = _REMARK.search(piece)
    return piece[: remark.start()] if remark and known(piece[: remark.start()]) else piece


@lru_cache(REMEMBERED)
def _is_common(piece: str) -> bool:
    """Say whether a piece is a common name, or a Korean one, whatever its amount and brackets."""
    name = _AMOUNT.sub("", " ".join(_BRACKETED.sub(" ", piece).split()))
    return known(name) is not None or (is_korean(name) and translated(name) is not None)


@lru_cache(REMEMBERED)
def _is_prose(piece: str) -> bool:
    """Say whether a piece is a part of a sentence; what is shouted in it is an abbreviation."""
    if known(piece):
        return False
    words = _WORD.findall(_BRACKETED.sub(" ", piece) if ")" in piece or "]" in piece else piece)
    if is_korean(piece):
        clause = _BRACKETED.sub(" ", piece).split()
        return len(clause) >= _KOREAN_CLAUSE and not _are_names(clause)
    if _NO_OR.search(piece):
        return True
    loud = piece.isupper()
    if any(word.lower() in _PROSE and (loud or not word.isupper()) for word in words):
        return True
    return len(words) > _MANY_WORDS and len(apart(piece)) == 1 and "/" not in piece
