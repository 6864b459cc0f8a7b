"""Browse ingredients and look at one. Open to visitors without an account."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import ClockRequest
from products.ingredient_page import RulesAbout, about, place_words
from products.ingredient_selectors import ingredients_found, places_of, products_naming
from products.models import Ingredient

INGREDIENTS, PRODUCTS = 60, 24
"""Rows a page."""


@require_safe
def ingredient_list(request: ClockRequest) -> HttpResponse:
    """Search ingredients by any of their names."""
    text = request.GET.get("q", "").strip()[:100]
    page = Paginator(ingredients_found(text), INGREDIENTS).get_page(request.GET.get("page"))
    context = {"page": page, "text": text}
    name = "_ingredients_found" if request.htmx else "ingredient_list"
    return render(request, f"products/{name}.html", context)


@require_safe
def ingredient_detail(request: ClockRequest, slug: str, rules_about: RulesAbout) -> HttpResponse:
    """Show what an ingredient is, what rules look for it, and the published products with it."""
    ingredient = get_object_or_404(Ingredient, slug=slug)
    found = Paginator(products_naming(ingredient), PRODUCTS).get_page(request.GET.get("page"))
    places = places_of(ingredient, found.object_list)
    others = ingredient.names.exclude(key=ingredient.key).values_list("name", flat=True)
    context = {
        "ingredient": ingredient,
        "about": about(ingredient, rules_about),
        "others": list(others),
        "page": found,
        "rows": [(product, place_words(places[product.pk])) for product in found],
    }
    return render(request, "products/ingredient.html", context)
