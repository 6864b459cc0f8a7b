"""The catalogue and private products."""

from products.models.catalogue import Brand, Product

__all__ = ["Brand", "Product"]
