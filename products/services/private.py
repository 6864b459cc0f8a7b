"""Write somebody's own products."""

from accounts.models import User
from products.models import Product
from products.services.tagging import product_tag


def private_product_save(*, owner: User, product: Product) -> Product:
    """Save a new or changed product of one person, usable by nobody else.

    Raises PermissionError for a product that is in the catalogue or somebody else's.
    """
    if product._state.adding:
        product.owner = owner
    if product.owner_id != owner.pk:
        message = "a private product is changed by its owner only"
        raise PermissionError(message)
    product_tag(product).save()
    return product
