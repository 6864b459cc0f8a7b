"""What we noticed: the flags of a window as cards, with words, dates and working fixes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.models import User
from routines.accepted import Accepted, AcceptedCard, accepted_by, accepted_cards
from routines.cards import Card, CardWriter
from routines.engine.causes import Cause, Mention, Report, report
from routines.engine.check import check, history
from routines.engine.flags import Flag, Rule, Scope, Severity
from routines.engine.plan import Plan, Session
from routines.engine.timeline import Timeline, expand
from routines.engine.trouble import LOOKAHEAD, Outlook, look_ahead
from routines.rules_in_force import rules_in_force
from routines.selectors import OwnedPlan

DAY = timedelta(days=1)
AHEAD = timedelta(days=34)
"""Builder and Today look 35 days ahead, today included."""


@dataclass(frozen=True, slots=True)
class DayFlags:
    """The worst thing about a day in a cell's few words, and how many more there are."""

    severity: str
    short: str
    more: int


@dataclass(frozen=True, slots=True)
class LineNote:
    """What is said at a step: the worst severity and the titles."""

    severity: str
    words: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """All a page says about a window, grouped as it is shown."""

    first: date
    last: date
    today: date
    open: tuple[Card, ...]
    more: tuple[Card, ...]
    standing: tuple[Card, ...]
    tips: tuple[Card, ...]
    hints: tuple[Card, ...]
    past: tuple[Card, ...]
    accepted: tuple[AcceptedCard, ...]
    by_day: Mapping[date, DayFlags]
    by_line: Mapping[str, LineNote]
    things: int
    fixes: int
    timeline: Timeline

    @property
    def shows_accepted(self) -> bool:
        """Say whether what is accepted is too grave to be folded away."""
        return any(each.card.severity == Severity.DANGER for each in self.accepted)

    @property
    def has_several_fixes(self) -> bool:
        """Say whether there is something to fix together, what stands included."""
        return sum(card.fix is not None for card in (*self.open, *self.standing)) > 1

    @property
    def head(self) -> str:
        """Count what is said and what can be fixed: "2 things, 2 fixes".

        Standing notes are said once and not counted; nor is what is accepted.
        """
        if not self.things:
            return "" if self.standing else _("Nothing to look at.")
        things = ngettext("%(n)d thing", "%(n)d things", self.things) % {"n": self.things}
        if not self.fixes:
            return things
        fixes = ngettext("%(n)d fix", "%(n)d fixes", self.fixes) % {"n": self.fixes}
        return _("%(things)s, %(fixes)s") % {"things": things, "fixes": fixes}


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the rules say of a window: of its dates and beyond, and sorted for people."""

    timeline: Timeline
    outlook: Outlook
    flags: tuple[Flag, ...]
    accepted: Accepted
    found: Report


def _judged(user: User, plan: Plan, first: date, last: date, today: date) -> _Judged:
    rules = rules_in_force()
    timeline = timeline_around(plan, first, last)
    outlook = look_ahead(plan, first, last, today, rules, timeline)
    flags = _and_beyond(outlook, timeline, first, last)
    accepted = accepted_by(user, rules)
    rest = [flag for flag in flags if accepted.leaves_open(plan, flag)]
    found = report(rest, rules, timeline, today, Mention(user.mention), last)
    here = tuple(flag for flag in flags if flag.date <= last)
    return _Judged(timeline, outlook, here, accepted, found)


def marks_of(user: User, plan: Plan, first: date, last: date, today: date) -> dict[date, DayFlags]:
    """Return what the days of a window are marked with in a calendar, if this is the plan."""
    return _by_day(_judged(user, plan, first, last, today).found, rules_in_force())


def noticed_for(user: User, owned: OwnedPlan, first: date, last: date, today: date) -> Noticed:
    """Judge a window and say what matters, as the user's settings ask."""
    judged = _judged(user, owned.plan, first, last, today)
    found, writer = judged.found, CardWriter(owned, judged.outlook, today)
    cards, standing = writer.offered(found.open), writer.offered(found.standing)
    return Noticed(
        first=first,
        last=last,
        today=today,
        open=cards,
        more=writer.plain(found.more),
        standing=standing,
        tips=writer.plain(found.tips),
        hints=writer.plain(found.hints),
        past=writer.plain(found.past),
        accepted=accepted_cards(judged.accepted, owned.plan, judged.flags, writer, user),
        by_day=_by_day(found, judged.outlook.rules),
        by_line=_by_line(found),
        things=len(found.cards),
        timeline=judged.timeline,
        fixes=sum(card.fix is not None for card in cards),
    )


