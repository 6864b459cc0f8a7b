"""The catalogue in the admin. Private products are not in it."""

from products.admin.brands import BrandAdmin
from products.admin.names import IngredientAdmin, NameAdmin
from products.admin.products import ProductAdmin
from products.admin.settings import KindSettingAdmin

__all__ = ["BrandAdmin", "IngredientAdmin", "KindSettingAdmin", "NameAdmin", "ProductAdmin"]
