"""Where the engine and the second reading of the rules differ, on as small a file as possible."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from routines.engine.check import check
from routines.engine.readers import RoutineFileError
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from tests.engine.reference.evaluate import RULES, Flag, evaluate
from tests.engine.reference.random_documents import random_document

Difference = tuple[str, Flag]
"""What is wrong with which flag, seen from the second reading."""


def engine_says(document: dict[str, Any]) -> tuple[set[Flag], set[Flag]]:
    """Return the engine's flags, and those of them that carry the prescriber's note."""
    plan, (first, last) = parse(document)
    found = {
        (flag.rule, str(flag.date), flag.session and str(flag.session), flag.prescribed)
        for flag in check(plan, first, last)
    }
    return {flag[:3] for flag in found}, {flag[:3] for flag in found if flag[3]}


def differences(document: dict[str, Any]) -> set[Difference]:
    """Return on which flags, of rules that both know, they are of two minds.

    Raises RoutineFileError if the document is no valid routine file.
    """
    both = RULES & set(load_rules())
    engine_flags, engine_notes = engine_says(document)
    flags, notes = evaluate(document)
    found = {
        **dict.fromkeys(notes - engine_notes, "without note"),
        **dict.fromkeys(engine_notes - notes, "with a note too many"),
        **dict.fromkeys(flags - engine_flags, "missing"),
        **dict.fromkeys(engine_flags - flags, "too many"),
    }
    return {(what, flag) for flag, what in found.items() if flag[0] in both}


def smallest(document: dict[str, Any], what: str, rule: str) -> dict[str, Any]:
    """Return what is left of a document when nothing can go without losing the difference."""
    for smaller in _one_thing_less(document):
        try:
            found = {(each, flag[0]) for each, flag in differences(smaller)}
        except RoutineFileError:
            continue
        if (what, rule) in found:
            return smallest(smaller, what, rule)
    return document


def _one_thing_less(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    holders = ("products", "profile", "events", ("routine", "AM"), ("routine", "PM"))
    holders += tuple(("products", key) for key in document["products"])
    for holder in holders:
        path = (holder,) if isinstance(holder, str) else holder
        inside = _at(document, path)
        for place in list(inside) if isinstance(inside, dict) else range(len(inside)):
            smaller = copy.deepcopy(document)
            del _at(smaller, path)[place]
            yield smaller
    for day in {flag[1] for _, flag in differences(document)}:
        if document["window"] != [day, day]:
            yield {"start": document["window"][0], **document, "window": [day, day]}


def _at(document: dict[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = document
    for key in path:
        found = found.get(key, [])
    return found


def report(seed: int) -> dict[tuple[str, str], str]:
    """Return, for each way in which they differ on a random file, the words to say so."""
    document = random_document(seed)
    ways = {(what, flag[0]) for what, flag in differences(document)}
    return {(what, rule): _words(smallest(document, what, rule), seed) for what, rule in ways}


def _words(document: dict[str, Any], seed: int) -> str:
    said = (f"{' '.join(filter(None, flag))}: {what}" for what, flag in differences(document))
    return "\n".join([f"seed {seed}", *sorted(said), json.dumps(document)])
