"""Sort a shelf by how each product does alone, beside the sunscreen of the mornings."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from routines.engine.four_weeks import ALL, LENGTH, PERIODS, WEEKS, choices, place_of, schedule_of
from routines.engine.habits import Habit, Wish, habit
from routines.engine.plan import Product, Session
from routines.engine.rules.introduction import new_product_gap
from routines.engine.rules.traits import protects
from routines.engine.schedule import DAILY, OnDates
from routines.engine.trial import Seats, Trial

TAIL = timedelta(days=8)
"""How long a single use matters."""
NEW_TOGETHER = "too-many-new-products"
MORNINGS: Seats = {Session.AM: DAILY}


@dataclass
class Sorted:
    """A shelf in four heaps. `guards` protect the mornings, each with its seats.

    `free` may have all it likes as far as it alone is concerned, `held` keeps a rhythm but not
    any, `short` keeps none for long, and `hopeless` has no date: its rule stands against
    it, unless all it needs is a sunscreen.
    `begins` are first dates later than the arrangement's own, `habits` what each would like.
    """

    guards: dict[str, Seats] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    short: dict[str, str] = field(default_factory=dict)
    hopeless: dict[str, str] = field(default_factory=dict)
    needs_sunscreen: set[str] = field(default_factory=set)
    begins: dict[str, date] = field(default_factory=dict)
    habits: dict[str, Habit] = field(default_factory=dict)


class Sorter:
    """Sorts the products of a shelf (`keys`) for one arrangement that is proven up to `far`."""

    def __init__(
        self, trial: Trial, keys: Sequence[str], wishes: Mapping[str, Wish], far: date
    ) -> None:
        self._trial = trial
        self._keys = keys
        self._wishes = wishes
        self._far = far
        self._gap = timedelta(0)
        if rule := trial.rules.get(NEW_TOGETHER):
            self._gap = new_product_gap(trial.plan, rule)
        products = trial.plan.products.values()
        self._firsts = [product.first_used for product in products if product.first_used]
        self.sorted = Sorted()

    def sort(self) -> Sorted:
        found, products = self.sorted, self._trial.plan.products
        protecting = [key for key in self._keys if protects(products[key])]
        for kind in ("sunscreen", ""):
            fit = [key for key in protecting if kind in ("", products[key].kind)]
            fit = [key for key in fit if not self._against(key, MORNINGS)]
            if kind and not self._trial.new.isdisjoint(fit):
                fit = [key for key in fit if key not in self._trial.new] or fit[:1]
            if fit and not found.guards:
                found.guards = in_turn(fit if kind else fit[:1], (Session.AM,), self._trial.first)
                self._firsts += [
                    self._trial.first for key in self._trial.new & found.guards.keys()
                ]
        for key in self._keys:
            if key not in found.guards:
                self._sort(key)
        return found

    @property
    def mornings(self) -> bool:
        """Say whether every morning is protected."""
        plan = self._trial.plan
        return bool(self.sorted.guards) or any(
            step.session is Session.AM and protects(plan.products[step.product])
            for step in plan.steps
        )

    def _sort(self, key: str) -> None:
        found, product = self.sorted, self._trial.plan.products[key]
        wish, first = self._wishes.get(key, Wish()), self._trial.first
        asked = habit(product, wish, mornings=self.mornings or protects(product))
        begin, against = self._start(key, asked)
        if begin is None and wish.session:
            asked = habit(product, Wish(wish.per_week), mornings=self.mornings)
            begin, against = self._start(key, asked)
        found.habits[key] = asked
        if begin is None:
            found.hopeless[key] = against
            if self._would_fit_with_sunscreen(product):
                found.needs_sunscreen.add(key)
            return
        found.begins[key] = begin
        if key in self._trial.new:
            self._firsts.append(begin)
        heard = self._heard(key, full_seats(asked, begin, first), self._far)
        if not heard:
            found.free.append(key)
            return
        once = choices(1, frozenset((place_of(begin),)), begin)
        rarely = {self._session(key, asked, begin): schedule_of(next(once), begin, first)}
        packs = (rule for rule in heard if self._trial.rules[rule].section == "freshness")
        if late := next(packs, "") or self._against(key, rarely):
            found.short[key] = late
        else:
            found.held.append(key)

    def _start(self, key: str, asked: Habit) -> tuple[date | None, str]:
        """Return the first date of four weeks on which one use is fine, or the rule against it.

        What is new begins one at a time.
        """
        against: Counter[str] = Counter()
        for day in self._trial.dates:
            if key in self._trial.new and any(
                abs(day - each) < self._gap for each in self._firsts
            ):
                against[NEW_TOGETHER] += 1
                continue
            for session in asked.sessions:
                said = self._against(key, {session: OnDates((day,))}, day + TAIL)
                if not said:
                    return day, ""
                against[said] += 1
        return None, max(against, key=lambda rule: against[rule], default="")

    def _would_fit_with_sunscreen(self, product: Product) -> bool:
        """Say whether any sunscreen is all that is missing."""
        if self.mornings or protects(product):
            return False
        plan, spare = self._trial.plan, Product("sunscreen in thought", "sunscreen", spf=50)
        supplied = replace(plan, products={**plan.products, spare.key: spare})
        sorter = Sorter(
            replace(self._trial, plan=supplied), [spare.key, product.key], {}, self._far
        )
        return product.key not in sorter.sort().hopeless

    def _session(self, key: str, asked: Habit, begin: date) -> Session:
        once = OnDates((begin,))
        fine = (
            session
            for session in asked.sessions
            if not self._against(key, {session: once}, begin + TAIL)
        )
        return next(fine)

    def _against(self, key: str, seats: Seats, last: date | None = None) -> str:
        """Return the first rule against seats of a product, if there is any."""
        return next(iter(self._heard(key, seats, last or self._far)), "")

    def _heard(self, key: str, seats: Seats, last: date) -> list[str]:
        flags = self._trial.flags({**self.sorted.guards, key: seats}, last)
        return [flag.rule for flag in flags if self._trial.bars(flag)]


def full_seats(asked: Habit, begin: date, first: date) -> Seats:
    """Return the seats of a product that may have all it likes."""
    return {
        session: schedule_of(next(choices(pace, ALL, begin)), begin, first)
        for session, pace in asked.paces.items()
    }


def in_turn(keys: Sequence[str], sessions: Sequence[Session], first: date) -> dict[str, Seats]:
    """Deal the days (or two products the sessions) to products of which one is enough."""
    if len(keys) == len(sessions) == len(Session):
        return {key: {session: DAILY} for key, session in zip(keys, sessions, strict=True)}
    even = len(keys) in PERIODS
    period = len(keys) if even else next((p for p in WEEKS if p >= len(keys)), LENGTH)
    dealt: dict[str, set[int]] = defaultdict(set)
    for day in ALL:
        turn = (day - place_of(first)) % period % len(keys)
        dealt[keys[turn]].add(day)
    return {
        key: dict.fromkeys(sessions, schedule_of(frozenset(days), first, first))
        for key, days in dealt.items()
    }
