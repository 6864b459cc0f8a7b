"""What is asked of a product as it comes to the shelf. All of it may be left out."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.pregnancy import Answer
from products.pack_limits import pack_field
from routines.models import ShelfItem

ROWS = {"class": "rows"}


class QuestionsForm(forms.Form):
    """The questions `asked`, each with the reason why."""

    pack_says = pack_field(forms.RadioSelect(attrs=ROWS))
    retinoid = forms.TypedChoiceField(
        label=_("Is there a retinoid in it?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=_(
            "Such as retinol or retinal. They start slowly, in the evening, and stay apart from "
            "acids."
        ),
    )
    acids = forms.ChoiceField(
        label=_("Which acid is in it?"),
        choices=[
            ("aha", _("AHA, such as glycolic or lactic acid")),
            ("bha", _("BHA: salicylic acid")),
            ("aha bha", _("Both")),
            ("neither", _("Neither")),
        ],
        widget=forms.RadioSelect(attrs=ROWS),
        help_text=_("They start slowly and stay apart from retinoids; AHA lets you burn sooner."),
    )
    new_to_me = forms.TypedChoiceField(
        label=_("New to you?"),
        choices=[("yes", _("Yes")), ("no", _("No, I have used it before"))],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=_(
            "New products go best a week apart, so that you can tell which one your skin "
            "dislikes; retinol and acids start slowly."
        ),
    )
    retinoid_experienced = forms.BooleanField(
        label=_("My skin is used to retinoids"),
        help_text=_("Then it needs no slow start. Kept in your skin profile."),
    )
    patch_test = forms.ChoiceField(
        label=_("Patch test"),
        choices=[choice for choice in ShelfItem.PatchTest.choices if choice[0]],
        widget=forms.RadioSelect(attrs=ROWS),
        help_text=_(
            "A little on the inner arm, twice a day for 7 to 10 days. You are warned of what "
            "you reacted to."
        ),
    )
    pregnancy = forms.ChoiceField(
        label=_("Pregnant, trying or breastfeeding?"),
        choices=Answer.choices,
        widget=forms.RadioSelect(attrs=ROWS),
        help_text=_(
            "Advice on this product differs then. Kept in your skin profile, where you can "
            "change it; no one else sees it in the app."
        ),
    )

    def __init__(self, data: Any = None, *, asked: Collection[str]) -> None:
        super().__init__(data)
        self.fields = {name: field for name, field in self.fields.items() if name in asked}
        for field in self.fields.values():
            field.required = False
