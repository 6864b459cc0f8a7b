"""What people hand in for the catalogue: products of their own, and corrections."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.owned import Owned, OwnedManager
from products.models.catalogue import Product


class Outcome(models.TextChoices):
    """How far something that was handed in has come."""

    PENDING = "pending", _("Waiting for a curator")
    APPROVED = "approved", _("Approved")
    MERGED = "merged", _("Merged")
    REJECTED = "rejected", _("Rejected")


class Suggestion(Owned):
    """A private product somebody offered, and the catalogue copy that curators see.

    Curators decide on the copy, whose history says who, when and what; only this row says whose
    product it was. Once the copy is in the catalogue, the owner's readers go on with it, through
    the `merged_into` of their product, as long as `is_followed`.
    """

    product = models.OneToOneField(
        Product, on_delete=models.CASCADE, related_name="suggestion", verbose_name=_("product")
    )
    copy = models.OneToOneField(
        Product, on_delete=models.PROTECT, related_name="offered_as", verbose_name=_("copy")
    )
    offered_at = models.DateTimeField(_("offered"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_followed = models.BooleanField(_("goes on with the catalogue"), default=True)

    objects = OwnedManager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        indexes = [models.Index(fields=["owner", "product"], name="suggestion_owner_product")]

    def __str__(self) -> str:
        return str(self.product)

    @property
    def entry(self) -> Product | None:
        """The catalogue's entry for it, if it has one. Select `copy__merged_into` along."""
        goal = self.copy.merged_into or self.copy
        return goal if goal.status == Product.Status.PUBLISHED else None

    @property
    def outcome(self) -> Outcome:
        """What the curators made of it. Select `copy__merged_into` along."""
        if self.entry:
            return Outcome.MERGED if self.copy.merged_into_id else Outcome.APPROVED
        if self.copy.merged_into_id or self.copy.status == Product.Status.REJECTED:
            return Outcome.REJECTED
        return Outcome.PENDING


class Proposal(Owned):
    """A correction of a catalogue product, as somebody proposed it.

    `changes` holds, for each field, its value then and the value proposed, as [old, new]. It is
    meant for curators, who read it without its owner.
    """

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="+", verbose_name=_("product")
    )
    changes = models.JSONField(_("changes"))
    source = models.CharField(_("Where did you read it?"), max_length=300)
    made_at = models.DateTimeField(_("proposed"))
    state = models.CharField(
        _("state"), max_length=8, choices=Outcome.choices, default=Outcome.PENDING
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = OwnedManager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["owner", "product"], name="proposal_owner_product"),
            models.Index(fields=["state", "id"], name="proposal_state"),
        ]

    def __str__(self) -> str:
        return str(self.product)
