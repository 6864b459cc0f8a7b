"""How a product is usually used, for lists."""

from django import template

from products.models import Product
from products.usage import usual_use as usual_use_of

register = template.Library()


@register.filter
def usual_use(product: Product) -> str:
    """Return the line about its use that stands under a product in lists."""
    return usual_use_of(product)
