"""What a function said of a thing, kept for the next time."""

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MOST = 32_768
"""Things that are kept; the names of a hundred thousand labels are fewer."""


class Remembered(dict[K, V]):
    """Decorates a function of one value, which is then asked like a dict: `said[name]`.

    Looked up dozens of times for each label, it takes a third of the time of `lru_cache`, which
    keeps an order. Once it is full, all is forgotten.
    """

    def __init__(self, function: Callable[[K], V]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: K) -> V:
        value = self._function(key)
        if len(self) >= MOST:
            self.clear()
        self[key] = value
        return value
