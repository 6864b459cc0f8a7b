"""Which uses a change of plan touches: what somebody sees before they agree to it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from routines.engine.ordering import longest_run
from routines.engine.plan import Plan, Session
from routines.engine.timeline import Use, expand


class ChangeKind(StrEnum):
    """What happens to a use; "moved" = it goes on earlier or later in the same session."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class UseChange:
    """One use that a change of plan adds, removes or moves. `product` is its key."""

    date: date
    session: Session
    product: str
    line: str | None
    kind: ChangeKind


def changes(before: Plan, after: Plan, first: date, last: date) -> tuple[UseChange, ...]:
    """Return the uses that differ from `first` to `last`, by date, session and order."""
    old, new = expand(before, first, last), expand(after, first, last)
    found: list[UseChange] = []
    for days in range((last - first).days + 1):
        day = first + timedelta(days=days)
        for session in Session:
            found += _differences(old.uses(day, session), new.uses(day, session))
    return tuple(found)


def _differences(old: tuple[Use, ...], new: tuple[Use, ...]) -> list[UseChange]:
    were, are = [_name(use) for use in old], [_name(use) for use in new]
    if were == are:
        return []
    stayed = [were.index(name) for name in are if name in were]
    in_place = {were[place] for place in longest_run(stayed)}
    found = [_change(use, ChangeKind.REMOVED) for use in old if _name(use) not in are]
    for use, name in zip(new, are, strict=True):
        if name not in were:
            found.append(_change(use, ChangeKind.ADDED))
        elif name not in in_place:
            found.append(_change(use, ChangeKind.MOVED))
    return found


def _name(use: Use) -> tuple[str | None, str]:
    return use.line, use.product.key


def _change(use: Use, kind: ChangeKind) -> UseChange:
    return UseChange(use.date, use.session, use.product.key, use.line, kind)
