"""Columns of products that need more than a line."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _

from products.gtin import GtinError, gtin

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def percent(label: "StrOrPromise") -> "models.DecimalField[Any, Any]":
    return models.DecimalField(
        label,
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )


def counted(
    label: "StrOrPromise", most: int
) -> "models.PositiveSmallIntegerField[Any, int | None]":
    """Return a column for a number from 1 to `most`, or none."""
    validators = [MinValueValidator(1), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=validators)


def valid_barcode(text: str) -> None:
    """Refuse what is no barcode."""
    try:
        gtin(text)
    except GtinError:
        message = _("This is no barcode: 8, 12, 13 or 14 digits, the last of which fits the rest.")
        raise ValidationError(message) from None
