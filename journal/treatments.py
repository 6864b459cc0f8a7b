"""The page of waxing, peels and laser on a day."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.redirects import back, safe_next
from accounts.requests import UserRequest
from accounts.unsent import told_by
from journal.forms import TreatmentForm
from journal.models import Procedure
from journal.services import treatment_note, treatment_remove


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@login_required
@told_by(TreatmentForm)
def treatments(request: UserRequest, day: date) -> HttpResponse:
    """Note a treatment of a day, past or to come, or take one back (`remove`)."""
    here = reverse("treatments", args=[day])
    form = TreatmentForm(request.POST or None)
    if form.is_bound and form.is_valid():
        answers = {"kind": form.cleaned_data["type"], "area": form.cleaned_data["area"]}
        if "remove" in request.POST:
            treatment_remove(owner=request.user, day=day, **answers)
            messages.success(request, _("Taken back: %(what)s.") % {"what": form.instance})
        else:
            treatment_note(owner=request.user, day=day, **answers)
            messages.success(request, _("Noted: %(what)s.") % {"what": form.instance})
        return back(request, here)
    noted = Procedure.objects.for_user(request.user).filter(date=day)
    context = {"day": day, "form": form, "noted": noted, "next": safe_next(request)}
    return render(request, "journal/treatments.html", context, status=422 if form.errors else 200)
