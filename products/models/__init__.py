"""The catalogue and private products, what is in them, and what was imported."""

from products.models.catalogue import Brand, Product
from products.models.imported import ImportedRow
from products.models.ingredients import (
    Ingredient,
    IngredientName,
    ProductActive,
    ProductIngredient,
)
from products.models.upload import ProductFile

__all__ = [
    "Brand",
    "ImportedRow",
    "Ingredient",
    "IngredientName",
    "Product",
    "ProductActive",
    "ProductFile",
    "ProductIngredient",
]
