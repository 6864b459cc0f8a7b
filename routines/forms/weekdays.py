"""Seven ticks, one for each day of the week."""

from typing import Any

from django import forms

from routines.words import weekday_short


def weekday_choices() -> list[tuple[int, str]]:
    return [(day, weekday_short(day)) for day in range(7)]


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Weekdays as numbers in order, Monday = 0."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=weekday_choices,
            coerce=int,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "days"}),
            **kwargs,
        )
