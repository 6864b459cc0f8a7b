"""What the days of a calendar have in common: drawings, the words for them, dates.

Each is made once in a language and kept for the next day and the next page: making them anew was
half of the work of a cell.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from products.knowledge import Texture
from routines.cards import calendar_address
from routines.engine.plan import Session
from routines.ticks import State
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

Bar = tuple[Texture, State, bool]
"""One layer: its texture, how it stands, and whether it is not daily."""


@lru_cache(maxsize=4096)
def session_item(session: Session, bars: tuple[Bar, ...], language: str | None) -> SafeString:
    """Return a session as a list item: a drawing, and words for it in the `language` in use."""
    return worded(ICONS[session], _sentence(session, bars), draw(bars))


@lru_cache(maxsize=256)
def worded(icon: str, words: str, drawing: SafeString | str = "") -> SafeString:
    """Return a list item that is drawn, and said to those who cannot see it."""
    return format_html(
        '<li class="cal-s">{}<span class="visually-hidden">{}</span>{}</li>',
        sign(icon),
        words,
        drawing,
    )


@lru_cache(maxsize=4096)
def date_head(day: date, language: str | None, *, linked: bool) -> SafeString:
    """Return a date as it stands in a cell, in the `language` in use."""
    words = format_html(
        '<span class="cal-dow">{}</span> <time datetime="{}">{}</time>',
        weekday_short(day.weekday()),
        day,
        day.day,
    )
    if not linked:
        return format_html('<span class="cal-date">{}</span>', words)
    return format_html(
        '<a class="cal-date" href="{}{}/" aria-label="{}">{}</a>',
        calendar_address(),
        day,
        full_date(day),
        words,
    )


@cache
def sign(name: str) -> SafeString:
    """Draw a symbol of the sprite, as decoration."""
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
    return (
        (_example(State.DONE), _("Done")),
        (_example(State.PLANNED), _("Planned, or not confirmed")),
        (_example(State.SKIPPED), _("Skipped")),
        (_example(State.PLANNED, rare=True), _("Not a daily step, named below")),
    )


@lru_cache(maxsize=16)
def _example(state: State, *, rare: bool = False) -> SafeString:
    bars = [(Texture.WATER, state, False), (Texture.ACTIVE, state, rare)]
    return draw([*bars, (Texture.CREAM, state, False)])
