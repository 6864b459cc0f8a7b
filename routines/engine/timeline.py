"""From a plan to the uses it means: what goes on when, in which order."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import merge
from itertools import chain
from math import inf
from operator import attrgetter, itemgetter
from typing import NamedTuple

from routines.engine.plan import Extra, Plan, Product, Replacement, Session, Skip, Step

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One product in a session, without a date: days that do the same share their items.

    `place` is its place in the order of the plan; None = it has none (an extra use).
    """

    product: Product
    line: str | None
    routine: str
    place: int | None
    unit_opened: dt.date | None = None


class Use(NamedTuple):
    """One application of a product on a date; `skipped` = planned, and not done.

    A tuple, because a check makes thousands: a frozen dataclass takes three times as long.
    """

    date: dt.date
    session: Session
    product: Product
    line: str | None
    routine: str
    place: int | None
    skipped: bool = False
    unit_opened: dt.date | None = None


Mark = tuple[str, str | None, str, bool, dt.date | None]
Dated = dict[Session, dict[dt.date, list[Item]]]


class Timeline:
    """The uses of a plan from one date to another; made by `expand`."""

    def __init__(self, done: Dated, skipped: Dated, paused: frozenset[dt.date]) -> None:
        self._done = done
        self._skipped = skipped
        self._paused = paused
        self._uses: dict[str, list[Use]] = {}
        self._orders: dict[tuple[Item, ...], Sequence[Item]] = {}

    def paused(self, day: dt.date) -> bool:
        """Say whether everything is paused on a date."""
        return day in self._paused

    def items(self) -> Iterator[tuple[dt.date, Session, tuple[Item, ...]]]:
        """Yield each session that has uses, in the order of the plan; extras come last."""
        for session, dated in self._done.items():
            for day, items in dated.items():
                yield day, session, tuple(items)

    def uses(self, day: dt.date, session: Session) -> tuple[Use, ...]:
        """Return the uses of a session in the order in which they go on.

        Inside a routine that is the stated order; routines are merged by layer; extra uses
        without a place come last.
        """
        done = self._done[session].get(day, [])
        return tuple(_use(day, session, item) for item in self._in_display_order(done))

    def listed(self, day: dt.date, session: Session) -> tuple[Use, ...]:
        """Return what `uses` does, and the skipped steps in their places."""
        done = self._done[session].get(day, [])
        skipped = self._skipped[session].get(day, [])
        left_out = set(skipped)
        return tuple(
            _use(day, session, item, skipped=item in left_out)
            for item in self._in_display_order([*done, *skipped])
        )

    def _in_display_order(self, items: list[Item]) -> Sequence[Item]:
        """Put a session in order; days that do the same are put in order once."""
        key = tuple(items)
        if key not in self._orders:
            self._orders[key] = _in_display_order(items)
        return self._orders[key]

    @property
    def used(self) -> Collection[str]:
        """The keys of the products that are used at all."""
        return self._by_product.keys()

    def uses_of(self, product: str) -> list[Use]:
        """Return every use of a product, oldest first."""
        if product not in self._uses:
            self._uses[product] = [_use(*entry) for entry in self._by_product.get(product, [])]
        return self._uses[product]

    @cached_property
    def _by_product(self) -> Mapping[str, list[tuple[dt.date, Session, Item]]]:
        found: dict[str, list[tuple[dt.date, Session, Item]]] = defaultdict(list)
        for day, session, items in sorted(self.items(), key=itemgetter(0, 1)):
            for item in items:
                found[item.product.key].append((day, session, item))
        return found


def expand(plan: Plan, first: dt.date, last: dt.date) -> Timeline:
    """Return what is used from `first` to `last`, both included."""
    done: Dated = {session: defaultdict(list) for session in Session}
    skipped: Dated = {session: defaultdict(list) for session in Session}
    skips: dict[dt.date, list[Skip]] = defaultdict(list)
    for skip in plan.skips:
        skips[skip.date].append(skip)
    replacements = sorted(plan.replacements, key=attrgetter("first"))
    begin = max(first, plan.start or first)
    for place, step in enumerate(plan.steps):
        off = _days_off(plan, step, begin, last)
        for product, start, end in _versions(step, replacements, begin, last):
            item = Item(plan.products[product], step.line, step.routine, place)
            for day in step.schedule.dates(start, end):
                if day not in off:
                    gone = day in skips and _is_skipped(item, step.session, skips[day])
                    (skipped if gone else done)[step.session][day].append(item)
    for extra in plan.extras:
        if first <= extra.date <= last:
            items = done[extra.session][extra.date]
            items.append(_extra_item(plan, extra))
            items.sort(key=_place)
    _date_units(plan, done)
    return Timeline(done, skipped, _paused_days(plan, first, last))


