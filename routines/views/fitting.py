"""With your routine: where a product has its place, or could have it, and the button for that."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import UserRequest
from products.models import Product
from routines.fitting import Bench, Fitting, bench_for, fit_of, fitting_of, there_of
from routines.services.routine import product_place
from routines.views.builder_page import plan_ahead
from routines.views.done import say_done


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def product_routine(request: UserRequest, slug: str) -> HttpResponse:
    """Say how a product goes with the routine, or add it where that said. To htmx, only that."""
    usable = Product.objects.usable_by(request.user).select_related("brand")
    product = get_object_or_404(usable, slug=slug)
    owned = plan_ahead(request.user, request.today)
    bench = bench_for(request.user, product, owned, request.today)
    if request.method == "POST":
        return _add(request, bench)
    fitting = there_of(bench) if bench.steps else fitting_of(bench, fit_of(bench))
    context = {"product": product, "routine": bench.routine, "fitting": fitting}
    return render(request, f"routines/{'_fit' if request.htmx else 'fit'}.html", context)


def _add(request: UserRequest, bench: Bench) -> HttpResponse:
    """Add the product where the page said, if that is still its place."""
    if bench.steps:
        messages.info(request, _("%(product)s is in your routine.") % {"product": bench.product})
        return redirect(bench.product)
    found = fit_of(bench)
    if bench.routine is None or not _is_meant(request, fitting_of(bench, found)):
        messages.warning(request, _("Your plan has changed since. Here is how it fits now."))
        return redirect("product-routine", bench.product.slug)
    change = product_place(
        user=request.user,
        product=bench.product,
        owned=bench.owned,
        after=found.plan,
        today=request.today,
        now=request.now,
    )
    if change:
        say_done(request, f"{change.summary}.")
    return redirect(bench.product)


def _is_meant(request: UserRequest, fitting: Fitting) -> bool:
    return fitting.fits and request.POST.get("place") == fitting.mark


urlpatterns = [
    path("products/<slug:slug>/routine/", product_routine, name="product-routine"),
]
