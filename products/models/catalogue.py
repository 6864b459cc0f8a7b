"""Brands and products. A product without owner is in the catalogue, else it is private."""

import secrets
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from products.gtin import LONGEST
from products.knowledge import Kind, kinds
from products.models.columns import counted, percent, valid_barcode
from products.models.history import CatalogueHistory
from products.querysets import ProductQuerySet
from products.search_text import product_tokens, sort_text


def kind_choices() -> list[tuple[str, str]]:
    """Return (id, label) of every kind, in layering order."""
    return [(kind.id, kind.label) for kind in kinds().values()]


STRENGTHS = ("retinol", "aha", "salicylic", "alpha_arbutin", "kojic")
"""What a strength may be stated of; the column is called `<name>_percent`."""

STATED = (
    *("spf", "pao_months", "label_max_per_day", "label_max_per_week"),
    *(f"{name}_percent" for name in STRENGTHS),
)
"""Columns a catalogue product fills from a label only, whose source it names."""


def _at_most_all(name: str) -> models.CheckConstraint:
    column = f"{name}_percent"
    return models.CheckConstraint(
        condition=Q(**{column: None}) | Q(**{f"{column}__range": (0, 100)}),
        name=f"product_{name}_is_at_most_100_percent",
        violation_error_message=_("Choose a number from 0 to 100."),
    )


@lru_cache(maxsize=4096)
def _address(slug: str) -> str:
    """Return the page of a product; lists have dozens, and each costs as much as a query's row."""
    return reverse("product-detail", args=[slug])


def slug(title: str, told_apart_by: str) -> str:
    """Return the address of a catalogue product; its title is brand and name."""
    return f"{slugify(title)[:200] or 'product'}-{told_apart_by}"


