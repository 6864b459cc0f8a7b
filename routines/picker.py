"""What the builder's search offers: the own shelf first, then the catalogue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import User
from products.models import Product
from products.search.finding import suggest
from products.search_text import plain

MOST = 8
MOST_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A product to pick; `owned` says that it is on the shelf."""

    product: Product
    owned: bool


def choices_for(
    user: User, shelf: Sequence[Product], text: str, unwanted: Iterable[int] = ()
) -> list[Choice]:
    """Return what is found on the shelf, then elsewhere, at most eight; without text, the shelf.

    Products whose keys are `unwanted` are left out: they are in the session already. One query
    and what mending a typo takes; none without any text.
    """
    left_out = set(unwanted)
    words = plain(text).split()
    found = suggest(user, text, MOST_LOOKED_AT) if words else []
    owned = {product.pk: product for product in shelf if product.pk not in left_out}
    named = (
        product for product in owned.values() if all(word in product.search_text for word in words)
    )
    mine = {each.pk: owned[each.pk] for each in (*found, *named) if each.pk in owned}
    others = [each for each in found if each.pk not in owned and each.pk not in left_out]
    choices = [Choice(product, owned=True) for product in mine.values()]
    return [*choices, *(Choice(product, owned=False) for product in others)][:MOST]
