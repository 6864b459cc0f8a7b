"""A file of products on its way into the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductFile(models.Model):
    """A file a curator uploaded, what it would do or did, and the rows that were left out.

    It is tried first and imported then, both in steps: `done` rows are behind the step in hand.
    """

    name = models.CharField(_("name"), max_length=200)
    data = models.BinaryField(_("contents"))
    publish = models.BooleanField(_("publish at once"), default=False)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    begun_at = models.DateTimeField(_("import begun"), null=True)
    imported_at = models.DateTimeField(_("imported"), null=True)
    counts = models.JSONField(default=dict)
    rejected = models.JSONField(default=list, help_text="Line, reason, id and name of each.")

    class Meta:
        verbose_name = _("file of products")
        verbose_name_plural = _("files of products")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        """Whether steps are left of the trial or of the import that was begun."""
        return self.done < self.rows
