"""Find out how products go together, by judging small plans in which they meet or keep apart."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from products.knowledge import Kind, Suits
from routines.engine.causes import FOLDS
from routines.engine.check import check
from routines.engine.fixes import Verb
from routines.engine.flags import Flag, Rule, Tier
from routines.engine.frames import in_frame, in_layers
from routines.engine.plan import Extra, Plan, Product, Profile, Session, Step
from routines.engine.rules.sun import MORE_SPECIFIC
from routines.engine.rules.traits import protects
from routines.engine.schedule import DAILY, OnDates, Schedule

DAY = date(2026, 3, 2)
"""Any Monday will do: the answer is about products, not about dates."""
TURN = timedelta(days=4)
"""Between two evenings of turns: so far apart, each may have an ampoule."""
WEEK, NEXT_DAY = timedelta(days=7), timedelta(days=1)

SECTIONS = frozenset(("frequency", "order", "combinations", "sun", "freshness"))
"""The rules about products; those about somebody's skin or beginnings are left out."""
SHIELD = Product("shield", "sunscreen")
"""The sunscreen of every morning, in a routine of its own: no order is judged with it."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A morning or an evening; those of one session take turns over the days."""

    session: Session
    turn: int = 0


Places = Mapping[Slot, Sequence[Product]]


