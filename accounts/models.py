"""The person: how they sign in, how they like pages, and what they told of their skin."""

import zoneinfo
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def validate_time_zone(value: str) -> None:
    """Accept IANA zone names only."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(zone)s” is not a time zone."), params={"zone": value})


class UserManager(BaseUserManager["User"]):
    """Make users by email address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. Signs in by email; dates and pages follow its own settings."""

    class Theme(models.TextChoices):
        SYSTEM = "", _("Like my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class WeekStart(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    class Mention(models.TextChoices):
        CORE = "core", _("Only the essentials")
        NORMAL = "normal", _("Normal")
        EVERYTHING = "everything", _("Everything, weak hints too")

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    week_start = models.SmallIntegerField(
        _("week starts on"), choices=WeekStart.choices, default=WeekStart.MONDAY
    )
    theme = models.CharField(
        _("theme"), max_length=5, choices=Theme.choices, default=Theme.SYSTEM, blank=True
    )
    night_ends_hour = models.PositiveSmallIntegerField(
        _("the evening ends at"),
        default=4,
        validators=[MaxValueValidator(11)],
        help_text=_("Until this hour (0 to 11) what you tick still belongs to last evening."),
    )
    mention = models.CharField(
        _("how much to mention"), max_length=10, choices=Mention.choices, default=Mention.NORMAL
    )
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_is_unique_in_any_case",
                violation_error_message=_("There is an account with this email already."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The user's zone; a name the system has lost meanwhile falls back to UTC."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            return zoneinfo.ZoneInfo("UTC")

    def evening_date(self, now: datetime) -> date:
        """Return the date an evening belongs to now: before night_ends_hour, yesterday's."""
        local = now.astimezone(self.zone)
        return local.date() - timedelta(days=local.hour < self.night_ends_hour)


FIRST_BIRTH = date(1900, 1, 1)
LIST_MAX_LENGTH = 2000


def _ends_after_it_starts(state: str) -> models.CheckConstraint:
    first, last = f"{state}_from", f"{state}_until"
    return models.CheckConstraint(
        condition=models.Q(**{last: None})
        | models.Q(**{f"{first}__isnull": False, f"{last}__gte": models.F(first)}),
        name=f"profile_{state}_ends_after_it_starts",
        violation_error_message=_("The last day needs a first day, which comes before it."),
    )


class SkinProfile(models.Model):
    """What somebody told of their skin. Everything is optional and private.

    `allergens` and `avoid` are kept as typed. `asks_pregnancy` is false once somebody wished not
    to be asked; `pregnancy_denied_on` is when they last said that nothing of it is so.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    sensitive = models.BooleanField(_("my skin is sensitive"), default=False)
    rosacea = models.BooleanField(_("I have rosacea"), default=False)
    eczema = models.BooleanField(_("I have eczema"), default=False)
    fragrance_sensitive = models.BooleanField(_("fragrance bothers my skin"), default=False)
    acne_prone_list = models.BooleanField(
        _("compare with the old “pore-clogging” lists"), default=False
    )
    retinoid_experienced = models.BooleanField(_("my skin is used to retinoids"), default=False)
    skin_cycling = models.BooleanField(
        _("I do skin cycling"),
        default=False,
        help_text=_("Two of every four nights stay free of acids, scrubs and retinoids."),
    )
    allergens = models.TextField(_("allergic to"), max_length=LIST_MAX_LENGTH, blank=True)
    avoid = models.TextField(_("rather without"), max_length=LIST_MAX_LENGTH, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    pregnant_from = models.DateField(_("pregnant since"), null=True, blank=True)
    pregnant_until = models.DateField(_("pregnant until"), null=True, blank=True)
    trying_from = models.DateField(_("trying for a baby since"), null=True, blank=True)
    breastfeeding_from = models.DateField(_("breastfeeding since"), null=True, blank=True)
    breastfeeding_until = models.DateField(_("breastfeeding until"), null=True, blank=True)
    asks_pregnancy = models.BooleanField(
        _("ask me about pregnancy when it would change the advice"), default=True
    )
    pregnancy_denied_on = models.DateField(null=True, blank=True, editable=False)
    ampoules_per_week = models.PositiveSmallIntegerField(
        _("ampoules a week, at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(14)],
        help_text=_(
            "Counted over any 7 days. Empty: the usual limit. A limit on the pack comes before "
            "this one."
        ),
    )
    new_product_days = models.PositiveSmallIntegerField(
        _("days between two new products"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )

    class Meta:
        verbose_name = _("skin profile")
        verbose_name_plural = _("skin profiles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ampoules_per_week=None)
                | models.Q(ampoules_per_week__gte=1, ampoules_per_week__lte=14),
                name="profile_ampoules_per_week_is_1_to_14",
                violation_error_message=_("Choose a number from 1 to 14."),
            ),
            models.CheckConstraint(
                condition=models.Q(new_product_days=None)
                | models.Q(new_product_days__gte=1, new_product_days__lte=60),
                name="profile_new_product_days_is_1_to_60",
                violation_error_message=_("Choose a number from 1 to 60."),
            ),
            models.CheckConstraint(
                condition=models.Q(birth_date=None) | models.Q(birth_date__gte=FIRST_BIRTH),
                name="profile_birth_is_since_1900",
                violation_error_message=_("Choose a date of birth from 1900 on."),
            ),
            _ends_after_it_starts("pregnant"),
            _ends_after_it_starts("breastfeeding"),
        ]

    def __str__(self) -> str:
        return str(self.user)
