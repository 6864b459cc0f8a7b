"""Forms for somebody's own products."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from products.models import Product
from products.models.catalogue import STRENGTHS, kind_choices
from products.pack_limits import LIMITS, Limits, PackSays, answer_for, pack_field
from products.services.private import private_product_save

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    from django_stubs_ext import StrOrPromise

    ProductModelForm = forms.ModelForm[Product]
else:
    ProductModelForm = forms.ModelForm

ASKED_KIND = "ampoule"

ASKED_OF: Mapping[str, frozenset[str]] = {
    "retinol_percent": frozenset(("retinoid_otc",)),
    "aha_percent": frozenset(("aha",)),
    "salicylic_percent": frozenset(("bha",)),
    "alpha_arbutin_percent": frozenset(("arbutin",)),
    "kojic_percent": frozenset(("kojic_acid",)),
    "fcf": frozenset(("phototoxic_oil",)),
    "peel": frozenset(("aha", "bha")),
    "occlusive": frozenset(("occlusive",)),
}
"""What a label may state, and the tags without which no advice depends on it."""


class DecimalField(forms.DecimalField):
    """A number with decimals, which may follow a comma."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


PERCENTS = [f"{name}_percent" for name in STRENGTHS]
DECIMALS = dict.fromkeys(["size_ml", *PERCENTS], DecimalField)


def _in_words(message: "StrOrPromise") -> dict[str, "StrOrPromise"]:
    codes = ("invalid", "min_value", "max_value", "max_digits", "max_whole_digits")
    return dict.fromkeys(codes, message)


NUMBERS = {
    "size_ml": _in_words(_("Enter a number above 0 and below 100000, or leave it empty.")),
    "units": _in_words(_("Enter a whole number from 1 to 999, or leave it empty.")),
    "spf": _in_words(_("Enter a whole number up to 100, or leave it empty.")),
    "pao_months": _in_words(_("Enter a whole number from 1 to 120, or leave it empty.")),
    **dict.fromkeys(
        ("label_max_per_day", "label_max_per_week"),
        _in_words(_("Enter a whole number from 1 to 99, or leave it empty.")),
    ),
    **dict.fromkeys(PERCENTS, _in_words(_("Enter a number from 0 to 100, or leave it empty."))),
}
"""What to do about a number that cannot be, by the field of a product."""


class OwnProductForm(ProductModelForm):
    """Add or change an own product. Of an ampoule it asks how often the pack says.

    Strengths and the like are asked once the ingredient list has shown that they matter.

    Without JavaScript that question comes as a second step: `asks_next` is true where the form
    was sent before the question was on it.
    """

    pack_says = pack_field(forms.RadioSelect(), required=False)

    class Meta:
        model = Product
        fields = [
            *("name", "kind", "brand_typed", "size_ml", "units", "ingredients_text", "spf"),
            *ASKED_OF,
        ]
        help_texts = {
            **dict.fromkeys(
                (name for name in ASKED_OF if name.endswith("_percent")),
                _("If the pack states it. You hear of strengths above a limit."),
            ),
            "peel": _("Peels have advice of their own in pregnancy."),
            "occlusive": _("Over strong actives it makes them stronger."),
            "kind": _("For a retinoid, choose serum or moisturizer."),
            "units": _("For ampoules or masks sold one by one in a box."),
            "ingredients_text": _("As printed on the pack, with commas."),
        }
        error_messages = NUMBERS
        field_classes = DECIMALS
        widgets = {
            "kind": forms.Select(
                attrs={
                    "hx-get": reverse_lazy("product-suggest"),
                    "hx-target": "#pack-question",
                    "hx-trigger": "change",
                }
            ),
            "ingredients_text": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a kind")), *kind_choices()]
        cast("forms.ChoiceField", self.fields["kind"]).choices = choices
        self._leave_out_what_does_not_matter()
        self.asks_pack = self["kind"].value() == ASKED_KIND
        self.asks_next = self.is_bound and self.asks_pack and "pack_asked" not in self.data
        if self.asks_pack:
            stated = self.instance
            limits = Limits(stated.label_max_per_week, stated.label_max_per_day)
            self.initial.setdefault("pack_says", answer_for(limits, asked=stated.label_asked))
        else:
            del self.fields["pack_says"]

    def _leave_out_what_does_not_matter(self) -> None:
        tags = {*self.instance.families, *self.instance.trace_families}
        for name, families in ASKED_OF.items():
            if tags.isdisjoint(families) and not getattr(self.instance, name):
                del self.fields[name]

    @property
    def stated(self) -> list[forms.BoundField]:
        """The questions about what the label states, where any matters."""
        return [self[name] for name in ASKED_OF if name in self.fields]

    @property
    def shows_more(self) -> bool:
        """Whether the optional fields should stand open: one is filled in or wrong."""
        optional = (self[name] for name in self.Meta.fields[2:] if name in self.fields)
        return any(field.value() or field.errors for field in optional)

    def save_for(self, owner: User) -> Product:
        """Save the product as this person's own."""
        product: Product = self.save(commit=False)
        answer = self.cleaned_data.get("pack_says", "")
        if answer or (not self.asks_pack and "kind" in self.changed_data):
            product.label_max_per_week, product.label_max_per_day = LIMITS[
                answer or PackSays.SILENT
            ]
        product.label_asked = self.asks_pack
        return private_product_save(owner=owner, product=product)
