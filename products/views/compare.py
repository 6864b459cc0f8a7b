"""Compare two products side by side, at an address to pass on. Open to visitors."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import ClockRequest
from products.compare import Pair, compare, pair_asked, suggested

LONGEST_SEARCH = 100
BOTH = 2


@require_safe
def product_compare(request: ClockRequest) -> HttpResponse:
    """Compare the products of the address; `?q=` looks for one more, which alone htmx gets."""
    user, text = request.user, request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    pair = pair_asked(user, request.GET.getlist("with"))
    whole = len(pair.products) == BOTH
    found = [] if whole else suggested(user, text, pair)
    context = {
        "pair": pair,
        "text": text,
        "suggestions": [(_address((*pair.slugs, each.slug)), each) for each in found],
    }
    if request.htmx:
        return render(request, "products/_compare_suggestions.html", context)
    context |= {
        "chips": _chips(pair),
        "comparison": compare(pair.products) if whole else None,
        "hidden_from_search": not whole or any(each.owner_id for each in pair.products),
    }
    return render(request, "products/compare.html", context)


def _address(slugs: Iterable[str]) -> str:
    """Return where these are compared."""
    query = urlencode([("with", slug) for slug in slugs])
    return f"{reverse('product-compare')}?{query}" if query else reverse("product-compare")


def _chips(pair: Pair) -> list[tuple[object, str]]:
    """Return each product with the address that leaves it out."""
    return [
        (product, _address(slug for slug in pair.slugs if slug != product.slug))
        for product in pair.products
    ]
