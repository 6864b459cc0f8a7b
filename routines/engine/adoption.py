"""Take over an arrangement into a running routine, whole or product by product."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from routines.engine.arrangement import Arrangement
from routines.engine.edits import remove_line
from routines.engine.fix_edits import Add, Reschedule
from routines.engine.ordering import put_in_order
from routines.engine.plan import Plan, Session
from routines.engine.trial import Seats


@dataclass(frozen=True, slots=True)
class Room:
    """The lines of a routine that may be arranged anew from today on, by product and session.

    `new_line` returns the key of a line that is not in the plan yet.
    """

    routine: str
    today: date
    lines: Mapping[str, Mapping[Session, str]]
    new_line: Callable[[], str]

    def cleared(self, plan: Plan) -> Plan:
        """Return the plan without these lines."""
        for of_product in self.lines.values():
            for line in of_product.values():
                plan = remove_line(plan, line, self.today)
        return plan

    def adopted(self, plan: Plan, found: Arrangement, chosen: Collection[str]) -> Plan:
        """Return the plan with the chosen products as arranged; what has no place is taken out.

        A line goes on in its session with another schedule; the routine is put in order.
        """
        seats = {placed.product: placed.seats for placed in found.placed}
        for product in (*seats, *(left.product for left in found.unplaced)):
            if product in chosen:
                plan = self.seated(plan, product, seats.get(product, {}))
        return put_in_order(plan, self.routine, self.today)

    def seated(self, plan: Plan, product: str, seats: Seats) -> Plan:
        """Return the plan with a product used like this, and in no other session of its lines."""
        for session in Session:
            line = self.lines.get(product, {}).get(session)
            schedule = seats.get(session)
            if line and schedule:
                plan = Reschedule(line, schedule).apply(plan, self.today)
            elif line:
                plan = remove_line(plan, line, self.today)
            elif schedule:
                added = Add(self.new_line(), product, session, self.routine, schedule)
                plan = added.apply(plan, self.today)
        return plan


def movable(
    plan: Plan, routine: str, shelf: Collection[str], today: date
) -> dict[str, dict[Session, str]]:
    """Return the lines of a routine that may be arranged anew: of the shelf, not prescribed."""
    found: dict[str, dict[Session, str]] = {}
    for step in plan.steps:
        lasts = step.last is None or step.last >= today
        may = step.product in shelf and not plan.products[step.product].prescribed
        if step.routine == routine and lasts and may:
            found.setdefault(step.product, {})[step.session] = step.line
    return found
