"""Narrow down the list of rules."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from routines.engine.flags import Rule
from routines.rule_words import EVIDENCE, SECTIONS, SEVERITIES, TIERS


class RuleFilterForm(forms.Form):
    """What one may ask of the rules; all of it optional."""

    section = forms.ChoiceField(
        label=_("About"),
        choices=[("", _("Everything")), *SECTIONS.items()],
        required=False,
    )
    severity = forms.ChoiceField(
        label=_("How grave"),
        choices=[("", _("Any")), *((key.value, word) for key, word in SEVERITIES.items())],
        required=False,
    )
    evidence = forms.ChoiceField(
        label=_("How sure"),
        choices=[("", _("Any")), *((key.value, words[0]) for key, words in EVIDENCE.items())],
        required=False,
    )
    tier = forms.ChoiceField(
        label=_("Mentioned"),
        choices=[("", _("Any")), *((key.value, word) for key, word in TIERS.items())],
        required=False,
    )

    def chosen(self, rules: Iterable[Rule]) -> list[Rule]:
        """Return the rules that are asked for. A choice that does not exist narrows nothing."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        return [
            rule
            for rule in rules
            if all(getattr(rule, name) == value for name, value in wanted.items())
        ]
