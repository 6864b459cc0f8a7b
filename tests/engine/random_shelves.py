"""Shelves at random, and what an arrangement of one has to hold.

`python -m tests.engine.random_shelves 1000` tries that many.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from products.knowledge import Suits, kinds
from routines.engine.check import check
from routines.engine.flags import Severity
from routines.engine.habits import protects
from routines.engine.plan import Plan, Session, Step
from routines.engine.routine_file import parse
from routines.engine.schedule import OnDates
from routines.management.commands.arrange_routine import arranged

MONDAY = date(2026, 3, 2)
DAYS = 28
BEYOND = timedelta(days=98)
KINDS = tuple(kinds())
ACTIVES = (
    "retinoid_otc",
    "retinoid_rx",
    "adapalene",
    "aha",
    "bha",
    "benzoyl_peroxide",
    "vitamin_c_pure",
    "copper_peptide",
    "hydroquinone",
    "azelaic_acid",
    "sulfur",
    "phototoxic_oil",
    "niacinamide",
)
USUAL = ("cleanser", "moisturizer", "sunscreen", "serum", "ampoule", "exfoliant_chemical")


def _product(random: Random) -> dict[str, Any]:
    kind = random.choice(random.choice((KINDS, USUAL)))
    product: dict[str, Any] = {"kind": kind}
    if kind not in ("cleanser", "oil_cleanser", "sunscreen") and random.random() < 0.4:
        product["actives"] = random.sample(ACTIVES, random.choice((1, 1, 2)))
    if kind == "sunscreen" or random.random() < 0.05:
        product["spf"] = random.choice((15, 30, 50))
    chance: dict[str, Any] = {
        "label_max_per_week": random.randint(1, 10),
        "label_max_per_day": random.randint(1, 2),
        "expires_on": str(MONDAY + timedelta(days=random.randint(-20, 120))),
        "first_used": str(MONDAY - timedelta(days=random.randint(-10, 60))),
        "patch_test": random.choice(("none", "passed", "failed")),
        "prescribed": True,
        "occlusive": True,
        "silicone_heavy": True,
        "changed_on": str(MONDAY + timedelta(days=random.randint(-5, 30))),
    }
    return product | {name: value for name, value in chance.items() if random.random() < 0.06}


def _profile(random: Random) -> dict[str, Any]:
    chance: dict[str, Any] = {
        "sensitive": True,
        "skin_cycling": True,
        "retinoid_experienced": True,
        "rosacea": True,
        "pregnant_from": str(MONDAY - timedelta(days=random.randint(-20, 30))),
        "birth_date": str(date(random.randint(2008, 2014), 6, 1)),
        "ampoules_per_week": random.randint(1, 5),
    }
    return {name: value for name, value in chance.items() if random.random() < 0.12}


def random_shelf(seed: int) -> dict[str, Any]:
    """Return a routine file with a shelf, at times wishes, and now and then a bad week before."""
    random = Random(seed)  # noqa: S311 (no secret)
    keys = [f"p{n}" for n in range(random.randint(0, 20))]
    length = random.choice((7, 14, 28, 56))
    shelf: dict[str, Any] = {
        "window": [str(MONDAY), str(MONDAY + timedelta(days=length - 1))],
        "profile": _profile(random),
        "products": {key: _product(random) for key in keys},
        "routine": {},
    }
    if keys and random.random() < 0.3:
        wish = random.choice(({"per_week": random.randint(1, 14)}, {"session": "AM"}))
        shelf["wishes"] = {random.choice(keys): wish}
    if random.random() < 0.1:
        day = str(MONDAY - timedelta(days=random.randint(-5, 3)))
        shelf["events"] = [{"journal": {"date": day, "irritation": random.randint(1, 3)}}]
    return shelf


def faults(shelf: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the arrangement of a shelf, in words."""
    found = arranged(shelf)
    if json.dumps(arranged(shelf)) != json.dumps(found):
        yield "differs when run again"
    plan, (first, last) = parse(found["document"])
    empty = {key: value for key, value in shelf.items() if key != "wishes"} | {"routine": {}}
    before = _barred(parse(empty)[0], first, last + BEYOND)
    for flag in sorted(_barred(plan, first, last + BEYOND) - before):
        yield f"flagged: {flag}"
    used = {step.product for step in plan.steps}
    left = {entry["product"] for entry in found["unplaced"]}
    if used | left != set(plan.products) or used & left or set(found["reasons"]) != used:
        yield "not every product is accounted for"
    for key in sorted(left):
        if place := _free_place(plan, key, first, before):
            yield f"{key} could be used: {place}"


def _barred(plan: Plan, first: date, last: date) -> set[tuple[str, str, str]]:
    return {
        (flag.rule, str(flag.date), ",".join(flag.products))
        for flag in check(plan, first, last)
        if flag.severity.rank >= Severity.CAUTION.rank
    }


def _free_place(
    plan: Plan, key: str, first: date, before: set[tuple[str, str, str]]
) -> str | None:
    """Return a date and session of four weeks on which a product could be used."""
    kind = kinds()[plan.products[key].kind]
    mornings = any(protects(plan.products[step.product]) for step in plan.steps)
    suits = {Session.AM: kind.am if mornings else Suits.NO, Session.PM: kind.pm}
    for session in Session:
        for day in range(DAYS if suits[session] is not Suits.NO else 0):
            on = first + timedelta(days=day)
            added = _added(plan, Step("new", key, session, OnDates((on,))))
            if _barred(added, first, on + timedelta(days=9)) <= before:
                return f"{on} {session}"
    return None


def _added(plan: Plan, step: Step) -> Plan:
    def layer(step: Step) -> int:
        return kinds()[plan.products[step.product].kind].layer or 1000

    return replace(plan, steps=tuple(sorted((*plan.steps, step), key=layer)))


def main(number: int) -> int:
    failed = 0
    for seed in range(number):
        for fault in faults(random_shelf(seed)):
            failed += 1
            print(f"shelf {seed}: {fault}")  # noqa: T201 (its output)
    print(f"{number} shelves, {failed} faults")  # noqa: T201 (its output)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
