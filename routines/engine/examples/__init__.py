"""For each rule two small routines: one that it flags, one nearly the same that it does not."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from products.tables import read_toml
from routines.engine.plan import Plan, Session
from routines.engine.routine_file import parse

FIRST, LAST = dt.date(2026, 3, 2), dt.date(2026, 3, 15)
"""Every example runs for these two weeks, from a Monday on."""


@dataclass(frozen=True, slots=True)
class Example:
    """Two routines that differ as `captions` say, the flagged one first.

    `fact` is what both hold besides steps (a pregnancy, a date on the pack), or empty; `doubt`
    is what would change our mind about the rule.
    """

    flagged: Plan
    quiet: Plan
    captions: tuple[str, str]
    doubt: str
    fact: str


@cache
def example_of(rule: str) -> Example:
    """Return the example of a rule. Raises KeyError if it has none."""
    entry = _entries()[rule]
    flagged, quiet = entry["captions"]
    return Example(
        flagged=_plan(entry),
        quiet=_plan({**entry, **entry["quiet"]}),
        captions=(flagged, quiet),
        doubt=entry["doubt"],
        fact=entry.get("fact", ""),
    )


@cache
def _entries() -> Mapping[str, Mapping[str, Any]]:
    files = sorted(Path(__file__).parent.glob("*.toml"))
    return {rule: entry for file in files for rule, entry in read_toml(file).items()}


def _plan(entry: Mapping[str, Any]) -> Plan:
    """Return the plan of an entry, which is a routine file in fewer words."""
    document = {
        "window": [FIRST.isoformat(), LAST.isoformat()],
        "start": entry.get("start", FIRST.isoformat()),
        "products": {key: _product(key, value) for key, value in entry["products"].items()},
        "routine": {
            session.value: [step.split(" ", 1) for step in entry.get(session.lower(), ())]
            for session in Session
        },
        "profile": entry.get("profile", {}),
        "events": entry.get("events", []),
    }
    plan, _window = parse(document)
    return plan


def _product(key: str, value: str | Mapping[str, Any]) -> dict[str, Any]:
    """Return a product; unless it has a name it is called as its key: `body_oil`, body oil."""
    named = {"name": key.replace("_", " ")}
    if isinstance(value, str):
        kind, *actives = value.split()
        return named | {"kind": kind, "actives": [active.removeprefix("+") for active in actives]}
    return named | dict(value)
