"""What one line of an ingredient list says."""

from typing import NamedTuple


class Ingredient(NamedTuple):
    """A name in its common spelling.

    `percent` is the one stated on the label, None for none. `may_contain` is in some shades only.
    `as_written` is the name as it is printed.
    """

    name: str
    percent: float | None = None
    may_contain: bool = False
    as_written: str = ""
