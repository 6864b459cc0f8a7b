"""Fields for dates that a calendar can show, and what they ask of each other."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """Return a field for a date that the calendar can show."""
    beyond = _("Choose a date from 1970 to 2199.")
    return forms.DateField(
        label=label,
        required=required,
        validators=[MinValueValidator(FIRST_DAY, beyond), MaxValueValidator(LAST_DAY, beyond)],
        widget=day_input(),
    )


def keep_in_order(form: forms.BaseForm, first: str, last: str) -> None:
    """Refuse the date `last` of a form where it comes before the date `first`."""
    start, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if start and end and end < start:
        form.add_error(last, _("The last day cannot come before the first."))


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
