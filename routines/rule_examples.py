"""The examples of a rule as small calendars, judged when they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from routines.cells import Facts
from routines.engine.check import check, history
from routines.engine.examples import FIRST, LAST, Example, example_of
from routines.engine.flags import Flag, Rule
from routines.engine.plan import Plan, Session
from routines.engine.timeline import expand
from routines.month import WEEK
from routines.noticed import DayFlags, short_words
from routines.small_calendars import SmallCalendar, small_weeks
from routines.words import full_date, is_daily, schedule_words, session_name


@dataclass(frozen=True, slots=True)
class Shown:
    """Both calendars of a rule, the flagged one first, and what they rest on besides steps."""

    calendars: tuple[SmallCalendar, SmallCalendar]
    fact: str
    doubt: str


def shown_example(rule: Rule) -> Shown:
    """Judge the example of a rule by the rule as it is stated, and draw it.

    Both calendars end with the week in which the rule speaks first.
    """
    example = example_of(rule.id)
    flags = check(example.flagged, FIRST, LAST, {rule.id: rule})
    weeks = (min((flag.date for flag in flags), default=FIRST) - FIRST).days // WEEK + 1
    return Shown(
        (_calendar(example, rule, 0, weeks), _calendar(example, rule, 1, weeks)),
        fact=_(example.fact) if example.fact else "",
        doubt=_(example.doubt),
    )


def _calendar(example: Example, rule: Rule, which: int, weeks: int) -> SmallCalendar:
    plan = (example.flagged, example.quiet)[which]
    flags = check(plan, FIRST, LAST, {rule.id: rule})
    last = FIRST + timedelta(days=weeks * WEEK - 1)
    days = [FIRST + timedelta(days=day) for day in range(weeks * WEEK)]
    timeline = expand(plan, FIRST - history(plan), last)
    shown = [flag for flag in flags if flag.date <= last]
    return SmallCalendar(
        caption=_(example.captions[which]),
        steps=tuple(_steps(plan)),
        weeks=small_weeks(days, timeline, _facts(plan, flags, rule), {}),
        verdict=_verdict(shown),
        severity=rule.severity.value if shown else "",
    )


def _facts(plan: Plan, flags: Iterable[Flag], rule: Rule) -> Facts:
    """Return what the days are printed from: nothing is done yet, and no day is today."""
    return Facts(
        plan=plan,
        names={key: product.name for key, product in plan.products.items()},
        ticks=frozenset(),
        paused={},
        entries=frozenset(note.date for note in plan.journal),
        flags={
            flag.date: DayFlags(flag.severity.value, short_words(flag, {rule.id: rule}), 0)
            for flag in flags
        },
        today=date.min,
    )


def _steps(plan: Plan) -> Iterable[str]:
    """Yield the steps of each session in a line: "Evening: serum, then ampoule (Wed)"."""
    for session in Session:
        names = [
            plan.products[step.product].name
            if is_daily(step.schedule)
            else _("%(product)s (%(days)s)")
            % {
                "product": plan.products[step.product].name,
                "days": schedule_words(step.schedule),
            }
            for step in plan.steps
            if step.session is session
        ]
        if names:
            steps = _(", then ").join(names)
            yield _("%(session)s: %(steps)s") % {"session": session_name(session), "steps": steps}


def _verdict(flags: Iterable[Flag]) -> str:
    days = [full_date(day) for day in dict.fromkeys(flag.date for flag in flags)]
    if not days:
        return _("Nothing is said.")
    return _("Said first on %(day)s.") % {"day": days[0]}
