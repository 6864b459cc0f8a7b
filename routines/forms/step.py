"""The opened step of the builder: when it is due, from when to when, or rest for some days."""

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field, keep_in_order
from routines.engine.plan import Session, Step
from routines.engine.schedule import DAILY, OnDates, Periodic, Schedule, weekdays
from routines.forms.dates import DatesField
from routines.forms.weekdays import WeekdaysField
from routines.models import Pause
from routines.models.routine import SessionChoice
from routines.month import WEEK
from routines.services.editing import StepChange

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    PauseModelForm = forms.ModelForm[Pause]
else:
    PauseModelForm = forms.ModelForm

LONGEST_CYCLE = 8
MODES = {
    "daily": _("Every day"),
    "weekdays": _("Weekdays"),
    "every": _("Every N days"),
    "cycle": _("Cycle"),
    "dates": _("Dates"),
}
ASKED = {
    "daily": (),
    "weekdays": ("weekdays",),
    "every": ("period", "anchor"),
    "cycle": ("cycle", "due", "anchor"),
    "dates": ("dates",),
}


class StepForm(forms.Form):
    """When a step is due. Only what the chosen mode asks for has to be right."""

    use_required_attribute = False  # a browser would also demand what stands hidden

    mode = forms.ChoiceField(
        label=_("Repeat"),
        choices=list(MODES.items()),
        widget=forms.RadioSelect(attrs={"class": "segments"}),
    )
    weekdays = WeekdaysField(label=_("On these days"))
    period = forms.IntegerField(label=_("Every how many days"), min_value=2, max_value=999)
    cycle = forms.TypedChoiceField(label=_("Days in the cycle"), coerce=int)
    due = forms.TypedMultipleChoiceField(
        label=_("Used on these of them"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "days"}),
    )
    anchor = day_field(_("Counted from"))
    dates = DatesField(label=_("On these dates"))
    session = forms.ChoiceField(
        label=_("Session"),
        choices=SessionChoice.choices,
        widget=forms.RadioSelect(attrs={"class": "segments"}),
    )
    starts_on = day_field(_("From"))
    ends_on = day_field(_("Until"), required=False)

    def __init__(self, data: Any = None, *, step: Step, today: date) -> None:
        super().__init__(data, initial=_initial(step, today))
        self.today = today
        longest = max(LONGEST_CYCLE, self.initial["cycle"])
        cycle = cast("forms.TypedChoiceField", self.fields["cycle"])
        cycle.choices = [(days, str(days)) for days in range(2, longest + 1)]
        due = cast("forms.TypedMultipleChoiceField", self.fields["due"])
        due.choices = [(day, str(day)) for day in range(1, longest + 1)]
        if step.first is not None and step.first < today:
            self.fields["starts_on"].help_text = _("Until then it stays as it is.")

    def clean_starts_on(self) -> date:
        return today_or_later(self.cleaned_data["starts_on"], self.today)

    def clean(self) -> None:
        data = self.cleaned_data
        asked = ASKED.get(data.get("mode", ""), ())
        for name in {name for names in ASKED.values() for name in names} - {*asked}:
            self.errors.pop(name, None)
        if data.get("mode") == "cycle" and max(data.get("due") or [0]) > data.get("cycle", 999):
            self.add_error("due", _("The cycle has fewer days than that."))
        keep_in_order(self, "starts_on", "ends_on")

    @property
    def change(self) -> StepChange:
        """What a valid form says."""
        data = self.cleaned_data
        return StepChange(
            self._schedule(), Session(data["session"]), data["starts_on"], data["ends_on"]
        )

    def _schedule(self) -> Schedule:
        data = self.cleaned_data
        match data["mode"]:
            case "weekdays":
                return weekdays(*data["weekdays"])
            case "every":
                return Periodic(data["period"], (0,), data["anchor"])
            case "cycle":
                return Periodic(
                    data["cycle"], tuple(day - 1 for day in data["due"]), data["anchor"]
                )
            case "dates":
                return OnDates(data["dates"])
        return DAILY


def _initial(step: Step, today: date) -> dict[str, Any]:
    """Return what stands in the form, with something sensible in the modes not chosen."""
    first = max(today, step.first or today)
    values: dict[str, Any] = {
        "mode": "daily",
        "weekdays": (0, 3),
        "period": 4,
        "cycle": 4,
        "due": (1,),
        "anchor": first,
        "session": step.session.value,
        "starts_on": first,
        "ends_on": step.last,
    }
    return {**values, **_schedule_values(step.schedule)}


def _schedule_values(schedule: Schedule) -> dict[str, Any]:
    if isinstance(schedule, OnDates):
        return {"mode": "dates", "dates": schedule.on}
    due = sorted(set(schedule.due))
    if len(due) == schedule.period:
        return {}
    if schedule.period == WEEK and schedule.anchor.weekday() == 0:
        return {"mode": "weekdays", "weekdays": due}
    if due == [0]:
        return {"mode": "every", "period": schedule.period, "anchor": schedule.anchor}
    return {
        "mode": "cycle",
        "cycle": schedule.period,
        "due": [day + 1 for day in due],
        "anchor": schedule.anchor,
    }


def today_or_later(day: date, today: date) -> date:
    """Return the day. Raises ValidationError for one that has passed."""
    if day < today:
        raise forms.ValidationError(_("Choose today or later: past days keep what they had."))
    return day


class LinePauseForm(PauseModelForm):
    """Rest one step from a date to a date, today or later."""

    first = day_field(_("From"))
    last = day_field(_("To"))

    class Meta:
        model = Pause
        fields = ["first", "last"]

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"first": today}, auto_id="pause_%s")
        self.today = today

    def clean_first(self) -> date:
        return today_or_later(self.cleaned_data["first"], self.today)

    def clean(self) -> None:
        keep_in_order(self, "first", "last")


class SwapForm(forms.Form):
    """From when on a step uses another product."""

    starts_on = day_field(_("From"))

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"starts_on": today}, auto_id="swap_%s")
        self.today = today

    def clean_starts_on(self) -> date:
        return today_or_later(self.cleaned_data["starts_on"], self.today)
