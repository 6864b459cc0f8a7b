"""Forms for what people hand in for the catalogue, and for what curators decide."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from products.forms import DECIMALS, NUMBERS
from products.models import Product, Proposal
from products.services.suggesting import proposal_make

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    ProductModelForm = forms.ModelForm[Product]
else:
    ProductModelForm = forms.ModelForm


class ProposalForm(ProductModelForm):
    """Propose other values for a catalogue product. It never saves the product itself."""

    said_source = forms.CharField(
        label=_("Where did you read it?"),
        max_length=300,
        help_text=_("The pack in your hand, or the maker's page. Curators see this."),
    )

    class Meta:
        model = Product
        fields = (
            *("name", "kind", "size_ml", "units", "spf", "pao_months"),
            *("label_max_per_day", "label_max_per_week", "ingredients_text"),
        )
        error_messages = NUMBERS
        field_classes = DECIMALS
        widgets = {"ingredients_text": forms.Textarea(attrs={"rows": 6})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self._changed:
            raise forms.ValidationError(_("Change at least one field, then send it."))
        return cleaned

    def _post_clean(self) -> None:
        # The source is named beside the values, and fills the product's if that is empty.
        self.instance.source = self.instance.source or self.cleaned_data.get("said_source", "")
        super()._post_clean()  # type: ignore[misc]  # not in the package's types

    @property
    def _changed(self) -> list[str]:
        return [name for name in self.changed_data if name in self.Meta.fields]

    def propose(self, *, owner: User, product: Product, now: datetime) -> Proposal:
        """Hand the changed fields in; `product` is the row as it is stored."""
        new = {name: self.cleaned_data[name] for name in self._changed}
        source = self.cleaned_data["said_source"]
        return proposal_make(owner=owner, product=product, new=new, source=source, now=now)


class ReasonForm(forms.Form):
    """Why a curator says no; whoever handed it in reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Whoever handed it in reads this. Be kind, and say what would help."),
    )
