"""The rules as this server holds them: those of rules.toml, with what its owner set."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from accounts.kept import Kept
from routines.engine.flags import Rule, Severity
from routines.engine.rules import load_rules
from routines.limits import limit_of
from routines.models import RuleSetting

Settings = tuple[tuple[str, bool, str, tuple[tuple[str, float], ...]], ...]
"""Rule, whether it is on, its severity or "", and the numbers that differ."""


def rules_in_force() -> Mapping[str, Rule]:
    """Return the rules that are on, by id. At most one query in 30 seconds for each process."""
    return _with(rule_settings())


def _read() -> Settings:
    return tuple(
        (row.rule, row.is_on, row.severity, tuple(sorted(row.thresholds.items())))
        for row in RuleSetting.objects.all()
    )


rule_settings = Kept("rule-settings", _read)


@lru_cache(maxsize=8)
def _with(settings: Settings) -> Mapping[str, Rule]:
    """Return the rules with these settings, in their order.

    What a later version of the rules does not know or admit any more is passed over.
    """
    if not settings:
        return load_rules()
    rules = dict(load_rules())
    for name, is_on, severity, numbers in settings:
        if name in rules and is_on:
            rules[name] = _changed(rules[name], severity, dict(numbers))
        else:
            rules.pop(name, None)
    return MappingProxyType(rules)


def _changed(rule: Rule, severity: str, numbers: Mapping[str, float]) -> Rule:
    if severity:
        rule = replace(rule, severity=Severity(severity), severities={})
    admitted = {
        key: value
        for key, value in numbers.items()
        if key in rule.thresholds and limit_of(rule.id, key).admits(value)
    }
    return replace(rule, thresholds={**rule.thresholds, **admitted})
