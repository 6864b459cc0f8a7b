"""Which products may be one and the same."""

from django.db.models import Q

from products.models import Product
from products.search.alike import alike, likeness, words_in

LOOKED_AT = 200  # products that share telling words, the best known first
LIKENESS = 0.5  # share of words (Dice) two names have in common
SHOWN = 3


def likely_same(product: Product) -> list[Product]:
    """Return the published products that may be the same as a product. Two queries.

    First those with its barcode, then those most like it by brand and name.
    """
    words = words_in(product.search_text)
    [found] = alike([words], most=LOOKED_AT)
    like = {hit.pk: likeness(words, words_in(hit.text)) for hit in found}
    near = Q(pk__in=[pk for pk, likes in like.items() if likes >= LIKENESS])
    same_code = Q(barcode=product.barcode) if product.barcode else Q(pk=None)
    rows = Product.objects.published().exclude(pk=product.pk).filter(near | same_code)

    def strength(other: Product) -> tuple[bool, float, int]:
        is_same = bool(product.barcode) and other.barcode == product.barcode
        return not is_same, -like.get(other.pk, 0), other.pk

    return sorted(rows.select_related("brand"), key=strength)[:SHOWN]
