"""Flags as people read them: one cause for a rule and the products behind it, dates inside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, StrEnum, auto

from routines.engine.flags import Evidence, Flag, Rule, Scope, Severity, Tier
from routines.engine.plan import Session
from routines.engine.rules.sun import MORE_SPECIFIC
from routines.engine.timeline import Timeline

OPEN_CARDS = 3
STANDING_AFTER = timedelta(days=13)  # both ends counted, 14 days
STAND_INS = {"am-no-sunscreen": MORE_SPECIFIC}
"""Rules that speak in the place of another one."""
FOLDS = {"ampoule-too-often": ("ampoule-consecutive-days", "ampoule-twice-a-day")}


class Mention(StrEnum):
    """How much a page mentions, least first."""

    CORE = "core"
    NORMAL = "normal"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Cause:
    """One rule and the products behind its flags.

    `flags` (by date) include those of the rules named in `folded`, which say the same; `ahead`
    are those from today on, the only ones that ask for anything. `severity` is the worst of
    them. A `standing` cause held on every occasion for 14 days or more.
    """

    rule: Rule
    severity: Severity
    products: tuple[str, ...]
    lines: tuple[str, ...]
    flags: tuple[Flag, ...]
    ahead: tuple[Flag, ...]
    folded: tuple[str, ...] = ()
    standing: bool = False
    prescribed: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a page says: cards (`open`, then `more`), notes above the calendar, folded tips, hints.

    `past` holds causes with no date from today on. `dated` are those that calendar cells print.
    """

    open: tuple[Cause, ...]
    more: tuple[Cause, ...]
    standing: tuple[Cause, ...]
    tips: tuple[Cause, ...]
    hints: tuple[Cause, ...]
    past: tuple[Cause, ...]

    @property
    def cards(self) -> tuple[Cause, ...]:
        return self.open + self.more

    @property
    def dated(self) -> tuple[Cause, ...]:
        return self.cards + self.past


def report(
    flags: Iterable[Flag],
    rules: Mapping[str, Rule],
    timeline: Timeline,
    today: date,
    mention: Mention = Mention.NORMAL,
    last: date | None = None,
) -> Report:
    """Sort the flags of a window into what is said, where and in which order.

    A window that ends on `last` may be too short to tell what stands: flags of later dates
    answer that, and are not said. The timeline must cover all of them; it tells on which
    occasions a rule did not hold.
    """
    found: dict[_Place, list[Cause]] = {place: [] for place in _Place}
    flags = tuple(flags)
    shown = tuple(flag for flag in flags if last is None or flag.date <= last)
    here = causes(shown, rules, today)
    whole = here if len(shown) == len(flags) else causes(flags, rules, today)
    for cause in sorted(here, key=_weight):
        longest = next(each for each in whole if cause.flags[0] in each.flags)
        standing = _stands(longest, timeline, flags)
        place = _place(cause, mention, standing=standing)
        found[place].append(replace(cause, standing=standing))
    cards = found[_Place.CARD]
    return Report(
        open=tuple(cards[:OPEN_CARDS]),
        more=tuple(cards[OPEN_CARDS:]),
        standing=tuple(found[_Place.STANDING]),
        tips=tuple(found[_Place.TIP]),
        hints=tuple(found[_Place.HINT]),
        past=tuple(found[_Place.PAST]),
    )


def causes(
    flags: Iterable[Flag], rules: Mapping[str, Rule], today: date | None
) -> tuple[Cause, ...]:
    """Group flags by rule and overlapping products, in order of their first date.

    Without a `today` (a routine file) every date lies ahead.
    """
    groups: list[_Group] = []
    for flag in flags:
        _gather(groups, _Group(flag.rule, set(flag.products), [flag]), (flag.rule,))
    for rule, folded in FOLDS.items():
        for group in [group for group in groups if group.rule == rule]:
            groups.remove(group)
            _gather(groups, group, folded)
    found = [_cause(rules[group.rule], group.flags, today) for group in groups]
    return tuple(sorted(found, key=lambda cause: (cause.flags[0].date, cause.rule.id)))


