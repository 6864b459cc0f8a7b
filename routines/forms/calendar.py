"""Forms of the calendar: rest for some days, and use a step once on another day."""

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field, keep_in_order
from routines.models import Pause, Routine
from routines.models.routine import SessionChoice

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    PauseModelForm = forms.ModelForm[Pause]
else:
    PauseModelForm = forms.ModelForm


class PauseForm(PauseModelForm):
    """Pause everything, or one of the `routines`, from a date to a date."""

    routine = forms.ModelChoiceField(
        Routine.objects.none(),
        label=_("Only one routine"),
        required=False,
        empty_label=_("Everything rests"),
        help_text=_("While everything rests, nothing is said about these days either."),
    )
    first = day_field(_("From"))
    last = day_field(_("To"))

    class Meta:
        model = Pause
        fields = ["routine", "first", "last", "reason"]
        help_texts = {"reason": _("For yourself, such as “travel”. You may leave it empty.")}

    def __init__(self, *args: Any, routines: QuerySet[Routine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Routine]", self.fields["routine"]).queryset = routines

    def clean(self) -> None:
        keep_in_order(self, "first", "last")


class MoveForm(forms.Form):
    """Where a step goes once."""

    date = day_field(_("Date"))
    session = forms.ChoiceField(
        label=_("Session"), choices=SessionChoice.choices, widget=forms.RadioSelect
    )

    @property
    def target(self) -> tuple[dt.date, str]:
        """The date and session a valid form names."""
        return self.cleaned_data["date"], self.cleaned_data["session"]
