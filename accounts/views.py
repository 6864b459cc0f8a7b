"""Settings, skin profile and theme, and what allauth's pages need on top of allauth."""

import copy
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Protocol

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.adapter import AccountAdapter
from accounts.forms import DeleteAccountForm, PersonForm
from accounts.models import User
from accounts.pregnancy import Answer, pregnancy_answer
from accounts.redirects import back
from accounts.requests import ClockRequest, UserRequest
from accounts.selectors import profile_of, signed_in
from accounts.services import sessions_end_elsewhere
from accounts.skin_form import SkinForm
from accounts.unsent import told_by

View = Callable[..., HttpResponseBase]
Export = Callable[[User, datetime], dict[str, object]]
ONE_YEAR = 60 * 60 * 24 * 365


class Erase(Protocol):
    """Deletes all that belongs to somebody."""

    def __call__(self, *, user: User) -> None: ...


def correctable(view: View) -> View:
    """Answer 422 instead of 200 where an allauth page comes back with errors to correct."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.status_code == HTTPStatus.OK:
            context = response.context_data or {}
            forms = (context.get("form"), context.get("webauthn_form"))
            if any(form is not None and form.errors for form in forms):
                response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return answer


def needs_mail(view: View) -> View:
    """Hide a page that works by mail while no mail server is configured."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.HAS_MAIL:
            raise Http404
        return view(request, *args, **kwargs)

    return answer


class SignupView(account.SignupView):  # type: ignore[misc]  # allauth has no types
    """allauth's view, for the moment in which two requests take one email."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except IntegrityError:
            form.add_error("email", AccountAdapter.error_messages["email_taken"])
            response = self.form_invalid(form)
        return response


def password_reset(request: HttpRequest) -> HttpResponseBase:
    """Mail a reset code; without a mail server, say who can help."""
    if settings.HAS_MAIL:
        return correctable(account.password_reset)(request)
    return render(request, "account/password_reset_by_operator.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@told_by(PersonForm)
def settings_page(request: UserRequest) -> HttpResponse:
    """Show and save how somebody likes the app."""
    user = copy.copy(request.user)  # a refused form must not restyle the page it comes back on
    data = request.POST if request.method == "POST" else None
    person = PersonForm(data, instance=user)
    if not person.is_valid():
        status = 422 if person.is_bound else 200
        return render(request, "accounts/settings.html", {"person": person}, status=status)
    person.save()
    messages.success(request, _("Saved."))
    response = redirect("settings")
    _remember_theme(response, user.theme)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@login_required
@told_by(SkinForm)
def skin_profile(request: UserRequest) -> HttpResponse:
    """Show and save what somebody tells of their skin."""
    form = SkinForm(request.POST or None, instance=profile_of(request.user), today=request.today)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return back(request, "skin-profile")
    status = 422 if form.errors else 200
    return render(request, "accounts/skin.html", {"form": form}, status=status)


@require_POST
@sensitive_post_parameters()
@login_required
def skin_pregnancy(request: UserRequest) -> HttpResponse:
    """Keep the answer of a button, and go back to where it was asked."""
    if request.POST.get("answer") not in Answer.values:
        raise BadRequest
    answer = Answer(request.POST["answer"])
    pregnancy_answer(user=request.user, answer=answer, today=request.today)
    messages.success(request, _("Kept in your skin profile, where you can change it."))
    return back(request, "skin-profile")


@require_POST
def theme(request: ClockRequest) -> HttpResponse:
    """Switch between light, dark and the device's choice, and go back to the page."""
    chosen = request.POST.get("theme", "")
    if chosen not in User.Theme.values:
        raise BadRequest
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(theme=chosen)
    response = back(request, "landing")
    _remember_theme(response, chosen)
    return response


@require_POST
@login_required
def unsent_forget(request: UserRequest) -> HttpResponse:
    """Throw away what was sent while signed out: the middleware forgets the form that is named."""
    messages.info(request, _("Thrown away."))
    return back(request, "today")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sessions(request: UserRequest) -> HttpResponse:
    """Show where somebody is signed in, and sign them out everywhere else."""
    here = request.session.session_key
    if request.method == "POST":
        sessions_end_elsewhere(user=request.user, here=here)
        messages.success(request, _("You are signed out everywhere else."))
        return redirect("sessions")
    places = signed_in(request.user, here=here, now=request.now)
    return render(request, "accounts/sessions.html", {"places": places})


@require_safe
def privacy(request: ClockRequest) -> HttpResponse:
    """Say what is stored, why, and who can see it."""
    return render(request, "accounts/privacy.html", {"operator": settings.OPERATOR})


@require_safe
@login_required
def account_download(request: UserRequest, export: Export) -> HttpResponse:
    """Hand over all that belongs to somebody, as one JSON file."""
    layout = {"indent": 1, "ensure_ascii": False}
    response = JsonResponse(export(request.user, request.now), json_dumps_params=layout)
    name = f"layerwise-{request.today.isoformat()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def account_delete(request: UserRequest, erase: Erase) -> HttpResponse:
    """Ask for the email once more, then delete the account and all that is in it."""
    data = request.POST if request.method == "POST" else None
    form = DeleteAccountForm(data, user=request.user)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/delete.html", {"form": form}, status=status)
    erase(user=request.user)
    logout(request)
    messages.success(request, _("Your account and everything in it are deleted."))
    response = redirect("landing")
    _remember_theme(response, "")
    return response


def _remember_theme(response: HttpResponse, chosen: str) -> None:
    if not chosen:
        response.delete_cookie("theme", samesite="Lax")
        return
    response.set_cookie(
        "theme", chosen, ONE_YEAR, secure=settings.SECURE, httponly=True, samesite="Lax"
    )
