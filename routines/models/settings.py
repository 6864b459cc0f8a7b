"""What the owner of a server sets differently from the rules as they are stated."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from routines.engine.rules import load_rules
from routines.limits import mistakes
from routines.rule_words import SEVERITIES


class RuleSetting(models.Model):
    """One rule on this server. What is left empty stays as the rule states it."""

    rule = models.CharField(_("rule"), max_length=64, unique=True)
    is_on = models.BooleanField(_("on"), default=True)
    severity = models.CharField(
        _("severity"),
        max_length=7,
        blank=True,
        choices=[(key.value, word) for key, word in SEVERITIES.items()],
        help_text=_("For every case of the rule. Empty: as the rule states it."),
    )
    thresholds = models.JSONField(
        _("numbers"),
        default=dict,
        blank=True,
        help_text=_('Only those that differ, such as {"per_week": 3}.'),
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Why, for those who look later.")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule setting")
        verbose_name_plural = _("rule settings")
        ordering = ["rule"]

    def __str__(self) -> str:
        return self.rule

    def clean(self) -> None:
        """Refuse a rule that does not exist, and numbers it does not have or cannot take."""
        rule = load_rules().get(self.rule)
        if rule is None:
            raise ValidationError({"rule": _("There is no such rule.")})
        if wrong := list(mistakes(rule, self.thresholds)):
            raise ValidationError({"thresholds": wrong})
