"""In which order products found are shown."""

from collections.abc import Iterable, Sequence

from products.search.query import Hit
from products.search_text import as_indexed


def ranked(words: Sequence[str], found: Iterable[Hit]) -> list[Hit]:
    """Sort by whole words, then words in a row, then how well known, then how short the name is.

    How many people own it counts by order of magnitude: three are no better than two.
    """
    typed = " ".join(words)

    def key(hit: Hit) -> tuple[int, bool, int, int, str, int]:
        text = as_indexed(hit.text)
        parts = text.split()
        partial = len([word for word in words if word not in parts])
        return partial, typed not in text, -hit.popularity.bit_length(), len(parts), text, hit.pk

    return sorted(found, key=key)
