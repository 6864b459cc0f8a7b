"""The form of what somebody tells of their skin; everything in it is optional."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.days import day_field, day_input
from accounts.models import FIRST_BIRTH, SkinProfile

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    ProfileModelForm = forms.ModelForm[SkinProfile]
else:
    ProfileModelForm = forms.ModelForm

HELPS = {
    "sensitive": gettext_lazy(
        "Acids and scrubs have a stricter limit, and new products are two weeks apart."
    ),
    "rosacea": gettext_lazy("You hear of acids and scrubs, which can worsen redness."),
    "eczema": gettext_lazy("You hear of acids and scrubs, which can worsen eczema."),
    "fragrance_sensitive": gettext_lazy("You hear of products with fragrance in them."),
    "acne_prone_list": gettext_lazy(
        "Weak evidence: finished products often do not clog what their ingredients might."
    ),
    "retinoid_experienced": gettext_lazy("Retinol then needs no slow start."),
    "allergens": gettext_lazy(
        "Names as on ingredient lists, one a line or with commas. You hear of each product that "
        "lists one."
    ),
    "avoid": gettext_lazy(
        "Ingredients, or groups such as fragrance, silicones or parabens. You hear of each "
        "product that contains one."
    ),
    "birth_date": gettext_lazy("Some actives are not for children and teenagers."),
    "pregnant_from": gettext_lazy(
        "Retinoids, hydroquinone and strong salicylic acid are usually left out in pregnancy."
    ),
    "trying_from": gettext_lazy("Retinoids are usually left out from now on."),
    "breastfeeding_from": gettext_lazy("Labels of retinoids say to ask a doctor first."),
    "pregnant_until": gettext_lazy("Empty while it goes on."),
    "breastfeeding_until": gettext_lazy("Empty while it goes on."),
    "new_product_days": gettext_lazy("Empty is 7 days, or 14 for sensitive skin."),
}
SECTIONS = (
    (
        gettext_lazy("Your skin"),
        ("sensitive", "rosacea", "eczema", "fragrance_sensitive", "retinoid_experienced"),
    ),
    (gettext_lazy("Not for you"), ("allergens", "avoid", "acne_prone_list")),
    (
        gettext_lazy("Pregnancy and age"),
        (
            *("pregnant_from", "pregnant_until", "trying_from"),
            *("breastfeeding_from", "breastfeeding_until", "asks_pregnancy", "birth_date"),
        ),
    ),
    (gettext_lazy("Limits"), ("skin_cycling", "ampoules_per_week", "new_product_days")),
)


class SkinForm(ProfileModelForm):
    """What somebody likes to tell of their skin; each field says which advice it changes."""

    pregnant_from = day_field(gettext_lazy("Pregnant since"), required=False)
    pregnant_until = day_field(gettext_lazy("Pregnant until"), required=False)
    trying_from = day_field(gettext_lazy("Trying for a baby since"), required=False)
    breastfeeding_from = day_field(gettext_lazy("Breastfeeding since"), required=False)
    breastfeeding_until = day_field(gettext_lazy("Breastfeeding until"), required=False)

    class Meta:
        model = SkinProfile
        fields = [name for _title, names in SECTIONS for name in names]
        help_texts = HELPS
        widgets = {
            "birth_date": day_input(),
            "allergens": forms.Textarea(attrs={"rows": 3}),
            "avoid": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {
            "ampoules_per_week": dict.fromkeys(
                ("min_value", "max_value"), gettext_lazy("Choose a number from 1 to 14.")
            ),
            "new_product_days": dict.fromkeys(
                ("min_value", "max_value"), gettext_lazy("Choose a number from 1 to 60.")
            ),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("pregnant", "breastfeeding"):
            for end in ("from", "until"):
                field = f"{name}_{end}"
                self.fields[field].help_text = HELPS[field]
        self.fields["trying_from"].help_text = HELPS["trying_from"]

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, in the order of the page."""
        return [(str(title), [self[name] for name in names]) for title, names in SECTIONS]

    def clean(self) -> None:
        born = self.cleaned_data.get("birth_date")
        if born and not FIRST_BIRTH <= born <= self.today:
            self.add_error("birth_date", _("Choose a date from 1900 to today."))
        for state in ("pregnant", "breastfeeding"):
            self._keep_in_order(f"{state}_from", f"{state}_until")

    def _keep_in_order(self, first: str, last: str) -> None:
        if {first, last} & self.errors.keys():
            return
        start, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if end and not start:
            self.add_error(first, _("Say since when, or leave both empty."))
        elif start and end and end < start:
            self.add_error(last, _("The last day cannot come before the first."))
