"""The list of changes to a plan, so that the last one can be undone."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.owned import Owned, OwnedManager


class PlanChange(Owned):
    """One change: what it did, in the words shown to the owner, and how to take it back.

    `inverse` is a list of row operations (see routines/services/recording.py), newest first.
    """

    made_at = models.DateTimeField(_("when"))
    summary = models.CharField(_("what"), max_length=200)
    inverse = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = OwnedManager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["owner", "-id"], name="change_owner_newest")]

    def __str__(self) -> str:
        return self.summary
