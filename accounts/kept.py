"""Reads whose answer a process goes by for a while: few rows, asked for by most pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.cache import caches

What = TypeVar("What")
FRESH = 30
"""For how many seconds a process goes by what it has read."""


@dataclass(frozen=True)
class Kept(Generic[What]):
    """What `read` returned, never None. A process calls it at most once in 30 seconds."""

    key: str
    read: Callable[[], What]

    def __call__(self) -> What:
        here = caches["process"]
        found: What | None = here.get(self.key)
        if found is None:
            found = self.read()
            here.set(self.key, found, FRESH)
        return found

    def forget(self) -> None:
        """Read again at the next need; other processes do so within 30 seconds."""
        caches["process"].delete(self.key)
