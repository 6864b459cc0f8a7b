"""The first routine: a few ticks, or a pasted list that is confirmed in a table."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import UserRequest
from accounts.unsent import told_by
from routines.forms.paste import PasteForm, lines_confirmed, lines_read
from routines.forms.start import StartForm, prefilled
from routines.models import Routine
from routines.services.start import Pick, picks_matched, routine_start


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(StartForm)
def start(request: UserRequest) -> HttpResponse:
    """Ask what somebody uses, all on one page; `?pm=ampoule` stands ticked."""
    if request.method != "POST":
        form = StartForm(initial=prefilled(request.GET))
        running = Routine.objects.for_user(request.user).filter(ends_on=None).first()
        return render(request, "routines/start.html", {"form": form, "running": running})
    form = StartForm(request.POST)
    if not form.is_valid():
        return render(request, "routines/start.html", {"form": form}, status=422)
    picks = picks_matched(request.user, form.picks())
    return _started(request, picks, serum_first=form.serum_first)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(PasteForm)
def start_paste(request: UserRequest) -> HttpResponse:
    """Take a list of products, one a line, and show what each was taken for."""
    if "confirm" in request.POST:
        return _confirm(request)
    form = PasteForm(request.POST or None, initial={"lines": request.GET.get("lines", "")})
    if form.is_bound and form.is_valid() and "change" not in request.POST:
        text = form.cleaned_data["lines"]
        context = {"table": lines_read(request.user, text), "text": text}
        return render(request, "routines/start_confirm.html", context)
    status = 422 if form.errors else 200
    return render(request, "routines/start_paste.html", {"form": form}, status=status)


def _confirm(request: UserRequest) -> HttpResponse:
    """Make the routine of the table, or show what is still to be said."""
    table = lines_confirmed(request.user, request.POST)
    if table.is_valid():
        return _started(request, table.picks(), serum_first=False)
    context = {"table": table, "text": request.POST.get("lines", "")}
    return render(request, "routines/start_confirm.html", context, status=422)


def _started(request: UserRequest, picks: list[Pick], *, serum_first: bool) -> HttpResponse:
    routine_start(
        user=request.user,
        picks=picks,
        serum_first=serum_first,
        today=request.today,
        now=request.now,
    )
    messages.success(request, _("Your routine is in the calendar."))
    return redirect(f"{reverse('calendar')}#today")  # on a phone empty days would come first


urlpatterns = [
    path("start/", start, name="start"),
    path("start/paste/", start_paste, name="start-paste"),
]
