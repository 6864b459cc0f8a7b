"""A month as it is printed: for each day its two sessions drawn small, and what is unusual.

Cells write their own HTML: forty-two of them in a template were a fifth of the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from products.knowledge import kinds
from products.models import Product
from routines.drawings import Bar, date_head, session_item, sign, worded
from routines.engine.plan import Plan, Session
from routines.engine.timeline import Timeline, Use
from routines.month import FIRST_DAY, LAST_DAY, Month
from routines.noticed import DayFlags
from routines.ticks import Tick, one_offs, state_of, unusual_places
from routines.words import full_date, weekday_short

NAME_FITS = 16
"""How long a name may be that a cell prints."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a month is printed from. `names` are short, by product key; `paused` holds reasons."""

    plan: Plan
    names: Mapping[str, str]
    ticks: frozenset[Tick]
    paused: Mapping[date, str]
    entries: frozenset[date]
    flags: Mapping[date, DayFlags]
    today: date


def short_name(product: Product) -> str:
    """Return a product's name where it fits a cell, else the word for its kind."""
    return product.name if len(product.name) <= NAME_FITS else _(product.kind_facts.label)


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day. It is not `linked` where no page shows it; `states` are what styles look at.

    `sessions` are list items.
    """

    day: date
    linked: bool
    is_today: bool
    states: str
    sessions: tuple[SafeString, ...]
    unusual: str
    note: str
    paused: bool
    entry: bool
    flags: DayFlags | None

    @property
    def attributes(self) -> SafeString:
        """What its element tells styles and scripts."""
        state = f' data-state="{self.states}"' if self.states else ""
        today = ' id="today" aria-current="date"' if self.is_today else ""
        return SafeString(f'data-day="{self.day}"{state}{today}')

    @property
    def weekday(self) -> str:
        return weekday_short(self.day.weekday())

    @property
    def full(self) -> str:
        return full_date(self.day)

    @property
    def head(self) -> SafeString:
        """The date, a link to its page where there is one, and the worst thing about the day."""
        return date_head(self.day, get_language(), linked=self.linked) + self._flag

    @property
    def _flag(self) -> SafeString:
        if self.flags is None:
            return SafeString("")
        more = f" +{self.flags.more}" if self.flags.more else ""
        return format_html(
            ' <span class="cal-flag" data-severity="{}">{} {}{}</span>',
            self.flags.severity,
            sign(self.flags.severity),
            self.flags.short,
            more,
        )

    @property
    def lines(self) -> SafeString:
        """What the day holds, if anything: drawings, the journal, what is not daily, a note."""
        lines = [*self.sessions]
        if self.entry:
            lines.append(worded("book", _("Journal entry")))
        if self.unusual:
            lines.append(format_html('<li class="cal-keys">{}</li>', self.unusual))
        if self.note:
            shown = sign("pause") if self.paused else ""
            lines.append(format_html('<li class="cal-note">{}{}</li>', shown, self.note))
        return SafeString(f'<ul class="cal-sessions">{"".join(lines)}</ul>' if lines else "")


def month_cells(month: Month, timeline: Timeline, facts: Facts) -> list[list[DayCell]]:
    """Return the cells of a month, week by week."""
    drawn = _Sessions(facts)
    return [
        [_day_cell(day, timeline, facts, drawn, month) for day in week] for week in month.weeks
    ]


def day_cells(days: Iterable[date], timeline: Timeline, facts: Facts) -> list[DayCell]:
    """Return the cells of some days, whatever their month."""
    drawn = _Sessions(facts)
    return [_day_cell(day, timeline, facts, drawn) for day in days]


class _Sessions:
    """Makes session cells."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._rare_places = unusual_places(facts.plan)
        self._once = one_offs(facts.plan)
        self._language = get_language()

    def cell(self, session: Session, uses: Sequence[Use]) -> SafeString:
        return session_item(session, tuple(map(self._bar, uses)), self._language)

    def _bar(self, use: Use) -> Bar:
        state = state_of(use, self._facts.ticks, self._facts.today)
        return kinds()[use.product.kind].texture, state, self.is_rare(use)

    def is_rare(self, use: Use) -> bool:
        return use.place in self._rare_places or (use.date, use.session, use.line) in self._once


def _day_cell(
    day: date,
    timeline: Timeline,
    facts: Facts,
    drawn: _Sessions,
    month: Month | None = None,
) -> DayCell:
    listed = {session: timeline.listed(day, session) for session in Session}
    rare = (
        facts.names[use.product.key]
        for uses in listed.values()
        for use in uses
        if not use.skipped and drawn.is_rare(use)
    )
    paused = timeline.paused(day)
    states = {
        "out": month is not None and day.month != month.first.month,
        "past": day < facts.today,
        "today": day == facts.today,
        "paused": paused,
    }
    return DayCell(
        day=day,
        linked=FIRST_DAY <= day <= LAST_DAY,
        is_today=day == facts.today,
        states=" ".join(state for state, holds in states.items() if holds),
        sessions=tuple(drawn.cell(session, uses) for session, uses in listed.items() if uses),
        unusual=", ".join(dict.fromkeys(rare)),
        note=_paused_words(facts.paused.get(day, "")) if paused else _skipped_words(listed),
        paused=paused,
        entry=day in facts.entries,
        flags=facts.flags.get(day),
    )


def _paused_words(reason: str) -> str:
    return _("Paused: %(reason)s") % {"reason": reason} if reason else _("Paused")


def _skipped_words(listed: Mapping[Session, Sequence[Use]]) -> str:
    """Say which sessions were left out as a whole."""
    planned = [session for session, uses in listed.items() if uses]
    skipped = [session for session in planned if all(use.skipped for use in listed[session])]
    if not skipped:
        return ""
    if skipped == planned:
        return _("Skipped")
    return _("Morning skipped") if skipped == [Session.AM] else _("Evening skipped")