@dataclass(slots=True, eq=False)
class _Group:
    """A cause in the making."""

    rule: str
    products: set[str]
    flags: list[Flag]


def _gather(groups: list[_Group], group: _Group, rules: Iterable[str]) -> None:
    """Add a group, taking in those of these rules that share a product with it."""
    same = [
        other
        for other in groups
        if other.rule in rules and not other.products.isdisjoint(group.products)
    ]
    for other in same:
        groups.remove(other)
        group.products |= other.products
        group.flags += other.flags
    groups.append(group)


def _cause(rule: Rule, group: list[Flag], today: date | None) -> Cause:
    flags = tuple(sorted(group, key=lambda flag: (flag.date, flag.session or "", flag.rule)))
    return Cause(
        rule=rule,
        severity=max((flag.severity for flag in flags), key=lambda severity: severity.rank),
        products=_each(product for flag in flags for product in flag.products),
        lines=_each(line for flag in flags for line in flag.lines),
        flags=flags,
        ahead=tuple(flag for flag in flags if today is None or flag.date >= today),
        folded=_each(flag.rule for flag in flags if flag.rule != rule.id),
        prescribed=any(flag.prescribed for flag in flags),
    )


def _each(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _weight(cause: Cause) -> tuple[bool, bool, int, int, date, str]:
    """Return what sorts causes: danger, core rules, severity, evidence, date."""
    return (
        cause.severity is not Severity.DANGER,
        cause.rule.tier is not Tier.CORE,
        -cause.severity.rank,
        list(Evidence).index(cause.rule.evidence),
        (cause.ahead or cause.flags)[0].date,
        cause.rule.id,
    )


class _Place(Enum):
    """Where a cause is said on a page."""

    CARD = auto()
    STANDING = auto()
    PAST = auto()
    TIP = auto()
    HINT = auto()
    NOWHERE = auto()


def _place(cause: Cause, mention: Mention, *, standing: bool) -> _Place:
    """Return where a cause is said; danger is said whatever the setting."""
    tier = cause.rule.tier
    if mention is not Mention.EVERYTHING and cause.severity is not Severity.DANGER:
        if mention is Mention.CORE and tier is not Tier.CORE:
            return _Place.NOWHERE
        if tier is Tier.QUIET:
            return _Place.TIP
        if tier is Tier.OFF:
            return _Place.HINT
    if standing:
        return _Place.STANDING
    return _Place.CARD if cause.ahead else _Place.PAST


def _stands(cause: Cause, timeline: Timeline, flags: Iterable[Flag]) -> bool:
    """Say whether a cause held on every occasion for 14 days; core rules are always news.

    It holds too where one of `flags` says more in its place.
    """
    first, last = cause.flags[0].date, cause.flags[-1].date
    if cause.rule.tier is Tier.CORE or last - first < STANDING_AFTER:
        return False
    spoken_for = STAND_INS.get(cause.rule.id, ())
    told = (*cause.flags, *(flag for flag in flags if flag.rule in spoken_for))
    flagged = {(flag.date, flag.session) for flag in told}
    return all(
        occasion in flagged
        for occasion in _occasions(cause, timeline)
        if first <= occasion[0] <= last
    )


def _occasions(cause: Cause, timeline: Timeline) -> set[tuple[date, Session | None]]:
    """Return when the rule could have held: the products all flags share are used.

    For a rule about a session they meet in it, or did as many days before as its flags look
    back; for one about a day any of them will do.
    """
    every = [set(flag.products) for flag in cause.flags]
    shared = set.intersection(*every) or set.union(*every)
    if cause.rule.scope is not Scope.SESSION:
        return {(use.date, None) for product in shared for use in timeline.uses_of(product)}
    sessions = {flag.session for flag in cause.flags}
    waits = {flag.date - day for flag in cause.flags for day in flag.dates[:-1] or flag.dates}
    met = [
        {
            (use.date + wait, session)
            for use in timeline.uses_of(product)
            for wait in waits
            for session in sessions
            if wait or use.session is session
        }
        for product in shared
    ]
    return {place for place in set.intersection(*met) if not timeline.paused(place[0])}
