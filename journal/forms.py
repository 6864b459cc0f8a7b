"""Forms of the journal: the whole entry, and the two-tap check-in."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field
from journal.models import SCORES, Amount, Damage, Entry, Factor, Procedure, Sign
from journal.stamps import Stamp

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    EntryModelForm = forms.ModelForm[Entry]
    TreatmentModelForm = forms.ModelForm[Procedure]
else:
    EntryModelForm = TreatmentModelForm = forms.ModelForm

DETAILS = (
    *("redness", "dryness", "breakouts", "irritation", "signs"),
    *("damage", "damage_until", "sweat", "indoors", "factors"),
)


class TickField(forms.MultipleChoiceField):
    """Any number of choices, each once and in the order they are shown."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        ticked = super().clean(value)
        return [choice for choice, _label in self.widget.choices if choice in ticked]


class QuickEntryForm(EntryModelForm):
    """Overall and a note, posted to `journal-entry`; what else the entry holds stays as it is.

    Takes `instance=entry_or_blank(user, day)`, and `initial={"next": path}` to come back.
    """

    quick = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Entry
        fields = ["overall", "note"]
        widgets = {"overall": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = str(Stamp.of(self.instance))
        for score in set(SCORES) & set(self.fields):
            self._offer_taking_back(score)

    def _offer_taking_back(self, score: str) -> None:
        """Radio buttons cannot be unticked, so a row that has an answer gets one for "none"."""
        field = self.fields[score]
        words = [choice for choice in field.choices if choice[0] != ""]  # type: ignore[attr-defined]  # a choice field, by the model
        answered = self[score].value() not in {None, ""}
        field.choices = [*words, ("", _("Not noted"))] if answered else words  # type: ignore[attr-defined]  # as above

    @property
    def answers(self) -> dict[str, object]:
        """What a valid form says, by the names of the entry's fields."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class EntryForm(QuickEntryForm):
    """Everything an entry holds."""

    quick = None  # type: ignore[assignment]  # Django's way to take a declared field out
    signs = TickField(choices=Sign.choices, label=_("Any of these?"), required=False)
    damage = TickField(
        choices=Damage.choices,
        label=_("Is your skin open somewhere?"),
        help_text=_("Strong actives are not for damaged skin; you hear of them until it is over."),
        required=False,
    )
    damage_until = day_field(_("Until about"), required=False)
    factors = TickField(choices=Factor.choices, label=_("What else was going on?"), required=False)

    class Meta(QuickEntryForm.Meta):
        fields = ["overall", "note", *DETAILS]
        widgets = {
            **QuickEntryForm.Meta.widgets,
            **dict.fromkeys(("redness", "dryness", "breakouts", "irritation"), forms.RadioSelect),
        }
        help_texts = {
            "sweat": _("A further cleanse after sweating is not called too often."),
            "indoors": _("A morning without sunscreen is not mentioned then."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["damage_until"].help_text = _("Empty is this day only.")

    def clean(self) -> None:
        until = self.cleaned_data.get("damage_until")
        if until and not self.cleaned_data.get("damage"):
            self.add_error("damage", _("Choose what it is, or leave its last day empty."))
        elif until and until < self.instance.date:
            self.add_error("damage_until", _("Choose this day or a later one."))

    @property
    def has_details(self) -> bool:
        """Tell whether anything besides overall and the note is answered."""
        return any(self[name].value() not in (None, "", False, []) for name in DETAILS)

    @property
    def asks_signs(self) -> bool:
        """Signs are asked when it stings strongly, and shown as long as one is ticked."""
        return bool(self["signs"].value()) or str(self["irritation"].value()) == str(
            Amount.STRONG.value
        )


def entry_form(typed: QueryDict | None, entry: Entry) -> QuickEntryForm:
    """Return the form that sent `typed`, or the whole entry's without it."""
    kind = QuickEntryForm if typed and "quick" in typed else EntryForm
    return kind(typed, instance=entry)


class TreatmentForm(TreatmentModelForm):
    """A wax, peel or laser on a day, past or to come."""

    class Meta:
        model = Procedure
        fields = ["type", "area"]
        widgets = {"type": forms.RadioSelect, "area": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["type"]
        field.choices = Procedure.Type.choices  # type: ignore[attr-defined]  # a choice field, by the model