class Way(Enum):
    """How products share a week."""

    TOGETHER = auto()
    OWN_TIMES = auto()
    """None minds another, yet no session suits all."""
    TWO_SESSIONS = auto()
    OTHER_DAYS = auto()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where products go so that nothing parts them, and what the rules say of it.

    `slots` hold them in order of application, with what usually goes around them; `sessions` are
    those each suits by itself, morning and evening if it suits neither. `apart` and
    `hints` (of weak evidence) are the rules that two of them would break in one session,
    `times` those that one breaks by itself in the other session. `order`, `often`, `sun` and
    `keeping` are broken by the opposite order, by every day, by mornings without sunscreen, and by
    a single dose opened the day before.
    """

    way: Way
    slots: Mapping[Slot, tuple[Product, ...]]
    sessions: Mapping[str, tuple[Session, ...]]
    apart: tuple[Rule, ...]
    times: tuple[Rule, ...]
    order: tuple[Rule, ...]
    often: tuple[Rule, ...]
    sun: tuple[Rule, ...]
    keeping: tuple[Rule, ...]
    hints: tuple[Rule, ...]


def place(
    products: Sequence[Product],
    rules: Mapping[str, Rule],
    profile: Profile = Profile(),  # noqa: B008 (a frozen value)
    first: Session = Session.PM,
    kinds: Mapping[str, Kind] | None = None,
) -> Placement:
    """Find the best places for products with different keys; `first` is the session tried first.

    `kinds` are those in force, for what goes around the products; None = as they are known.
    At most some dozens of checks of a few days each for eight products.
    """
    return _Judge(products, rules, profile, kinds or {}).placement(first)


class _Judge:
    """Asks the engine about some products: of each plan only the rules that its answer is for."""

    def __init__(
        self,
        products: Sequence[Product],
        rules: Mapping[str, Rule],
        profile: Profile,
        around: Mapping[str, Kind],
    ) -> None:
        self._products = in_layers(products)
        self._keys = {product.key for product in products}
        self._kinds = {product.kind for product in products}
        self._rules = {key: rule for key, rule in rules.items() if rule.section in SECTIONS}
        ways = {Verb.ALTERNATE, Verb.MOVE_SESSION}
        self._parting_rules = self._such(lambda rule: not ways.isdisjoint(rule.verbs))
        self._profile = profile
        self._around = around
        self._known: dict[tuple[tuple[Slot, tuple[str, ...]], ...], list[Flag]] = {}

    def placement(self, first: Session) -> Placement:
        sessions = (first, *(session for session in Session if session is not first))
        met = [flag for each in sessions for flag in self._broken({Slot(each): self._products})]
        times = self._rules_of(
            flag
            for session in sessions
            for product in self._products
            for flag in self._alone(product, session)
        )
        parting = [rule for rule in self._rules_of(met) if rule not in times]
        apart = tuple(rule for rule in parting if rule.tier is not Tier.OFF)
        slots, way = self._places(sessions, parted=bool(apart))
        framed = {
            slot: in_frame(slot.session, found, self._kinds, self._around)
            for slot, found in sorted(slots.items())
        }
        return Placement(
            way,
            framed,
            sessions={product.key: self._suited(product) for product in self._products},
            apart=apart,
            times=times,
            order=self._order(slots, framed),
            often=self._often(slots),
            sun=self._sun(slots),
            keeping=self._keeping(),
            hints=tuple(rule for rule in parting if rule.tier is Tier.OFF),
        )

    def _places(
        self, sessions: Iterable[Session], *, parted: bool
    ) -> tuple[dict[Slot, list[Product]], Way]:
        for session in sessions:
            together = {Slot(session): self._products}
            if all(_suits(each, session) for each in self._products) and self._fits(together):
                return together, Way.TOGETHER
        slots: dict[Slot, list[Product]] = {}
        for product in sorted(self._products, key=lambda each: len(self._suited(each))):
            self._add(slots, product)
        self._repeat(slots)
        if any(slot.turn for slot in slots):
            return slots, Way.OTHER_DAYS
        return slots, Way.TWO_SESSIONS if parted else Way.OWN_TIMES

    def _add(self, slots: dict[Slot, list[Product]], product: Product) -> None:
        """Put a product where it fits best: its own session, else as the rule it breaks says."""
        home, *other = reversed(self._suited(product))
        days = [slot for slot in sorted(slots) if slot.session is home]
        new = Slot(home, len(days))
        trouble = self._parting(_with(slots, Slot(home), product))
        choices = [*(Slot(session) for session in other), *days, new]
        if not trouble:
            choices = [Slot(home)]
        elif self._rules[trouble[0].rule].verbs[0] is Verb.ALTERNATE:
            choices = [*days, new]
        trials = (_with(slots, choice, product) for choice in choices)
        fitting = (each for each in trials if self._fits(each))
        slots.update(next(fitting, _with(slots, new, product)))

    def _repeat(self, slots: dict[Slot, list[Product]]) -> None:
        """Use on the other evenings too what is for every day and minds nothing there."""
        for slot in [slot for slot in slots if slot.turn]:
            for product in slots.get(Slot(slot.session), []):
                trial = _with(slots, slot, product)
                if _daily(product) and self._fits(trial):
                    slots.update(trial)

    def _suited(self, product: Product) -> tuple[Session, ...]:
        """Return the sessions a product suits, morning first; both if it suits neither."""
        found = tuple(
            session
            for session in Session
            if _suits(product, session) and not self._strong(self._alone(product, session))
        )
        return found or tuple(Session)

    def _alone(self, product: Product, session: Session) -> list[Flag]:
        """Return what a product breaks by itself."""
        return self._broken({Slot(session): [product]})

    def _fits(self, slots: Places) -> bool:
        return not self._parting(slots)

    def _parting(self, slots: Places) -> list[Flag]:
        return self._strong(self._broken(slots))

    def _strong(self, flags: Iterable[Flag]) -> list[Flag]:
        return [flag for flag in flags if self._rules[flag.rule].tier is not Tier.OFF]

    def _broken(self, slots: Places) -> list[Flag]:
        """Return the flags that another session or day would mend; the same places judged once."""
        keys = tuple((slot, tuple(each.key for each in used)) for slot, used in slots.items())
        if keys not in self._known:
            self._known[keys] = self._check(slots, self._parting_rules)
        return self._known[keys]

    def _order(self, slots: Places, framed: Places) -> tuple[Rule, ...]:
        """Return what the opposite order breaks; with the steps around, only the core rules."""
        rules = self._such(lambda rule: rule.section == "order")
        core = {key: rule for key, rule in rules.items() if rule.tier is Tier.CORE}
        around = self._check(_turned(framed), core, whole=True)
        return self._rules_of((*self._check(_turned(slots), rules), *around))

    def _often(self, slots: Places) -> tuple[Rule, ...]:
        rules = self._such(
            lambda rule: (
                rule.section == "frequency"
                and rule.tier is not Tier.OFF
                and Verb.ALTERNATE not in rule.verbs
            )
        )
        found = self._check(slots, rules, schedule=DAILY)
        said = {folded for flag in found for folded in FOLDS.get(flag.rule, ())}
        return self._rules_of(flag for flag in found if flag.rule not in said)

    def _sun(self, slots: Places) -> tuple[Rule, ...]:
        if any(map(protects, self._products)):
            return ()
        rules = self._such(lambda rule: rule.id in MORE_SPECIFIC)
        return self._rules_of(self._check(slots, rules, shield=False))

    def _keeping(self) -> tuple[Rule, ...]:
        products = {product.key: product for product in self._products}
        extras = tuple(
            Extra(DAY, Session.PM, key, unit_opened=DAY - NEXT_DAY)
            for key, product in products.items()
            if product.single_use
        )
        if not extras:
            return ()
        rules = self._such(lambda rule: rule.section == "freshness")
        return self._rules_of(check(Plan(products, extras=extras), DAY, DAY, rules))

    def _check(
        self,
        slots: Places,
        rules: Mapping[str, Rule],
        *,
        schedule: Schedule | None = None,
        shield: bool = True,
        whole: bool = False,
    ) -> list[Flag]:
        """Judge places on a date each (or by a schedule), under a sunscreen unless told not to.

        Return the flags about the products in question, or `whole`, all.
        """
        steps = [
            Step(f"{slot}{product.key}", product.key, slot.session, schedule or _once(slot))
            for slot, products in slots.items()
            for product in products
        ]
        if shield:
            steps.append(Step(SHIELD.key, SHIELD.key, Session.AM, DAILY, routine=SHIELD.key))
        used = (*(product for products in slots.values() for product in products), SHIELD)
        plan = Plan(
            {product.key: product for product in used}, tuple(steps), self._profile, start=DAY
        )
        last = max(DAY + slot.turn * TURN for slot in slots) + (WEEK if schedule else NEXT_DAY)
        flags = check(plan, DAY, last, rules)
        return [flag for flag in flags if whole or self._keys.issuperset(flag.products)]

    def _such(self, wanted: Callable[[Rule], bool]) -> dict[str, Rule]:
        return {key: rule for key, rule in self._rules.items() if wanted(rule)}

    def _rules_of(self, flags: Iterable[Flag]) -> tuple[Rule, ...]:
        return tuple(self._rules[rule] for rule in dict.fromkeys(flag.rule for flag in flags))


def _suits(product: Product, session: Session) -> bool:
    kind = product.kind_facts
    return (kind.am if session is Session.AM else kind.pm) not in (Suits.NO, Suits.AVOID)


def _daily(product: Product) -> bool:
    return not (product.label_max_per_week or product.kind_facts.max_week)


def _once(slot: Slot) -> OnDates:
    return OnDates((DAY + slot.turn * TURN,))


def _turned(slots: Places) -> Places:
    return {slot: products[::-1] for slot, products in slots.items()}


def _with(slots: Places, slot: Slot, product: Product) -> dict[Slot, list[Product]]:
    return {
        **{each: [*found] for each, found in slots.items()},
        slot: [*slots.get(slot, ()), product],
    }
