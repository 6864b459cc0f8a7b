"""What somebody ticked, and how each use of a session stands because of it."""

from datetime import date
from enum import StrEnum

from routines.engine.plan import Plan
from routines.engine.timeline import Use
from routines.words import is_daily

Tick = tuple[date, str, str | None]
"""Date, session and line of a use that was ticked."""


class State(StrEnum):
    """How a use stands. OPEN is past and not ticked: it counts as used, but nobody said so."""

    DONE = "done"
    PLANNED = "planned"
    OPEN = "open"
    SKIPPED = "skipped"


def state_of(use: Use, ticks: frozenset[Tick], today: date) -> State:
    """Return how a use stands on a day seen from today."""
    if use.skipped:
        return State.SKIPPED
    if (use.date, use.session, use.line) in ticks:
        return State.DONE
    return State.OPEN if use.date < today else State.PLANNED


def one_offs(plan: Plan) -> frozenset[Tick]:
    """Return the uses that stand besides the schedule."""
    return frozenset((extra.date, extra.session, extra.line) for extra in plan.extras)


def unusual_places(plan: Plan) -> frozenset[int]:
    """Return the places of steps that are not daily."""
    return frozenset(place for place, step in enumerate(plan.steps) if not is_daily(step.schedule))
