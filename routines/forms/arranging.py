"""What somebody asks of an arrangement: what kind of week, and how often and when each product."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from routines.engine.arrangement import Template
from routines.engine.habits import Wish
from routines.engine.plan import Session
from routines.models.routine import SessionChoice

TEMPLATES = {
    Template.FULL: _("As often as fits"),
    Template.SIMPLE: _("Simple"),
    Template.CYCLING: _("Skin cycling"),
}


@dataclass(frozen=True, slots=True)
class WishRow:
    """The two fields of one product."""

    name: str
    times: forms.BoundField
    session: forms.BoundField


class ArrangeForm(forms.Form):
    """The wishes for the products of a shelf, by their keys. All are optional."""

    template = forms.ChoiceField(
        label=_("What kind of week"),
        choices=list(TEMPLATES.items()),
        required=False,
        widget=forms.RadioSelect(attrs={"class": "segments"}),
    )

    def __init__(self, data: Any = None, *, products: Iterable[tuple[str, str]]) -> None:
        super().__init__(data or None, initial={"template": Template.FULL})
        self.products = tuple(products)
        for key, _name in self.products:
            self.fields[f"times_{key}"] = forms.IntegerField(
                label=_("Times a week"), min_value=1, max_value=14, required=False
            )
            self.fields[f"session_{key}"] = forms.ChoiceField(
                label=_("Session"),
                choices=[("", _("Any")), *SessionChoice.choices],
                required=False,
            )

    @property
    def rows(self) -> Iterator[WishRow]:
        for key, name in self.products:
            yield WishRow(name, self[f"times_{key}"], self[f"session_{key}"])

    @property
    def asks(self) -> bool:
        """Say whether any wish is typed in, right or wrong."""
        return any(self[name].data for name in self.fields if name != "template")

    @property
    def carried(self) -> Iterator[tuple[str, str]]:
        """What was asked, for another form to send along."""
        for name in self.fields:
            if self[name].data:
                yield name, self[name].data

    @property
    def kind_of_week(self) -> Template:
        return Template(self._cleaned.get("template") or Template.FULL)

    @property
    def wishes(self) -> dict[str, Wish]:
        """The wishes of a valid form."""
        found = {}
        for key, _name in self.products:
            times, session = (
                self._cleaned.get(f"{field}_{key}") for field in ("times", "session")
            )
            if times or session:
                found[key] = Wish(times, Session(session) if session else None)
        return found

    @property
    def _cleaned(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_valid() else {}
