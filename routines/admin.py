"""Rules in the admin, for the owner of the server. Nobody's routine, shelf or calendar is here."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from products.admin.settings import SettingAdmin
from routines.engine.rules import load_rules
from routines.limits import limit_of
from routines.models import RuleSetting
from routines.rule_words import SECTIONS, SEVERITIES
from routines.rules_in_force import rule_settings

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    RuleSettingModelForm = forms.ModelForm[RuleSetting]
else:
    RuleSettingModelForm = forms.ModelForm


def _rule_choices() -> list[tuple[str, Any]]:
    """Return the rules by section, each with its id."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for rule in load_rules().values():
        groups.setdefault(rule.section, []).append((rule.id, f"{rule.title} ({rule.id})"))
    sections: list[tuple[str, Any]] = [
        (str(SECTIONS[name]), named) for name, named in groups.items()
    ]
    return [("", "---------"), *sections]


class RuleSettingForm(RuleSettingModelForm):
    """One rule, and what is different about it here."""

    rule = forms.ChoiceField(label=_("rule"), choices=_rule_choices)

    class Meta:
        model = RuleSetting
        fields = ["rule", "is_on", "severity", "thresholds", "note"]
        error_messages: ClassVar[Any] = {
            "thresholds": {"invalid": _('Write it as {"key": number}, with straight quotes.')}
        }

    def clean_thresholds(self) -> Any:
        numbers = self.cleaned_data["thresholds"]
        return {} if numbers is None else numbers


@admin.register(RuleSetting)
class RuleSettingAdmin(SettingAdmin):
    """Which rules are on, how grave they are, and their numbers."""

    kept = rule_settings
    form = RuleSettingForm
    list_display = ["rule", "is_on", "severity", "thresholds", "note"]
    list_filter = ["is_on"]
    search_fields = ["rule", "note"]
    history_list_display = ["is_on", "severity", "thresholds", "note"]
    fieldsets = [
        (
            None,
            {
                "fields": ["rule", "as_stated", "is_on", "severity", "thresholds", "note"],
                "description": _(
                    "Every page goes by it within 30 seconds, and the page of the rule says what "
                    "is different here. Routines are not changed."
                ),
            },
        )
    ]

    @admin.display(description=_("as it is stated"))
    def as_stated(self, setting: RuleSetting) -> str:
        """Name the severity and numbers of the rule, with what each may be."""
        rule = load_rules().get(setting.rule)
        if rule is None:
            return str(_("Choose a rule and save; then its numbers stand here."))
        numbers = [
            f"{key} = {value:g} ({limit_of(rule.id, key).label}; {limit_of(rule.id, key).range})"
            for key, value in rule.thresholds.items()
        ]
        return "; ".join([str(SEVERITIES[rule.severity]), *numbers])
