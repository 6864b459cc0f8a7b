"""What an owner may set the numbers of rules to, and what these numbers are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from routines.engine.flags import Rule
from routines.rule_words import severity_words


@dataclass(frozen=True, slots=True)
class Limit:
    """One number of a rule: its name on the pages, and the range that makes sense."""

    label: str | Promise
    lowest: float
    highest: float
    whole: bool = True

    def admits(self, value: object) -> bool:
        """Say whether a value is a number of the right sort within the range."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return self.lowest <= value <= self.highest and not (self.whole and value % 1)

    @property
    def range(self) -> str:
        """Say what is admitted: "a whole number from 1 to 14"."""
        words = _("a whole number from %(low)s to %(high)s")
        if not self.whole:
            words = _("a number from %(low)s to %(high)s")
        return words % {"low": f"{self.lowest:g}", "high": f"{self.highest:g}"}


def _percent(name: Promise) -> Limit:
    return Limit(name, 0.01, 100, whole=False)


LIMITS: Mapping[str, Limit] = {
    "per_week": Limit(gettext_lazy("Most uses in 7 days"), 1, 21),
    "per_week_sensitive": Limit(gettext_lazy("Most uses in 7 days, sensitive skin"), 1, 21),
    "per_day": Limit(gettext_lazy("Most uses in a day"), 1, 10),
    "wash_off_mask": Limit(gettext_lazy("Most wash-off masks in 7 days"), 1, 14),
    "sheet_mask": Limit(gettext_lazy("Most sheet masks in 7 days"), 1, 14),
    "sleeping_mask": Limit(gettext_lazy("Most sleeping masks in 7 days"), 1, 14),
    "free_nights": Limit(gettext_lazy("Free nights in four"), 1, 4),
    "products": Limit(gettext_lazy("Too many products, from"), 2, 10),
    "spf": Limit(gettext_lazy("Lowest SPF"), 6, 100),
    "first_days": Limit(gettext_lazy("Days of the first weeks"), 1, 90),
    "per_week_first": Limit(gettext_lazy("Most uses in 7 days, first weeks"), 1, 14),
    "later_days": Limit(gettext_lazy("Days until it may be daily"), 1, 180),
    "per_week_later": Limit(gettext_lazy("Most uses in 7 days, after that"), 1, 14),
    "days": Limit(gettext_lazy("Days"), 1, 365),
    "journal-irritation-pause.days": Limit(gettext_lazy("Days after the note"), 1, 7),
    "days_sensitive": Limit(gettext_lazy("Days, sensitive skin"), 1, 365),
    "irritation": Limit(gettext_lazy("Irritation in the journal, from"), 1, 3),
    "percent": _percent(gettext_lazy("Highest strength in percent")),
    "age": Limit(gettext_lazy("Age in years"), 1, 30),
    "age_adapalene": Limit(gettext_lazy("Age in years, adapalene"), 1, 30),
    "age_hint": Limit(gettext_lazy("Age in years up to which it is a tip"), 1, 30),
    "retinol": _percent(gettext_lazy("Retinol on the face, percent")),
    "retinol_body": _percent(gettext_lazy("Retinol on the body, percent")),
    "aha": _percent(gettext_lazy("AHA, percent")),
    "salicylic": _percent(gettext_lazy("Salicylic acid, percent")),
    "alpha_arbutin": _percent(gettext_lazy("Alpha-arbutin on the face, percent")),
    "alpha_arbutin_body": _percent(gettext_lazy("Alpha-arbutin on the body, percent")),
    "kojic": _percent(gettext_lazy("Kojic acid, percent")),
    # The engine is given 91 days of the past, 13 weeks.
    "weeks": Limit(gettext_lazy("Weeks in a row"), 1, 13),
}
"""By the key of a threshold in rules.toml, or by rule and key where the key means another thing.

The days after a journal note end where the history does that the rules are given (8 dates)."""


def limit_of(rule: str, key: str) -> Limit:
    return LIMITS.get(f"{rule}.{key}") or LIMITS[key]


def mistakes(rule: Rule, thresholds: object) -> Iterator[str]:
    """Yield what is wrong with the numbers somebody wants for a rule, each with its key."""
    if not isinstance(thresholds, dict):
        yield _('Write it as {"key": number}.')
        return
    known = ", ".join(rule.thresholds) or _("none")
    for key, value in thresholds.items():
        if key not in rule.thresholds:
            yield _("%(key)s: this rule has no such number (it has: %(known)s).") % {
                "key": key,
                "known": known,
            }
        elif not limit_of(rule.id, key).admits(value):
            yield _("%(key)s: must be %(range)s.") % {
                "key": key,
                "range": limit_of(rule.id, key).range,
            }


def differences(stated: Rule, in_force: Rule | None) -> list[str]:
    """Say how a rule differs on this server: "Most uses in 7 days: 3 (usually 2)"."""
    if in_force is None:
        return [_("It is switched off: it is never said.")]
    found = []
    if (in_force.severity, in_force.severities) != (stated.severity, stated.severities):
        words = {"now": severity_words(in_force), "usual": severity_words(stated)}
        found.append(_("How grave: %(now)s (usually %(usual)s)") % words)
    found += [
        _("%(what)s: %(now)s (usually %(usual)s)")
        % {
            "what": limit_of(stated.id, key).label,
            "now": f"{in_force.thresholds[key]:g}",
            "usual": f"{usual:g}",
        }
        for key, usual in stated.thresholds.items()
        if in_force.thresholds[key] != usual
    ]
    return found
