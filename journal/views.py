"""Pages of the journal."""

from copy import copy
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.days import FIRST_DAY
from accounts.redirects import back
from accounts.requests import UserRequest
from accounts.unsent import told_by
from journal.forms import EntryForm, QuickEntryForm, entry_form
from journal.models import Entry
from journal.selectors import entry_or_blank
from journal.services import EntryChangedError, entry_save, entry_toggle
from journal.stamps import Stamp

ENTRIES_PER_PAGE = 30
ONE_DAY = timedelta(days=1)
TOGGLED = {"sweat": gettext_lazy("sweated"), "indoors": gettext_lazy("stayed indoors")}


def _words(day: date) -> str:
    return date_format(day, "l j F Y")


@require_safe
@login_required
def journal_list(request: UserRequest) -> HttpResponse:
    """List the entries, newest first; a day without one is just not there."""
    entries = Paginator(Entry.objects.for_user(request.user), ENTRIES_PER_PAGE)
    context = {
        "page": entries.get_page(request.GET.get("page")),
        "today": request.user.evening_date(request.now),
    }
    return render(request, "journal/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@login_required
@told_by(EntryForm)
def journal_entry(request: UserRequest, day: date) -> HttpResponse:
    """Show and save the entry of a day, up to today.

    htmx asks before anything is saved: stinging is answered with the question about signs.
    """
    entry = entry_or_blank(request.user, day)
    if request.method == "POST":
        return _ask_signs(request, day) if request.htmx else _save(request, entry)
    if day > request.today:
        return render(request, "journal/not_yet.html", {"day": day}, status=404)
    return _page(request, entry_form(None, entry))


def _ask_signs(request: UserRequest, day: date) -> HttpResponse:
    form = EntryForm(request.POST, instance=Entry(owner=request.user, date=day))
    return render(request, "journal/_reaction.html", {"form": form, "day": day})


def _save(request: UserRequest, entry: Entry) -> HttpResponse:
    form, day = entry_form(request.POST, entry), entry.date
    if day > request.today:
        form.add_error(None, _("You can note this from %(day)s on.") % {"day": _words(day)})
    if not form.is_valid():
        return _page(request, form, status=422)
    seen = Stamp.read(form.cleaned_data["seen"])
    try:
        entry_save(owner=request.user, day=day, answers=form.answers, seen=seen)
    except EntryChangedError as changed:
        return _ask_which(request, changed.saved)
    messages.success(request, _("Saved: %(day)s.") % {"day": _words(day)})
    return back(request, entry.get_absolute_url())


def _ask_which(request: UserRequest, saved: Entry) -> HttpResponse:
    """Show the saved entry beside what was typed; sending that again replaces it."""
    typed = request.POST.copy()
    typed["seen"] = str(Stamp.of(saved))
    form = entry_form(typed, copy(saved))
    form.add_error(
        None,
        _(
            "This entry was changed elsewhere after you opened it. Nothing is lost: what was "
            "saved stands beside what you typed. Save again to keep yours."
        ),
    )
    return _page(request, form, saved=saved, status=422)


def _page(
    request: UserRequest,
    form: QuickEntryForm,
    *,
    saved: Entry | None = None,
    status: int = 200,
) -> HttpResponse:
    day = form.instance.date
    context = {
        "day": day,
        "form": form,
        "saved": saved,
        "previous": day - ONE_DAY if day > FIRST_DAY else None,
        "following": day + ONE_DAY if day < request.today else None,
    }
    return render(request, "journal/entry.html", context, status=status)


@require_POST
@sensitive_post_parameters()
@login_required
def journal_note(request: UserRequest, day: date) -> HttpResponse:
    """Turn one fact of a day on or off with one tap; a second tap takes it back."""
    fact = request.POST.get("fact", "")
    if fact not in TOGGLED or day > request.today:
        raise Http404
    is_on = entry_toggle(owner=request.user, day=day, fact=fact)
    words = _("Noted: %(fact)s.") if is_on else _("Taken back: %(fact)s.")
    messages.success(request, words % {"fact": TOGGLED[fact]})
    return back(request, reverse("journal-entry", args=[day]))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def journal_delete(request: UserRequest, day: date) -> HttpResponse:
    """Ask, then delete the entry of a day."""
    entry = get_object_or_404(Entry.objects.for_user(request.user), date=day)
    if request.method == "POST":
        entry.delete()
        messages.success(request, _("Deleted: %(day)s.") % {"day": _words(day)})
        return redirect("journal-list")
    return render(request, "journal/delete.html", {"entry": entry})
