"""Single changes that a fix is made of, about dates: leave out, move, add, begin later.

Like those of fix_edits.py each is a value; `today` is the first day that may change, None (a
routine file) changes all dates in place.
"""

from dataclasses import dataclass, replace
from datetime import date

from routines.engine.edits import EditError, change_line, demand_product, line_versions
from routines.engine.plan import Extra, Pause, Plan, Session, Skip
from routines.engine.schedule import begun
from routines.engine.timeline import expand


@dataclass(frozen=True, slots=True)
class SkipUse:
    """Leave out one planned use of a line; `product` is what it would be on that date."""

    day: date
    session: Session
    line: str
    product: str

    def apply(self, plan: Plan, today: date | None) -> Plan:
        line_versions(plan, self.line, today)
        if today is None:
            skip = Skip(self.day, self.session, product=self.product)
        elif self.day >= today:
            skip = Skip(self.day, self.session, line=self.line)
        else:
            message = f"{self.day} is past"
            raise EditError(message)
        return plan if skip in plan.skips else replace(plan, skips=(*plan.skips, skip))


@dataclass(frozen=True, slots=True)
class MoveUse:
    """Use a line on another date, once. Not for a routine file, which has no place for it."""

    day: date
    session: Session
    line: str
    product: str
    to: date

    def apply(self, plan: Plan, today: date | None) -> Plan:
        skipped = SkipUse(self.day, self.session, self.line, self.product).apply(plan, today)
        if today is None or self.to < today or skipped is plan:
            message = f"{self.line} cannot be moved to {self.to}"
            raise EditError(message)
        extra = Extra(self.to, self.session, self.product, line=self.line)
        return replace(skipped, extras=(*plan.extras, extra))


@dataclass(frozen=True, slots=True)
class UseOnce:
    """Use a product of the plan once, besides its schedule."""

    day: date
    session: Session
    product: str

    def apply(self, plan: Plan, today: date | None) -> Plan:
        demand_product(plan, self.product)
        if today is not None and self.day < today:
            message = f"{self.day} is past"
            raise EditError(message)
        extra = Extra(self.day, self.session, self.product)
        return plan if extra in plan.extras else replace(plan, extras=(*plan.extras, extra))


@dataclass(frozen=True, slots=True)
class PauseLine:
    """Leave a line out from `first` to `last`, both included."""

    line: str
    first: date
    last: date

    def apply(self, plan: Plan, today: date | None) -> Plan:
        line_versions(plan, self.line, today)
        if today is not None:
            if self.first < today:
                message = f"{self.first} is past"
                raise EditError(message)
            pause = Pause(self.first, self.last, line=self.line)
            return plan if pause in plan.pauses else replace(plan, pauses=(*plan.pauses, pause))
        for day, session, items in expand(plan, self.first, self.last).items():
            for item in items:
                if item.line == self.line:
                    skip = SkipUse(day, session, self.line, item.product.key)
                    plan = skip.apply(plan, today)
        return plan


@dataclass(frozen=True, slots=True)
class StartLater:
    """Begin with a new product on a later date: what is planned of it before goes."""

    product: str
    to: date

    def apply(self, plan: Plan, today: date | None) -> Plan:
        product = plan.products.get(self.product)
        begins = product.first_used if product else None
        if product is None or begins is None or (today is not None and begins < today):
            message = f"{self.product} has no first use that could wait"
            raise EditError(message)
        later = replace(product, first_used=self.to)
        plan = replace(plan, products={**plan.products, self.product: later})
        for line in dict.fromkeys(s.line for s in plan.steps if s.product == self.product):
            plan = self._begin(plan, line, today)
        return plan

    def _begin(self, plan: Plan, line: str, today: date | None) -> Plan:
        """Let the versions of a line that hold the product begin on the new date."""
        steps = []
        for step in change_line(plan, line, today).steps:
            past = today is not None and step.first is not None and step.first < today
            if step.line != line or step.product != self.product or past:
                steps.append(step)
            elif today is None:
                steps.append(replace(step, schedule=begun(step.schedule, self.to)))
            elif step.last is None or step.last >= self.to:
                steps.append(replace(step, first=max(step.first or self.to, self.to)))
        return replace(plan, steps=tuple(steps))
