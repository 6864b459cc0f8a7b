"""Words as people type them, made comparable: no case, no accents, no punctuation.

Indexed words are in decomposed form (NFD), so that Hangul is compared letter by letter: "앰프",
which a keyboard makes on the way to "앰플", is a beginning of it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from products.knowledge import SCENTS, families
from products.remembered import Remembered

INGREDIENT = "="
"""Marks a word of an ingredient's name: `=glycerin`."""
PHRASE = "+"
"""Marks words in a row of an ingredient's name: `+sodium_hyaluronate`."""
LONGEST_PHRASE = 4
LISTED = "_listed"
"""Marks a product whose ingredients are known, and none by a name in Hangul only."""
UNSCENTED = "_unscented"
"""Marks one of these with no fragrance among them."""
LONGEST_WORD = 40

_GAPS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[0-9]+")
_SPF = re.compile(r"\bspf(?=\d)")


def plain(text: str) -> str:
    """Return the text in lower case without accents, its words parted by single blanks.

    "Crème de la Mer™ 30ml" becomes "creme de la mer 30ml". Hangul stays whole.
    """
    if text.isascii():
        return _GAPS.sub(" ", text.casefold()).strip()
    apart = unicodedata.normalize("NFKD", text.replace("™", " ").replace("®", " "))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return _GAPS.sub(" ", unicodedata.normalize("NFC", bare).casefold()).strip()


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are indexed: "SPF50 앰플" is "spf", "50" and "앰플"."""
    return [word[:LONGEST_WORD] for word in as_indexed(plain(text)).split()]


def as_indexed(text: str) -> str:
    """Return a plain text with its words as they are indexed."""
    apart = _SPF.sub("spf ", text) if "spf" in text else text
    return apart if apart.isascii() else unicodedata.normalize("NFD", apart)


def name_tokens(text: str) -> Iterable[str]:
    """Return the words of a brand and name, and what people type for them.

    "비타민앰플" is found by "앰플", "비타민 앰플" by "비타민앰플", "Kiehl's" by "kiehls" and
    "Barrier365" by "365".
    """
    words = words_of(text)
    if not text.isascii():
        words = [unicodedata.normalize("NFC", word) for word in words]
    return chain.from_iterable(map(_word_tokens, words, [*words[1:], ""]))


@lru_cache(maxsize=32_768)
def _word_tokens(word: str, following: str) -> tuple[str, ...]:
    pieces = [word]
    if _is_hangul(word):
        pieces += [word[start:] for start in range(1, len(word) - 1)]
    if following == "s" or (_is_hangul(word) and _is_hangul(following)):
        pieces.append(word + following)
    if not word.isdecimal():
        pieces += _NUMBER.findall(word)
    return tuple(unicodedata.normalize("NFD", piece)[:LONGEST_WORD] for piece in pieces)


class _Tokens(NamedTuple):
    """What one ingredient is found by: its words, and any two to four of them in a row."""

    words: tuple[str, ...]
    phrases: str
    in_hangul: bool


@Remembered
def _ingredient_tokens(name: str) -> _Tokens:
    words = words_of(name)
    phrases = (
        PHRASE + "_".join(words[start : start + length])
        for length in range(2, LONGEST_PHRASE + 1)
        for start in range(len(words) - length + 1)
    )
    in_hangul = _is_hangul(name.partition("(")[0])
    marked = dict.fromkeys(INGREDIENT + word for word in words)
    return _Tokens(tuple(marked), " ".join(phrases), in_hangul)


def ingredient_token(name: str) -> str:
    """Return the token of the ingredients whose names have these words in a row."""
    words = words_of(name)[:LONGEST_PHRASE]
    return INGREDIENT + words[0] if len(words) == 1 else PHRASE + "_".join(words)


def product_tokens(title: str, ingredients: Collection[str], tags: Collection[str]) -> str:
    """Return all a product is found by: each word once, then phrases, then marks.

    The words are of the title, which is brand and name, and of ingredients. `tags` are the ids of
    the families in it, traces too. Their labels are found like names, so that "niacinamide" also
    finds a list in Hangul.
    """
    labels = [families()[tag].label for tag in tags if tag in families()]
    listed = list(map(_ingredient_tokens.__getitem__, ingredients))
    marks = []
    if listed and not any(each.in_hangul for each in listed):
        marks += [LISTED, UNSCENTED] if SCENTS.isdisjoint(tags) else [LISTED]
    listed += map(_ingredient_tokens.__getitem__, labels)
    marked = chain.from_iterable([each.words for each in listed])
    words = dict.fromkeys(chain(name_tokens(title), marked))
    phrases = [each.phrases for each in listed if each.phrases]
    return " ".join((*words, *phrases, *marks))


def sort_text(title: str) -> str:
    """Return what a product is sorted by; its title is brand and name."""
    return plain(title)[:330]


def _is_hangul(word: str) -> bool:
    return not word.isascii() and any("가" <= char <= "힣" for char in word)
