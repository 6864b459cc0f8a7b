"""What a rule looks at, and how it raises flags."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import groupby
from operator import attrgetter

from routines.engine.flags import Flag, Rule
from routines.engine.plan import Plan, Product, Session
from routines.engine.rules.traits import leave_on, on_face, protects
from routines.engine.rules.verdicts import Verdicts
from routines.engine.timeline import DAY, Item, Timeline, Use, differing

_date = attrgetter("date")
SIX_DAYS = dt.timedelta(days=6)

Span = tuple[dt.date, dt.date]
"""A first and a last date, both included."""

ALWAYS: Span = (dt.date.min, dt.date.max)

Judge = Callable[["Case", Rule], Iterator[Flag]]
"""Yields the flags of one rule; its name is the rule's id, `_` for `-`."""

Wanted = Callable[[Product], bool]
"""Says whether a rule is about a product."""

Sitting = tuple[Item, ...]
"""What is used in one session, in order, without its date."""

Occasion = tuple[dt.date, Session]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is known of the order of two products, by their keys.

    `broken` are the rules one breaks before the other, by whether they are neighbours too;
    `harmless` are those that break none behind it, neighbours or not.
    """

    broken: dict[tuple[str, str, bool], tuple[str, ...]] = field(default_factory=dict)
    harmless: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


class Case:
    """A plan, its timeline from `since` on, and the dates to report on.

    What was said of an `earlier` case with the same rules and dates is said again wherever
    nothing that was looked at changed. So rules ask for uses, and for what is planned
    (`whole_plan`), through this class; the rest of `plan` may be read as it is.
    """

    def __init__(
        self,
        plan: Plan,
        timeline: Timeline,
        since: dt.date,
        first: dt.date,
        last: dt.date,
        earlier: "Case | None" = None,
    ) -> None:
        self.plan = plan
        self.timeline = timeline
        self.since = since
        self.first = first
        self.last = last
        self.pairs: Pairs = earlier.pairs if earlier else Pairs()
        self._uses: dict[str, Sequence[Use]] = {}
        self._keys: dict[Wanted, frozenset[str]] = earlier._keys if earlier else {}
        self._pools: dict[Wanted, Sequence[Use]] = {}
        self.verdicts = earlier.verdicts_on(timeline) if earlier else Verdicts()

    def verdicts_on(self, timeline: Timeline) -> Verdicts:
        """Return what was said here and holds for a timeline of other uses too."""
        changed = differing(self.timeline, timeline, self.since, self.last)
        return Verdicts(self.verdicts, changed)

    @property
    def whole_plan(self) -> Plan:
        """The plan with its steps and extras; who asks for it is asked again of every plan."""
        self.verdicts.look_beyond_uses()
        return self.plan

    def reports(self, day: dt.date) -> bool:
        """Say whether flags of a date are wanted: inside the window and not paused."""
        return self.first <= day <= self.last and not self.timeline.paused(day)

    @property
    def sittings(self) -> Mapping[Sitting, Sequence[Occasion]]:
        """Each distinct session with its occasions, so that it is judged once."""
        self.verdicts.look_beyond_uses()
        return self._sittings

    @cached_property
    def _sittings(self) -> Mapping[Sitting, Sequence[Occasion]]:
        found: dict[Sitting, list[Occasion]] = defaultdict(list)
        for day, session, items in self.timeline.items():
            if self.reports(day):
                found[items].append((day, session))
        return found

    def sittings_with(
        self, keys: Collection[str]
    ) -> Iterator[tuple[list[Item], Sequence[Occasion]]]:
        """Yield what each distinct session has of some products, with its occasions."""
        self.verdicts.look_at(keys)
        for sitting, occasions in self._sittings.items() if keys else ():
            items = [item for item in sitting if item.product.key in keys]
            if items:
                yield items, occasions

    @property
    def bare_mornings(self) -> frozenset[dt.date]:
        """The dates whose morning nothing protects, empty ones too; none spent indoors."""
        self.verdicts.look_at(self.keys(protects))
        return self._bare_mornings

    @cached_property
    def _bare_mornings(self) -> frozenset[dt.date]:
        protected = {
            day
            for _items, occasions in self.sittings_with(self.keys(protects))
            for day, session in occasions
            if session is Session.AM
        }
        dates = (self.first + DAY * days for days in range((self.last - self.first).days + 1))
        return frozenset(
            day
            for day in dates
            if day not in protected and day not in self.plan.indoors and self.reports(day)
        )

    @cached_property
    def _holders(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for key, product in self.plan.products.items():
            if on_face(product) and leave_on(product):
                for family in product.actives:
                    found[family].add(key)
        return found

    def holding(self, families: Iterable[str]) -> frozenset[str]:
        """Return the keys of the leave-on face products with one of these families."""
        return frozenset().union(*(self._holders.get(family, ()) for family in families))

    def keys(self, wanted: Wanted) -> frozenset[str]:
        """Return the keys of the products that are wanted; several rules ask for the same."""
        if wanted not in self._keys:
            products = self.plan.products.items()
            self._keys[wanted] = frozenset(key for key, product in products if wanted(product))
        return self._keys[wanted]

    def uses_of(self, product: str) -> Sequence[Use]:
        """Return the uses of a product from the history to the last date, oldest first."""
        self.verdicts.look_at((product,))
        if product not in self.timeline.used:
            return ()
        if product not in self._uses:
            every = self.timeline.uses_of(product)
            begin = bisect_left(every, self.since, key=_date)
            self._uses[product] = every[begin : bisect_right(every, self.last, key=_date)]
        return self._uses[product]

    def uses(self, wanted: Wanted) -> Sequence[Use]:
        """Return all uses of the products that are wanted, history included, oldest first."""
        keys = self.keys(wanted)
        self.verdicts.look_at(keys)
        if wanted not in self._pools:
            self._pools[wanted] = self._pooled(keys)
        return self._pools[wanted]

    def _pooled(self, wanted: Collection[str]) -> Sequence[Use]:
        planned = self.timeline.used
        keys = (key for key in self.plan.products if key in planned and key in wanted)
        pools = map(self.uses_of, keys)
        used = [pool for pool in pools if pool]
        if len(used) == 1:
            return used[0]
        return sorted((use for pool in used for use in pool), key=attrgetter("date", "session"))


def by_date(uses: Iterable[Use]) -> Iterator[tuple[dt.date, list[Use]]]:
    """Yield each date that has uses with these; takes them oldest first."""
    for day, group in groupby(uses, key=attrgetter("date")):
        yield day, list(group)


def rolling_week(uses: Sequence[Use]) -> Iterator[tuple[dt.date, Sequence[Use]]]:
    """Yield each date of use with the uses of its 7 dates, itself the last of them."""
    begin = end = 0
    for day, group in by_date(uses):
        end += len(group)
        while uses[begin].date < day - SIX_DAYS:
            begin += 1
        yield day, uses[begin:end]


def judge_each(judges: Iterable[Judge], case: Case, rules: Mapping[str, Rule]) -> Iterator[Flag]:
    """Yield the flags of those of these rules that are in force."""
    for judge in judges:
        rule = rules.get(rule_id(judge))
        if rule is not None:
            yield from case.verdicts.said(rule.id, partial(judge, case, rule))


@cache
def rule_id(function: Callable[..., object]) -> str:
    """Return the id of the rule a function judges: its name, with dashes."""
    return function.__name__.replace("_", "-")


def flag_day(
    rule: Rule,
    day: dt.date,
    uses: Sequence[Use],
    dates: Iterable[dt.date] | None = None,
    about: Iterable[Use] | None = None,
) -> Flag:
    """Raise a flag on a date for the uses that make it true.

    Its `dates` are those given, else the date of each use: as many as there are uses. `about`
    are the uses it asks to change, unless given those of the date.
    """
    changing = [use for use in uses if use.date == day] if about is None else about
    return Flag(
        rule.id,
        day,
        None,
        rule.severity,
        products=tuple(dict.fromkeys(use.product.key for use in uses)),
        lines=tuple(dict.fromkeys(use.line for use in uses if use.line is not None)),
        dates=tuple(use.date for use in uses) if dates is None else tuple(dates),
        prescribed=any(use.product.prescribed for use in changing),
    )


def flag_first_use(case: Case, rule: Rule, key: str) -> Iterator[Flag]:
    """Raise the one flag of a product: on its first date of use that is reported."""
    for day, uses in by_date(case.uses_of(key)):
        if case.reports(day):
            yield flag_day(rule, day, uses, dates=[day])
            return


def flag_product(
    case: Case, rule: Rule, product: Product, spans: Sequence[Span] = (ALWAYS,)
) -> Iterator[Flag]:
    """Raise one flag for a product, on its first reported use within these spans of dates.

    Its `lines` are those it is planned in on them. Where the rule has no fix that would change
    a step, no prescriber needs to be asked about it.
    """
    near = [span for span in spans if span[0] <= case.last and case.first <= span[1]]
    offending = [
        use
        for use in (case.uses_of(product.key) if near else ())
        if case.reports(use.date) and any(first <= use.date <= last for first, last in near)
    ]
    if offending:
        yield Flag(
            rule.id,
            offending[0].date,
            None,
            rule.severity,
            (product.key,),
            tuple(dict.fromkeys(use.line for use in offending if use.line is not None)),
            (offending[0].date,),
            prescribed=product.prescribed and bool(rule.verbs),
        )


def flag_sessions(
    rule: Rule,
    occasions: Iterable[Occasion],
    items: Iterable[Item],
    about: Iterable[Item],
) -> Iterator[Flag]:
    """Raise a flag on each occasion of a session; `about` are the items it asks to change."""
    products = tuple(dict.fromkeys(item.product.key for item in items))
    lines = tuple(dict.fromkeys(item.line for item in items if item.line is not None))
    prescribed = any(item.product.prescribed for item in about)
    for day, session in occasions:
        yield Flag(
            rule.id, day, session, rule.severity, products, lines, (day,), prescribed=prescribed
        )
