"""Read somebody's shelf, routines and record, and make the plan the engine judges."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from accounts.models import User
from accounts.prepared import FIRST, LAST, OWNER, Prepared
from journal.selectors import diary_between
from products.kinds_in_force import kinds_in_force
from products.models import Product
from routines.engine import plan as engine
from routines.engine.check import history
from routines.engine.trouble import LOOKAHEAD
from routines.facts import engine_product, engine_profile, product_in_plan
from routines.models import Pause, Routine, ShelfItem, Step, Use
from routines.packs import join_packs, with_packs


@dataclass(frozen=True, slots=True)
class OwnedPlan:
    """A plan, and the rows its keys stand for: product key to item, routine key to routine.

    `ticks` are the uses somebody ticked, as (date, session, line); `pauses` the rows behind the
    plan's.
    """

    plan: engine.Plan
    items: Mapping[str, ShelfItem]
    routines: Mapping[str, Routine]
    ticks: frozenset[tuple[date, str, str | None]] = frozenset()
    pauses: Sequence[Pause] = ()

    @property
    def noted(self) -> frozenset[date]:
        """The days that have a journal entry, as far as the plan was read."""
        return frozenset(note.date for note in self.plan.journal)

    @property
    def on_shelf(self) -> list[Product]:
        """The products that stand on the shelf now."""
        return [item.shown for item in self.items.values() if item.removed_on is None]


NOT_PLANNED = (
    "added_at",
    *(
        f"{product}__{column}"
        for product in ("product", "product__merged_into")
        for column in (
            *("barcode", "ingredients_text", "search_tokens", "popularity"),
            *("source", "source_date", "licence", "created_at", "updated_at"),
        )
    ),
)
"""Columns of a shelf item that no plan needs: a third of the cost of reading it."""

_shelf = Prepared(
    lambda: (
        join_packs(ShelfItem.objects.for_user(OWNER), LAST)
        .select_related("product__brand", "product__merged_into__brand")
        .defer(*NOT_PLANNED)
        .order_by()
    )
)

Shelf = Mapping[int | None, ShelfItem]
"""Shelf items by primary key."""


def _ever_owned(user: User, day: date) -> Shelf:
    """Return all that ever stood on the shelf, what stands there now last. One query.

    Each item carries the pack in use on a day.
    """
    items = sorted(with_packs(_shelf(owner=user.pk, last=day), day), key=_shelf_order)
    return {item.pk: item for item in items}


def _facts(shelf: Shelf) -> dict[str, engine.Product]:
    """Return the products of shelf items as the engine takes them, by the key of the item."""
    kinds = kinds_in_force()
    return {str(item.pk): engine_product(item, item.pack_in_use, kinds) for item in shelf.values()}


def _shelf_order(item: ShelfItem) -> tuple[date, int]:
    return item.removed_on or date.max, item.pk


def _engine_step(step: Step) -> engine.Step:
    ends = [day for day in (step.ends_on, step.routine.ends_on) if day]
    return engine.Step(
        line=str(step.line),
        product=str(step.shelf_item.shown.pk),
        session=engine.Session(step.session),
        schedule=step.schedule,
        routine=str(step.routine_id),
        first=step.starts_on,
        last=min(ends) if ends else None,
    )


_steps = Prepared(
    lambda: (
        Step.objects.for_user(OWNER)
        .filter(
            Q(ends_on=None) | Q(ends_on__gte=FIRST),
            Q(routine__ends_on=None) | Q(routine__ends_on__gte=FIRST),
            starts_on__lte=LAST,
        )
        .select_related("routine")
        .order_by("routine_id", "session", "position", "pk")
    )
)


def steps_between(user: User, first: date, last: date) -> list[Step]:
    """Return the steps that may fall in the range, in order of application. One query."""
    return _steps(owner=user.pk, first=first, last=last)


def day_lived(user: User, now: datetime, today: date) -> date:
    """Return the date somebody lives in: before their night ends, the one before `today`.

    Not in the night of their first routine: nothing was planned on the evening before.
    """
    evening = user.evening_date(now)
    if evening == today or Step.objects.for_user(user).filter(starts_on__lte=evening).exists():
        return evening
    return today


class UseRow(NamedTuple):
    """A tick, a skip or a one-off as stored; building whole rows would cost most of a page.

    `line` is None where a whole session is meant.
    """

    day: date
    session: str
    line: str | None
    shelf_item_id: int | None
    state: str
    unit_opened: date | None


# Lines as text, each made a UUID once: making one of every row took a third of a month.
_uses = Prepared(
    lambda: (
        Use.objects.for_user(OWNER)
        .filter(date__range=(FIRST, LAST))
        .annotate(text=Cast("line", CharField(max_length=36)))
        .order_by("date", "pk")
        .values_list("date", "session", "text", "shelf_item_id", "state", "unit_opened")
    )
)


def uses_between(user: User, first: date, last: date) -> list[UseRow]:
    """Return ticks, skips and one-offs of a range, oldest first. One query."""
    return [
        UseRow(day, session, text and _line(text), item, state, opened)
        for day, session, text, item, state, opened in _uses(owner=user.pk, first=first, last=last)
    ]


@lru_cache(maxsize=4096)
def _line(text: str) -> str:
    """Return a line's key; the databases write a UUID in two ways."""
    return str(UUID(text))


