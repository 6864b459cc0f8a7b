"""What a fix says of itself: values for pages to put into words, and plain English."""

from dataclasses import dataclass
from datetime import date

from products.knowledge import kinds
from routines.engine.dated_edits import MoveUse, PauseLine, SkipUse, StartLater, UseOnce
from routines.engine.fix_edits import Add, MoveSession, Place, Reschedule, Swap
from routines.engine.fixes import Fix, Verb
from routines.engine.plan import Plan, Session
from routines.engine.schedule import OnDates, Periodic

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class FixText:
    """The facts of a fix, for words in any language.

    `products` are the keys of what it changes, `other` and `after` where a moved step goes,
    `session` where it is used from now on and `besides` what comes with the move, `weekdays`
    (Monday = 0) and `every` (days between uses, all of `products` together) how often, `dates`
    those it skips, moves to, adds, keeps or
    begins on, `until` the last date of a pause.
    """

    verb: Verb
    products: tuple[str, ...]
    other: str | None = None
    after: bool = False
    session: Session | None = None
    besides: str | None = None
    weekdays: tuple[int, ...] = ()
    every: int | None = None
    dates: tuple[date, ...] = ()
    until: date | None = None

    @property
    def once(self) -> bool:
        """Say whether it adds single uses only, and no habit."""
        return self.session is None and self.every is None


def describe(fix: Fix, plan: Plan) -> FixText:
    """Return what a fix of this plan does, as values."""
    of_line = {step.line: step.product for step in plan.steps}
    products = [
        edit.product
        if isinstance(edit, Swap | Add | UseOnce | StartLater)
        else of_line.get(edit.line, "")
        for edit in fix.edits
    ]
    moved = {of_line.get(edit.line) for edit in fix.edits if isinstance(edit, MoveSession)}
    places = [edit for edit in fix.edits if isinstance(edit, Place)]
    one_place = places[0] if len(places) == 1 else None
    return FixText(
        verb=fix.verb,
        products=tuple(dict.fromkeys(products)),
        other=of_line.get(one_place.other) if one_place else None,
        after=bool(one_place and one_place.after),
        session=next(
            (edit.session for edit in fix.edits if isinstance(edit, MoveSession | Add)), None
        ),
        besides=next((product for product in products if moved and product not in moved), None),
        weekdays=_weekdays(fix),
        every=_every(fix),
        dates=_dates(fix),
        until=next((edit.last for edit in fix.edits if isinstance(edit, PauseLine)), None),
    )


def _schedules(fix: Fix) -> list[Periodic | OnDates]:
    return [edit.schedule for edit in fix.edits if isinstance(edit, Reschedule)]


def _weekdays(fix: Fix) -> tuple[int, ...]:
    """Return the weekdays on which anything of a weekly fix is used."""
    weekly = [item for item in _schedules(fix) if isinstance(item, Periodic) and item.period == 7]  # noqa: PLR2004 (days of a week)
    days = {(item.anchor.weekday() + day) % 7 for item in weekly for day in item.due}
    return tuple(sorted(days))


def _every(fix: Fix) -> int | None:
    """Return the days between two uses, where the lines of the fix take even turns."""
    turns = [
        item.period
        for item in _schedules(fix)
        if isinstance(item, Periodic) and item.period != 7 and len(item.due) == 1  # noqa: PLR2004 (days of a week)
    ]
    even = turns and len(set(turns)) == 1 and turns[0] % len(turns) == 0
    return turns[0] // len(turns) if even else None


def _dates(fix: Fix) -> tuple[date, ...]:
    single = {edit.day for edit in fix.edits if isinstance(edit, SkipUse | UseOnce)}
    moved_to = {edit.to for edit in fix.edits if isinstance(edit, MoveUse | StartLater)}
    listed = {day for item in _schedules(fix) if isinstance(item, OnDates) for day in item.on}
    return tuple(sorted(single | moved_to | listed))


def text(fix: Fix, plan: Plan) -> str:
    """Return the fix in two to five plain words, for a command that speaks English only."""
    facts = describe(fix, plan)
    match facts.verb:
        case Verb.REORDER if facts.other:
            return f"Move it {'after' if facts.after else 'before'} the {_kind(plan, facts.other)}"
        case Verb.MOVE_SESSION:
            place = f"it to the {'morning' if facts.session is Session.AM else 'evening'}"
            besides = f"it, use {_kind(plan, facts.besides)} daily" if facts.besides else ""
            return f"Move {besides or place}"
        case Verb.ADD_STEP:
            kind = _kind(plan, facts.products[0])
            once = f"{kind.capitalize()} on {_few(facts.dates)}" if facts.once else ""
            return once or f"Use {kind} every morning"
        case Verb.DROP_WEEKDAYS | Verb.SET_EVERY | Verb.ALTERNATE | Verb.MOVE_DATE:
            return _rhythm(facts)
        case Verb.SKIP_ONCE | Verb.PAUSE | Verb.START_LATER:
            return _dated(facts)
        case _:
            return _PLAIN[facts.verb]


def _kind(plan: Plan, product: str) -> str:
    label = kinds()[plan.products[product].kind].label
    return f"{label[0].lower()}{label[1:]}"


_PLAIN = {
    Verb.REORDER: "Put these in order",
    Verb.REMOVE_STEP: "Take it out",
    Verb.REPLACE_PRODUCT: "Use another one instead",
}


def _dated(facts: FixText) -> str:
    if facts.until:
        return f"Pause until {_few((facts.until,))}"
    if facts.verb is Verb.START_LATER and len(facts.dates) > 1:
        return "Start one at a time"
    words = {Verb.SKIP_ONCE: "Skip", Verb.PAUSE: "Pause on", Verb.START_LATER: "Start on"}
    return f"{words[facts.verb]} {_few(facts.dates)}"


def _rhythm(facts: FixText) -> str:
    """How often it is used from now on."""
    if facts.verb is Verb.ALTERNATE:
        return "Use them in turn"
    if facts.every:
        return f"Use every {facts.every} days"
    if facts.weekdays:
        word = "Keep" if facts.verb is Verb.DROP_WEEKDAYS else "Use on"
        return f"{word} {joined([WEEKDAYS[day] for day in facts.weekdays])}"
    return f"Move to {_few(facts.dates)}" if facts.dates else "Use it less often"


def _few(dates: tuple[date, ...]) -> str:
    if len(dates) > 1:
        return f"{len(dates)} dates"
    return f"{WEEKDAYS[dates[0].weekday()]} {dates[0].day} {MONTHS[dates[0].month - 1]}"


def joined(words: list[str]) -> str:
    """Join words as one says them: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
