"""allauth's passkey forms and pages, where ours behave otherwise."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.mfa.webauthn import forms as allauth_forms
from allauth.mfa.webauthn import views as allauth_views
from allauth.mfa.webauthn.internal.auth import begin_registration
from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.adapter import TwoStepAdapter
from accounts.forms import InOurWords

NOT_ACCEPTED = TwoStepAdapter.error_messages["incorrect_code"]
# What parsing raises over something that no browser sends; allauth answers 500 to most of them.
FORGED = (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error)


class RefusesForged:
    """Calls a credential that is missing or cannot be read wrong, as it does any other."""

    fields: dict[str, forms.Field]
    add_error: Callable[[str, Any], None]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        messages = self.fields["credential"].error_messages
        messages["required"] = messages["invalid"] = NOT_ACCEPTED

    def full_clean(self) -> None:
        try:
            super().full_clean()  # type: ignore[misc]  # the form beside this mixin
        except FORGED:
            self.add_error("credential", NOT_ACCEPTED)


class AddPasskeyForm(RefusesForged, InOurWords, allauth_forms.SignupWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Keep a passkey that the browser made. Each can sign in alone."""

    labels = {"name": _("Name")}
    helps = {"name": _("So that you can tell it from others, such as “My phone”.")}


class RenamePasskeyForm(InOurWords, allauth_forms.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Another name for a passkey."""

    labels = {"name": _("Name")}


class PasskeySignInForm(RefusesForged, allauth_forms.LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Sign in by a passkey alone."""


class PasskeySecondStepForm(RefusesForged, allauth_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey after the password."""


class PasskeyReauthenticateForm(RefusesForged, allauth_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey once more before something that matters."""


class AddPasskeyView(allauth_views.AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Add a key that signs in without a password, never one that is a second step only."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = begin_registration(self.request.user, passwordless=True)
        return {**context, **kwargs, "js_data": {"creation_options": options}}


class ConfirmByPasskeyView(allauth_views.ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Prove oneself by a passkey; a refused one says so here instead of leading away."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **kwargs}

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response
