"""Forms that correct what was really used."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field
from routines.models import ShelfItem


class _DoseForm(forms.Form):
    """Asks when the single dose was opened that was used on a `day`."""

    def __init__(self, data: Any = None, *, day: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.day = day

    def clean_unit_opened(self) -> date | None:
        opened: date | None = self.cleaned_data["unit_opened"]
        if opened and opened > self.day:
            raise forms.ValidationError(_("Choose the day it was used or an earlier one."))
        return opened


class OtherForm(_DoseForm):
    """Which product of the shelf was used; of single doses also since when one was open."""

    product = forms.TypedChoiceField(label=_("What did you use?"), coerce=int)
    unit_opened = day_field(_("A leftover single dose? Opened on"), required=False)

    def __init__(self, data: Any = None, *, items: Sequence[ShelfItem], day: date) -> None:
        super().__init__(data, day=day)
        choices = sorted(((item.pk, str(item.shown)) for item in items), key=lambda one: one[1])
        self.fields["product"].choices = [("", _("Choose a product")), *choices]  # type: ignore[attr-defined]  # a choice field
        self.fields["unit_opened"].help_text = _("Leave empty unless it had been opened before.")
        if not any(item.shown.is_single_use for item in items):
            del self.fields["unit_opened"]


class UnitForm(_DoseForm):
    """When the single dose was opened that was used."""

    unit_opened = day_field(_("Opened on"), required=False)

    def __init__(self, data: Any = None, *, day: date, opened: date | None) -> None:
        super().__init__(data, day=day, initial={"unit_opened": opened or day})
        self.fields["unit_opened"].help_text = _(
            "A single dose protects its contents until it is opened; a leftover is mentioned."
        )