class Brand(models.Model):
    """A maker, as printed on the pack."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """Something one puts on the skin. Facts nobody stated stay empty, and never flag.

    `families`, `trace_families` and `inci_names` are written by the tagging service only. Until
    a curator published it, a product carries its brand as typed, so that nobody's words enter the
    list of brands. Readers follow `merged_into`, which never points to a merged product.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PENDING = "pending", _("Waiting for a curator")
        PUBLISHED = "published", _("Published")
        REJECTED = "rejected", _("Rejected")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("owner"),
    )
    brand = models.ForeignKey(
        Brand,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("brand"),
    )
    brand_typed = models.CharField(_("brand"), max_length=120, blank=True)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=220, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=30, choices=kind_choices)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("merged into"),
    )
    barcode = models.CharField(
        _("barcode"), max_length=LONGEST, blank=True, validators=[valid_barcode]
    )
    ingredients_text = models.TextField(_("ingredient list"), blank=True)
    size_ml = models.DecimalField(
        _("size in ml"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    units = counted(_("single doses in the pack"), 999)
    spf = models.PositiveSmallIntegerField(
        _("SPF"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    single_use = models.BooleanField(
        _("one unit is one use"),
        null=True,
        blank=True,
        help_text=_("Leave unknown to go by the kind and the size."),
    )
    keep_days = models.PositiveSmallIntegerField(
        _("days a single dose keeps once opened"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(365)],
    )
    pao_months = counted(_("months after opening (PAO)"), 120)
    label_max_per_day = counted(_("label: times a day, at most"), 99)
    label_max_per_week = counted(_("label: times a week, at most"), 99)
    label_asked = models.BooleanField(
        _("how often the pack says was asked"), default=False, editable=False
    )
    occlusive = models.BooleanField(_("occlusive balm or cream"), default=False)
    silicone_heavy = models.BooleanField(
        _("rich in silicones"),
        null=True,
        blank=True,
        help_text=_("Leave unknown to go by the ingredient list."),
    )
    fcf = models.BooleanField(
        _("citrus oils are furocoumarin-free (FCF)"),
        default=False,
        help_text=_("Only if the label says so. Such oils do not react with sunlight."),
    )
    peel = models.BooleanField(_("sold as a peel"), default=False)
    retinol_percent = percent(_("retinol, in per cent"))
    aha_percent = percent(_("AHA, in per cent"))
    salicylic_percent = percent(_("salicylic acid, in per cent"))
    alpha_arbutin_percent = percent(_("alpha-arbutin, in per cent"))
    kojic_percent = percent(_("kojic acid, in per cent"))
    families = models.JSONField(_("actives"), default=list, blank=True, editable=False)
    trace_families = models.JSONField(_("traces"), default=list, blank=True, editable=False)
    inci_names = models.JSONField(_("ingredients"), default=list, blank=True, editable=False)
    search_text = models.CharField(max_length=330, default="", blank=True, editable=False)
    search_tokens = models.TextField(default="", blank=True, editable=False)
    popularity = models.PositiveIntegerField(default=0, editable=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_date = models.DateField(_("source read on"), null=True, blank=True)
    licence = models.CharField(_("licence of the source"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ProductQuerySet.as_manager()
    NOT_IN_HISTORY: ClassVar[list[str]] = [
        *("owner", "brand_typed", "label_asked", "search_text", "created_at", "updated_at"),
        *("families", "trace_families", "inci_names", "search_tokens", "popularity"),
    ]
    WORDS: ClassVar[list[str]] = ["search_text", "search_tokens"]  # what index_words() writes
    history = CatalogueHistory(excluded_fields=NOT_IN_HISTORY)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["search_text", "pk"]
        indexes = [
            models.Index(fields=["owner", "status", "kind"], name="product_owner_status_kind"),
            models.Index(fields=["barcode"], name="product_barcode", condition=~Q(barcode="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
                name="product_is_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(owner=None, brand_typed="")
                | (Q(brand=None) & (Q(owner__isnull=False) | ~Q(status="published"))),
                name="private_product_types_its_brand",
            ),
            models.CheckConstraint(
                condition=Q(spf=None) | Q(spf__lte=100),
                name="product_spf_is_at_most_100",
                violation_error_message=_("SPF is a number up to 100."),
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False)
                | Q(**dict.fromkeys(STATED, None))
                | ~Q(source=""),
                name="catalogue_limits_name_their_source",
                violation_error_message=_(
                    "SPF, PAO, label limits and strengths need the source they are from."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(label_max_per_day=None) | Q(label_max_per_day__range=(1, 99)))
                & (Q(label_max_per_week=None) | Q(label_max_per_week__range=(1, 99))),
                name="product_label_limits_are_1_to_99",
                violation_error_message=_("Choose a number from 1 to 99."),
            ),
            *map(_at_most_all, STRENGTHS),
        ]

    def __str__(self) -> str:
        return f"{self.brand_name} {self.name}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self._new_slug()
        self.index_words()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return _address(self.slug)

    def index_words(self) -> None:
        """Set the words the product is found and sorted by. Who writes in bulk calls it first."""
        title, tags = str(self), [*self.families, *self.trace_families]
        self.search_text = sort_text(title)
        self.search_tokens = product_tokens(title, self.inci_names, tags)

    def _new_slug(self) -> str:
        # A private address says nothing and cannot be guessed; a catalogue address reads well.
        return secrets.token_hex(12) if self.owner_id else slug(str(self), secrets.token_hex(3))

    @property
    def brand_name(self) -> str:
        """The maker's name, empty where nobody stated it. Select `brand` along."""
        return self.brand.name if self.brand else self.brand_typed

    @property
    def kind_facts(self) -> Kind:
        """What the knowledge files say of this kind."""
        return kinds()[self.kind]

    @property
    def is_single_use(self) -> bool:
        """Whether one unit is one use: stated, else by kind; a dropper ampoule is not.

        An ampoule of 10 ml or more without single doses in the pack is a dropper bottle.
        """
        if self.single_use is not None:
            return self.single_use
        dropper = self.units is None and self.size_ml is not None and self.size_ml >= 10  # noqa: PLR2004
        return self.kind_facts.single_use_default and not (self.kind == "ampoule" and dropper)

    @property
    def percents(self) -> dict[str, float]:
        """The stated strengths in per cent, by what they are of."""
        stated = ((name, getattr(self, f"{name}_percent")) for name in STRENGTHS)
        return {name: float(value) for name, value in stated if value is not None}
