"""The reason for each place of an arrangement in plain English, for a command."""

from collections.abc import Mapping
from datetime import date

from routines.engine.arrangement import Because, Placement, Unplaced
from routines.engine.fix_text import MONTHS, WEEKDAYS, joined
from routines.engine.flags import Rule
from routines.engine.plan import Plan, Product, Session
from routines.engine.schedule import EPOCH, OnDates, Schedule

SESSIONS = {Session.AM: "morning", Session.PM: "evening"}
NAMED_DATES = 4
NUMBERS = ("never", "once", "twice")


def placed_text(placement: Placement, plan: Plan, rules: Mapping[str, Rule]) -> str:
    """Return when a product is used and why: "Evening, Mon and Thu: its kind is used twice…"."""
    when = _when(placement)
    why = _why(placement, plan, rules)
    return f"{when[0].upper()}{when[1:]}: {why}.{_missed(placement)}{_later(placement, rules)}"


def unplaced_text(unplaced: Unplaced, rules: Mapping[str, Rule]) -> str:
    """Return why a product has no place."""
    if unplaced.because is Because.NO_SUNSCREEN:
        return "No sunscreen in the list, and this product needs one in the morning."
    if unplaced.because is Because.TEMPLATE:
        return "A simple routine does without it."
    if unplaced.rule in rules:
        rule = rules[unplaced.rule]
        return f"{rule.title}, on every date of four weeks. {rule.words}"
    return "No date of four weeks is free for it."


def _when(placement: Placement) -> str:
    by_schedule: dict[str, list[str]] = {}
    for session in sorted(placement.seats):
        days = _days(placement.seats[session])
        by_schedule.setdefault(days, []).append(SESSIONS[session])
    return "; ".join(f"{joined(names)}, {days}" for days, names in by_schedule.items())


def _days(schedule: Schedule) -> str:
    if isinstance(schedule, OnDates):
        days = sorted(set(schedule.on))
        named = list(map(_day, days))
        few = len(days) <= NAMED_DATES
        return f"on {joined(named)}" if few else f"on {len(days)} dates, the last {named[-1]}"
    due, anchor = sorted(set(schedule.due)), schedule.anchor
    since = "" if anchor == EPOCH else f" from {_day(anchor)}"
    if len(due) == schedule.period:
        return f"every day{since}"
    if schedule.period == len(WEEKDAYS):
        return joined([WEEKDAYS[(anchor.weekday() + day) % 7] for day in due]) + since
    if len(due) == 1:
        return f"every {schedule.period} days{since}"
    return f"{len(due)} times in {schedule.period} days{since}"


def _why(placement: Placement, plan: Plan, rules: Mapping[str, Rule]) -> str:
    product, title = plan.products[placement.product], _title(placement.rule, rules)
    others = joined([_name(plan.products[key]) for key in placement.others])
    words = {
        Because.WISH: "as often as you wished",
        Because.LABEL: _label(product),
        Because.TURNS: f"in turn with {others}",
        Because.RULE: f"more often would mean “{title}”",
        Because.DATES: f"these dates stay clear of “{title}”",
        Because.CYCLE: "its night of a four-night cycle, with two nights of rest",
    }
    return words.get(placement.because) or _usual(product)


def _label(product: Product) -> str:
    if product.label_max_per_week is None:
        return f"its label allows {_times(product.label_max_per_day or 0)} a day"
    return f"its label allows {_times(product.label_max_per_week)} in 7 days"


def _usual(product: Product) -> str:
    kind = product.kind_facts
    if kind.max_week:
        return f"its kind is used {_times(kind.max_week)} a week at most"
    return "as often as its kind is usually used"


def _missed(placement: Placement) -> str:
    wish = placement.missed
    if wish is None:
        return ""
    asked = []
    if wish.session:
        asked.append(f"the {SESSIONS[wish.session]}")
    if wish.per_week:
        asked.append(f"{_times(wish.per_week)} a week")
    return f" You wished for {joined(asked)}, which does not fit."


def _later(placement: Placement, rules: Mapping[str, Rule]) -> str:
    """Say what is to be done in time: use more of it, open another pack."""
    said = ""
    if placement.more_from:
        said += f" From {_day(placement.more_from)} more is fine: arrange it again then."
    if placement.pack:
        title = _title(placement.pack.rule, rules)
        said += f" From {_day(placement.pack.date)} it takes another pack: “{title}”."
    return said


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _title(rule: str, rules: Mapping[str, Rule]) -> str:
    return rules[rule].title if rule in rules else rule


def _times(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else f"{number} times"


def _name(product: Product) -> str:
    return product.name or product.key
