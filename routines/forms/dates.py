"""A list of dates: as many date inputs as there are dates, and a few empty ones."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SPARE = 3
MOST_DATES = 60


class DatesInput(forms.Widget):
    """Date inputs of one name, each with a label of its own."""

    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [each for each in data.getlist(name) if each.strip()]

    def render(
        self,
        name: str,
        value: Any,
        attrs: Mapping[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        days = [str(day) for day in value or ()]
        number = min(len(days) + SPARE, MOST_DATES)
        invalid = SafeString(' aria-invalid="true"' if (attrs or {}).get("aria-invalid") else "")
        return format_html_join(
            "",
            '<input type="date" name="{}" value="{}" id="{}_{}" aria-label="{}"{}>',
            (
                (
                    name,
                    days[place] if place < len(days) else "",
                    (attrs or {}).get("id", name),
                    place,
                    format_html(_("Date {}"), place + 1),
                    invalid,
                )
                for place in range(number)
            ),
        )

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


class DatesField(forms.Field):
    """Dates in order, each once."""

    widget = DatesInput
    default_error_messages = {
        "invalid": gettext_lazy("“%(value)s” is not a date."),
        "many": gettext_lazy("Choose at most %(most)d dates."),
    }

    def to_python(self, value: list[str] | None) -> tuple[date, ...]:
        if len(value or ()) > MOST_DATES:
            raise forms.ValidationError(self.error_messages["many"], params={"most": MOST_DATES})
        return tuple(sorted({self._date(each) for each in value or ()}))

    def _date(self, value: str) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise forms.ValidationError(
                self.error_messages["invalid"], params={"value": value}
            ) from error
