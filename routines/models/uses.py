"""What was really used, and when everything rested."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.owned import Owned, OwnedManager
from routines.models.routine import Routine, SessionChoice
from routines.models.shelf import ShelfItem


class Use(Owned):
    """A tick, a skip or a one-off on a date. A whole session is skipped with line and item null.

    An unticked past step counts as used; only a skip removes it. "Move once" is a skip on one
    date and a planned use of the same line on another.
    """

    class State(models.TextChoices):
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")
        PLANNED = "planned", _("Planned once")

    date = models.DateField(_("date"))
    session = models.CharField(_("session"), max_length=2, choices=SessionChoice.choices)
    line = models.UUIDField(null=True, blank=True)
    shelf_item = models.ForeignKey(
        ShelfItem,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product"),
    )
    state = models.CharField(_("state"), max_length=7, choices=State.choices)
    unit_opened = models.DateField(_("unit opened on"), null=True, blank=True)
    done_at = models.DateTimeField(_("ticked"), null=True, blank=True)

    objects = OwnedManager()

    class Meta:
        verbose_name = _("use")
        verbose_name_plural = _("uses")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "date", "session", "line"], name="line_is_used_once_a_session"
            ),
            models.UniqueConstraint(
                fields=["owner", "date", "session"],
                condition=Q(line=None, shelf_item=None),
                name="session_is_skipped_once",
            ),
            models.CheckConstraint(
                condition=Q(shelf_item__isnull=False) | Q(line=None, state="skipped"),
                name="use_names_its_product_unless_a_session_is_skipped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.session} {self.state}"


class Pause(Owned):
    """Nothing is planned on these dates: of everything, of one routine, or of one line."""

    routine = models.ForeignKey(
        Routine, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    line = models.UUIDField(null=True, blank=True)
    first = models.DateField(_("from"))
    last = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=60, blank=True)

    objects = OwnedManager()

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        indexes = [models.Index(fields=["owner", "first"], name="pause_owner_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="pause_ends_after_it_starts",
                violation_error_message=_("The last day cannot come before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first} - {self.last}"
