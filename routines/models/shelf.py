"""What somebody owns, what their own pack says, and when they opened it."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.owned import Owned, OwnedManager
from products.models import Product


class ShelfItem(Owned):
    """One product on the shelf. The owner's pack and word win over the catalogue.

    What is taken off the shelf keeps its row (`removed_on`), for the days it was used on.
    `new_to_me` is null where nobody asked; what is new gets `first_used_on` at its first use.
    """

    class PatchTest(models.TextChoices):
        __empty__ = _("Not told")
        NONE = "none", _("None made")
        RUNNING = "running", _("Under way")
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Reacted")

    product = models.ForeignKey(
        Product, on_delete=models.RESTRICT, related_name="+", verbose_name=_("product")
    )
    prescribed = models.BooleanField(_("prescribed for me"), default=False)
    patch_test = models.CharField(  # noqa: DJ001 (null = not told, which is no answer)
        _("patch test"), max_length=7, choices=PatchTest.choices, null=True, blank=True
    )
    new_to_me = models.BooleanField(_("new to me"), null=True, blank=True)
    first_used_on = models.DateField(_("new to me, first used on"), null=True, blank=True)
    label_max_per_day = models.PositiveSmallIntegerField(
        _("pack says: times a day, at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    label_max_per_week = models.PositiveSmallIntegerField(
        _("pack says: times a week, at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    label_asked = models.BooleanField(
        default=False,
        help_text=_("The question “How often does the pack say?” was answered."),
    )
    pao_months = models.PositiveSmallIntegerField(
        _("months after opening (PAO)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    keep_days = models.PositiveSmallIntegerField(
        _("days a single dose keeps once opened"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(365)],
    )
    added_families = models.JSONField(_("also contains"), default=list, blank=True)
    denied_families = models.JSONField(_("does not contain"), default=list, blank=True)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    removed_on = models.DateField(_("taken off the shelf"), null=True, blank=True, editable=False)

    objects = OwnedManager()
    pack_in_use: "Pack | None" = None
    """The pack in use on the day a plan is made for, where it was read along."""

    class Meta:
        verbose_name = _("shelf item")
        verbose_name_plural = _("shelf items")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "product"],
                name="shelf_holds_a_product_once",
                violation_error_message=_("This product is on your shelf already."),
            ),
            models.CheckConstraint(
                condition=(Q(pao_months=None) | Q(pao_months__range=(1, 120)))
                & (Q(keep_days=None) | Q(keep_days__lte=365)),
                name="shelf_item_keeps_a_possible_time",
                violation_error_message=_("Choose up to 120 months, or up to 365 days."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.product)

    def get_absolute_url(self) -> str:
        return reverse("shelf-item", args=[self.pk])

    @property
    def shown(self) -> Product:
        """The product, following a merge in the catalogue."""
        return self.product.merged_into or self.product


class Pack(Owned):
    """One bottle, jar or box of a product, from purchase to the last drop. Unknown dates are null.

    Where the pack prints only a month (`month_only`), `expires_on` is that month's last day.
    """

    shelf_item = models.ForeignKey(
        ShelfItem, on_delete=models.CASCADE, related_name="packs", verbose_name=_("product")
    )
    opened_on = models.DateField(_("opened"), null=True, blank=True)
    expires_on = models.DateField(_("date on the pack"), null=True, blank=True)
    month_only = models.BooleanField(_("the pack prints only the month"), default=False)
    purchased_on = models.DateField(_("bought"), null=True, blank=True)
    changed_on = models.DateField(_("look or smell changed"), null=True, blank=True)
    finished_on = models.DateField(_("finished"), null=True, blank=True)

    objects = OwnedManager()

    class Meta:
        verbose_name = _("pack")
        verbose_name_plural = _("packs")
        indexes = [models.Index(fields=["owner", "shelf_item"], name="pack_owner_item")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_on=None)
                | Q(purchased_on=None)
                | Q(opened_on__gte=F("purchased_on")),
                name="pack_opens_after_it_is_bought",
                violation_error_message=_("It cannot be opened before it was bought."),
            ),
            models.CheckConstraint(
                condition=Q(finished_on=None)
                | Q(opened_on=None)
                | Q(finished_on__gte=F("opened_on")),
                name="pack_finishes_after_it_opens",
                violation_error_message=_("It cannot be finished before it was opened."),
            ),
            models.CheckConstraint(
                condition=Q(month_only=False) | Q(expires_on__isnull=False),
                name="pack_month_is_of_a_date",
                violation_error_message=_("Choose a day of the month the pack prints."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.shelf_item)

    def is_open(self, day: date) -> bool:
        """Say whether it was opened by a day, and not finished before it."""
        if self.opened_on is None or self.opened_on > day:
            return False
        return self.finished_on is None or self.finished_on > day
