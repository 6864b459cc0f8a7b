"""A week day by day: which dates it has, and both sessions of each by name."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from routines.cells import DayCell, Facts, day_cells
from routines.month import FIRST_DAY, LAST_DAY, WEEK
from routines.noticed import Noticed
from routines.selectors import OwnedPlan
from routines.sessions import DaySession, day_sessions


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, named by the one `monday` among them, whichever day they begin on.

    `previous` and `next` are the Mondays of its neighbours, None at the ends of time.
    """

    monday: date
    days: tuple[date, ...]
    previous: date | None
    next: date | None

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]

    @property
    def number(self) -> int:
        """The week of the ISO calendar that its Monday lies in."""
        return self.monday.isocalendar().week

    @property
    def words(self) -> str:
        """Say which days, such as "30 November to 6 December"."""
        same_month = self.first.month == self.last.month
        first = date_format(self.first, "j" if same_month else "j F")
        return _("%(first)s to %(last)s") % {"first": first, "last": date_format(self.last, "j F")}


def week_of(day: date, week_start: int) -> Week:
    """Return the week a day lies in; `week_start` is the weekday weeks begin on, Monday = 0."""
    first = day - timedelta(days=(day.weekday() - week_start) % WEEK)
    days = tuple(first + timedelta(days=number) for number in range(WEEK))
    monday = next(each for each in days if each.weekday() == 0)
    return Week(
        monday=monday,
        days=days,
        previous=monday - timedelta(days=WEEK) if first > FIRST_DAY else None,
        next=monday + timedelta(days=WEEK) if days[-1] < LAST_DAY else None,
    )


@dataclass(frozen=True, slots=True)
class Views:
    """Where the same time is found as a month, a week and a day."""

    month: date
    week: date
    day: date


def views_around(day: date, week_start: int) -> Views:
    """Return the views of a day, or of the nearest one that a page shows."""
    shown = min(max(day, FIRST_DAY), LAST_DAY)
    return Views(shown.replace(day=1), week_of(shown, week_start).monday, shown)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of a week: its cell, and its sessions with every step."""

    cell: DayCell
    sessions: tuple[DaySession, ...]


def week_days(week: Week, owned: OwnedPlan, noticed: Noticed, facts: Facts) -> list[WeekDay]:
    """Return the seven days; a session without steps is left out."""

    def sessions(day: date) -> tuple[DaySession, ...]:
        both = day_sessions(owned, day, facts.today, timeline=noticed.timeline)
        return tuple(session for session in both.values() if session.rows)

    cells = day_cells(week.days, noticed.timeline, facts)
    return [WeekDay(cell, sessions(cell.day)) for cell in cells]
