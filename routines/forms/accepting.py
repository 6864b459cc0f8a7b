"""Why somebody keeps something as it is."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from routines.models import AcceptedFlag

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    AcceptedModelForm = forms.ModelForm[AcceptedFlag]
else:
    AcceptedModelForm = forms.ModelForm


class AcceptForm(AcceptedModelForm):
    """An optional reason, for oneself."""

    class Meta:
        model = AcceptedFlag
        fields = ["reason"]
        help_texts = {"reason": _("For yourself, such as “my skin is used to it”. Optional.")}
