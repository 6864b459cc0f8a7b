"""What a row of a file made of a product, so that a later file knows what curators changed."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.models.catalogue import Product

SURE = 0.8
"""A guessed kind below this confidence waits for a curator."""


class ImportedRow(models.Model):
    """A row of a file, known by its source and the id it has there.

    A product that a curator deleted leaves its row behind, and so does not come back.
    """

    product = models.OneToOneField(
        Product,
        on_delete=models.SET_NULL,
        null=True,
        related_name="imported",
        verbose_name=_("product"),
    )
    source = models.CharField(_("source"), max_length=300)
    source_id = models.CharField(_("id in the source"), max_length=220)
    marks = models.JSONField(default=dict, help_text="A digest of each value as last imported.")
    kind_confidence = models.FloatField(
        _("how sure the kind is"), validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    kind_confirmed = models.BooleanField(_("kind confirmed by a curator"), default=False)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="imported_row_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.source_id}"
