"""What a product page shows of the shelf of whoever looks. Another app fills it in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from products.models import Product


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A product on somebody's shelf: how long it keeps, its routines, and where to go on.

    `severity` is empty where there is nothing to mention. `label_url` is where to say how often
    its pack allows, for kinds that are asked for it; `asks_label` = nobody said so yet, else
    `pack_says` has the words if there is a limit.
    """

    keeps: str
    severity: str
    routines: tuple[str, ...]
    item_url: str
    place_url: str
    label_url: str = ""
    asks_label: bool = False
    pack_says: str = ""


LookUp = Callable[[User, Product, date], OnShelf | None]
"""Find a product on somebody's shelf; None if it is not there."""
