"""The shelf: what somebody owns, what they say of it, and what its pack says."""

from copy import copy
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.redirects import back, safe_next
from accounts.requests import UserRequest, row_key
from accounts.unsent import told_by
from products.forms import OwnProductForm
from products.models import Product
from products.pack_limits import LIMITS
from products.usage import how_often
from routines.actives import actives_of, other_families
from routines.facts import engine_product
from routines.forms.shelf import ItemForm, LabelForm
from routines.models import ShelfItem
from routines.questions import open_questions
from routines.selectors_shelf import (
    Shelved,
    Show,
    is_shown,
    place_address,
    running_routine,
    shelf_item,
    shelf_listed,
)
from routines.services import shelf as services
from routines.services.shelf import InRoutineError, shelf_add, shelf_set_label
from routines.shelf_words import keeps
from routines.views.done import say_done
from routines.words import and_list

PAGE_SIZE = 24
TABS = {
    Show.ALL: gettext_lazy("All"),
    Show.OPENED: gettext_lazy("Opened"),
    Show.IN_ROUTINE: gettext_lazy("In a routine"),
    Show.UNUSED: gettext_lazy("Not used"),
}


@require_safe
@login_required
def shelf(request: UserRequest) -> HttpResponse:
    """List what stands on the shelf, the soonest date first."""
    rows = shelf_listed(request.user, request.today)
    asked = request.GET.get("show", "")
    show = Show(asked) if asked in list(Show) else Show.ALL
    shown = [row for row in rows if is_shown(row, show)]
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    running = running_routine(request.user, request.today)
    context = {
        "tabs": [(tab, TABS[tab], sum(is_shown(row, tab) for row in rows)) for tab in TABS],
        "show": show,
        "page": page,
        "rows": [(*_said(request, row), place_address(running, row.item)) for row in page],
    }
    return render(request, "routines/shelf.html", context)


def _said(request: UserRequest, row: Shelved) -> tuple[object, ...]:
    """Return a row with the words of its dates and of its limit."""
    facts = row.facts
    limit = how_often(per_week=facts.label_max_per_week, per_day=facts.label_max_per_day)
    return row, keeps(row, request.today), limit


def find_item(request: UserRequest, pk: int) -> Shelved:
    """Return an item of whoever asks; 404 for anybody else's."""
    try:
        return shelf_item(request.user, pk, request.today)
    except ShelfItem.DoesNotExist:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(ItemForm)
def item(request: UserRequest, pk: int) -> HttpResponse:
    """Show one product of the shelf with its packs, and keep what its owner says of it."""
    row = find_item(request, pk)
    typed = copy(row.item)  # a form writes into its instance even where it finds mistakes
    form = ItemForm(request.POST or None, instance=typed, facts=row.facts)
    if form.is_bound and form.is_valid():
        services.shelf_save(user=request.user, item=typed, now=request.now)
        say_done(request, _("Saved: %(product)s.") % {"product": row.product})
        return redirect("shelf-item", pk)
    shown, said, limit = _said(request, row)
    context = {
        "form": form,
        "row": shown,
        "keeps": said,
        "limit": limit,
        "actives": actives_of(row.item),
        "more": other_families(row.item),
        "place": place_address(running_routine(request.user, request.today), row.item),
    }
    status = 422 if form.errors else 200
    return render(request, "routines/shelf_item.html", context, status=status)


@require_POST
@login_required
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """Take a product off the shelf, unless a routine uses it."""
    row = find_item(request, pk)
    product = {"product": row.product}
    try:
        services.shelf_remove(
            user=request.user, item=row.item, today=request.today, now=request.now
        )
    except InRoutineError as error:
        names = and_list(f"“{routine.name}”" for routine in error.routines)
        said = _("%(product)s is in %(routines)s. Take it out there first.")
        messages.error(request, said % {**product, "routines": names})
        return redirect("shelf-item", pk)
    say_done(request, _("%(product)s is off your shelf.") % product)
    return redirect("shelf")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(OwnProductForm)
def own(request: UserRequest) -> HttpResponse:
    """Add a product of one's own straight to the shelf."""
    form = OwnProductForm(request.POST or None)
    if form.is_bound and form.is_valid() and not form.asks_next:
        item = shelf_add(user=request.user, product=form.save_for(request.user))
        messages.success(request, _("%(product)s is on your shelf.") % {"product": form.instance})
        return _ask(request, item, reverse("shelf"))
    context = {"form": form, "next": reverse("shelf")}
    return render(request, "products/own.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def add(request: UserRequest) -> HttpResponse:
    """Put a product on the shelf; then ask what is open about it, or where it goes."""
    usable = Product.objects.usable_by(request.user).select_related("brand")
    product = get_object_or_404(usable, pk=row_key(request.POST.get("product", "")))
    item = shelf_add(user=request.user, product=product)
    messages.success(request, _("%(product)s is on your shelf.") % {"product": product})
    onward = _onward(request, item)
    return _ask(request, item, onward)


def _ask(request: UserRequest, item: ShelfItem, onward: str) -> HttpResponse:
    """Ask what is open about an item, then go on; go on at once where nothing is."""
    facts = engine_product(item)
    if not open_questions(request.user, item, facts, request.today):
        return redirect(onward)
    address = reverse("shelf-questions", args=[item.pk])
    return redirect(f"{address}?{urlencode({'next': onward})}")


def _onward(request: UserRequest, item: ShelfItem) -> str:
    """Return the builder of the newest routine that runs, with the product to place."""
    running = running_routine(request.user, request.today)
    if running:
        return place_address(running, item)
    return safe_next(request, item.product.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(LabelForm)
def label(request: UserRequest, pk: int) -> HttpResponse:
    """Ask how often the pack says, and keep the answer."""
    rows = ShelfItem.objects.for_user(request.user).select_related("product__brand")
    item = get_object_or_404(rows, pk=pk)
    form = LabelForm(request.POST or None, item=item)
    if not form.is_valid():
        context = {"form": form, "item": item, "next": safe_next(request, "routine-list")}
        status = 422 if form.errors else 200
        return render(request, "routines/shelf_label.html", context, status=status)
    limits = LIMITS[form.cleaned_data["pack_says"]]
    shelf_set_label(item=item, per_day=limits.per_day, per_week=limits.per_week)
    messages.success(request, _("Kept: what your pack says."))
    return back(request, "routine-list")


urlpatterns = [
    path("shelf/", shelf, name="shelf"),
    path("shelf/add/", add, name="shelf-add"),
    path("shelf/own/", own, name="shelf-own"),
    path("shelf/<int:pk>/", item, name="shelf-item"),
    path("shelf/<int:pk>/label/", label, name="shelf-label"),
    path("shelf/<int:pk>/remove/", remove, name="shelf-remove"),
]
