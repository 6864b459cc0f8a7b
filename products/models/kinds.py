"""What the owner of a server holds differently about kinds of product."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from products.knowledge import kinds
from products.models.catalogue import kind_choices

HIGHEST = {"layer": 999, "max_day": 10, "max_week": 21}
"""What may be set, and how high; the lowest is 1."""


def _from_one_to(highest: int) -> list[MinValueValidator | MaxValueValidator]:
    return [MinValueValidator(1), MaxValueValidator(highest)]


class KindSetting(models.Model):
    """One kind on this server. What is left empty stays as it is known."""

    kind = models.CharField(_("kind"), max_length=30, unique=True, choices=kind_choices)
    layer = models.PositiveSmallIntegerField(
        _("place in the order"),
        null=True,
        blank=True,
        validators=_from_one_to(HIGHEST["layer"]),
        help_text=_("Lower goes on first; equal ones go in any order."),
    )
    max_day = models.PositiveSmallIntegerField(
        _("most uses in a day"),
        null=True,
        blank=True,
        validators=_from_one_to(HIGHEST["max_day"]),
    )
    max_week = models.PositiveSmallIntegerField(
        _("most uses in 7 days"),
        null=True,
        blank=True,
        validators=_from_one_to(HIGHEST["max_week"]),
        help_text=_("For advice and proposals. When a note is raised, the rules say."),
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Why, for those who look later.")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kind setting")
        verbose_name_plural = _("kind settings")
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.kind

    def clean(self) -> None:
        """Refuse a place in the order for a kind that has none."""
        kind = kinds().get(self.kind)
        if kind and kind.layer is None and self.layer is not None:
            raise ValidationError(
                {"layer": _("This kind has no place on the face. Leave it empty.")}
            )
