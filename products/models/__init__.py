"""The catalogue and private products, what is in them, was imported, or was handed in."""

from products.models.catalogue import Brand, Product
from products.models.imported import ImportedRow
from products.models.ingredients import (
    Ingredient,
    IngredientName,
    ProductActive,
    ProductIngredient,
)
from products.models.kinds import KindSetting
from products.models.suggestions import Outcome, Proposal, Suggestion
from products.models.upload import ProductFile

__all__ = [
    "Brand",
    "ImportedRow",
    "Ingredient",
    "IngredientName",
    "KindSetting",
    "Outcome",
    "Product",
    "ProductActive",
    "ProductFile",
    "ProductIngredient",
    "Proposal",
    "Suggestion",
]
