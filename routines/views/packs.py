"""Open and finish packs with one tap, and change their dates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.redirects import back
from accounts.requests import UserRequest
from accounts.unsent import told_by
from routines.forms.shelf import PackForm
from routines.models import Pack
from routines.services import packs as services
from routines.views.done import say_done
from routines.views.shelf import find_item


@require_POST
@login_required
def pack_open(request: UserRequest, pk: int) -> HttpResponse:
    """Note that a new pack was opened today."""
    row = find_item(request, pk)
    services.pack_open(user=request.user, item=row.item, today=request.today, now=request.now)
    said = _("Opened today: %(product)s.") % {"product": row.product}
    say_done(request, said)
    return back(request, row.item.get_absolute_url())


@require_POST
@login_required
def pack_finish(request: UserRequest, pk: int) -> HttpResponse:
    """Note that the pack in use was finished today."""
    row = find_item(request, pk)
    product = {"product": row.product}
    if services.pack_finish(
        user=request.user, item=row.item, today=request.today, now=request.now
    ):
        say_done(request, _("Finished: %(product)s.") % product)
    else:
        messages.info(request, _("No pack of %(product)s is open.") % product)
    return back(request, row.item.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(PackForm)
def pack_add(request: UserRequest, pk: int) -> HttpResponse:
    """Note another pack, open or sealed."""
    row = find_item(request, pk)
    return _answer(request, Pack(owner=request.user, shelf_item=row.item))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(PackForm)
def pack_edit(request: UserRequest, pk: int, pack: int) -> HttpResponse:
    """Change the dates of a pack."""
    return _answer(request, _pack(request, pk, pack))


def _pack(request: UserRequest, pk: int, key: int) -> Pack:
    rows = Pack.objects.for_user(request.user).filter(shelf_item=pk)
    return get_object_or_404(rows.select_related("shelf_item__product__brand"), pk=key)


def _answer(request: UserRequest, pack: Pack) -> HttpResponse:
    """Keep a pack, or show its form."""
    form = PackForm(request.POST or None, instance=pack, today=request.today)
    if request.method == "POST" and form.is_valid():
        services.pack_save(user=request.user, pack=pack, now=request.now)
        said = _("Saved the pack of %(product)s.") % {"product": pack.shelf_item}
        say_done(request, said)
        return redirect("shelf-item", pack.shelf_item_id)
    context = {"form": form, "item": pack.shelf_item, "pack": pack}
    status = 422 if form.errors else 200
    return render(request, "routines/shelf_pack.html", context, status=status)


@require_POST
@login_required
def pack_remove(request: UserRequest, pk: int, pack: int) -> HttpResponse:
    """Delete a pack that was noted by mistake."""
    services.pack_remove(user=request.user, pack=_pack(request, pk, pack), now=request.now)
    say_done(request, _("The pack is gone."))
    return redirect("shelf-item", pk)


urlpatterns = [
    path("shelf/<int:pk>/open/", pack_open, name="pack-open"),
    path("shelf/<int:pk>/finish/", pack_finish, name="pack-finish"),
    path("shelf/<int:pk>/packs/add/", pack_add, name="pack-add"),
    path("shelf/<int:pk>/packs/<int:pack>/", pack_edit, name="pack-edit"),
    path("shelf/<int:pk>/packs/<int:pack>/remove/", pack_remove, name="pack-remove"),
]
