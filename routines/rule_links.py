"""Lead from a family of ingredients to the rules that look for it."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from products.ingredient_page import RuleLink
from routines.rules_in_force import rules_in_force


def rules_about(families: Collection[str]) -> list[RuleLink]:
    """Return the rules in force that look for one of these families, in their order."""
    return [
        RuleLink(_(rule.title), reverse("rule-detail", args=[rule.id]))
        for rule in rules_in_force().values()
        if not set(families).isdisjoint(rule.families)
    ]
