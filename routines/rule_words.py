"""What the pages say about rules themselves: sections, evidence, tiers, scopes, fixes, sources."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from routines.engine.fixes import Verb
from routines.engine.flags import Evidence, Rule, Scope, Severity, Tier
from routines.engine.references import SourceKind
from routines.words import and_list

SECTIONS: dict[str, Promise] = {
    "frequency": gettext_lazy("How often"),
    "order": gettext_lazy("In which order"),
    "combinations": gettext_lazy("What does not go together"),
    "sun": gettext_lazy("In the sun"),
    "introduction": gettext_lazy("Something new, and how your skin takes it"),
    "freshness": gettext_lazy("How long it keeps"),
    "person": gettext_lazy("About you"),
}
SEVERITIES: dict[Severity, Promise] = {
    Severity.INFO: gettext_lazy("Tip"),
    Severity.CAUTION: gettext_lazy("Caution"),
    Severity.WARNING: gettext_lazy("Warning"),
    Severity.DANGER: gettext_lazy("Stop"),
}
EVIDENCE: dict[Evidence, tuple[Promise, Promise]] = {
    Evidence.STRONG: (
        gettext_lazy("Strong evidence"),
        gettext_lazy("Regulators, product labels or repeated controlled studies agree."),
    ),
    Evidence.MODERATE: (
        gettext_lazy("Moderate evidence"),
        gettext_lazy("Professional bodies, or a few good studies."),
    ),
    Evidence.WEAK: (
        gettext_lazy("Weak evidence"),
        gettext_lazy("Small studies, laboratory work or theory."),
    ),
    Evidence.CONVENTION: (
        gettext_lazy("Common practice"),
        gettext_lazy("What makers and practitioners do. No one has tested it well."),
    ),
}
TIERS: dict[Tier, Promise] = {
    Tier.CORE: gettext_lazy("Always"),
    Tier.ON: gettext_lazy("Normally"),
    Tier.QUIET: gettext_lazy("Folded, as a tip"),
    Tier.OFF: gettext_lazy("Only if you ask for weak hints"),
    Tier.TOLD: gettext_lazy("Only after you told us what it is about"),
}
SCOPES: dict[Scope, Promise] = {
    Scope.SESSION: gettext_lazy("Said of each morning or evening on which it holds."),
    Scope.DAY: gettext_lazy("Said once for each day on which it holds."),
    Scope.PRODUCT: gettext_lazy("Said once for a product, on the first day it matters."),
}
SOURCE_KINDS: dict[SourceKind, Promise] = {
    SourceKind.REGULATOR: gettext_lazy("regulator"),
    SourceKind.LABEL: gettext_lazy("drug label"),
    SourceKind.STUDY: gettext_lazy("study"),
    SourceKind.PANEL: gettext_lazy("expert panel"),
    SourceKind.PROFESSION: gettext_lazy("professional body"),
    SourceKind.PRESS: gettext_lazy("article"),
}
CASES: dict[str, Promise] = {
    "retinoid_rx": gettext_lazy("for a prescription retinoid"),
    "adapalene": gettext_lazy("for adapalene"),
    "older": gettext_lazy("from the third birthday on"),
}
"""The named cases of rules.toml whose severity differs from that of their rule."""

VERBS: dict[Verb, Promise] = {
    Verb.MOVE_SESSION: gettext_lazy("use one of them at the other end of the day"),
    Verb.MOVE_DATE: gettext_lazy("move a use to another day"),
    Verb.DROP_WEEKDAYS: gettext_lazy("leave out some weekdays"),
    Verb.SET_EVERY: gettext_lazy("use it every few days"),
    Verb.SKIP_ONCE: gettext_lazy("skip it that once"),
    Verb.REORDER: gettext_lazy("change the order"),
    Verb.REMOVE_STEP: gettext_lazy("take the step out"),
    Verb.ALTERNATE: gettext_lazy("take turns, night by night"),
    Verb.ADD_STEP: gettext_lazy("add what is missing, from your shelf"),
    Verb.PAUSE: gettext_lazy("pause it for some days"),
    Verb.REPLACE_PRODUCT: gettext_lazy("use another product of your shelf in its place"),
    Verb.START_LATER: gettext_lazy("start one of them later"),
}


def fix_words(rule: Rule) -> str:
    """Say what can be done, in the order it is tried."""
    if not rule.verbs:
        return _("Nothing in your routine is changed for this: decide for yourself, or ask.")
    ways = [str(VERBS[verb]) for verb in rule.verbs]
    return _("In this order, whichever helps first: %(ways)s.") % {"ways": "; ".join(ways)}


def severity_words(rule: Rule) -> str:
    """Name a rule's severity, and the cases in which it is another: "Warning; Stop for …"."""
    usual = str(SEVERITIES[rule.severity])
    cases: dict[Severity, list[str]] = {}
    for case, severity in rule.severities.items():
        cases.setdefault(severity, []).append(str(CASES[case]))
    others = [
        _("%(severity)s %(cases)s") % {"severity": SEVERITIES[severity], "cases": and_list(named)}
        for severity, named in cases.items()
    ]
    return "; ".join([usual, *others])
