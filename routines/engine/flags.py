"""What a check answers: flags, and the rules they come from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from routines.engine.fixes import Verb
from routines.engine.plan import Session


class Severity(StrEnum):
    """How much a flag asks for attention, weakest first; compare by `rank`."""

    INFO = "info"
    CAUTION = "caution"
    WARNING = "warning"
    DANGER = "danger"

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Evidence(StrEnum):
    """How well a rule is supported, best first."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    CONVENTION = "convention"


class Tier(StrEnum):
    """Whether pages mention a rule by default."""

    CORE = "core"
    ON = "on"
    QUIET = "quiet"
    OFF = "off"
    TOLD = "told"


class Scope(StrEnum):
    """What one flag of a rule stands for."""

    SESSION = "session"
    DAY = "day"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as rules.toml states it; its logic is the function of the same name.

    `short` has at most 16 characters and stands in a calendar cell. `verbs` are those of the
    fixes to try, in order; without one, the fix changes no step. `thresholds` are the numbers its
    function reads, `families` the families of ingredients it looks for. `severities` are those of
    cases that differ from `severity`; an owner who sets one severity for all leaves them out.
    `source` says in short what supports the rule, `cites` are ids of sources.toml.
    """

    id: str
    section: str
    title: str
    short: str
    words: str
    trigger: str
    scope: Scope
    severity: Severity
    tier: Tier
    evidence: Evidence
    source: str
    verbs: tuple[Verb, ...]
    thresholds: Mapping[str, float]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    cites: tuple[str, ...] = ()
    families: tuple[str, ...] = ()

    def severity_of(self, case: str) -> Severity:
        """Return how severe a case is; one that is not named is as severe as the rule."""
        return self.severities.get(case, self.severity)


@dataclass(frozen=True, slots=True)
class Flag:
    """A rule that holds on a date.

    `session` is None for rules of scope day and product. `products` and `lines` name what is
    involved, in order of application (`lines` only what is planned). `dates` are the dates
    that make it true, oldest first and the flag's own last (one date for an order rule).
    `prescribed` says that a product the flag is about is prescribed.
    """

    rule: str
    date: dt.date
    session: Session | None
    severity: Severity
    products: tuple[str, ...]
    lines: tuple[str, ...] = ()
    dates: tuple[dt.date, ...] = ()
    prescribed: bool = False

    @property
    def is_grave(self) -> bool:
        """Whether it is a caution or more."""
        return self.severity.rank >= Severity.CAUTION.rank
