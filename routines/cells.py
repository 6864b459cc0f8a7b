"""A month as it is printed: for each day its two sessions drawn small, and what is unusual.

What days have in common (a drawing, a sentence) is made once and shared by their cells. Cells
write their own HTML: forty-two of them in a template were a fifth of the page.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from products.knowledge import Texture, kinds
from products.models import Product
from routines.cards import calendar_address
from routines.engine.plan import Plan, Session
from routines.engine.timeline import Timeline, Use
from routines.month import FIRST_DAY, LAST_DAY, Month
from routines.noticed import DayFlags
from routines.ticks import State, Tick, one_offs, state_of, unusual_places
from routines.words import full_date, session_name, weekday_short

HEIGHTS = {
    Texture.RINSE: 2.0,
    Texture.WATER: 2.0,
    Texture.ACTIVE: 3.5,
    Texture.CREAM: 5.0,
    Texture.OIL: 5.0,
    Texture.SHIELD: 6.5,
}
GAP, WIDTH = 1.5, 29
LOOKS = {State.DONE: "done", State.PLANNED: "", State.OPEN: "", State.SKIPPED: "missed"}
ICONS = {Session.AM: "sun", Session.PM: "moon"}

NAME_FITS = 16
"""How long a name may be that a cell prints."""

Bar = tuple[Texture, State, bool]
"""One layer: its texture, how it stands, and whether it is not daily."""


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

    `sessions` are list items, made once for all days that do the same.
    """

    day: date
    iso: str
    weekday: str
    full: str
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
    def head(self) -> SafeString:
        """The date, a link to its page where there is one, and the worst thing about the day."""
        words = (
            f'<span class="cal-dow">{escape(self.weekday)}</span> '
            f'<time datetime="{self.iso}">{self.day.day}</time>'
        )
        if not self.linked:
            return SafeString(f'<span class="cal-date">{words}</span>{self._flag}')
        return SafeString(
            f'<a class="cal-date" href="{calendar_address()}{self.iso}/"'
            f' aria-label="{escape(self.full)}">{words}</a>{self._flag}'
        )

    @property
    def _flag(self) -> SafeString:
        if self.flags is None:
            return SafeString("")
        more = f" +{self.flags.more}" if self.flags.more else ""
        return format_html(
            ' <span class="cal-flag" data-severity="{}">{} {}{}</span>',
            self.flags.severity,
            _icon(self.flags.severity),
            self.flags.short,
            more,
        )

    @property
    def lines(self) -> SafeString:
        """What the day holds, as list items: drawings, the journal, what is not daily, a note."""
        lines = [*self.sessions]
        if self.entry:
            lines.append(_worded("book", _("Journal entry")))
        if self.unusual:
            lines.append(format_html('<li class="cal-keys">{}</li>', self.unusual))
        if self.note:
            sign = _icon("pause") if self.paused else ""
            lines.append(format_html('<li class="cal-note">{}{}</li>', sign, self.note))
        return SafeString("".join(lines))


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
    """Makes session cells; equal sessions share one."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._rare_places = unusual_places(facts.plan)
        self._once = one_offs(facts.plan)
        self._made: dict[tuple[Session, tuple[Bar, ...]], SafeString] = {}

    def cell(self, session: Session, uses: Sequence[Use]) -> SafeString:
        key = (session, tuple(map(self._bar, uses)))
        if key not in self._made:
            self._made[key] = _session_cell(*key)
        return self._made[key]

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
        iso=day.isoformat(),
        weekday=weekday_short(day.weekday()),
        full=full_date(day),
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


def _session_cell(session: Session, bars: tuple[Bar, ...]) -> SafeString:
    """Return a session as it stands in every cell that has it: a drawing, and the words for it."""
    return _worded(ICONS[session], _sentence(session, bars), draw(bars))


def _worded(icon: str, words: str, drawing: SafeString | str = "") -> SafeString:
    """Return a list item that is drawn, and said to those who cannot see it."""
    return format_html(
        '<li class="cal-s">{}<span class="visually-hidden">{}</span>{}</li>',
        _icon(icon),
        words,
        drawing,
    )


@cache
def _icon(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-{}"/></svg>', name
    )


def _sentence(session: Session, bars: Sequence[Bar]) -> str:
    """Say what a drawing shows: "Evening, 6 steps: 2 done, 4 planned"."""
    words = {
        State.DONE: _("%(n)d done"),
        State.PLANNED: _("%(n)d planned"),
        State.OPEN: _("%(n)d not confirmed"),
        State.SKIPPED: _("%(n)d skipped"),
    }
    counts = Counter(state for _texture, state, _rare in bars)
    parts = [words[state] % {"n": counts[state]} for state in State if counts[state]]
    steps = ngettext("%(n)d step", "%(n)d steps", len(bars)) % {"n": len(bars)}
    return f"{session_name(session)}, {steps}: {', '.join(parts)}"


def draw(bars: Sequence[Bar]) -> SafeString:
    """Return the layers as a small core sample, one path for all that look the same."""
    paths: dict[str, str] = {}
    top = 0.5
    for texture, state, rare in bars:
        look = f"{LOOKS[state]}{' key' if rare and state is not State.SKIPPED else ''}".strip()
        height = HEIGHTS[texture]
        paths[look] = f"{paths.get(look, '')}M.5 {top:g}h{WIDTH}v{height:g}h-{WIDTH}z"
        top += height + GAP
    return format_html(
        '<svg class="core" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>',
        WIDTH + 1,
        f"{top - GAP + 0.5:g}",
        format_html_join("", '<path class="{}" d="{}"/>', paths.items()),
    )


def legend() -> tuple[tuple[SafeString, str], ...]:
    """Return what the drawings mean, each with an example."""

    def example(state: State, *, rare: bool = False) -> SafeString:
        return draw(
            [
                (Texture.WATER, state, False),
                (Texture.ACTIVE, state, rare),
                (Texture.CREAM, state, False),
            ]
        )

    return (
        (example(State.DONE), _("Done")),
        (example(State.PLANNED), _("Planned, or not confirmed")),
        (example(State.SKIPPED), _("Skipped")),
        (example(State.PLANNED, rare=True), _("Not a daily step, named below")),
    )
