"""What the builder's search offers: the own shelf first, then the catalogue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import User
from products.models import Product
from products.search_text import plain
from products.selectors import products_found

MOST = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A product to pick; `owned` says that it is on the shelf."""

    product: Product
    owned: bool


def choices_for(
    user: User, shelf: Sequence[Product], text: str, unwanted: Iterable[int] = ()
) -> list[Choice]:
    """Return what matches every word, at most eight. One query; none without any text.

    What stands on the `shelf` comes first. Products whose keys are `unwanted`
    are left out: they are in the session already.
    """
    left_out = set(unwanted)
    words = plain(text).split()
    mine = [
        product
        for product in shelf
        if product.pk not in left_out and all(word in product.search_text for word in words)
    ]
    found = [Choice(product, owned=True) for product in mine[:MOST]]
    if words:
        known = left_out | {product.pk for product in shelf}
        others = products_found(user, text=text).exclude(pk__in=known)[: MOST - len(found)]
        found += [Choice(product, owned=False) for product in others]
    return found
