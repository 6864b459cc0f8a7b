"""How often the pack of an ampoule says: the question that is asked once, and its answers."""

from collections.abc import Mapping
from typing import NamedTuple

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PackSays(TextChoices):
    """The answers, in the order they are offered."""

    WEEKLY = "weekly", _("Once or twice a week")
    DAILY = "daily", _("Every day")
    TWICE_DAILY = "twice_daily", _("Morning and evening")
    SILENT = "silent", _("It doesn't say")


class Limits(NamedTuple):
    """Uses at most in 7 days and on one day; None = no limit stated."""

    per_week: int | None = None
    per_day: int | None = None


LIMITS: Mapping[str, Limits] = {
    PackSays.WEEKLY: Limits(2, 1),
    PackSays.DAILY: Limits(7, 1),
    PackSays.TWICE_DAILY: Limits(14, 2),
    PackSays.SILENT: Limits(),
}


def pack_field(widget: forms.RadioSelect, *, required: bool = True) -> forms.ChoiceField:
    """Return the question as a field of a form."""
    return forms.ChoiceField(
        label=_("How often does the pack say?"),
        choices=PackSays.choices,
        widget=widget,
        required=required,
        help_text=_("The pack comes before our usual advice of once or twice a week."),
    )


def answer_for(limits: Limits, *, asked: bool) -> str:
    """Return the answer that limits stand for; empty if nobody was asked, or none fits."""
    if limits == Limits() and not asked:
        return ""
    return next((answer for answer, known in LIMITS.items() if known == limits), "")
