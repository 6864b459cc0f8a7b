"""Routines and the steps in them.

A *line* is one product's place in a routine and stays the same over edits; a *step* is one
version of it, from a date to a date. An edit from today on closes the old version and opens a
new one, so that past days keep what was planned then.
"""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.owned import Owned, OwnedManager
from routines.engine.plan import Session
from routines.engine.schedule import EPOCH, OnDates, Periodic, Schedule
from routines.models.shelf import ShelfItem


class SessionChoice(models.TextChoices):
    """Morning or evening, in the user's language."""

    AM = Session.AM.value, _("Morning")
    PM = Session.PM.value, _("Evening")


class Routine(Owned):
    """A named set of steps; several may run at once."""

    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = OwnedManager()

    class Meta:
        verbose_name = _("routine")
        verbose_name_plural = _("routines")
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["owner", "starts_on"], name="routine_owner_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="routine_ends_after_it_starts",
                violation_error_message=_("The last day cannot come before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("routine-detail", args=[self.pk])


class Step(Owned):
    """One version of a line: which product, which session, when, and where in the order.

    `period`, `due` and `anchor` are engine.schedule.Periodic; a step without period is due on
    `dates` (ISO texts). `position` has gaps and orders the steps of one routine and session.
    """

    routine = models.ForeignKey(Routine, on_delete=models.CASCADE, related_name="steps")
    line = models.UUIDField(default=uuid.uuid4, editable=False)
    shelf_item = models.ForeignKey(
        ShelfItem, on_delete=models.RESTRICT, related_name="+", verbose_name=_("product")
    )
    session = models.CharField(_("session"), max_length=2, choices=SessionChoice.choices)
    position = models.PositiveIntegerField(default=0)
    period = models.PositiveSmallIntegerField(null=True, blank=True)
    due = models.JSONField(default=list, blank=True)
    anchor = models.DateField(default=EPOCH)
    dates = models.JSONField(default=list, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = OwnedManager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["session", "position", "pk"]
        indexes = [models.Index(fields=["owner", "routine"], name="step_owner_routine")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "line", "starts_on"], name="line_has_one_version_a_start"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="step_ends_after_it_starts",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(period=None) | Q(period__gte=1, period__lte=999),
                name="step_period_is_1_to_999",
                violation_error_message=_("Choose a number of days from 1 to 999."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shelf_item} ({self.get_session_display()})"

    @property
    def schedule(self) -> Schedule:
        if self.period is None:
            return OnDates(tuple(date.fromisoformat(day) for day in self.dates))
        return Periodic(self.period, tuple(self.due), self.anchor)

    @schedule.setter
    def schedule(self, schedule: Schedule) -> None:
        if isinstance(schedule, OnDates):
            self.period, self.due, self.anchor = None, [], EPOCH
            self.dates = [day.isoformat() for day in schedule.on]
        else:
            self.period, self.due = schedule.period, list(schedule.due)
            self.anchor, self.dates = schedule.anchor, []
