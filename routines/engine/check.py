"""Judge a plan: which rules hold on which dates."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

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
"""How far before the first date a use can matter, also of hydroquinone."""

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
    return checked(plan, first, last, load_rules() if rules is None else rules, timeline).flags


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan and its flags, and what it takes to check one that differs little at less cost."""

    flags: tuple[Flag, ...]
    _case: Case
    _rules: Mapping[str, Rule]

    def again(self, plan: Plan) -> "Checked":
        """Check another plan for the same dates and by the same rules."""
        old, since = self._case, self._case.first - history(plan)
        earlier = old if _facts(plan) == _facts(old.plan) else None
        timeline = expand(plan, since, old.last)
        return _judged(Case(plan, timeline, since, old.first, old.last, earlier), self._rules)


def _facts(plan: Plan) -> Plan:
    """Return what a plan holds besides the uses that make its timeline."""
    pauses = tuple(pause for pause in plan.pauses if pause.of_everything)
    return replace(plan, steps=(), skips=(), extras=(), pauses=pauses)


def checked(
    plan: Plan,
    first: dt.date,
    last: dt.date,
    rules: Mapping[str, Rule],
    timeline: Timeline | None = None,
) -> Checked:
    """Check a plan as `check` does, with a way to go on."""
    since = first - history(plan)
    return _judged(Case(plan, timeline or expand(plan, since, last), since, first, last), rules)


def _judged(case: Case, rules: Mapping[str, Rule]) -> Checked:
    flags = [flag for section in SECTIONS for flag in section.judge(case, rules)]
    return Checked(tuple(sorted(flags, key=_position)), case, rules)


def _position(flag: Flag) -> tuple[dt.date, str, str, tuple[str, ...]]:
    return flag.date, flag.session or "", flag.rule, flag.lines
