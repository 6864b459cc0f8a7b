"""A fix before it is applied: the weeks it touches, as they are and as they would be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from accounts.models import User
from routines.cells import Facts, short_name
from routines.engine.flags import Severity
from routines.engine.plan import Plan, Session
from routines.engine.preview import changes
from routines.engine.timeline import Timeline, expand
from routines.month import WEEK
from routines.noticed import DayFlags, marks_of
from routines.selectors import OwnedPlan
from routines.small_calendars import SmallCalendar, small_weeks
from routines.week import week_of
from routines.words import and_list, session_name, short_date

WEEKS = 2
"""How many of the weeks it touches are drawn; the words name all."""


CHANGED, SAME = "changed", "same"
"""The states of a day that differs between the plans, and of one about which nothing does."""


@dataclass(frozen=True, slots=True)
class _Weeks:
    """The days to draw, the uses among them that differ, and what both plans are drawn by."""

    user: User
    days: Sequence[date]
    touched: Sequence[tuple[date, Session]]
    today: date

    def marks(self, plan: Plan) -> dict[date, DayFlags]:
        """Return what the days are marked with if this is the plan."""
        return marks_of(self.user, plan, self.days[0], self.days[-1], self.today)


def compared(
    user: User, owned: OwnedPlan, after: Plan, today: date, last: date
) -> tuple[SmallCalendar, ...]:
    """Draw the first two weeks that a change of plan touches, as they are and as they would be.

    Nothing is drawn where no use differs up to `last`. Two queries.
    """
    touched = [(change.date, change.session) for change in changes(owned.plan, after, today, last)]
    if not touched:
        return ()
    starts = sorted({week_of(day, user.week_start).first for day, _session in touched})
    days = [start + timedelta(days=n) for start in starts[:WEEKS] for n in range(WEEK)]
    weeks = _Weeks(user, days, touched, today)
    before = weeks.marks(owned.plan)
    gone = {day: mark for day, mark in before.items() if day < today}
    then = weeks.marks(after) | gone
    states = dict.fromkeys((day for day in days if before.get(day) == then.get(day)), SAME)
    states |= dict.fromkeys((day for day, _session in touched), CHANGED)
    return (
        _calendar(_("As it is"), weeks, owned, before, states),
        _calendar(_("With this change"), weeks, replace(owned, plan=after), then, states),
    )


def _calendar(
    caption: str,
    weeks: _Weeks,
    owned: OwnedPlan,
    marks: Mapping[date, DayFlags],
    states: Mapping[date, str],
) -> SmallCalendar:
    timeline = expand(owned.plan, weeks.days[0], weeks.days[-1])
    facts = Facts(
        plan=owned.plan,
        names={key: short_name(item.shown) for key, item in owned.items.items()},
        ticks=owned.ticks,
        paused={},
        entries=owned.noted,
        flags=marks,
        today=weeks.today,
    )
    ahead = {day: marks[day] for day in weeks.days if day in marks and day >= weeks.today}
    severities = (Severity(mark.severity) for mark in ahead.values())
    return SmallCalendar(
        caption=caption,
        steps=tuple(_steps(owned, timeline, weeks.touched)),
        weeks=small_weeks(weeks.days, timeline, facts, states),
        verdict=_verdict(ahead),
        severity=max(severities, key=lambda severity: severity.rank, default=""),
    )


def _steps(
    owned: OwnedPlan, timeline: Timeline, touched: Sequence[tuple[date, Session]]
) -> Iterator[str]:
    """Yield what goes on in the sessions of the first day that differs, in order."""
    day = touched[0][0]
    for session in sorted({session for each, session in touched if each == day}):
        names = [owned.plan.products[use.product.key].name for use in timeline.uses(day, session)]
        facts = {
            "when": f"{short_date(day)}, {session_name(session).lower()}",
            "steps": _(", then ").join(names) or _("nothing"),
        }
        yield _("%(when)s: %(steps)s") % facts


def _verdict(marks: Mapping[date, DayFlags]) -> str:
    words = [f"{short_date(day)} ({mark.short})" for day, mark in marks.items()]
    if not words:
        return _("No day ahead is marked.")
    return _("Marked: %(days)s.") % {"days": and_list(words)}
