"""How we flag: every rule that runs, what stands behind it, and what is never flagged."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from accounts.requests import ClockRequest
from routines.engine.references import load_myths, load_sources
from routines.engine.rules import load_rules
from routines.forms.rules import RuleFilterForm
from routines.limits import differences
from routines.rule_examples import shown_example
from routines.rule_words import (
    EVIDENCE,
    SCOPES,
    SECTIONS,
    SOURCE_KINDS,
    TIERS,
    fix_words,
    severity_words,
)
from routines.rules_in_force import rules_in_force


@require_safe
def rule_list(request: ClockRequest) -> HttpResponse:
    """List the rules by section, all or those asked for; each has its id as an anchor."""
    form = RuleFilterForm(request.GET)
    in_force = rules_in_force()
    rules = {**load_rules(), **in_force}
    chosen = form.chosen(rules.values())
    context = {
        "form": form,
        "sections": [
            (SECTIONS[section], list(members))
            for section, members in groupby(chosen, key=lambda rule: rule.section)
        ],
        "count": len(rules),
        "found": len(chosen),
        "narrowed": len(chosen) < len(rules),
        "off": rules.keys() - in_force.keys(),
        "evidence": [(level.value, words[1]) for level, words in EVIDENCE.items()],
        "myths": load_myths().values(),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "routines/rules.html", context, status=status)


@require_safe
def rule_detail(request: ClockRequest, rule_id: str) -> HttpResponse:
    """Show one rule: its words, what raises it, how sure it is, and two routines as an example."""
    stated = load_rules().get(rule_id)
    if stated is None:
        raise Http404
    in_force = rules_in_force().get(rule_id)
    rule = in_force or stated
    sources = [load_sources()[source] for source in rule.cites]
    context = {
        "rule": rule,
        "section": SECTIONS[rule.section],
        "severity": severity_words(rule),
        "scope": SCOPES[rule.scope],
        "mentioned": TIERS[rule.tier],
        "evidence": EVIDENCE[rule.evidence][1],
        "sources": [(source, SOURCE_KINDS[source.kind]) for source in sources],
        "fix": fix_words(rule),
        "example": shown_example(stated),
        "here": differences(stated, in_force),
    }
    return render(request, "routines/rule.html", context)


urlpatterns = [
    path("rules/", rule_list, name="rule-list"),
    path("rules/<slug:rule_id>/", rule_detail, name="rule-detail"),
]
