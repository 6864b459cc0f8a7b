"""Fixes: what one click would change, as a value that can travel to a browser and back."""

import json
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints

from routines.engine.dated_edits import MoveUse, PauseLine, SkipUse, StartLater, UseOnce
from routines.engine.edits import EditError
from routines.engine.fix_edits import Add, Edit, MoveSession, Place, Remove, Reschedule, Swap
from routines.engine.plan import Plan, Session
from routines.engine.schedule import OnDates, Periodic, Schedule

T = TypeVar("T")
MAX_TEXT = 20_000
YEARS = range(1969, 2200)


class FixError(ValueError):
    """The fix does not fit this plan, usually because the plan changed since it was offered."""


class Verb(StrEnum):
    """What a fix does, in the words of rules.toml."""

    MOVE_SESSION = "move_session"
    DROP_WEEKDAYS = "drop_weekdays"
    SET_EVERY = "set_every"
    SKIP_ONCE = "skip_once"
    REORDER = "reorder"
    REMOVE_STEP = "remove_step"
    ALTERNATE = "alternate"
    ADD_STEP = "add_step"
    PAUSE = "pause"
    REPLACE_PRODUCT = "replace_product"
    MOVE_DATE = "move_date"
    START_LATER = "start_later"


@dataclass(frozen=True, slots=True)
class Fix:
    """A proposal: its verb for people, and the edits that carry it out, in order."""

    verb: Verb
    edits: tuple[Edit, ...]


def apply(plan: Plan, fix: Fix, today: date | None) -> Plan:
    """Return the plan with the fix applied, leaving uses before `today` as they were.

    Without a `today` (a routine file) every date may change. Raises FixError where the fix
    does not fit the plan.
    """
    try:
        for edit in fix.edits:
            plan = edit.apply(plan, today)
    except EditError as error:
        raise FixError(*error.args) from error
    return plan


_EDITS: dict[str, type[Edit]] = {
    "reschedule": Reschedule,
    "remove": Remove,
    "swap": Swap,
    "place": Place,
    "move_session": MoveSession,
    "add": Add,
    "skip": SkipUse,
    "move_use": MoveUse,
    "use_once": UseOnce,
    "pause": PauseLine,
    "start_later": StartLater,
}
_NAMES = {edit: name for name, edit in _EDITS.items()}


def to_json(fix: Fix) -> str:
    """Return the fix as compact text, always the same for the same fix."""
    edits = [
        {"do": _NAMES[type(edit)]}
        | {field.name: _plain(getattr(edit, field.name)) for field in fields(edit)}
        for edit in fix.edits
    ]
    document = {"verb": fix.verb, "edits": edits}
    return json.dumps(document, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Fix:
    """Read what `to_json` wrote. Raises ValueError for anything else: it comes from a browser."""
    if len(text) > MAX_TEXT:
        message = "a fix is shorter"
        raise ValueError(message)
    try:
        document = json.loads(text)
        _demand(document, {"verb", "edits"})
        fix = Fix(Verb(document["verb"]), tuple(_edit(entry) for entry in document["edits"]))
    except (KeyError, TypeError, RecursionError) as error:
        message = f"not a fix: {error}"
        raise ValueError(message) from error
    if not fix.edits:
        message = "a fix changes something"
        raise ValueError(message)
    return fix


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Periodic():
            return {"period": value.period, "due": value.due, "anchor": _plain(value.anchor)}
        case OnDates():
            return {"on": [_plain(day) for day in value.on]}
        case _:
            return value


def _demand(document: dict[str, Any], keys: set[str]) -> None:
    if set(document) != keys:
        message = f"expected {sorted(keys)}"
        raise ValueError(message)


def _edit(entry: dict[str, Any]) -> Edit:
    kind = _EDITS[entry["do"]]
    hints = get_type_hints(kind)
    wanted = {field.name: hints[field.name] for field in fields(kind)}
    _demand(entry, {"do", *wanted})
    return kind(**{name: _read(entry[name], hint) for name, hint in wanted.items()})


def _read(value: object, hint: object) -> Any:
    """Read one field as its type says."""
    if hint == date | None:
        return None if value is None else _date(value)
    if hint == Schedule:
        return _schedule(value)
    if hint is date:
        return _date(value)
    if hint is Session:
        return Session(_typed(value, str))
    return _typed(value, bool if hint is bool else str)


def _typed(value: object, wanted: type[T]) -> T:
    if type(value) is not wanted:
        message = f"expected {wanted.__name__}, not {value!r}"
        raise TypeError(message)
    return value


def _date(value: object) -> date:
    text = _typed(value, str)
    day = date.fromisoformat(text)
    if day.isoformat() != text or day.year not in YEARS:
        message = f"no date of a plan: {text}"
        raise ValueError(message)
    return day


def _schedule(value: object) -> Schedule:
    document = _typed(value, dict)
    if "on" in document:
        _demand(document, {"on"})
        return OnDates(tuple(_date(day) for day in _typed(document["on"], list)))
    _demand(document, {"period", "due", "anchor"})
    due = tuple(_typed(day, int) for day in _typed(document["due"], list))
    return Periodic(_typed(document["period"], int), due, _date(document["anchor"]))
