"""Browse products and look at one. Open to visitors without an account."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import ClockRequest
from accounts.selectors import profile_of
from products.filters import FilterForm
from products.ingredient_selectors import families_confirmed
from products.ingredients import read_label, with_pages
from products.kinds_in_force import differences, kinds_in_force
from products.models import Product
from products.pack_limits import PackSays
from products.search.finding import find
from products.selectors import handed_in, product_at, products_listed
from products.shelf import LookUp
from products.usage import facts, stack

PAGE_SIZE = 24


@require_safe
def product_list(request: ClockRequest) -> HttpResponse:
    """Search products by words, and narrow them down. The address holds all of it."""
    user = request.user
    allergens = profile_of(user).allergens if isinstance(user, User) else ""
    form = FilterForm(request.GET, allergens=allergens)
    found = find(user, form.text, form.filters())
    page = Paginator(found.keys, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "found": found,
        "page": page,
        "products": products_listed(user, list(page)),
        "is_part": bool(form.text or form.narrows or page.number > 1),
    }
    return render(request, f"products/{'_results' if request.htmx else 'list'}.html", context)


@require_safe
def product_detail(request: ClockRequest, slug: str, on_shelf: LookUp) -> HttpResponse:
    """Show what a product is, where it goes, what is in it, and how it stands on the shelf."""
    try:
        product = product_at(request.user, slug)
    except Product.DoesNotExist:
        raise Http404 from None
    if product.merged_into:
        return redirect(product.merged_into)
    ingredients, actives = read_label(product, confirmed=families_confirmed(product))
    user = request.user
    context = {
        "product": product,
        "on_shelf": on_shelf(user, product, request.today) if isinstance(user, User) else None,
        "handed_in": handed_in(user, product) if isinstance(user, User) else None,
        "facts": facts(product),
        "stack": stack(product),
        "is_usable": product.owner_id is not None or product.status == Product.Status.PUBLISHED,
        "pack_answers": PackSays.choices,
        "here": differences(kinds_in_force()[product.kind]),
        "ingredients": with_pages(ingredients),
        "actives": actives,
    }
    return render(request, "products/detail.html", context)
