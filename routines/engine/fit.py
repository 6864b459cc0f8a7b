"""Where one more product fits into a plan as it stands, and what the rules would say of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from routines.engine.adoption import Room
from routines.engine.arrange import arrange
from routines.engine.arrangement import Placement, Task, Unplaced
from routines.engine.flags import Flag, Rule
from routines.engine.habits import Wish, habit
from routines.engine.ordering import put_in_order
from routines.engine.plan import Plan, Session
from routines.engine.rules.traits import protects
from routines.engine.sorting import full_seats
from routines.engine.timeline import Timeline
from routines.engine.trial import Seats
from routines.engine.trouble import Outlook, look_ahead


@dataclass(frozen=True, slots=True)
class Fit:
    """A plan with one more product: at its best place, or as it is usually used if it has none.

    `place` says why it is there, or why nowhere. `outlook` holds what the rules say of the plan
    only since the product is in it, or of the product. `reorders` = its routine had to be put in
    order, as the product has no right place in it as it stands.
    """

    product: str
    seats: Seats
    place: Placement | Unplaced
    outlook: Outlook
    reorders: bool = False

    @property
    def plan(self) -> Plan:
        return self.outlook.plan

    @property
    def flags(self) -> tuple[Flag, ...]:
        return self.outlook.flags

    @property
    def fits(self) -> bool:
        """Say whether it has a place with nothing to flag that asks for more than a glance."""
        return isinstance(self.place, Placement) and not any(flag.is_grave for flag in self.flags)


def fit(plan: Plan, product: str, room: Room, last: date, rules: Mapping[str, Rule]) -> Fit:
    """Find the best place for a product of the plan that no step uses, without moving any.

    The place is for the routine of the room, from its day on; it is judged up to `last` and as
    far beyond as a fix would be.
    """
    task = Task(plan, room.today, last, rules, routine=room.routine, shelf=(product,))
    found = arrange(task)
    placed = next(iter(found.placed), None)
    seats = placed.seats if placed else _usual(plan, product, room)
    place = placed or found.unplaced[0]
    before = look_ahead(plan, room.today, last, room.today, rules)
    added = room.seated(plan, product, seats)
    fitted = Fit(product, seats, place, _since(before, added, product))
    if placed is None or fitted.fits:
        return fitted
    ordered = put_in_order(added, room.routine, room.today)
    again = Fit(product, seats, place, _since(before, ordered, product), reorders=True)
    return again if again.fits else fitted


def _usual(plan: Plan, product: str, room: Room) -> Seats:
    """Return when a product is used by its kind and label; mornings only where they are safe."""
    mornings = any(
        step.session is Session.AM and protects(plan.products[step.product])
        for step in plan.steps
        if step.last is None or step.last >= room.today
    )
    asked = habit(plan.products[product], Wish(), mornings)
    if not asked.sessions:
        asked = habit(plan.products[product], Wish(), mornings=True)
    return full_seats(asked, room.today, room.today)


def _since(before: Outlook, plan: Plan, product: str) -> Outlook:
    """Return the outlook of a plan with a product, with what was not said without it."""
    after = before.after(plan)
    new = (
        flag
        for flag in after.flags
        if product in flag.products or after.key(flag) not in before.keys
    )
    return replace(after, flags=tuple(new))


def neighbours(timeline: Timeline, product: str, session: Session) -> tuple[str, str]:
    """Return the products that most often go on right before and right after one; "" for none."""
    before, after = Counter[str](), Counter[str]()
    for use in timeline.uses_of(product):
        if use.session is session:
            row = ["", *(each.product.key for each in timeline.uses(use.date, session)), ""]
            place = row.index(product)
            before[row[place - 1]] += 1
            after[row[place + 1]] += 1
    return _most(before), _most(after)


def _most(counted: Counter[str]) -> str:
    return max(counted, key=lambda key: counted[key], default="")
