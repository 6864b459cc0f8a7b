"""The two sessions of one day, step by step, as the day's page and Today show them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import count

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from products.knowledge import Kind, kinds
from products.models import Product
from routines.drawings import ICONS
from routines.engine.plan import Session, Skip
from routines.engine.timeline import Timeline, Use, expand
from routines.models import ShelfItem
from routines.noticed import LineNote
from routines.selectors import OwnedPlan
from routines.ticks import State, one_offs, state_of, unusual_places
from routines.words import schedule_words, session_name, short_date

NEXT_DAYS = timedelta(days=7)
STATE_WORDS = {
    State.DONE: gettext_lazy("done"),
    State.OPEN: gettext_lazy("not confirmed"),
    State.SKIPPED: gettext_lazy("skipped"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One step of a session. `number` counts what goes on; it is empty for a skipped step.

    Keys and words of our own code need no escaping, which costs a page as much as to print them.
    """

    session: Session
    line: str
    item: ShelfItem
    product: Product
    kind: Kind
    number: str
    state: State
    once: bool
    when: str
    note: LineNote | None

    @property
    def name(self) -> str:
        return self.product.name

    @property
    def is_done(self) -> bool:
        return self.state is State.DONE

    @property
    def is_skipped(self) -> bool:
        return self.state is State.SKIPPED

    @property
    def attributes(self) -> SafeString:
        """What its element tells styles and scripts."""
        return SafeString(
            f'data-step="{self.line}" data-session="{self.session}" data-kind="{self.kind.id}"'
        )

    @property
    def query(self) -> SafeString:
        """What an address says to mean this step of its day."""
        return SafeString(f"session={self.session}&amp;line={self.line}")

    @property
    def about(self) -> str:
        """Which kind and brand it is, and whether only this once."""
        return self._words(self.product.brand_name, self._once_words)

    @property
    def about_turn(self) -> str:
        """Which kind it is, when it is due where that is not every day, and how it stands."""
        return self._words(self.when, self._once_words, self.state_words)

    @property
    def state_words(self) -> str:
        """How it stands, where that is not plain from the page."""
        return str(STATE_WORDS.get(self.state, ""))

    def _words(self, *more: str) -> str:
        return " · ".join(filter(None, (_(self.kind.label), *more)))

    @property
    def _once_words(self) -> str:
        return _("this once") if self.once else ""

    @property
    def skip_words(self) -> str:
        return _("Skip %(name)s") % {"name": self.name}

    @property
    def more_words(self) -> str:
        return _("More for %(name)s") % {"name": self.name}

    @property
    def tip(self) -> str:
        return _(self.kind.tip) if self.kind.tip else ""


@dataclass(frozen=True)
class DaySession:
    """One session of a day. `left_out` says that it was skipped as a whole."""

    day: date
    session: Session
    rows: tuple[Row, ...]
    left_out: bool
    paused: bool

    @property
    def name(self) -> str:
        return session_name(self.session)

    @property
    def icon(self) -> str:
        return ICONS[self.session]

    @cached_property
    def used(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.is_skipped)

    @cached_property
    def done(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_done)

    @cached_property
    def rest(self) -> tuple[Row, ...]:
        """What is neither ticked nor skipped."""
        return tuple(row for row in self.used if not row.is_done)

    @property
    def is_finished(self) -> bool:
        return bool(self.rows) and not self.rest

    @property
    def summary(self) -> str:
        facts = {"done": len(self.done), "all": len(self.used)}
        words = _("Done, %(done)d of %(all)d") if self.is_finished else _("%(done)d of %(all)d")
        return words % facts

    def row(self, line: str) -> Row | None:
        return next((row for row in self.rows if row.line == line), None)


def day_sessions(
    owned: OwnedPlan,
    day: date,
    today: date,
    notes: Mapping[str, LineNote] | None = None,
    timeline: Timeline | None = None,
) -> dict[Session, DaySession]:
    """Return both sessions of a day. `notes` are what is said of a line.

    A `timeline` of the plan that covers the day spares making one.
    """
    if timeline is None:
        timeline = expand(owned.plan, day, day)
    return {
        session: DaySession(
            day=day,
            session=session,
            rows=tuple(_rows(owned, timeline.listed(day, session), today, notes or {})),
            left_out=Skip(day, session) in owned.plan.skips,
            paused=timeline.paused(day),
        )
        for session in Session
    }


def _rows(
    owned: OwnedPlan,
    uses: tuple[Use, ...],
    today: date,
    notes: Mapping[str, LineNote],
) -> Iterator[Row]:
    once, rare = one_offs(owned.plan), unusual_places(owned.plan)
    numbers = count(1)
    for use in uses:
        item = owned.items[use.product.key]
        yield Row(
            session=use.session,
            line=SafeString(use.line or ""),
            item=item,
            product=item.shown,
            kind=kinds()[use.product.kind],
            number="" if use.skipped else str(next(numbers)),
            state=state_of(use, owned.ticks, today),
            once=(use.date, use.session, use.line) in once,
            when=_when(owned, use) if use.place in rare else "",
            note=None if use.skipped else notes.get(use.line or ""),
        )


def _when(owned: OwnedPlan, use: Use) -> str:
    if use.place is None:
        return ""
    return schedule_words(owned.plan.steps[use.place].schedule)


@dataclass(frozen=True, slots=True)
class Coming:
    """What a coming session holds that is not for every day."""

    when: str
    names: str


def coming(owned: OwnedPlan, day: date, session: Session, timeline: Timeline) -> list[Coming]:
    """Return what is not daily in the 7 days after a session, soonest first."""
    once, rare = one_offs(owned.plan), unusual_places(owned.plan)
    found = []
    for later in (day + timedelta(days=days) for days in range(NEXT_DAYS.days + 1)):
        for one in Session:
            names = [
                owned.items[use.product.key].shown.name
                for use in timeline.uses(later, one)
                if use.place in rare or (later, one, use.line) in once
            ]
            if (later, one) > (day, session) and names:
                when = f"{short_date(later)}, {session_name(one).lower()}"
                found.append(Coming(when, ", ".join(names)))
    return found
