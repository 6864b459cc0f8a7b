"""The skin journal: one entry a day, everything in it optional."""

import datetime as dt
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.owned import Owned, OwnedManager

NOTE_MAX_LENGTH = 5000


class Overall(models.IntegerChoices):
    """How the skin feels, all in all."""

    CALM = 0, _("Calm")
    FINE = 1, _("Fine")
    OFF = 2, _("A bit off")
    SORE = 3, _("Sore")


class Amount(models.IntegerChoices):
    """How much of something there is."""

    NONE = 0, _("None")
    LITTLE = 1, _("A little")
    CLEAR = 2, _("Clear")
    STRONG = 3, _("Strong")


class Spots(models.IntegerChoices):
    """How many breakouts there are."""

    NONE = 0, _("None")
    FEW = 1, _("1 to 2")
    SOME = 2, _("3 to 5")
    MANY = 3, _("More")


class Sign(models.TextChoices):
    """Signs of a strong reaction."""

    SWELLING = "swelling", _("Swelling")
    BLISTERS = "blisters", _("Blisters")
    HIVES = "hives", _("Hives")
    BREATHING = "breathing", _("Trouble breathing")


class Damage(models.TextChoices):
    """What leaves skin open, so that actives would do harm."""

    SUNBURN = "sunburn", _("Sunburn")
    CUT = "cut", _("Cut or graze")
    ECZEMA_FLARE = "eczema_flare", _("Eczema flare")


class Factor(models.TextChoices):
    """What else may have touched the skin that day."""

    SLEPT_BADLY = "slept_badly", _("Slept badly")
    TRAVEL = "travel", _("Travel")
    COLD_WIND = "cold_wind", _("Cold wind")
    SUN = "sun", _("Sun")
    CYCLE = "cycle", _("Cycle")
    STRESS = "stress", _("Stress")
    NEW_PRODUCT = "new_product", _("New product")


SCORES = ("overall", "redness", "dryness", "breakouts", "irritation")

_SCORED = (
    ("redness", _("Redness"), Amount),
    ("dryness", _("Dryness"), Amount),
    ("breakouts", _("Breakouts"), Spots),
    ("irritation", _("Stinging"), Amount),
)
"""The scores that are named where they are told, and their words."""


def _four_words(score: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{score: None}) | Q(**{f"{score}__gte": 0, f"{score}__lte": 3}),
        name=f"entry_{score}_is_one_of_four",
        violation_error_message=_("Choose one of the four words."),
    )


@lru_cache(maxsize=4096)
def _address(day: dt.date) -> str:
    """Return the page of a day; the list has dozens, each as dear as reading its entry."""
    return reverse("journal-entry", args=[day])


class Entry(Owned):
    """How somebody's skin was on a date. A score left out is null, which is not "none".

    `signs`, `damage` and `factors` are lists of the values of Sign, Damage and Factor; damage is
    over after `damage_until`, without it after this date. `version` grows with each save, so
    that a form that saw an older one is noticed.
    """

    date = models.DateField(_("date"), editable=False)
    overall = models.PositiveSmallIntegerField(
        _("overall"), choices=Overall.choices, null=True, blank=True
    )
    redness = models.PositiveSmallIntegerField(
        _("redness"), choices=Amount.choices, null=True, blank=True
    )
    dryness = models.PositiveSmallIntegerField(
        _("dryness"), choices=Amount.choices, null=True, blank=True
    )
    breakouts = models.PositiveSmallIntegerField(
        _("breakouts"), choices=Spots.choices, null=True, blank=True
    )
    irritation = models.PositiveSmallIntegerField(
        _("stinging"), choices=Amount.choices, null=True, blank=True
    )
    signs = models.JSONField(_("signs"), default=list, blank=True)
    damage = models.JSONField(_("damaged skin"), default=list, blank=True)
    damage_until = models.DateField(_("until about"), null=True, blank=True)
    sweat = models.BooleanField(_("sweated"), default=False)
    indoors = models.BooleanField(_("stayed indoors"), default=False)
    factors = models.JSONField(_("factors"), default=list, blank=True)
    note = models.TextField(_("in your words"), max_length=NOTE_MAX_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = OwnedManager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-date"]
        indexes = [
            models.Index(
                fields=["owner", "damage_until"],
                name="entry_owner_damage_until",
                condition=Q(damage_until__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "date"],
                name="journal_has_one_entry_a_day",
                violation_error_message=_("There is an entry for this day already."),
            ),
            *(_four_words(score) for score in SCORES),
            models.CheckConstraint(
                condition=Q(damage_until=None) | Q(damage_until__gte=F("date")),
                name="entry_damage_ends_after_it_starts",
                violation_error_message=_("Damage cannot end before the day it is noted on."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date}"

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        scores = [getattr(self, score) for score in SCORES]
        told = [self.signs, self.damage, self.sweat, self.indoors, self.factors, self.note]
        return all(score is None for score in scores) and not any(told)

    def clean(self) -> None:
        """Refuse an entry that says nothing, with a message for the whole form."""
        if self.is_blank:
            raise ValidationError(_("Nothing is noted yet. Choose a word or write a line."))

    def get_absolute_url(self) -> str:
        return _address(self.date)

    @property
    def month(self) -> dt.date:
        """The first of its month."""
        return self.date.replace(day=1)

    @property
    def words(self) -> list[str]:
        """What it says besides the note, a few words each."""
        scores = [(name, kind, getattr(self, score)) for score, name, kind in _SCORED]
        told = [] if self.overall is None else [str(Overall(self.overall).label)]
        told += [
            f"{name}: {str(kind(value).label).lower()}"
            for name, kind, value in scores
            if value is not None
        ]
        told += [str(Sign(sign).label) for sign in self.signs]
        told += [f"{Damage(damage).label}{self._until}" for damage in self.damage]
        told += [str(Factor(factor).label) for factor in self.factors]
        told += [gettext("Sweated")] if self.sweat else []
        told += [gettext("Stayed indoors")] if self.indoors else []
        return told

    @property
    def _until(self) -> str:
        if self.damage_until is None:
            return ""
        return gettext(", until %(day)s") % {"day": date_format(self.damage_until, "j M")}


class Procedure(Owned):
    """A wax, peel or laser on a date. The skin is more easily hurt around it."""

    class Type(models.TextChoices):
        WAX = "wax", _("Waxing")
        PEEL = "peel", _("Peel")
        LASER = "laser", _("Laser")

    class Area(models.TextChoices):
        FACE = "face", _("Face")
        BODY = "body", _("Body")

    date = models.DateField(_("date"))
    type = models.CharField(_("treatment"), max_length=5, choices=Type.choices)
    area = models.CharField(_("where"), max_length=4, choices=Area.choices, default=Area.FACE)

    objects = OwnedManager()

    class Meta:
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "date", "type", "area"],
                name="treatment_is_noted_once_a_day",
                violation_error_message=_("This is noted for the day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} ({self.get_area_display()})"
