"""Flags that somebody decided to keep as they are."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.owned import Owned, OwnedManager


class AcceptedFlag(Owned):
    """One flag that is kept as it is, for as long as the plan behind it stays the same.

    `fingerprint` is that of routines/engine/fingerprint.py. Rows that were kept in one go share
    their `acceptance`, and are withdrawn together.
    """

    acceptance = models.UUIDField(default=uuid.uuid4, editable=False)
    rule = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=32)
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    made_at = models.DateTimeField(_("kept"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = OwnedManager()

    class Meta:
        verbose_name = _("accepted flag")
        verbose_name_plural = _("accepted flags")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "fingerprint"],
                condition=Q(withdrawn_at=None),
                name="flag_is_accepted_once",
                violation_error_message=_("You keep this as it is already."),
            )
        ]

    def __str__(self) -> str:
        return self.rule
