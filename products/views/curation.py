"""Curators' pages: what waits, side by side with what it may be, and a decision with one click.

Nothing on them says who handed something in.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import UserRequest, row_key
from accounts.unsent import told_by
from products import curation
from products.doubles import likely_same
from products.models import Product, Proposal
from products.search.finding import find
from products.selectors import products_by_key
from products.services import curating, suggesting
from products.services.curating import ConflictError
from products.stated import proposed, side_by_side
from products.suggestion_forms import ReasonForm

PER_PAGE = 20
FOUND = 8
View = Callable[..., HttpResponse]


def for_curators(view: View) -> View:
    """Let in who may change the catalogue; to everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not (
            user.is_staff and user.has_perm("products.change_product")
        ):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


@require_safe
@for_curators
def dashboard(request: UserRequest) -> HttpResponse:
    """Say what waits, what is missing, and what changed lately, each change with its way back."""
    records = Paginator(curation.changes(), curation.CHANGES_PER_PAGE)
    page = records.get_page(request.GET.get("page"))
    context = {
        "queues": curation.queues(),
        "missing": curation.missing(),
        "page": page,
        "changes": curation.told(page),
    }
    return render(request, "curation/dashboard.html", context)


@require_safe
@for_curators
def product_queue(request: UserRequest) -> HttpResponse:
    """List the suggested products, oldest first."""
    page = Paginator(curation.pending_products(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "curation/products.html", {"page": page})


@require_safe
@for_curators
def product_page(request: UserRequest, pk: int) -> HttpResponse:
    """Show a catalogue product beside those it may be the same as."""
    return _product_page(request, _product(pk), ReasonForm())


def _product(pk: int | None) -> Product:
    rows = Product.objects.catalogue().select_related("brand", "merged_into__brand")
    return get_object_or_404(rows, pk=pk)


def _product_page(request: UserRequest, product: Product, form: ReasonForm) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:100]
    if text:
        keys = find(AnonymousUser(), text).keys  # not the curator's own private products
        same = products_by_key(AnonymousUser(), [key for key in keys if key != product.pk][:FOUND])
    else:
        same = likely_same(product)
    context = {
        "product": product,
        "same": same,
        "rows": side_by_side(product, same),
        "text": text,
        "form": form,
        "seen": curating.standing(product),
    }
    status = 422 if form.errors else 200
    return render(request, "curation/product.html", context, status=status)


def _after(
    request: UserRequest,
    product: Product,
    decide: Callable[..., Product],
    said: str,
    **how: object,
) -> HttpResponse:
    """Do what was decided, say so, and lead on: to the next one that waits, or else back.

    From a double that nobody offered, such as one of an import, back to the list of doubles.
    """
    seen = request.POST.get("seen", "")
    is_double = "into" in how and product.status != Product.Status.PENDING
    try:
        decide(product=product, by=request.user, seen=seen, **how)
        messages.success(request, said)
        if is_double:
            return redirect(f"{reverse(curation.ADMIN_LIST)}?alike=yes")
        waiting = curation.pending_products()
        following = waiting.filter(pk__gt=product.pk).first() or waiting.first()
    except ConflictError as error:
        messages.error(request, str(error))
        following = Product.objects.catalogue().filter(pk=product.pk).first()
    return redirect("curation-product", following.pk) if following else redirect("curation")


@require_POST
@for_curators
def product_approve(request: UserRequest, pk: int) -> HttpResponse:
    """Put a suggested product into the catalogue."""
    product = _product(pk)
    said = _("%(product)s is in the catalogue.") % {"product": product}
    return _after(request, product, curating.product_publish, said)


@require_POST
@for_curators
def product_merge(request: UserRequest, pk: int) -> HttpResponse:
    """Let a product be the same as another one of the catalogue."""
    product = _product(pk)
    into = _product(row_key(request.POST.get("into", "")))
    said = _("%(product)s is merged into %(into)s.") % {"product": product, "into": into}
    return _after(request, product, curating.product_merge, said, into=into)


@require_POST
@for_curators
@told_by(ReasonForm)
def product_reject(request: UserRequest, pk: int) -> HttpResponse:
    """Keep a product out of the catalogue, with a reason."""
    product = _product(pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _product_page(request, product, form)
    said = _("%(product)s is rejected.") % {"product": product}
    return _after(request, product, curating.product_reject, said, why=form.cleaned_data["reason"])


@require_POST
@for_curators
def change_revert(request: UserRequest, pk: int) -> HttpResponse:
    """Take one change of the catalogue back."""
    change: Any = get_object_or_404(Product.history, pk=pk)
    try:
        product = curating.change_revert(change=change, by=request.user)
        messages.success(request, _("Taken back: %(product)s.") % {"product": product})
    except ConflictError as error:
        messages.error(request, str(error))
    return redirect("curation")


@require_http_methods(["GET", "HEAD", "POST"])
@for_curators
def proposal_queue(request: UserRequest) -> HttpResponse:
    """List the proposed changes, and approve those that are ticked."""
    if request.method == "POST":
        return _approve_ticked(request)
    page = Paginator(curation.pending_proposals(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [_with_changes(one) for one in page]}
    return render(request, "curation/proposals.html", context)


def _with_changes(proposal: Proposal) -> tuple[Proposal, Product, list[object]]:
    product = proposal.product.merged_into or proposal.product
    return proposal, product, list(proposed(product, proposal.changes))


def _approve_ticked(request: UserRequest) -> HttpResponse:
    chosen = request.POST.getlist("only") or request.POST.getlist("proposal")
    keys = [key for key in map(row_key, chosen) if key]
    number = 0
    for proposal in curation.pending_proposals().filter(pk__in=keys):
        try:
            suggesting.proposal_approve(proposal=proposal, by=request.user, now=request.now)
            number += 1
        except ConflictError as error:
            messages.error(request, f"{proposal}: {error}")
    if number:
        said = ngettext("%(n)d change approved.", "%(n)d changes approved.", number)
        messages.success(request, said % {"n": number})
    elif not keys:
        messages.error(request, _("Tick the changes you approve of first."))
    return redirect("curation-proposals")


@require_http_methods(["GET", "HEAD", "POST"])
@for_curators
@told_by(ReasonForm)
def proposal_reject(request: UserRequest, pk: int) -> HttpResponse:
    """Ask why a proposal is rejected, and reject it."""
    proposal = get_object_or_404(curation.pending_proposals(), pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        why = form.cleaned_data["reason"]
        try:
            suggesting.proposal_reject(
                proposal=proposal, by=request.user, why=why, now=request.now
            )
            messages.success(request, _("Rejected. Whoever proposed it reads why."))
        except ConflictError as error:
            messages.error(request, str(error))
        return redirect("curation-proposals")
    proposal, product, changes = _with_changes(proposal)
    context = {"proposal": proposal, "product": product, "changes": changes, "form": form}
    status = 422 if form.errors else 200
    return render(request, "curation/proposal.html", context, status=status)
