"""Arrange my week: a proposal for a routine from the shelf, beside the week as it is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from django.utils.translation import gettext as _

from accounts.models import User
from products.knowledge import kinds
from products.models import Product
from routines.arrange_words import placed_words, unplaced_words, when_words
from routines.engine.adoption import Room, movable
from routines.engine.arrange import arrange
from routines.engine.arrangement import Arrangement, Task
from routines.engine.causes import causes
from routines.engine.check import check
from routines.engine.plan import Plan, Session
from routines.engine.timeline import expand
from routines.facts import product_in_plan
from routines.forms.arranging import ArrangeForm
from routines.models import Routine
from routines.month import WEEK
from routines.noticed import AHEAD
from routines.rules_in_force import rules_in_force
from routines.selectors import OwnedPlan
from routines.selectors_shelf import Shelved, shelf_at_hand
from routines.words import session_name, short_date


@dataclass(frozen=True, slots=True)
class Desk:
    """A routine and the shelf to arrange it from; `room` is what of it may change.

    `new` products were never used before.
    """

    routine: Routine
    owned: OwnedPlan
    shelf: dict[str, Product]
    room: Room
    new: frozenset[str]
    today: date

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(key, str(product)) for key, product in self.shelf.items()]


@dataclass(frozen=True, slots=True)
class Line:
    """One product of a proposal: when and why, `now` as it is; `taken` = somebody wants that."""

    key: str
    product: Product
    when: str
    now: str
    why: str
    taken: bool

    @property
    def changes(self) -> bool:
        return self.when != self.now


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A date, and the kinds of what is used in each session, in order."""

    words: str
    iso: str
    sessions: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """The coming week of a plan, and how many things the rules say of the next 35 days."""

    days: tuple[WeekDay, ...]
    things: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What could be, and what is: lines to take or leave, the unplaced, two weeks."""

    lines: tuple[Line, ...]
    unplaced: tuple[Line, ...]
    before: Sketch
    after: Sketch
    plan: Plan


def desk_for(user: User, routine: Routine, owned: OwnedPlan, today: date) -> Desk:
    """Return what a routine can be arranged from: what is on the shelf and not used up.

    Products that another routine uses stay there. Two queries.
    """
    rows = {row.facts.key: row for row in shelf_at_hand(user, today)}
    key = str(routine.pk)
    elsewhere = {
        step.product
        for step in owned.plan.steps
        if step.routine != key and (step.last is None or step.last >= today)
    }
    shelf = {product: row for product, row in rows.items() if product not in elsewhere}
    new = frozenset(key for key, row in shelf.items() if _is_new(owned, row, today))
    owned = _supplied(owned, routine, shelf)
    lines = movable(owned.plan, key, shelf, today)
    kept = {
        step.product
        for step in owned.plan.steps
        if step.routine == key and (step.last is None or step.last >= today)
    } - lines.keys()
    free = {product: row.product for product, row in shelf.items() if product not in kept}
    room = Room(key, today, lines, lambda: str(uuid4()))
    return Desk(routine, owned, free, room, new, today)


def _is_new(owned: OwnedPlan, row: Shelved, today: date) -> bool:
    """Say whether a product is new, and no step of the plan has begun with it before today."""
    known = owned.plan.products.get(row.facts.key, row.facts)
    return bool(row.item.new_to_me) and (known.first_used or today) >= today


def _supplied(owned: OwnedPlan, routine: Routine, shelf: dict[str, Shelved]) -> OwnedPlan:
    """Return the plan with the products of the shelf, whose packs tell their dates."""
    known = owned.plan.products
    facts = {
        key: replace(row.facts, first_used=known.get(key, row.facts).first_used)
        for key, row in shelf.items()
    }
    items = {key: row.item for key, row in shelf.items()}
    return replace(
        owned,
        plan=replace(owned.plan, products={**owned.plan.products, **facts}),
        items={**owned.items, **items},
        routines={**owned.routines, str(routine.pk): routine},
    )


def arrangement_of(desk: Desk, form: ArrangeForm) -> Arrangement:
    """Return the arrangement that the form asks for, from today on."""
    return arrange(
        Task(
            plan=desk.room.cleared(desk.owned.plan),
            first=desk.today,
            last=desk.today + AHEAD,
            rules=rules_in_force(),
            wishes=form.wishes,
            template=form.kind_of_week,
            routine=str(desk.routine.pk),
            shelf=tuple(desk.shelf),
            new=desk.new,
            fresh_from=desk.today,
        )
    )


def proposal_of(
    desk: Desk, arrangement: Arrangement, chosen: Collection[str] | None = None
) -> Proposal:
    """Return a proposal with the chosen products taken; None = all of them."""
    taken = set(desk.shelf) if chosen is None else set(chosen)
    plan = desk.owned.plan
    after = desk.room.adopted(plan, arrangement, taken)
    return Proposal(
        lines=tuple(_placed(desk, arrangement, taken)),
        unplaced=tuple(_unplaced(desk, arrangement, taken)),
        before=_sketch(plan, desk.today),
        after=_sketch(_begun(desk, after), desk.today),
        plan=after,
    )


def _begun(desk: Desk, plan: Plan) -> Plan:
    """Return the plan with the first use of each new product, as it will be once it is kept."""
    begun = {
        key: product_in_plan(desk.owned.items[key], plan.products[key], plan.steps)
        for key in desk.new
    }
    return replace(plan, products={**plan.products, **begun})


def _placed(desk: Desk, arrangement: Arrangement, taken: Collection[str]) -> Iterator[Line]:
    rules = rules_in_force()
    for placed in arrangement.placed:
        yield Line(
            placed.product,
            desk.shelf[placed.product],
            when_words(placed.seats),
            _now(desk, placed.product),
            placed_words(placed, arrangement.plan, rules),
            placed.product in taken,
        )


def _unplaced(desk: Desk, arrangement: Arrangement, taken: Collection[str]) -> Iterator[Line]:
    for left in arrangement.unplaced:
        why = unplaced_words(left, rules_in_force())
        now = _now(desk, left.product)
        product = desk.shelf[left.product]
        yield Line(left.product, product, "", now, why, left.product in taken)


def _now(desk: Desk, product: str) -> str:
    """Say when a product is used as things are; empty if it is not."""
    lines = desk.room.lines.get(product, {})
    seats = {
        session: next(
            step.schedule for step in reversed(desk.owned.plan.steps) if step.line == line
        )
        for session, line in lines.items()
    }
    return when_words(seats)


def _sketch(plan: Plan, today: date) -> Sketch:
    rules = rules_in_force()
    flags = [flag for flag in check(plan, today, today + AHEAD, rules) if flag.is_grave]
    timeline = expand(plan, today, today + timedelta(days=WEEK))
    days = tuple(today + timedelta(days=day) for day in range(WEEK))
    return Sketch(
        days=tuple(
            WeekDay(
                short_date(day),
                day.isoformat(),
                tuple(
                    (
                        session_name(session),
                        tuple(_kind(use.product.kind) for use in timeline.uses(day, session)),
                    )
                    for session in Session
                ),
            )
            for day in days
        ),
        things=len(causes(flags, rules, today)),
    )


def _kind(kind: str) -> str:
    return _(kinds()[kind].label)
