"""Words as people type them, made comparable: no case, no accents, no punctuation."""

import re
import unicodedata

_GAPS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Return the text in lower case without accents, its words parted by single blanks.

    "Crème de la Mer™ 30ml" becomes "creme de la mer 30ml". Hangul stays whole.
    """
    if text.isascii():
        return _GAPS.sub(" ", text.casefold()).strip()
    apart = unicodedata.normalize("NFKD", text.replace("™", " ").replace("®", " "))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return _GAPS.sub(" ", unicodedata.normalize("NFC", bare).casefold()).strip()
