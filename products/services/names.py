"""Say what an unknown name on labels stands for."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from accounts.models import User
from products.models import Ingredient, IngredientName, Product
from products.models.ingredients import name_key
from products.services.tagging import products_retag


@transaction.atomic
def name_decide(
    *,
    name: IngredientName,
    by: User,
    at: datetime,
    ingredient: Ingredient | None = None,
    ignored: bool = False,
) -> int:
    """Let a name stand for an ingredient, be none, or be unknown again if neither is given.

    Every product that has the name is read again, private ones too. Returns how many of the
    catalogue; a curator learns nothing of the others.
    """
    name.ingredient, name.ignored = ingredient, ignored
    name.decided_by, name.decided_at = by, at
    name.save(update_fields=["ingredient", "ignored", "decided_by", "decided_at"])
    products_retag(_private_with(name.key))
    return products_retag(name.places.values_list("product", flat=True).distinct().order_by())


@transaction.atomic
def name_decide_own(*, name: IngredientName, by: User, at: datetime) -> int:
    """Give a name an ingredient of its own. Returns like `name_decide`."""
    ingredient = Ingredient.objects.filter(key=name_key(name.name)).first()
    if ingredient is None:
        ingredient = Ingredient.named(name.name)
        ingredient.save()
    return name_decide(name=name, by=by, at=at, ingredient=ingredient)


def _private_with(key: str) -> Iterator[int]:
    """Yield the private products with a name, or with one that holds it. Reads them all."""
    rows = Product.objects.exclude(owner=None).values_list("pk", "inci_names")
    found = [pk for pk, names in rows.iterator() if any(key in name_key(one) for one in names)]
    yield from found
