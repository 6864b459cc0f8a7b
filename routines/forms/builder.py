"""Forms of the builder besides the opened step's: a routine's name, and an own product to add."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field
from products.models import Product
from routines.forms.step import today_or_later
from routines.models import Routine
from routines.offers import offer_choices, offers

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    RoutineModelForm = forms.ModelForm[Routine]
    ProductModelForm = forms.ModelForm[Product]
else:
    RoutineModelForm = ProductModelForm = forms.ModelForm


class NewRoutineForm(RoutineModelForm):
    """Name a routine; its steps come next."""

    class Meta:
        model = Routine
        fields = ["name"]


class RoutineForm(RoutineModelForm):
    """A routine's name and, if it ends, its last day: today or later."""

    ends_on = day_field(_("Last day, if it ends"), required=False)

    class Meta:
        model = Routine
        fields = ["name", "ends_on"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ends_on(self) -> date | None:
        ends_on: date | None = self.cleaned_data["ends_on"]
        return today_or_later(ends_on, self.today) if ends_on else None


class OwnPickForm(ProductModelForm):
    """A product the search did not find: the name as typed, and what it is.

    `families` are the actives that choice names.
    """

    kind = forms.ChoiceField(label=_("Kind"), choices=offer_choices)
    families: tuple[str, ...] = ()

    class Meta:
        model = Product
        fields = ["name", "kind"]

    def clean_kind(self) -> str:
        offer = offers()[self.cleaned_data["kind"]]
        self.families = offer.families
        return offer.kind.id