_pauses = Prepared(lambda: Pause.objects.for_user(OWNER).filter(first__lte=LAST, last__gte=FIRST))


def _skip(use: UseRow, items: Shelf) -> engine.Skip:
    item = items.get(use.shelf_item_id)
    return engine.Skip(
        date=use.day,
        session=engine.Session(use.session),
        line=use.line,
        product=str(item.shown.pk) if item and not use.line else None,
    )


def _extra(use: UseRow, items: Shelf) -> engine.Extra:
    return engine.Extra(
        date=use.day,
        session=engine.Session(use.session),
        product=str(items[use.shelf_item_id].shown.pk),
        line=use.line,
        unit_opened=use.unit_opened,
    )


def _one_offs(uses: Iterable[UseRow], steps: Iterable[engine.Step]) -> list[UseRow]:
    """Return the uses that no schedule asks for: planned once, or ticked besides the plan."""
    wanted = [use for use in uses if use.state != Use.State.SKIPPED]
    if not wanted:
        return []
    first, last = wanted[0].day, wanted[-1].day
    planned = {
        (step.line, step.session, day)
        for step in steps
        for day in step.schedule.dates(
            max(first, step.first or first), min(last, step.last or last)
        )
    }
    return [use for use in wanted if (use.line, use.session, use.day) not in planned]


def _engine_pause(pause: Pause) -> engine.Pause:
    return engine.Pause(
        first=pause.first,
        last=pause.last,
        routine=str(pause.routine_id) if pause.routine_id else None,
        line=str(pause.line) if pause.line else None,
    )


def plan_between(user: User, first: date, last: date) -> OwnedPlan:
    """Return the plan for a window, with the history rules need and the days fixes must hold.

    Five queries whatever the number of rows: shelf, steps, uses, pauses, diary; one more where
    products were merged. The profile comes with the user. What stands on the shelf is in the
    plan, as a fix may bring it in; what was taken off it is where it was used. Packs are those
    in use on the last day.
    """
    shelf = _ever_owned(user, last)
    facts = _facts(shelf)
    begin, end = first - history(engine.Plan(facts)), last + LOOKAHEAD
    found = _plan_of(user, shelf, facts, begin, end)
    diary = diary_between(user, begin, end)
    plan = replace(
        found.plan,
        journal=tuple(
            engine.JournalNote(
                note.date, note.irritation, note.signs, note.damage, note.damage_until
            )
            for note in diary.notes
        ),
        sweat=frozenset(note.date for note in diary.notes if note.sweat),
        indoors=frozenset(note.date for note in diary.notes if note.indoors),
        procedures=tuple(engine.Procedure(*treatment) for treatment in diary.treatments),
    )
    return replace(found, plan=plan)


def plan_unjudged(user: User, first: date, last: date) -> OwnedPlan:
    """Return the plan of a window without what it takes to judge it. Four queries."""
    shelf = _ever_owned(user, last)
    return _plan_of(user, shelf, _facts(shelf), first, last)


def _plan_of(
    user: User, shelf: Shelf, facts: Mapping[str, engine.Product], first: date, last: date
) -> OwnedPlan:
    rows = steps_between(user, first, last)
    for row in rows:
        row.shelf_item = shelf[row.shelf_item_id]
    uses, pauses = uses_between(user, first, last), _pauses(owner=user.pk, first=first, last=last)
    steps = tuple(map(_engine_step, rows))
    skipped = [use for use in uses if use.state == Use.State.SKIPPED]
    used = {row.shelf_item_id for row in rows} | {use.shelf_item_id for use in uses}
    kept = [item for item in shelf.values() if item.removed_on is None or item.pk in used]
    items = {str(item.shown.pk): item for item in kept}
    plan = engine.Plan(
        products={
            key: product_in_plan(item, facts[str(item.pk)], steps) for key, item in items.items()
        },
        steps=steps,
        profile=engine_profile(user),
        skips=tuple(_skip(use, shelf) for use in skipped),
        pauses=tuple(map(_engine_pause, pauses)),
        extras=tuple(_extra(use, shelf) for use in _one_offs(uses, steps)),
        units={
            (use.day, engine.Session(use.session), use.line): use.unit_opened
            for use in uses
            if use.line and use.unit_opened
        },
    )
    ticks = frozenset(
        (use.day, use.session, use.line) for use in uses if use.state == Use.State.DONE
    )
    routines = {str(row.routine_id): row.routine for row in rows}
    return OwnedPlan(plan, items, routines, ticks, pauses)
