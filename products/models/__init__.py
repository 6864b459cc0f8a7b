"""The catalogue and private products, and what is in them."""

from products.models.catalogue import Brand, Product
from products.models.ingredients import (
    Ingredient,
    IngredientName,
    ProductActive,
    ProductIngredient,
)

__all__ = [
    "Brand",
    "Ingredient",
    "IngredientName",
    "Product",
    "ProductActive",
    "ProductIngredient",
]
