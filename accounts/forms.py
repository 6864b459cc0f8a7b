"""Signing up and in, in our words, and the settings page's form."""

import zoneinfo
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as two_step_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import SkinProfile, User, validate_time_zone

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    from django_stubs_ext import StrOrPromise

    UserModelForm = forms.ModelForm[User]
else:
    UserModelForm = forms.ModelForm

GOOD_PASSWORD = _("10 characters or more. Three unrelated words work well.")
REGIONS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}


class InOurWords:
    """Labels and helps of an allauth form in our words, without placeholders."""

    labels: ClassVar[dict[str, "StrOrPromise"]] = {}
    helps: ClassVar[dict[str, "StrOrPromise"]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class LoginForm(InOurWords, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Sign in by email and password."""

    labels = {"login": _("Email"), "password": _("Password")}


class SignupForm(InOurWords, allauth_forms.SignupForm):  # type: ignore[misc]  # allauth has no types
    """Make an account from an email and a password; the browser tells the time zone."""

    labels = {"email": _("Email"), "password1": _("Password")}
    helps = {
        "email": _("Only to sign in and to recover your account."),
        "password1": GOOD_PASSWORD,
    }
    time_zone = forms.Field(
        required=False, widget=forms.HiddenInput(attrs={"data-time-zone": True})
    )

    def clean_time_zone(self) -> str:
        """Fall back to UTC: nobody should fail to sign up over a field they cannot see."""
        name = str(self.cleaned_data["time_zone"] or "")
        try:
            validate_time_zone(name)
        except ValidationError:
            return "UTC"
        return name

    @transaction.atomic
    def save(self, request: HttpRequest) -> Any:
        return super().save(request)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the zone and make the profile, within the transaction of `save`."""
        user.time_zone = self.cleaned_data["time_zone"]
        user.save(update_fields=["time_zone"])
        SkinProfile.objects.create(user=user)


class ChangePasswordForm(InOurWords, allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """Change the password of somebody who is signed in."""

    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }
    helps = {"password1": GOOD_PASSWORD}


class SetPasswordForm(InOurWords, allauth_forms.SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """Give a password to an account that has none."""

    labels = {"password1": _("Password"), "password2": _("Password again")}
    helps = {"password1": GOOD_PASSWORD}


class ResetPasswordKeyForm(InOurWords, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """Choose a new password after a reset link or code."""

    labels = {"password1": _("New password"), "password2": _("New password again")}
    helps = {"password1": GOOD_PASSWORD}


class ResetPasswordForm(InOurWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """Ask for a mailed reset code."""


class ReauthenticateForm(InOurWords, allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """Type the password once more before something that matters."""


class RequestLoginCodeForm(InOurWords, allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """Ask for a mailed sign-in code."""


class ConfirmLoginCodeForm(InOurWords, allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """Type the mailed sign-in code."""


class ConfirmEmailCodeForm(InOurWords, allauth_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # allauth has no types
    """Type the code mailed to a new address."""


class ConfirmResetCodeForm(InOurWords, allauth_forms.ConfirmPasswordResetCodeForm):  # type: ignore[misc]  # allauth has no types
    """Type the mailed reset code."""


class AddEmailForm(InOurWords, allauth_forms.AddEmailForm):  # type: ignore[misc]  # allauth has no types
    """Ask for a new address; it replaces the old one once its code is typed."""

    labels = {"email": _("New email")}


class CodeInOurWords(InOurWords):
    """A field for a code, with digits on a phone's keyboard."""

    labels = {"code": _("Code")}
    helps = {"code": _("From your authenticator app, or one of your recovery codes.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class TwoStepForm(CodeInOurWords, two_step_forms.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second step of signing in."""


class TwoStepReauthenticateForm(CodeInOurWords, two_step_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code once more before something that matters."""


class ActivateAppForm(CodeInOurWords, ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """Prove that the authenticator app has the secret."""

    helps = {"code": _("The six digits that your app shows now.")}


class DeleteAccountForm(forms.Form):
    """Type the email of the account that is to go."""

    email = forms.EmailField(
        label=_("Your email, to confirm"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email.casefold() != self.user.email.casefold():
            raise ValidationError(_("This is not the email you sign in with."))
        return email


@cache
def zones_by_region() -> list[tuple[Any, Any]]:
    """Return UTC, then the IANA zones in groups, as choices. Reads the disk once."""
    groups: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(zoneinfo.available_timezones()):
        region, _slash, place = name.partition("/")
        if region in REGIONS and place:
            groups[region].append((name, place.replace("_", " ").replace("/", ", ")))
    return [("UTC", "UTC"), *((REGIONS[region], zones) for region, zones in groups.items())]


class PersonForm(UserModelForm):
    """How pages address somebody, and what their day is."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zones_by_region,
        help_text=_("So that “today” means your today. Planned dates never move when you travel."),
    )

    class Meta:
        model = User
        fields = ["name", "time_zone", "week_start", "night_ends_hour", "theme", "mention"]
        help_texts = {
            "name": _("What the app calls you."),
            "week_start": _("The first column of your calendar."),
            "theme": _("Light, dark, or whatever your device does."),
            "mention": _("How many notes your pages show. Every step is looked at either way."),
        }
        error_messages = {
            "night_ends_hour": {
                "min_value": _("Choose an hour from 0 to 11."),
                "max_value": _("Choose an hour from 0 to 11."),
            }
        }
        widgets = {"theme": forms.RadioSelect, "mention": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time_zone"]
        current = self.instance.time_zone
        if isinstance(field, forms.ChoiceField) and not field.valid_value(current):
            field.choices = [(current, current), *zones_by_region()]
