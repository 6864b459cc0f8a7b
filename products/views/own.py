"""Add and change products of one's own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.redirects import safe_next
from accounts.requests import UserRequest
from accounts.unsent import told_by
from products.forms import OwnProductForm
from products.models import Product


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(OwnProductForm)
def product_suggest(request: UserRequest) -> HttpResponse:
    """Add a product that its owner can use at once. `?kind=` and `?name=` fill the form in."""
    asked_for = {name: request.GET[name] for name in ("kind", "name") if name in request.GET}
    form = OwnProductForm(request.POST or None, initial=asked_for)
    if request.htmx and request.method != "POST":
        return render(request, "products/_pack_question.html", {"form": form})
    return _answer(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(OwnProductForm)
def product_edit(request: UserRequest, slug: str) -> HttpResponse:
    """Change an own product."""
    product = get_object_or_404(Product.objects.for_user(request.user), slug=slug)
    return _answer(request, OwnProductForm(request.POST or None, instance=product))


def _answer(request: UserRequest, form: OwnProductForm) -> HttpResponse:
    """Save and go on, ask what is still missing, or show the form with its errors."""
    if form.is_bound and form.is_valid() and not form.asks_next:
        product = form.save_for(request.user)
        return redirect(safe_next(request) or product.get_absolute_url())
    context = {"form": form, "next": safe_next(request)}
    status = 422 if form.errors else 200
    return render(request, "products/own.html", context, status=status)
