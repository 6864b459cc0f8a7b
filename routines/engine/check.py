"""Judge a plan: which rules hold on which dates."""

import datetime as dt
from collections.abc import Mapping

from routines.engine.flags import Flag, Rule
from routines.engine.plan import Plan
from routines.engine.rules import combinations, frequency, load_rules, order, sun
from routines.engine.rules.case import Case
from routines.engine.timeline import Timeline, expand

HISTORY = dt.timedelta(days=7)
"""How far before the first date a use can matter to the rules that run: an AHA a week ago."""

SECTIONS = (frequency, order, combinations, sun)


def check(
    plan: Plan,
    first: dt.date,
    last: dt.date,
    rules: Mapping[str, Rule] | None = None,
    timeline: Timeline | None = None,
) -> tuple[Flag, ...]:
    """Return the flags of the dates from `first` to `last`, sorted by date, session and rule.

    `rules` are those to judge by, an owner's changes included; one left out is turned off.
    The plan must hold what happened in the `HISTORY` before; a `timeline` that is given covers
    that too. A rule may raise several flags on one date, each about products that have nothing
    to do with the others.
    """
    judged = load_rules() if rules is None else rules
    case = Case(plan, timeline or expand(plan, first - HISTORY, last), first, last)
    flags = [flag for section in SECTIONS for flag in section.judge(case, judged)]
    return tuple(sorted(flags, key=_position))


def _position(flag: Flag) -> tuple[dt.date, str, str, tuple[str, ...]]:
    return flag.date, flag.session or "", flag.rule, flag.lines
