"""Ask of a product what would change the advice, and keep the owner's word on what is in it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.redirects import back, safe_next
from accounts.requests import UserRequest
from accounts.unsent import told_by
from products.knowledge import families
from routines.forms.questions import QuestionsForm
from routines.questions import open_questions
from routines.services import facts as services
from routines.views.done import say_done
from routines.views.shelf import find_item


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@login_required
@told_by(QuestionsForm)
def questions(request: UserRequest, pk: int) -> HttpResponse:
    """Ask what is open about a product that came to the shelf; none of it has to be answered."""
    row = find_item(request, pk)
    item_url = row.item.get_absolute_url()
    asked = open_questions(request.user, row.item, row.facts, request.today)
    if not asked:
        return back(request, item_url)
    form = QuestionsForm(request.POST or None, asked=asked)
    if form.is_valid():
        services.questions_answer(
            user=request.user, item=row.item, answers=form.cleaned_data, today=request.today
        )
        return back(request, item_url)
    context: dict[str, Any] = {"form": form, "row": row, "next": safe_next(request, item_url)}
    status = 422 if form.errors else 200
    return render(request, "routines/shelf_questions.html", context, status=status)


@require_POST
@login_required
def actives(request: UserRequest, pk: int) -> HttpResponse:
    """Keep whether a product contains a family (`contains`) or does not (`lacks`)."""
    row = find_item(request, pk)
    contains = "contains" in request.POST
    family = families().get(request.POST.get("contains") or request.POST.get("lacks") or "")
    if family is None or family.members:
        raise Http404
    services.active_say(
        user=request.user, item=row.item, family=family.id, contains=contains, now=request.now
    )
    words = _("Noted: it contains %(active)s.") if contains else _("Noted: no %(active)s in it.")
    say_done(request, words % {"active": _(family.label)})
    return redirect("shelf-item", pk)


@require_POST
@login_required
def pack_changed(request: UserRequest, pk: int) -> HttpResponse:
    """Note that the pack in use looks or smells different."""
    row = find_item(request, pk)
    product = {"product": row.product}
    if services.pack_note_change(
        user=request.user, item=row.item, today=request.today, now=request.now
    ):
        said = _("Noted: %(product)s looks or smells different.")
        say_done(request, said % product)
    else:
        messages.info(request, _("No pack of %(product)s is open.") % product)
    return redirect("shelf-item", pk)


urlpatterns: list[URLPattern] = [
    path("shelf/<int:pk>/questions/", questions, name="shelf-questions"),
    path("shelf/<int:pk>/actives/", actives, name="shelf-actives"),
    path("shelf/<int:pk>/changed/", pack_changed, name="pack-changed"),
]
