"""Read ingredients, and where the published catalogue names them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BigAutoField, Case, Count, Q, QuerySet, When

from accounts.prepared import Given, Prepared
from products.models import Ingredient, IngredientName, Product, ProductActive, ProductIngredient
from products.models.ingredients import ingredient_address, name_key
from products.querysets import ProductQuerySet
from products.search_text import plain

MOST_WORDS = 8  # more words than this narrow nothing
MOST_LIKE = 5
LIKE_ENOUGH = 0.4  # share of letter triples (Dice) a name must have in common with another
IN_QUEUE = Q(places__product__owner=None, places__product__merged_into=None) & ~Q(
    places__product__status=Product.Status.REJECTED
)

UNKNOWN = Q(ingredient=None, ignored=False, products__gt=0)
"""Of names with their count: those that wait for a curator."""


def ingredients_found(text: str) -> "QuerySet[Ingredient]":
    """Return the ingredients one of whose names holds every word.

    Names that begin with the text come first, then by name.
    """
    words = plain(text).split()[:MOST_WORDS]
    named = IngredientName.objects.filter(ingredient__isnull=False)
    for word in words:
        named = named.filter(name__icontains=word)
    slugs = Q()
    for word in words:
        slugs &= Q(slug__contains=word)
    if not words:
        return Ingredient.objects.all()
    begins = Case(When(slug__startswith="-".join(words), then=0), default=1)
    found = Ingredient.objects.filter(slugs | Q(pk__in=named.values("ingredient")))
    return found.order_by(begins, "slug")


def ingredient_pages(keys: Iterable[str]) -> dict[str, str]:
    """Return the address of the ingredient a name stands for, by the name's key. One query."""
    rows = IngredientName.objects.filter(key__in=keys, ingredient__isnull=False)
    return {
        key: ingredient_address(slug) for key, slug in rows.values_list("key", "ingredient__slug")
    }


def products_naming(ingredient: Ingredient) -> ProductQuerySet:
    """Return the published products that name an ingredient, each once."""
    places = ProductIngredient.objects.filter(name__ingredient=ingredient)
    rows = Product.objects.published().select_related("brand")
    return rows.filter(pk__in=places.values("product"))


def places_of(ingredient: Ingredient, products: Iterable[Product]) -> dict[int, ProductIngredient]:
    """Return where the ingredient stands first in each product. One query."""
    places = ProductIngredient.objects.filter(name__ingredient=ingredient, product__in=products)
    found: dict[int, ProductIngredient] = {}
    for place in places.order_by("position"):
        found.setdefault(place.product_id, place)
    return found


_confirmed = Prepared(
    lambda: ProductActive.objects.filter(
        product=Given("product", BigAutoField()), verdict=ProductActive.Verdict.CONFIRMED
    ).values_list("family")
)


def families_confirmed(product: Product) -> frozenset[str]:
    """Return the families a curator confirmed. One query."""
    return frozenset(family for (family,) in _confirmed(product=product.pk))


def names_counted(names: "QuerySet[IngredientName]") -> "QuerySet[IngredientName]":
    """Annotate `products`: how many of the catalogue, and of what waits to enter it."""
    return names.annotate(products=Count("places__product_id", filter=IN_QUEUE))


def name_after(name: IngredientName) -> IngredientName | None:
    """Return the unknown name that comes behind a counted one, the most frequent first.

    After the last the first comes again; None if no other waits. Two queries at most.
    """
    others: QuerySet[Any] = names_counted(IngredientName.objects.exclude(pk=name.pk))
    waiting = others.filter(UNKNOWN).order_by("-products", "name")
    number = getattr(name, "products", 0)
    behind = waiting.filter(Q(products__lt=number) | Q(products=number, name__gt=name.name))
    return behind.first() or waiting.first()


def ingredients_like(name: str) -> list[Ingredient]:
    """Return the few ingredients whose names share most letter triples with a name, nearest first.

    Reads every name once: for a curator's page, not for lists.
    """
    wanted = _triples(name)
    near = []
    rows = IngredientName.objects.filter(ingredient__isnull=False).exclude(key=name_key(name))
    for ingredient, other in rows.values_list("ingredient", "name").iterator():
        if len(other) <= 2 * len(name) + 2:
            triples = _triples(other)
            near.append((2 * len(wanted & triples) / (len(wanted) + len(triples)), ingredient))
    best = dict.fromkeys(
        pk for likeness, pk in sorted(near, key=lambda one: -one[0]) if likeness >= LIKE_ENOUGH
    )
    rows_by_pk = Ingredient.objects.in_bulk(list(best)[:MOST_LIKE])
    return [rows_by_pk[pk] for pk in best if pk in rows_by_pk]


def _triples(name: str) -> set[str]:
    letters = f"  {plain(name)} "
    return {letters[place : place + 3] for place in range(len(letters) - 2)}
