"""What the owner says of a product, of its packs, and of the limits on the label."""

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field
from products.pack_limits import Limits, answer_for, pack_field
from routines.engine.plan import Product
from routines.models import Pack, ShelfItem

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    ItemModelForm = forms.ModelForm[ShelfItem]
    PackModelForm = forms.ModelForm[Pack]
else:
    ItemModelForm = PackModelForm = forms.ModelForm


class LabelForm(forms.Form):
    """How often the pack says; the owner's answer comes before the catalogue's."""

    pack_says = pack_field(forms.RadioSelect(attrs={"class": "rows"}))

    def __init__(self, data: Any = None, *, item: ShelfItem) -> None:
        limits = Limits(item.label_max_per_week, item.label_max_per_day)
        answer = answer_for(limits, asked=item.label_asked)
        super().__init__(data, initial={"pack_says": answer})


class ItemForm(ItemModelForm):
    """What the owner knows of a product: it comes before the catalogue.

    `facts` is the product as it stands; only what suits it is asked.
    """

    first_used_on = day_field(_("First used on"), required=False)

    class Meta:
        model = ShelfItem
        fields = [
            *("new_to_me", "first_used_on", "patch_test", "prescribed"),
            *("label_max_per_day", "label_max_per_week", "pao_months", "keep_days"),
        ]
        labels = {
            "new_to_me": _("New to you?"),
            "prescribed": _("A doctor prescribed it for me"),
            "label_max_per_day": _("Pack says: times a day, at most"),
            "label_max_per_week": _("Pack says: times a week, at most"),
            "pao_months": _("Months on the jar symbol"),
        }
        help_texts = {
            "new_to_me": _("New products go best a week apart; retinol and acids start slowly."),
            "patch_test": _("A little on the inner arm, twice a day for 7 to 10 days."),
            "prescribed": _("Then what your prescriber says comes before any rule here."),
            "pao_months": _("12 where it says 12M."),
            "keep_days": _("Only if the pack says so; else it is for the same day."),
        }

    def __init__(self, *args: Any, facts: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_used_on"].help_text = _("What is new gets this at its first use.")
        newness = self.fields["new_to_me"].widget
        newness.choices = [("unknown", _("Not told")), ("true", _("Yes")), ("false", _("No"))]
        del self.fields["pao_months" if facts.single_use else "keep_days"]

    def clean(self) -> None:
        if self.cleaned_data.get("first_used_on"):
            if self.cleaned_data.get("new_to_me") is False:
                self.add_error("first_used_on", _("Leave this empty if it is not new to you."))
            self.cleaned_data["new_to_me"] = True
        if {"label_max_per_day", "label_max_per_week"} & set(self.changed_data):
            self.instance.label_asked = True


class PackForm(PackModelForm):
    """The dates of one pack. Empty is unknown."""

    opened_on = day_field(_("Opened"), required=False)
    expires_on = day_field(_("Date on the pack"), required=False)
    purchased_on = day_field(_("Bought"), required=False)
    changed_on = day_field(_("Look or smell changed"), required=False)
    finished_on = day_field(_("Finished"), required=False)

    class Meta:
        model = Pack
        fields = [
            *("opened_on", "expires_on", "month_only"),
            *("purchased_on", "changed_on", "finished_on"),
        ]
        labels = {"month_only": _("The pack prints only the month")}
        help_texts = {"month_only": _("Choose any day of it; it counts to its last day.")}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["opened_on"].help_text = _("Leave empty while it is sealed.")

    @property
    def shows_more(self) -> bool:
        """Whether the rarer dates should stand open: one is filled in or wrong."""
        return any(self[name].value() or self[name].errors for name in self.Meta.fields[3:])

    def clean(self) -> None:
        for name in ("opened_on", "purchased_on", "changed_on", "finished_on"):
            day = self.cleaned_data.get(name)
            if day and day > self.today:
                self.add_error(name, _("Choose today or an earlier date."))
        self._keep_in_order("purchased_on", "opened_on", "pack_opens_after_it_is_bought")
        self._keep_in_order("opened_on", "finished_on", "pack_finishes_after_it_opens")
        self._end_with_the_month()

    def _keep_in_order(self, earlier: str, later: str, constraint: str) -> None:
        first, last = self.cleaned_data.get(earlier), self.cleaned_data.get(later)
        if first and last and last < first:
            self.add_error(later, _message(constraint))

    def _end_with_the_month(self) -> None:
        day = self.cleaned_data.get("expires_on")
        if not self.cleaned_data.get("month_only"):
            return
        if day:
            last = monthrange(day.year, day.month)[1]
            self.cleaned_data["expires_on"] = day.replace(day=last)
        elif "expires_on" not in self.errors:
            self.add_error("expires_on", _message("pack_month_is_of_a_date"))


def _message(constraint: str) -> str:
    """Return what a constraint of packs says, to stand beside its field."""
    return next(
        str(rule.violation_error_message)
        for rule in Pack._meta.constraints
        if rule.name == constraint
    )
