"""The first routine in one form: kinds to tick, names if one likes, how often where it matters."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from routines.engine.plan import Session
from routines.forms.weekdays import WeekdaysField
from routines.models.routine import SessionChoice
from routines.offers import USUAL, Offer, offers
from routines.services.start import Pick

AMPOULE, SERUM = "ampoule", "serum"
LISTS = {"am": Session.AM, "pm": Session.PM}


def _ticks(session: Session) -> list[tuple[str, str]]:
    return [(each.id, each.label) for each in offers().values() if session in each.sessions]


@dataclass(frozen=True, slots=True)
class Row:
    """One layer of the form: what it is, its ticks, and what is asked once one is set."""

    offer: Offer
    ticks: tuple[tuple[str, BoundWidget], ...]
    name: BoundField
    days: BoundField | None
    first: BoundField | None


class StartForm(forms.Form):
    """What somebody uses in the morning and in the evening."""

    am = forms.MultipleChoiceField(
        label=SessionChoice.AM.label,
        choices=partial(_ticks, Session.AM),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pm = forms.MultipleChoiceField(
        label=SessionChoice.PM.label,
        choices=partial(_ticks, Session.PM),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first = forms.ChoiceField(
        label=_("With a serum in the same session: which goes on first?"),
        choices=[(AMPOULE, _("Ampoule")), (SERUM, _("Serum"))],
        initial=AMPOULE,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "segments"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for offer in offers().values():
            self.fields[f"name_{offer.id}"] = forms.CharField(
                label=_("Its name, if you like"), required=False, max_length=200
            )
            if offer.days:
                self.fields[f"days_{offer.id}"] = WeekdaysField(
                    label=_("How often?"), required=False, initial=offer.days
                )

    def clean(self) -> None:
        ticked = self._ticked()
        if not any(ticked.values()) and not self.errors:
            raise forms.ValidationError(_("Tick what you use, in the morning or in the evening."))
        for offer_id, sessions in ticked.items():
            days = f"days_{offer_id}"
            if sessions and days in self.fields and not self.cleaned_data.get(days, True):
                self.add_error(days, _("Tick at least one day."))

    def _ticked(self) -> dict[str, frozenset[Session]]:
        return {
            offer_id: frozenset(
                session
                for name, session in LISTS.items()
                if offer_id in self.cleaned_data.get(name, ())
            )
            for offer_id in offers()
        }

    def picks(self) -> list[Pick]:
        """Return what was ticked, thinnest layer first. Call it on a valid form."""
        return [
            Pick(
                offer=offers()[offer_id],
                sessions=sessions,
                name=self.cleaned_data[f"name_{offer_id}"],
                days=tuple(self.cleaned_data.get(f"days_{offer_id}", ())),
            )
            for offer_id, sessions in self._ticked().items()
            if sessions
        ]

    @property
    def serum_first(self) -> bool:
        return bool(self.cleaned_data["first"] == SERUM)

    @property
    def usual_rows(self) -> list[Row]:
        return [row for row in self.rows if row.offer.id in USUAL]

    @property
    def more_rows(self) -> list[Row]:
        return [row for row in self.rows if row.offer.id not in USUAL]

    @property
    def more_open(self) -> bool:
        """Say whether something among the less usual kinds is ticked or to be corrected."""
        return any(
            (row.days and row.days.errors)
            or row.name.errors
            or any(tick.data["selected"] for _label, tick in row.ticks)
            for row in self.more_rows
        )

    @cached_property
    def rows(self) -> list[Row]:
        """Everything that can be ticked, thinnest layer first."""
        return list(self._rows())

    def _rows(self) -> Iterator[Row]:
        boxes = {(name, box.data["value"]): box for name in LISTS for box in self[name].subwidgets}
        for offer in offers().values():
            yield Row(
                offer,
                tuple(
                    (str(self[name].label), boxes[name, offer.id])
                    for name in LISTS
                    if (name, offer.id) in boxes
                ),
                self[f"name_{offer.id}"],
                self[f"days_{offer.id}"] if offer.days else None,
                self["first"] if offer.id == AMPOULE else None,
            )


def prefilled(query: QueryDict) -> dict[str, object]:
    """Read ticks from an address such as ?pm=cleanser&pm=ampoule&days_ampoule=0&first=serum."""
    lists = [name for name in query if name in LISTS or name.startswith("days_")]
    found: dict[str, object] = {name: query.getlist(name) for name in lists}
    return {**found, "first": query.get("first", AMPOULE)}
