"""The one writer of a product's tags."""

from products.inci.families import tags_of
from products.inci.names import listed, split_names
from products.models import Brand, Product


def product_tag(product: Product) -> Product:
    """Read the tags off the ingredient list, kind and SPF. The caller saves the product."""
    names = split_names(product.ingredients_text)
    tags = tags_of(names, kind=product.kind, spf=product.spf)
    product.inci_names = list(listed(names))
    product.families = list(tags.actives)
    product.trace_families = list(tags.trace)
    return product


def brand_reindex(brand: Brand) -> None:
    """Let a brand's products be found by its new name."""
    products = list(brand.products.all())
    for product in products:
        product.brand = brand
        product.index_words()
    Product.objects.bulk_update(products, ["search_text"])