def _and_beyond(outlook: Outlook, timeline: Timeline, first: date, last: date) -> tuple[Flag, ...]:
    """Return the flags of a window and of the 35 days after it, which tell what stands.

    A flag that stands for a product may have its first date in the past; then it moves to the
    first from today on, where it still asks for something.
    """
    if outlook.first <= first:  # nothing is past: what is looked at ahead holds the window
        return outlook.flags
    until = max(last, min(outlook.first - DAY, outlook.last))
    past = check(outlook.plan, first, until, outlook.rules, timeline)
    of_products, later = {}, []
    for flag in outlook.flags:
        if outlook.rules[flag.rule].scope is not Scope.PRODUCT:
            later += [flag] if flag.date > until else []
        elif flag.date <= last:
            of_products[flag.rule, flag.products] = flag
    return (*(of_products.get((flag.rule, flag.products), flag) for flag in past), *later)


@dataclass(frozen=True, slots=True)
class SessionNote:
    """What is said beside a session: its worst cause, or else what stands there anyway."""

    card: Card | None = None
    standing: tuple[Card, ...] = ()


def timeline_around(plan: Plan, first: date, last: date) -> Timeline:
    """Return the uses of a window, of the history rules need, and of the days fixes must hold."""
    return expand(plan, first - history(plan), last + LOOKAHEAD)


def session_note(
    user: User, owned: OwnedPlan, day: date, session: Session, today: date, timeline: Timeline
) -> SessionNote:
    """Return what to say about a session, with fixes where some work.

    The `timeline` holds the day and its history; most days nothing is said, and no more is asked.
    """
    rules, plan = rules_in_force(), owned.plan
    accepted = accepted_by(user, rules)
    lines = {use.line for use in timeline.uses(day, session)}

    def said(flags: Iterable[Flag], seen: Timeline) -> tuple[list[Cause], list[Cause]]:
        rest = [flag for flag in flags if accepted.leaves_open(plan, flag)]
        found = report(rest, rules, seen, today, Mention(user.mention), day)
        news, standing = (
            [_of_session(each, session) for each in group if _concerns(each, session, lines)]
            for group in (found.dated, found.standing)
        )
        return news, standing

    if said(check(plan, day, day, rules, timeline), timeline) == ([], []):
        return SessionNote()
    around = timeline_around(plan, day, day)
    outlook = look_ahead(plan, day, day, today, rules, around)
    news, standing = said(_and_beyond(outlook, around, day, day), around)
    writer = CardWriter(owned, outlook, today)
    if news:
        return SessionNote(card=writer.card(news[0], offer=True))
    return SessionNote(standing=writer.offered(standing))


def _of_session(cause: Cause, session: Session) -> Cause:
    """Return a cause without what it says of the other session."""

    def kept(flags: tuple[Flag, ...]) -> tuple[Flag, ...]:
        return tuple(flag for flag in flags if flag.session in {None, session})

    return replace(cause, flags=kept(cause.flags), ahead=kept(cause.ahead))


def _concerns(cause: Cause, session: Session, lines: set[str | None]) -> bool:
    return any(
        flag.session is session or (flag.session is None and not lines.isdisjoint(flag.lines))
        for flag in cause.flags
    )


def _by_day(found: Report, rules: Mapping[str, Rule]) -> dict[date, DayFlags]:
    """Return what each calendar cell prints; flags of one cause count once a day."""
    days: dict[date, list[Flag]] = {}
    for cause in found.dated:
        own: dict[date, Flag] = {}
        for flag in cause.flags:
            known = own.get(flag.date)
            if known is None or flag.rule == cause.rule.id != known.rule:
                own[flag.date] = flag
        for day, flag in own.items():
            days.setdefault(day, []).append(flag)
    return {
        day: DayFlags(flags[0].severity.value, short_words(flags[0], rules), len(flags) - 1)
        for day, flags in ((day, sorted(flags, key=_worst)) for day, flags in days.items())
    }


def _worst(flag: Flag) -> int:
    return -flag.severity.rank


def short_words(flag: Flag, rules: Mapping[str, Rule]) -> str:
    """Return a flag in at most 16 characters, such as "3rd ampoule"."""
    words = _(rules[flag.rule].short)
    return (
        words.replace("{nth}", _nth(len(flag.dates), get_language()))
        if "{nth}" in words
        else words
    )


@lru_cache(maxsize=256)
def _nth(number: int, language: str | None) -> str:
    return str(ordinal(number))


def _by_line(found: Report) -> dict[str, LineNote]:
    titles: dict[str, list[str]] = {}
    worst: dict[str, Severity] = {}
    for cause in found.cards:
        if not cause.ahead:
            continue
        for line in cause.lines:
            titles.setdefault(line, []).append(_(cause.rule.title))
            worst.setdefault(line, cause.severity)
    return {line: LineNote(worst[line].value, "; ".join(titles[line])) for line in titles}
