"""Schedules, dates and sessions in the user's language."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from routines.engine.plan import Session
from routines.engine.schedule import OnDates, Schedule

WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


def weekday_short(day: int) -> str:
    """Return the short name of a weekday, Monday = 0."""
    return _weekday_short(day, get_language())


@lru_cache(maxsize=256)
def _weekday_short(day: int, language: str | None) -> str:
    return str(WEEKDAYS[day])


def session_name(session: Session | str) -> str:
    return _("Morning") if Session(session) is Session.AM else _("Evening")


def turn_words(day: date, session: Session | str) -> str:
    """Return which session of which day: "Fri 27 Nov, evening"."""
    facts = {"day": short_date(day), "session": session_name(session).lower()}
    return _("%(day)s, %(session)s") % facts


def short_date(day: date) -> str:
    """Return a date such as "Fri 27 Nov"."""
    return _short_date(day, get_language())


def full_date(day: date) -> str:
    """Return a date such as "Fri 27 November 2026": it begins like a cell of the calendar."""
    return _full_date(day, get_language())


@lru_cache(maxsize=4096)
def _full_date(day: date, language: str | None) -> str:
    return date_format(day, "D j F Y")


@lru_cache(maxsize=4096)
def _short_date(day: date, language: str | None) -> str:
    return date_format(day, "D j M")


def days_words(first: date, last: date) -> str:
    """Return days in a row: "Thu 3 Dec", or "Thu 3 Dec to Thu 10 Dec"."""
    if first == last:
        return short_date(first)
    return _("%(first)s to %(last)s") % {"first": short_date(first), "last": short_date(last)}


def rest_words(first: date, last: date) -> str:
    """Say when a routine or a step rests: "Rests Thu 3 Dec to Thu 10 Dec"."""
    return _("Rests %(days)s") % {"days": days_words(first, last)}


def and_list(words: Iterable[str]) -> str:
    """Join words as one says them: "a", "a and b", "a, b and c"."""
    *head, last = list(words) or [""]
    if not head:
        return last
    return _("%(first)s and %(last)s") % {"first": ", ".join(head), "last": last}


def schedule_words(schedule: Schedule) -> str:
    """Say when a step is due: "Every day", "Mon, Wed, Fri", "Every 4 days", "Nights 1, 2 of 4"."""
    if isinstance(schedule, OnDates):
        days = sorted(set(schedule.on))
        if len(days) <= 2:  # noqa: PLR2004 (more dates than two are counted, not named)
            return and_list(short_date(day) for day in days)
        return ngettext("On %(n)d date", "On %(n)d dates", len(days)) % {"n": len(days)}
    due = sorted(set(schedule.due))
    if len(due) == schedule.period:
        return _("Every day")
    if schedule.period == 7:  # noqa: PLR2004 (days of a week)
        begin = schedule.anchor.weekday()
        return ", ".join(weekday_short(day) for day in sorted((begin + day) % 7 for day in due))
    if len(due) == 1:
        return _("Every %(n)d days") % {"n": schedule.period}
    nights = ", ".join(str(day + 1) for day in due)
    return _("Days %(days)s of %(n)d") % {"days": nights, "n": schedule.period}


def is_daily(schedule: Schedule) -> bool:
    """Say whether nothing about this schedule is worth naming in a calendar."""
    return not isinstance(schedule, OnDates) and len(set(schedule.due)) == schedule.period
