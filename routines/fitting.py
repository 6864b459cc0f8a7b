"""A product beside somebody's routine, in words: its place there, or the one it could have."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from uuid import uuid4

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from products.models import Product
from routines.accepted import accepted_by
from routines.arrange_words import placed_words, unplaced_words, when_words
from routines.cards import Card, CardWriter
from routines.engine.adoption import Room
from routines.engine.arrangement import Because, Placement
from routines.engine.causes import Cause, Mention, Report, report
from routines.engine.check import history
from routines.engine.fit import Fit, fit, neighbours
from routines.engine.flags import Scope
from routines.engine.habits import ONE_DOES
from routines.engine.plan import Session, Step
from routines.engine.timeline import Timeline, expand
from routines.engine.trial import Seats
from routines.engine.trouble import LOOKAHEAD, look_ahead
from routines.facts import engine_product
from routines.models import Routine, ShelfItem
from routines.noticed import AHEAD
from routines.rules_in_force import rules_in_force
from routines.selectors import OwnedPlan
from routines.selectors_shelf import running_routine
from routines.words import and_list, short_date


@dataclass(frozen=True, slots=True)
class Bench:
    """A product and the plan it stands beside, which holds it; `routine` is where it would go."""

    user: User
    product: Product
    owned: OwnedPlan
    routine: Routine | None
    today: date

    @property
    def key(self) -> str:
        return str(self.product.pk)

    @property
    def begin(self) -> date:
        """The first day the product could be used."""
        return max(self.today, self.routine.starts_on) if self.routine else self.today

    @property
    def steps(self) -> tuple[Step, ...]:
        """The versions of lines that use the product today or later."""
        return tuple(step for step in self.running if step.product == self.key)

    @property
    def running(self) -> tuple[Step, ...]:
        """The versions of all lines that run today or later."""
        steps = self.owned.plan.steps
        return tuple(step for step in steps if step.last is None or step.last >= self.today)


@dataclass(frozen=True, slots=True)
class Place:
    """One session of a routine that a product is used in: when, and between which others."""

    when: str
    between: str
    routine: Routine | None = None


@dataclass(frozen=True, slots=True)
class Fitting:
    """What a page says of a product beside a routine.

    `why` is the reason for its place, or for having none. `cards` are what would have to be
    looked at, what somebody told of themselves (`personal`) first; `tips` weigh less and are
    folded, about this product alone. `twins` are products of its
    kind, of which one does. `begins` is empty where it can begin today.
    """

    places: tuple[Place, ...]
    cards: tuple[Card, ...]
    tips: tuple[Card, ...]
    is_there: bool = False
    fits: bool = False
    why: str = ""
    twins: str = ""
    begins: str = ""
    reorders: bool = False

    @property
    def personal(self) -> bool:
        return any(card.rule.section == "person" for card in self.cards)

    @property
    def mark(self) -> str:
        """What a button sends, so that nothing is added elsewhere than it said."""
        return " ".join(f"{place.when} {place.between}" for place in self.places)


def bench_for(user: User, product: Product, owned: OwnedPlan, today: date) -> Bench:
    """Put a product beside a plan. At most two queries."""
    key = str(product.pk)
    routine = running_routine(user, today)
    item = owned.items.get(key) or _off_the_shelf(user, product)
    facts = owned.plan.products.get(key) or engine_product(item, item.pack_in_use)
    products = {**owned.plan.products, key: replace(facts, at_hand=True)}
    routines = {**owned.routines, **({str(routine.pk): routine} if routine else {})}
    plan = replace(owned.plan, products=products)
    return Bench(user, product, replace(owned, plan=plan, routines=routines), routine, today)


def _off_the_shelf(user: User, product: Product) -> ShelfItem:
    """Return what somebody noted of a product they took off the shelf, else an empty item."""
    rows = ShelfItem.objects.for_user(user).select_related(
        "product__brand", "product__merged_into"
    )
    taken_off = rows.filter(Q(product=product) | Q(product__merged_into=product)).first()
    return taken_off or ShelfItem(product=product)


def fit_of(bench: Bench) -> Fit:
    """Find the best place for the product in the routine; without one, judge it by itself."""
    routine = str(bench.routine.pk) if bench.routine else ""
    room = Room(routine, bench.begin, {}, lambda: str(uuid4()))
    return fit(bench.owned.plan, bench.key, room, bench.begin + AHEAD, rules_in_force())


def fitting_of(bench: Bench, found: Fit) -> Fitting:
    """Say where the product fits, or what stands against it."""
    owned, rules = replace(bench.owned, plan=found.plan), rules_in_force()
    timeline = expand(
        found.plan, bench.begin - history(found.plan), bench.begin + AHEAD + LOOKAHEAD
    )
    flags = found.flags
    if bench.routine is None:  # of what would go round it nothing is known
        flags = tuple(flag for flag in flags if rules[flag.rule].scope is Scope.PRODUCT)
    said = report(flags, rules, timeline, bench.today, Mention(bench.user.mention))
    writer = CardWriter(owned, found.outlook, bench.today)
    cards = writer.plain(chain(said.cards, said.standing))
    return Fitting(
        places=tuple(_places(bench, found.seats, timeline)),
        cards=tuple(sorted(cards, key=lambda card: card.rule.section != "person")),
        tips=writer.plain(_about(bench.key, said.tips)),
        fits=found.fits,
        why=_why(found, said),
        twins=_twins(bench),
        begins=short_date(bench.begin) if bench.begin > bench.today else "",
        reorders=found.reorders,
    )


def _why(found: Fit, said: Report) -> str:
    """Return the reason for the place; for having none, unless the cards say it."""
    place, rules = found.place, rules_in_force()
    if isinstance(place, Placement):
        return placed_words(place, found.plan, rules) if found.fits else ""
    if place.because is Because.NO_SUNSCREEN:
        return _("It needs a sunscreen in the morning, and your mornings have none.")
    if place.because is Because.RULE and (said.cards or said.standing):
        return ""
    return unplaced_words(place, rules)


def there_of(bench: Bench) -> Fitting:
    """Say where the product is used, and what is to be looked at of it. One query."""
    plan, rules, today = bench.owned.plan, rules_in_force(), bench.today
    last = today + AHEAD
    timeline = expand(plan, today - history(plan), last + LOOKAHEAD)
    outlook = look_ahead(plan, today, last, today, rules, timeline)
    accepted = accepted_by(bench.user, rules)
    flags = [
        flag for flag in outlook.flags if flag.date <= last and accepted.leaves_open(plan, flag)
    ]
    said = report(flags, rules, timeline, today, Mention(bench.user.mention))
    writer = CardWriter(bench.owned, outlook, today)
    return Fitting(
        places=tuple(_places_now(bench, timeline)),
        cards=writer.offered(_about(bench.key, chain(said.cards, said.standing))),
        tips=writer.plain(_about(bench.key, said.tips)),
        is_there=True,
    )


def _about(key: str, causes: Iterable[Cause]) -> Iterator[Cause]:
    return (cause for cause in causes if key in cause.products)


def _places_now(bench: Bench, timeline: Timeline) -> Iterator[Place]:
    for step in {step.line: step for step in reversed(bench.steps)}.values():
        (place,) = _places(bench, {step.session: step.schedule}, timeline)
        yield replace(place, routine=bench.owned.routines[step.routine])


def _places(bench: Bench, seats: Seats, timeline: Timeline) -> Iterator[Place]:
    for session in sorted(seats):
        when = when_words({session: seats[session]})
        yield Place(when, _between(bench, session, timeline))


def _between(bench: Bench, session: Session, timeline: Timeline) -> str:
    """Return "After Toner and before Serum."; empty where it is used by itself."""
    products = bench.owned.plan.products
    before, after = neighbours(timeline, bench.key, session)
    names = {
        "before": products[before].name if before else "",
        "after": products[after].name if after else "",
    }
    if before and after:
        return _("After %(before)s and before %(after)s.") % names
    if before:
        return _("After %(before)s, as the last step.") % names
    return _("Before %(after)s, as the first step.") % names if after else ""


def _twins(bench: Bench) -> str:
    """Return the names of products in use that do the same, where one of them is enough."""
    if bench.product.kind not in ONE_DOES:
        return ""
    products = bench.owned.plan.products
    used = dict.fromkeys(step.product for step in bench.running)
    return and_list(products[key].name for key in used if products[key].kind == bench.product.kind)
