"""Offer an own product to the catalogue, and propose changes to what is there."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.redirects import back
from accounts.requests import UserRequest
from accounts.unsent import told_by
from products.doubles import likely_same
from products.models import Outcome, Product, Proposal, Suggestion
from products.services import suggesting
from products.services.curating import ConflictError
from products.stated import side_by_side
from products.suggestion_forms import ProposalForm


def _own_suggestion(request: UserRequest, slug: str) -> Suggestion:
    rows = Suggestion.objects.for_user(request.user)
    return get_object_or_404(
        rows.select_related("product", "copy__merged_into"), product__slug=slug
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def product_offer(request: UserRequest, slug: str) -> HttpResponse:
    """Show exactly what curators would get of an own product, and send it if asked to."""
    product = get_object_or_404(Product.objects.for_user(request.user), slug=slug)
    earlier = Suggestion.objects.for_user(request.user).filter(product=product)
    suggestion = earlier.select_related("copy__merged_into").first()
    if request.method == "POST":
        try:
            suggesting.suggestion_offer(product=product, now=request.now)
            messages.success(request, _("Offered. A curator will look at it."))
        except ConflictError as error:
            messages.error(request, str(error))
        return redirect(product)
    if suggestion and suggestion.outcome is not Outcome.REJECTED:
        return redirect(product)  # its page says how far it has come
    context = {
        "product": product,
        "rows": side_by_side(suggesting.offered_copy(product), []),
        "same": likely_same(product),
    }
    return render(request, "products/offer.html", context)


@require_POST
@login_required
def product_withdraw(request: UserRequest, slug: str) -> HttpResponse:
    """Take an offered product back while no curator has decided on it."""
    suggestion = _own_suggestion(request, slug)
    try:
        suggesting.suggestion_withdraw(suggestion=suggestion)
        messages.success(request, _("Taken back. No curator sees it any more."))
    except ConflictError as error:
        messages.error(request, str(error))
    return redirect(suggestion.product)


@require_POST
@login_required
def product_follow(request: UserRequest, slug: str) -> HttpResponse:
    """Go on with the catalogue's entry of an offered product, or with the own one."""
    suggestion = _own_suggestion(request, slug)
    is_followed = request.POST.get("follow") == "1"
    suggesting.suggestion_follow(suggestion=suggestion, is_followed=is_followed)
    if is_followed:
        messages.success(request, _("You go on with the catalogue's entry."))
    else:
        messages.success(request, _("You go on with your own entry."))
    return back(request, suggestion.product.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(ProposalForm)
def product_propose(request: UserRequest, slug: str) -> HttpResponse:
    """Propose other values for a catalogue product; curators decide on them."""
    product = get_object_or_404(Product.objects.published(), slug=slug)
    typed = copy(product)  # a form writes into its instance even where it finds mistakes
    form = ProposalForm(request.POST or None, instance=typed)
    if form.is_bound and form.is_valid():
        form.propose(owner=request.user, product=product, now=request.now)
        messages.success(request, _("Thank you. A curator will look at it."))
        return redirect(product)
    context = {"form": form, "product": product}
    return render(request, "products/propose.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def proposal_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Take back a proposal, or clear away the answer to one."""
    rows = Proposal.objects.for_user(request.user).select_related("product")
    proposal = get_object_or_404(rows, pk=pk)
    proposal.delete()
    messages.success(request, _("Your proposal is gone from this page."))
    return redirect(proposal.product)
