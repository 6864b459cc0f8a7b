"""Arrange a shelf into a week: every product that fits, as often as fits, with nothing flagged.

The rules themselves are the judge. What is in nobody's way is used as its kind and label
suggest; the others share four weeks, each going from once to more often in turn. What cannot
keep a rhythm gets single dates, and what fits on no date of four weeks stays unplaced.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from routines.engine.arrangement import (
    MOST_AT_ONCE,
    Arrangement,
    Because,
    Placement,
    Task,
    Template,
    TooMuchError,
    Unplaced,
)
from routines.engine.flags import Flag
from routines.engine.four_weeks import LENGTH, WEEK, Days, per_four_weeks, place_of
from routines.engine.habits import ONE_DOES, Limit, Wish, habit, simple
from routines.engine.ladder import Climber, Ladder
from routines.engine.plan import Product, Session
from routines.engine.rules.introduction import ramp_up_phases
from routines.engine.rules.traits import exfoliating, protects, retinoid
from routines.engine.schedule import DAILY, OnDates
from routines.engine.sorting import TAIL, Sorter, full_seats, in_turn
from routines.engine.timeline import DAY
from routines.engine.trial import Seats, Trial
from routines.engine.trouble import LAST_DATE

FOUR_WEEKS = timedelta(days=LENGTH - 1)
NEAR = timedelta(days=41)
"""Four weeks that repeat, and two that a rule may look back on: enough to compare rhythms."""
FAR = timedelta(days=98)
"""How far beyond its dates an arrangement is proven: hydroquinone is judged by 91 days."""
CYCLE = 4
"""Skin cycling: an exfoliant on the first night, a retinoid on the second, two nights free."""
RAMP_UPS = ("retinoid-ramp-up", "acid-ramp-up")
LEAVE_OUT = 6
"""How often single dates are thinned out before they are tried one by one."""


def arrange(task: Task) -> Arrangement:
    """Return a plan that uses the products of the task's plan; steps it has stay as they are.

    It is proven over the dates of the task, four weeks at least, and 14 weeks beyond. The same
    task gives the same answer. TooMuchError: beyond `MOST_AT_ONCE`, which one product never is.
    """
    desk = _Desk(task)
    desk.sort()
    desk.seat_the_free()
    desk.share()
    desk.prove()
    return desk.answer()


class _Desk:
    """One arrangement in the making: who sits when, and who is out."""

    def __init__(self, task: Task) -> None:
        first = task.first
        near = min(first + NEAR, LAST_DATE)
        looked_at = max(task.last, first + FOUR_WEEKS)
        fresh_from = task.fresh_from or looked_at + DAY
        self.far = min(looked_at + FAR, LAST_DATE)
        self.trial = Trial(
            task.plan, first, near, self.far, task.rules, task.routine, fresh_from, task.new
        )
        self.wishes = task.wishes
        self.template = task.template
        staying = [step for step in task.plan.steps if step.last is None or step.last >= first]
        self.staying = len(staying)
        fixed = {step.product for step in staying}
        shelf = task.plan.products if task.shelf is None else task.shelf
        self.keys = [key for key in shelf if key not in fixed]
        self.seats: dict[str, Seats] = {}
        self.turns: list[tuple[str, ...]] = []
        self.against: dict[str, str] = {}
        self.out: dict[str, Unplaced] = {}
        self.climbers: dict[str, Climber] = {}

    def product(self, key: str) -> Product:
        return self.trial.plan.products[key]

    def sort(self) -> None:
        wanted = []
        for key in self.keys:
            if self.template is Template.SIMPLE and not simple(self.product(key)):
                self.out[key] = Unplaced(key, Because.TEMPLATE)
            else:
                wanted.append(key)
        if len(wanted) > 1 and len(wanted) + self.staying > MOST_AT_ONCE:
            raise TooMuchError(len(wanted) + self.staying)
        sorter = Sorter(self.trial, wanted, self.wishes, self.far)
        self.heaps = sorter.sort()
        self.seats |= self.heaps.guards
        self.turns.append(tuple(self.heaps.guards))

    def seat_the_free(self) -> None:
        """Let everyone who is free have all they like; who is flagged then has to share."""
        free = [key for key in self.heaps.free if self._nights(key) is None]
        while free:
            seats = self._liked(free)
            flags = self.trial.flags({**self.heaps.guards, **seats})
            tips = self.trial.tips(flags)
            heard = [flag for flag in flags if self.trial.bars(flag) or flag.rule in tips]
            involved = {key for flag in heard for key in flag.products}
            if involved.isdisjoint(seats):
                self.seats |= seats
                return
            self.turns = self.turns[:1]
            free = [key for key in free if key not in involved]

    def _liked(self, free: list[str]) -> dict[str, Seats]:
        """Return what products would like, those that do the same job in turn."""
        first = self.trial.first
        seats: dict[str, Seats] = {}
        groups = defaultdict[str, list[str]](list)
        for key in free:
            product, begin = self.product(key), self.heaps.begins[key]
            seats[key] = full_seats(self.heaps.habits[key], begin, first)
            even = all(when == DAILY for when in seats[key].values())
            if product.kind in ONE_DOES and even and key not in self.wishes:
                groups[product.kind].append(key)
        for keys in groups.values():
            sessions = tuple(seats[keys[0]])
            if len(keys) > 1 and all(tuple(seats[key]) == sessions for key in keys):
                seats |= in_turn(keys, sessions, first)
                self.turns.append(tuple(keys))
        return seats

    def share(self) -> None:
        """Let the others climb from once in four weeks to as often as they get along."""
        waiting = [key for key in (*self.heaps.free, *self.heaps.held) if key not in self.seats]
        waiting.sort(key=self.keys.index)
        climbers = [
            Climber(
                key,
                self.heaps.habits[key],
                self.heaps.begins[key],
                wished=key in self.wishes,
                nights=self._nights(key),
            )
            for key in waiting
        ]
        Ladder(self.trial, self.heaps.guards, climbers).climb()
        for climber in climbers:
            self.climbers[climber.product] = climber
            if climber.steps:
                self.seats[climber.product] = climber.steps[-1]

    def _nights(self, key: str) -> Days | None:
        if self.template is not Template.CYCLING:
            return None
        product = self.product(key)
        turn = 0 if exfoliating(product) else 1 if retinoid(product) else None
        if turn is None:
            return None
        begin = place_of(self.trial.first)
        return frozenset((begin + turn + night) % LENGTH for night in range(0, LENGTH, CYCLE))

    def prove(self) -> None:
        """Look far ahead; step down from what is flagged there, and date what has no rhythm."""
        while found := self._flagged_far_ahead():
            named, rule = found
            self.against[named] = rule
            climber = self.climbers.get(named)
            if climber and len(climber.steps) > 1:
                climber.steps.pop()
                self.seats[named] = climber.steps[-1]
            else:
                del self.seats[named]
        homeless = [key for key in self.keys if key not in self.seats and key not in self.out]
        homeless.sort(key=lambda key: not protects(self.product(key)))
        for key in homeless:
            if key not in self.heaps.hopeless or self._has_some_mornings(key):
                self._date(key)

    def _has_some_mornings(self, key: str) -> bool:
        """Say whether mornings turned out to be protected on some dates."""
        return not self.heaps.guards and any(
            protects(self.product(other)) for other in self.seats if other != key
        )

    def _flagged_far_ahead(self) -> tuple[str, str] | None:
        """Return the last product of a flag that may not be, and its rule."""
        for flag in self.trial.flags(self.seats, self.far):
            named = [key for key in flag.products if key in self.seats]
            if self.trial.bars(flag) and named:
                return max(named, key=self.keys.index), flag.rule
        return None

    def _date(self, key: str) -> None:
        """Give a product every date of four weeks that nothing stands against."""
        product, wish = self.product(key), self.wishes.get(key, Wish())
        light = any(map(protects, self.trial.plan.products.values()))
        asked, usual = (habit(product, each, light) for each in (wish, Wish(wish.per_week)))
        sessions = tuple(dict.fromkeys((*asked.sessions, *usual.sessions)))
        gap = -(-WEEK // min(asked.per_week, WEEK))
        days = self.trial.dates
        tries = chain(
            ((session, self._fitting(key, session, days[::gap])) for session in sessions),
            ((session, [day]) for day in days for session in sessions),
        )
        for session, kept in tries:
            if kept and not self._on(key, session, kept):
                self.seats[key] = {session: OnDates(tuple(kept))}
                return

    def _fitting(self, key: str, session: Session, days: list[date]) -> list[date]:
        """Leave out the dates that flags speak of, and all once a product is past its time."""
        for _ in range(LEAVE_OUT):
            flags = self._on(key, session, days) if days else []
            if not flags:
                break
            over = [flag.date for flag in flags if flag.products == (key,)]
            flagged = {flag.date for flag in flags}
            if flagged.isdisjoint(days):  # they speak of uses on the dates before them
                flagged = {day for flag in flags for day in flag.dates}
            kept = [day for day in days if day not in flagged]
            days = [day for day in kept if day < min(over)] if over else kept
        return days

    def _on(self, key: str, session: Session, days: list[date]) -> list[Flag]:
        """Return the flags that bar a product from these dates."""
        seats = {**self.seats, key: {session: OnDates(tuple(days))}}
        last = self.far if key in self.trial.new else days[-1] + TAIL
        found = self.trial.flags(seats, last, days[0])
        flags = [flag for flag in found if self.trial.bars(flag)]
        if flags:
            self.against.setdefault(key, flags[0].rule)
        return flags

    def answer(self) -> Arrangement:
        flags = self.trial.flags(self.seats, self.far)
        packs = {flag.products[0]: flag for flag in reversed(flags) if self._another_pack(flag)}
        placed = tuple(
            replace(self._placement(key), pack=packs.get(key))
            for key in self.keys
            if key in self.seats
        )
        unplaced = tuple(self._unplaced(key) for key in self.keys if key not in self.seats)
        return Arrangement(self.trial.with_seats(self.seats), placed, unplaced)

    def _another_pack(self, flag: Flag) -> bool:
        return flag.is_grave and self.trial.wants_pack(flag)

    def _placement(self, key: str) -> Placement:
        seats, wish = self.seats[key], self.wishes.get(key, Wish())
        because, rule = self._why(key)
        others = next((group for group in self.turns if key in group and len(group) > 1), ())
        missed = wish if _misses(wish, seats) else None
        return Placement(
            key,
            seats,
            Because.TURNS if others and because is Because.KIND else because,
            rule,
            tuple(other for other in others if other != key and other in self.seats),
            missed,
            self._more_from(key, rule),
        )

    def _more_from(self, key: str, rule: str) -> date | None:
        """Return when a product that is new now is no longer so new to a rule."""
        begun = self.trial.first_use(key, self.seats[key])
        if begun is None or rule not in RAMP_UPS:
            return None
        phases = ramp_up_phases(self.trial.rules[rule])
        ends = (begun + timedelta(days=days) for days, _limit in phases)
        return next((end for end in ends if end > self.trial.first), None)

    def _why(self, key: str) -> tuple[Because, str]:
        climber, rule = self.climbers.get(key), self.against.get(key, "")
        if any(isinstance(when, OnDates) for when in self.seats[key].values()):
            return Because.DATES, rule or self.heaps.short.get(key, "")
        if climber and climber.nights is not None:
            return Because.CYCLE, climber.held_by
        if rule or (climber and climber.held_by):
            return Because.RULE, rule or self.climbers[key].held_by
        asked = self.heaps.habits.get(key)
        return Because(asked.limit if asked else Limit.KIND), ""

    def _unplaced(self, key: str) -> Unplaced:
        if key in self.out:
            return self.out[key]
        rule = self.against.get(key) or self.heaps.hopeless.get(key, "")
        needs = self.heaps.needs_sunscreen
        return Unplaced(key, Because.NO_SUNSCREEN if key in needs else Because.RULE, rule)


def _misses(wish: Wish, seats: Seats) -> bool:
    """Say whether somebody gets less of a product than they wished, or at another time."""
    uses = sum(per_four_weeks(when) for when in seats.values())
    fewer = wish.per_week is not None and uses < 4 * wish.per_week
    return fewer or (wish.session is not None and set(seats) != {wish.session})
