"""How well known catalogue products are: the order in which searches look at them."""

from collections.abc import Mapping

from django.db import transaction

from products.models import Product
from products.search.schema import MOST_POPULAR


@transaction.atomic
def popularity_set(owners: Mapping[int, int]) -> int:
    """Keep how many people own each catalogue product; return how many products changed.

    `owners` holds the numbers by product; a product that is not in it has none.
    """
    rows = Product.objects.catalogue().only("pk", "popularity")
    known = {product.pk: product for product in rows.filter(popularity__gt=0)}
    changed = []
    for product in (rows.in_bulk(list(owners)) | known).values():
        number = min(owners.get(product.pk, 0), MOST_POPULAR)
        if product.popularity != number:
            product.popularity = number
            changed.append(product)
    Product.objects.bulk_update(changed, ["popularity"], batch_size=1000)
    return len(changed)
