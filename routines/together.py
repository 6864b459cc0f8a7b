"""Answer "can I use these together?" for kinds of product, by asking the engine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from products.knowledge import Kind, kinds
from routines.engine.causes import FOLDS
from routines.engine.check import check
from routines.engine.flags import Flag, Rule
from routines.engine.plan import Plan, Product, Session, Step
from routines.engine.rules import load_rules
from routines.engine.schedule import DAILY, OnDates, Schedule
from routines.words import and_list

DAY = date(2026, 3, 2)
"""Any Monday will do: the answer is about kinds, not about dates."""

FRAMES = {
    Session.AM: ("cleanser", "moisturizer", "sunscreen"),
    Session.PM: ("cleanser", "hydrating_toner", "moisturizer"),
}
"""What goes around the kinds in question, unless they are among these."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the answer's stack: the kind, how often, and whether it was asked about."""

    kind: str
    name: str
    often: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The question, a verdict, the order from the skin up, and what the rules say of it."""

    question: str
    verdict: str
    apart: bool
    layers: tuple[Layer, ...]
    rules: tuple[Rule, ...]


def an(kind: Kind) -> str:
    """Name a kind in a sentence: "an ampoule", "a serum"."""
    name = _(kind.label)
    name = name[:1].lower() + name[1:]
    article = _("an %(kind)s") if name[0] in "aeiou" else _("a %(kind)s")
    return article % {"kind": name}


def how_often(kind: Kind) -> str:
    """Say how often a kind is used: "at most twice in 7 days", "up to twice a day"."""
    if kind.max_week:
        return (
            ngettext("at most once in 7 days", "at most %(n)d times in 7 days", kind.max_week)
            % {"n": kind.max_week}
            if kind.max_week != TWICE
            else _("at most twice in 7 days")
        )
    if kind.max_day == TWICE:
        return _("up to twice a day")
    if kind.max_day == 1:
        return _("once a day")
    return _("as often as you like")


TWICE = 2


def in_order(names: Iterable[str]) -> list[Kind]:
    """Return kinds from the skin up; those off the face come last."""
    found = [kinds()[name] for name in dict.fromkeys(names)]
    return sorted(found, key=lambda kind: 1_000 if kind.layer is None else kind.layer)


def _plan(order: Sequence[Kind], session: Session, schedule: Schedule) -> Plan:
    return Plan(
        products={
            kind.id: Product(kind.id, kind.id, single_use=kind.single_use_default)
            for kind in order
        },
        steps=tuple(Step(kind.id, kind.id, session, schedule) for kind in order),
    )


def _about(flags: Iterable[Flag], asked: set[str]) -> list[str]:
    """Return the rules of flags that are about nothing but the kinds in question."""
    return [flag.rule for flag in flags if set(flag.products) <= asked]


def answer(asked: Sequence[str], session: Session) -> Answer:
    """Judge kinds used in one session, in the order that fits them.

    The rules named are those the kinds break in that order, then those they would break in the
    opposite order or on every day.
    """
    rules = load_rules()
    names = set(asked)
    order = in_order((*asked, *FRAMES[session]))
    once = _about(check(_plan(order, session, OnDates((DAY,))), DAY, DAY, rules), names)
    turned = _about(check(_plan(order[::-1], session, OnDates((DAY,))), DAY, DAY, rules), names)
    week = DAY + timedelta(days=6)
    daily = _about(check(_plan(order, session, DAILY), DAY, week, rules), names)
    found = dict.fromkeys([*once, *turned, *daily])
    said = {folded for rule in found for folded in FOLDS.get(rule, ())}
    return Answer(
        question=_("Can I use %(kinds)s together?")
        % {"kinds": and_list(an(kinds()[name]) for name in asked)},
        verdict=_verdict([kind for kind in order if kind.id in names], session, once),
        apart=bool(once),
        layers=tuple(
            Layer(kind.id, _(kind.label), how_often(kind), kind.id in names) for kind in order
        ),
        rules=tuple(rules[rule] for rule in found if rule not in said),
    )


def _verdict(asked: Sequence[Kind], session: Session, broken: Sequence[str]) -> str:
    if broken:
        if session is Session.AM:
            return _("Better on different mornings.")
        return _("Better on different evenings.")
    first, *rest = [_(kind.label).lower() for kind in asked]
    if not rest:
        return _("Yes.")
    if len({kind.layer for kind in asked}) == 1 or any(kind.flex for kind in asked):
        return _("Yes, in either order.")
    return _("Yes: %(first)s first, then %(rest)s.") % {"first": first, "rest": and_list(rest)}
