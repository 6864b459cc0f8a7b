"""How we flag: every rule that runs, in the words of the flags."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.requests import ClockRequest
from routines.engine.rules import load_rules

SECTIONS = {
    "frequency": _("How often"),
    "order": _("In which order"),
    "combinations": _("What does not go together"),
    "sun": _("In the sun"),
    "introduction": _("Something new, and how your skin takes it"),
    "freshness": _("How long it keeps"),
    "person": _("About you"),
}


@require_safe
def rule_list(request: ClockRequest) -> HttpResponse:
    """List the rules by section; each has its id as an anchor."""
    rules = load_rules().values()
    sections = [
        (SECTIONS[section], list(members))
        for section, members in groupby(rules, key=lambda rule: rule.section)
    ]
    context = {"sections": sections, "count": len(rules)}
    return render(request, "routines/rules.html", context)


urlpatterns = [path("rules/", rule_list, name="rule-list")]
