"""Arrange the products of a routine file into a week. Reads the file and nothing else."""

from dataclasses import replace
from typing import Any

from routines.engine.arrange import arrange
from routines.engine.arrange_text import placed_text, unplaced_text
from routines.engine.arrangement import MOST_AT_ONCE, Arrangement, Task, TooMuchError
from routines.engine.habits import Wish
from routines.engine.plan import Plan, Session
from routines.engine.readers import RoutineFileError, fields, one_of, record, whole
from routines.engine.routine_file import parse, to_document
from routines.engine.rules import load_rules
from routines.management.documents import DocumentCommand

KEPT = "As it was: it is prescribed, and your prescriber decides."


class Command(DocumentCommand):
    """Print the document with its routine filled, and the reasons."""

    help = (
        "Print a routine file (JSON) with its products arranged, the reason for each, and what"
        " has no place. `wishes` may ask for uses a week and a session of a product."
    )

    def handle(self, *_args: str, file: str, **_options: object) -> None:
        self.print_answers(file, arranged)


def arranged(document: object) -> dict[str, Any]:
    """Return a document with its routine filled, the reasons, and what could not be placed.

    Steps of prescribed products stay as they are; the others are planned anew.
    """
    given = dict(record(document, ""))
    asked = given.pop("wishes", {})
    plan, (first, last) = parse(given)
    rules = load_rules()
    kept = tuple(step for step in plan.steps if plan.products[step.product].prescribed)
    task = Task(
        plan=replace(plan, steps=kept),
        first=max(first, plan.start or first),
        last=last,
        rules=rules,
        wishes=_wishes(asked, plan),
    )
    found = _arrangement(task)
    return {
        "document": to_document(found.plan, given),
        "reasons": {
            **{step.product: KEPT for step in kept},
            **{placed.product: placed_text(placed, plan, rules) for placed in found.placed},
        },
        "unplaced": [
            {"product": left.product, "why": unplaced_text(left, rules)} for left in found.unplaced
        ],
    }


def _arrangement(task: Task) -> Arrangement:
    try:
        return arrange(task)
    except TooMuchError as error:
        trouble = (
            f"{error.number} with the steps that stay; a week is made of {MOST_AT_ONCE} at most,"
            " so leave out what is not used"
        )
        raise RoutineFileError(place="products", trouble=trouble) from error


def _wishes(value: object, plan: Plan) -> dict[str, Wish]:
    """Read the wishes of a document, product by product."""
    readers = {"per_week": whole(1, 14), "session": one_of([*Session])}

    def wish(value: object, place: str) -> Wish:
        asked = fields(value, place, readers)
        session = asked.get("session")
        return Wish(asked.get("per_week"), Session(session) if session else None)

    found: dict[str, Wish] = fields(value, "wishes", dict.fromkeys(plan.products, wish))
    return found