def differing(one: Timeline, other: Timeline, first: dt.date, last: dt.date) -> frozenset[str]:
    """Return the keys of the products that two timelines do not use alike from `first` to `last`.

    Alike is: on the same lines of the same routines, in the same sessions, in the same order.
    """
    pairs = {
        (tuple(old.get(day, ())), tuple(new.get(day, ())))
        for old, new in ((one._done[session], other._done[session]) for session in Session)
        for day in old.keys() | new.keys()
        if first <= day <= last
    }
    used = set(chain.from_iterable(chain.from_iterable(pairs)))
    marks = {item: _mark(item) for item in used}
    return frozenset(
        key
        for old, new in pairs
        for key in _moved([marks[item] for item in old], [marks[item] for item in new])
    )


def _moved(were: list[Mark], are: list[Mark]) -> Iterator[str]:
    """Yield the keys of the products that two sessions do not use alike."""
    stayed = {*were} & {*are}
    if [mark for mark in were if mark in stayed] == [mark for mark in are if mark in stayed]:
        yield from (mark[0] for mark in {*were} ^ {*are})
    else:
        yield from (mark[0] for mark in were + are)


def _mark(item: Item) -> Mark:
    """Return what tells items apart wherever they stand."""
    return item.product.key, item.line, item.routine, item.place is None, item.unit_opened


def _date_units(plan: Plan, done: Dated) -> None:
    for (day, session, line), opened in plan.units.items():
        items = done[session].get(day, [])
        for place, item in enumerate(items):
            if item.line == line:
                items[place] = replace(item, unit_opened=opened)


def product_on(plan: Plan, step: Step, day: dt.date) -> str:
    """Return the key of the product a step stands for on a date, replacements applied."""
    product = step.product
    for replacement in sorted(plan.replacements, key=attrgetter("first")):
        if replacement.product == product and replacement.first <= day:
            product = replacement.by
    return product


def _versions(
    step: Step, replacements: list[Replacement], first: dt.date, last: dt.date
) -> Iterator[tuple[str, dt.date, dt.date]]:
    """Yield the products a step stands for, each with its first and last date in the range."""
    begin, end = max(first, step.first or first), min(last, step.last or last)
    product = step.product
    for replacement in replacements:
        if replacement.product == product and replacement.first <= end:
            if begin < replacement.first:
                yield product, begin, replacement.first - DAY
                begin = replacement.first
            product = replacement.by
    if begin <= end:
        yield product, begin, end


def _is_skipped(item: Item, session: Session, skips: list[Skip]) -> bool:
    return any(
        skip.session in (None, session)
        and skip.product in (None, item.product.key)
        and skip.line in (None, item.line)
        for skip in skips
    )


def _days_off(plan: Plan, step: Step, first: dt.date, last: dt.date) -> set[dt.date]:
    return {
        day
        for pause in plan.pauses
        if pause.routine in (None, step.routine) and pause.line in (None, step.line)
        for day in _days(max(first, pause.first), min(last, pause.last))
    }


def _paused_days(plan: Plan, first: dt.date, last: dt.date) -> frozenset[dt.date]:
    return frozenset(
        day
        for pause in plan.pauses
        if pause.of_everything
        for day in _days(max(first, pause.first), min(last, pause.last))
    )


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    yield from map(dt.date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _extra_item(plan: Plan, extra: Extra) -> Item:
    """Return the item of an extra use; on a line it takes the place of the version in force."""
    product, opened = plan.products[extra.product], extra.unit_opened
    versions = []
    if extra.line is not None:
        versions = [entry for entry in enumerate(plan.steps) if entry[1].line == extra.line]
    if not versions:
        return Item(product, extra.line, "", None, opened)
    in_force = [entry for entry in versions if _covers(entry[1], extra.date)]
    place, step = (in_force or versions)[-1]
    return Item(product, extra.line, step.routine, place, opened)


def _covers(step: Step, day: dt.date) -> bool:
    return (step.first is None or step.first <= day) and (step.last is None or day <= step.last)


def _use(day: dt.date, session: Session, item: Item, *, skipped: bool = False) -> Use:
    return tuple.__new__(  # what Use(...) does, in half the time
        Use,
        (
            day,
            session,
            item.product,
            item.line,
            item.routine,
            item.place,
            skipped,
            item.unit_opened,
        ),
    )


def _in_display_order(items: list[Item]) -> list[Item]:
    routines: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(items, key=_place):
        if item.place is not None:
            routines[item.routine].append(item)
    unplaced = (item for item in items if item.place is None)
    return [*merge(*routines.values(), key=_layer), *unplaced]


def _place(item: Item) -> float:
    return inf if item.place is None else item.place


def _layer(item: Item) -> int:
    return item.product.kind_facts.place
