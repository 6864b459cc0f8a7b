"""Judge a plan: which rules hold on which dates."""

import datetime as dt
from collections.abc import Mapping

from routines.engine.flags import Flag, Rule
from routines.engine.plan import Plan
from routines.engine.rules import (
    combinations,
    frequency,
    freshness,
    introduction,
    load_rules,
    order,
    person,
    sun,
)
from routines.engine.rules.case import Case
from routines.engine.rules.traits import HYDROQUINONE
from routines.engine.timeline import Timeline, expand

HISTORY = dt.timedelta(days=8)
LONG_HISTORY = dt.timedelta(days=91)
"""How far before the first date a use can matter (rules.md C.0.3), also of hydroquinone."""

SECTIONS = (frequency, order, combinations, sun, introduction, freshness, person)


def history(plan: Plan) -> dt.timedelta:
    """Return how far before the first date a use of this plan can matter to a rule."""
    long = any(HYDROQUINONE in product.actives for product in plan.products.values())
    return LONG_HISTORY if long else HISTORY


def check(
    plan: Plan,
    first: dt.date,
    last: dt.date,
    rules: Mapping[str, Rule] | None = None,
    timeline: Timeline | None = None,
) -> tuple[Flag, ...]:
    """Return the flags of the dates from `first` to `last`, sorted by date, session and rule.

    `rules` are those to judge by, an owner's changes included; one left out is turned off.
    The plan must hold what happened in its `history` before, and the diary notes and procedures
    that matter to these dates; a `timeline` that is given covers that history too. A rule may
    raise several flags on one date, each about products that have nothing to do with the others.
    """
    judged = load_rules() if rules is None else rules
    since = first - history(plan)
    case = Case(plan, timeline or expand(plan, since, last), since, first, last)
    flags = [flag for section in SECTIONS for flag in section.judge(case, judged)]
    return tuple(sorted(flags, key=_position))


def _position(flag: Flag) -> tuple[dt.date, str, str, tuple[str, ...]]:
    return flag.date, flag.session or "", flag.rule, flag.lines
