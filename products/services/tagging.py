"""The one writer of a product's tags."""

from products.inci.families import tags_of
from products.inci.ingredient import Ingredient
from products.inci.names import clean
from products.inci.parse import parse
from products.models import Brand, Product


def product_tag(product: Product) -> Product:
    """Read the tags off the ingredient list, kind and SPF. The caller saves the product."""
    ingredients = parse(product.ingredients_text)
    tags = tags_of(ingredients, kind=product.kind, spf=product.spf)
    product.inci_names = [_known_by(one) for one in ingredients]
    product.families = list(tags.actives)
    product.trace_families = list(tags.trace)
    return product


def _known_by(one: Ingredient) -> str:
    """Return a name with the printed one in brackets, so that what to avoid is found by either."""
    name, printed = clean(one.name), clean(one.as_written)
    return name if printed in ("", name) else f"{name} ({printed})"


def brand_reindex(brand: Brand) -> None:
    """Let a brand's products be found by its new name."""
    products = list(brand.products.all())
    for product in products:
        product.brand = brand
        product.index_words()
    Product.objects.bulk_update(products, ["search_text"])
