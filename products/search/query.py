"""What is looked for, as tokens of the index. The same for both databases and for single rows."""

from dataclasses import dataclass
from typing import NamedTuple

EVERYTHING = "_all"
"""A token of each row of the index."""
NOTHING = "_none"
"""A token of no row."""


@dataclass(frozen=True, slots=True)
class Term:
    """A token, or with `prefix` all tokens that begin with it."""

    token: str
    prefix: bool = False

    def is_in(self, tokens: str) -> bool:
        """Say whether tokens that stand between blanks, " so = ", hold it."""
        return f" {self.token}{'' if self.prefix else ' '}" in tokens


Group = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One term of each group is there, none of `without`, and `other` does not find it.

    Nothing is found unless words of the index begin with each of `known`: asking for that first
    is cheap, and saves reading all that the other words find.
    """

    groups: tuple[Group, ...]
    without: Group = ()
    other: "Query | None" = None
    known: tuple[str, ...] = ()

    def fits(self, tokens: str) -> bool:
        """Say whether a row with these tokens, each between blanks, is looked for."""
        return (
            all(any(term.is_in(tokens) for term in group) for group in self.groups)
            and not any(term.is_in(tokens) for term in self.without)
            and not (self.other and self.other.fits(tokens))
        )


class Hit(NamedTuple):
    """A product found: its key, its brand and name as they are compared, and how many own it."""

    pk: int
    text: str
    popularity: int
