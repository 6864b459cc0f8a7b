"""Write the difference between two plans: how every edit and every fix reaches the tables."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from accounts.models import User
from routines.engine import plan as engine
from routines.models import Pause, PlanChange, ShelfItem, Step, Use
from routines.selectors import OwnedPlan
from routines.services.recording import Recorder, latest_change, plan_change

GAP = 1024
"""Positions are this far apart."""

Version = tuple[str, date | None]
Group = tuple[str, engine.Session]


def plan_adopt(
    *,
    user: User,
    owned: OwnedPlan,
    after: engine.Plan,
    summary: str,
    today: date,
    now: datetime,
) -> PlanChange | None:
    """Make the stored plan equal `after`, as one change that can be undone.

    `owned` is the plan `after` was made from; products of `after` are in `owned.items`.
    Versions that began before `today` keep their order, so that past days keep theirs.
    Returns None where nothing differs.
    """
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        _write_first_uses(recorder, owned, after)
        _write_steps(recorder, owned, after, today)
        _write_uses(recorder, owned, after)
        _write_pauses(recorder, owned.plan, after)
        wrote = bool(recorder.inverse)
        if wrote:
            _note_first_uses(recorder, owned, today)
    return latest_change(user) if wrote else None


def _write_first_uses(recorder: Recorder, owned: OwnedPlan, after: engine.Plan) -> None:
    for key, product in after.products.items():
        before = owned.plan.products.get(key)
        if before and product.first_used != before.first_used:
            item = owned.items[key]
            item.first_used_on = product.first_used
            recorder.save(item)


def _note_first_uses(recorder: Recorder, owned: OwnedPlan, today: date) -> None:
    """Date what is new by the first use it has had; an edit may hide which step that was."""
    for key, item in owned.items.items():
        product = owned.plan.products.get(key)
        first = product and product.first_used
        if first and first < today and item.first_used_on is None:
            item.first_used_on = first
            recorder.save(item)


def _write_steps(recorder: Recorder, owned: OwnedPlan, after: engine.Plan, today: date) -> None:
    old = {(step.line, step.first): step for step in owned.plan.steps}
    new = {(step.line, step.first): step for step in after.steps}
    reordered = _reordered(owned.plan.steps, after.steps)
    if old == new and not reordered:
        return
    rows = _stored(recorder.owner, owned.plan, after)
    held = {(str(row.line), str(row.shelf_item.shown.pk)): row.shelf_item for row in rows.values()}
    for version in old.keys() - new.keys():
        recorder.delete(rows.pop(version))
    places = {
        version: place
        for group in reordered
        for version, place in _places(recorder.owner, group, after, today).items()
    }
    for version, row in rows.items():  # other versions make room without being edited
        if version in places and version not in new and row.position != places[version]:
            row.position = places[version]
            recorder.save(row)
    for version, step in new.items():
        row = rows.get(version) or Step(
            routine=owned.routines[step.routine],
            line=UUID(step.line),
            starts_on=step.first or today,
        )
        if row._state.adding or old.get(version) != step or version in places:
            item = held.get((step.line, step.product)) or owned.items[step.product]
            _write_step(recorder, owned, step, row, item, places.get(version, row.position))


def _stored(user: User, before: engine.Plan, after: engine.Plan) -> dict[Version, Step]:
    """Return the stored versions of the routines that these plans speak of."""
    routines = {int(step.routine) for step in (*before.steps, *after.steps)}
    rows = Step.objects.for_user(user).filter(routine__in=routines)
    rows = rows.select_related("shelf_item__product__merged_into")
    return {(str(row.line), row.starts_on): row for row in rows}


def _reordered(old: Iterable[engine.Step], new: Iterable[engine.Step]) -> set[Group]:
    """Return the (routine, session) groups whose sequence of versions differs."""
    before, after = _sequences(old), _sequences(new)
    return {group for group in after if after[group] != before.get(group)}


def _sequences(steps: Iterable[engine.Step]) -> dict[Group, list[Version]]:
    found: dict[Group, list[Version]] = {}
    for step in steps:
        found.setdefault((step.routine, step.session), []).append((step.line, step.first))
    return found


def _places(user: User, group: Group, after: engine.Plan, today: date) -> dict[Version, int]:
    """Return a position for every version of a group, those of the past in their old order.

    New versions are fitted in behind the version that precedes them in the plan.
    """
    routine, session = group
    stored = (
        Step.objects.for_user(user)
        .filter(routine=int(routine), session=session.value)
        .order_by("position", "pk")
        .values_list("line", "starts_on", "position")
    )
    positions: dict[Version, int] = {(str(line), first): at for line, first, at in stored}
    wanted = _sequences(after.steps)[group]
    movable = {version for version in wanted if version[1] is None or version[1] >= today}
    movable |= set(wanted) - positions.keys()
    order = [version for version in positions if version not in movable]
    for index, version in enumerate(wanted):
        if version in movable:
            place = order.index(wanted[index - 1]) + 1 if index else 0
            order.insert(place, version)
    kept = {version: at for version, at in positions.items() if version not in movable}
    return _numbered(order, kept)


def _numbered(order: list[Version], kept: dict[Version, int]) -> dict[Version, int]:
    """Return numbers that ascend, the `kept` ones as they are where there is room."""
    numbers: dict[Version, int] = {}
    low = 0
    for index, version in enumerate(order):
        following = (kept[later] for later in order[index:] if later in kept)
        high = next(following, None)
        if version in kept:
            low = kept[version]
        elif high is None:
            low += GAP
        elif high - low > 1:
            low += (high - low) // 2
        else:
            return {each: place * GAP for place, each in enumerate(order, start=1)}
        numbers[version] = low
    return numbers


def _write_step(
    recorder: Recorder,
    owned: OwnedPlan,
    step: engine.Step,
    row: Step,
    item: ShelfItem,
    position: int,
) -> None:
    was = (row.shelf_item_id, row.session, row.schedule, row.ends_on, row.position)
    row.shelf_item = item
    row.session = step.session.value
    row.schedule = step.schedule
    if not _ends_with_routine(owned, step):
        row.ends_on = step.last
    row.position = position
    now = (row.shelf_item_id, row.session, row.schedule, row.ends_on, row.position)
    if row._state.adding:
        recorder.add(row)
    elif was != now:
        recorder.save(row)


def _ends_with_routine(owned: OwnedPlan, step: engine.Step) -> bool:
    """Say whether this last day is the routine's own, which the step need not repeat."""
    routine = owned.routines.get(step.routine)
    return routine is not None and step.last is not None and step.last == routine.ends_on


