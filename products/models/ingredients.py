"""Ingredients, the names labels give them, and which catalogue product names what."""

from functools import lru_cache

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from products.inci.vocabulary import key
from products.knowledge import families
from products.models.catalogue import Product
from products.search_text import plain

LONGEST_NAME = 300
"""Letters; what is longer on a label is no name. The official list has names of 2,000."""

MOST_NAMES = 1000
"""Names of one label that are indexed."""


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return what the spellings of one name share; two names of one address have one key."""
    return key(plain(name))


@lru_cache(maxsize=4096)
def ingredient_address(slug: str) -> str:
    """Return the page of the ingredient with this slug: a label names dozens."""
    return reverse("ingredient-detail", args=[slug])


def family_choices() -> list[tuple[str, str]]:
    """Return (id, label) of every family that a label can name."""
    return [(family.id, family.label) for family in families().values() if not family.members]


class Ingredient(models.Model):
    """A substance with a page of its own. Facts nobody loaded stay empty.

    What the European Commission's CosIng list says is written by its import only.
    """

    key = models.CharField(max_length=2000, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=2000)
    slug = models.CharField(_("address"), max_length=2000, unique=True, editable=False)
    functions = models.JSONField(_("functions"), default=list, blank=True)
    restriction = models.CharField(_("restriction"), max_length=400, blank=True)
    cas_numbers = models.CharField(_("CAS numbers"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    cosing_ref = models.PositiveIntegerField(_("CosIng reference"), null=True, unique=True)
    cosing_date = models.DateField(_("CosIng entry of"), null=True)

    class Meta:
        verbose_name = _("ingredient")
        verbose_name_plural = _("ingredients")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return ingredient_address(self.slug)

    @classmethod
    def named(cls, name: str) -> "Ingredient":
        """Return a new ingredient, not yet saved."""
        return cls(key=name_key(name), name=name, slug=plain(name).replace(" ", "-"))


class IngredientName(models.Model):
    """A name as labels spell it, and the ingredient it stands for.

    Without an ingredient it is unknown: it stays as written, and waits for a curator unless one
    said that it is no ingredient (`ignored`).
    """

    key = models.CharField(max_length=2000, unique=True, editable=False)
    name = models.CharField(_("as written"), max_length=2000, editable=False)
    ingredient = models.ForeignKey(
        Ingredient,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="names",
        verbose_name=_("ingredient"),
    )
    ignored = models.BooleanField(_("no ingredient"), default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)

    class Meta:
        verbose_name = _("name on labels")
        verbose_name_plural = _("names on labels")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProductIngredient(models.Model):
    """One name on the list of a catalogue product; private products have no such rows."""

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, db_index=False, related_name="places"
    )
    name = models.ForeignKey(
        IngredientName, on_delete=models.CASCADE, db_index=False, related_name="places"
    )
    position = models.PositiveSmallIntegerField(_("place in the list"))
    percent = models.FloatField(_("per cent"), null=True)
    may_contain = models.BooleanField(_("in some shades only"), default=False)
    pk = models.CompositePrimaryKey("product_id", "position")

    class Meta:
        verbose_name = _("ingredient of a product")
        verbose_name_plural = _("ingredients of products")
        indexes = [models.Index(fields=["name", "product"], name="place_name_product")]

    def __str__(self) -> str:
        return f"{self.product_id}, {self.position}"


class ProductActive(models.Model):
    """What a curator said of a family in a catalogue product; it outlasts every reading.

    Families without such a row are as read from the label, kind and SPF.
    """

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("Contains it")
        DENIED = "denied", _("Does not contain it")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="verdicts")
    family = models.CharField(_("active"), max_length=40, choices=family_choices)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)

    class Meta:
        verbose_name = _("verdict on an active")
        verbose_name_plural = _("verdicts on actives")
        ordering = ["family"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "family"],
                name="one_verdict_on_a_family_of_a_product",
                violation_error_message=_("There is a verdict on this active already."),
            )
        ]

    def __str__(self) -> str:
        return f"{families()[self.family].label}: {self.get_verdict_display()}"