def _write_uses(recorder: Recorder, owned: OwnedPlan, after: engine.Plan) -> None:
    user = recorder.owner
    for skip in after.skips:
        if skip in owned.plan.skips or skip.session is None:
            continue
        line = UUID(skip.line) if skip.line else None
        row = Use.objects.for_user(user).filter(
            date=skip.date, session=skip.session, line=line
        ).first() or Use(date=skip.date, session=skip.session.value, line=line)
        row.state = Use.State.SKIPPED
        row.shelf_item = _item_of(owned, skip)
        (recorder.add if row._state.adding else recorder.save)(row)
    for extra in after.extras:
        if extra not in owned.plan.extras:
            row = Use(
                date=extra.date,
                session=extra.session.value,
                line=UUID(extra.line) if extra.line else None,
                shelf_item=owned.items[extra.product],
                state=Use.State.PLANNED,
            )
            recorder.add(row)


def _item_of(owned: OwnedPlan, skip: engine.Skip) -> ShelfItem | None:
    if skip.line:
        product = next(step.product for step in owned.plan.steps if step.line == skip.line)
        return owned.items[product]
    return owned.items[skip.product] if skip.product else None


def _write_pauses(recorder: Recorder, before: engine.Plan, after: engine.Plan) -> None:
    for pause in after.pauses:
        if pause not in before.pauses:
            recorder.add(
                Pause(
                    first=pause.first,
                    last=pause.last,
                    routine_id=int(pause.routine) if pause.routine else None,
                    line=UUID(pause.line) if pause.line else None,
                )
            )
