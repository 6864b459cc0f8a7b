"""Shelves at random, and what an arrangement of one has to hold.

`python -m tests.engine.random_shelves 1000` tries that many, `… 100 900` a hundred from there.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from products.knowledge import Suits, kinds
from routines.engine.arrange import arrange
from routines.engine.arrangement import Task
from routines.engine.check import check
from routines.engine.flags import Severity
from routines.engine.plan import Plan, Session, Step
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from routines.engine.rules.traits import protects
from routines.engine.schedule import OnDates
from routines.management.commands.arrange_routine import arranged

MONDAY = date(2026, 3, 2)
DAYS = 28
BEYOND = timedelta(days=98)
RULES = load_rules()
Barred = tuple[str, str, str]
"""A flag of caution or more: its rule, date and products."""
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
NAMES = ("AQUA", "LINALOOL", "RETINYL PALMITATE", "PARFUM", "DIMETHICONE", "COCOS NUCIFERA OIL")
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
        "opened_on": str(MONDAY - timedelta(days=random.randint(0, 300))),
        "pao_months": random.randint(0, 12),
        "purchased_on": str(MONDAY - timedelta(days=random.randint(900, 1300))),
        "inci": random.sample(NAMES, 2),
        "percents": {"salicylic": random.randint(0, 4), "retinol": 0.5},
        "peel": True,
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
        "fragrance_sensitive": True,
        "eczema": True,
        "acne_prone_list": True,
        "trying_from": str(MONDAY + timedelta(days=random.randint(-20, 30))),
        "breastfeeding_from": str(MONDAY - timedelta(days=random.randint(-20, 30))),
        "allergens": ["linalool"],
        "avoid": ["aha"],
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
    if random.random() < 0.15:
        shelf["events"] = [_event(random)]
    return shelf


def _event(random: Random) -> dict[str, Any]:
    day = str(MONDAY - timedelta(days=random.randint(-5, 3)))
    journal: dict[str, Any] = random.choice(
        (
            {"irritation": random.randint(1, 3)},
            {"signs": ["hives"]},
            {"damage": ["sunburn"], "damage_until": str(MONDAY + timedelta(days=9))},
        )
    )
    wax = {"procedure": {"date": day, "type": "wax"}}
    return random.choice((wax, {"journal": {"date": day} | journal}))


def faults(shelf: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the arrangement of a shelf, in words."""
    found = arranged(shelf)
    if json.dumps(arranged(shelf)) != json.dumps(found):
        yield "differs when run again"
    plan, (first, last) = parse(found["document"])
    empty = {key: value for key, value in shelf.items() if key != "wishes"} | {"routine": {}}
    before = _barred(parse(empty)[0], first, last + BEYOND)
    looked_at = max(last, first + timedelta(days=DAYS - 1))
    for flag in sorted(_barred(plan, first, last + BEYOND) - before):
        known = (*flag[:2], "") in before
        if not known and not later_pack(flag, looked_at):
            yield f"flagged: {flag}"
    used = {step.product for step in plan.steps}
    left = {entry["product"] for entry in found["unplaced"]}
    if used | left != set(plan.products) or used & left or set(found["reasons"]) != used:
        yield "not every product is accounted for"
    for key in sorted(left):
        if place := _free_place(plan, key, first, before):
            yield f"{key} could be used: {place}"


def _barred(plan: Plan, first: date, last: date) -> set[Barred]:
    return {
        (flag.rule, str(flag.date), ",".join(flag.products))
        for flag in check(plan, first, last)
        if flag.severity.rank >= Severity.CAUTION.rank
    }


def faults_of_new(shelf: dict[str, Any], random: Random) -> Iterator[str]:
    """Yield what is wrong if some products are new and packs are replaced in time."""
    plan, (first, last) = parse({key: value for key, value in shelf.items() if key != "wishes"})
    new = frozenset(key for key in plan.products if random.random() < 0.3)
    plan = _first_used(plan, dict.fromkeys(new))
    found = arrange(Task(plan, first, last, RULES, new=new, fresh_from=first))
    uses: dict[str, date | None] = dict.fromkeys(new)
    for step in found.plan.steps:
        if step.product in new:
            begun = step.schedule.dates(first, first + BEYOND)[0]
            uses[step.product] = min(uses[step.product] or begun, begun)
    before = _barred(plan, first, last + BEYOND)
    for flag in sorted(_barred(_first_used(found.plan, uses), first, last + BEYOND) - before):
        if (*flag[:2], "") not in before and not later_pack(flag, first - timedelta(days=1)):
            yield f"flagged with {sorted(new)} new: {flag}"
    for left in found.unplaced:
        if left.rule and RULES[left.rule].section == "freshness":
            yield f"{left.product} waits for a pack"


def _first_used(plan: Plan, days: Mapping[str, date | None]) -> Plan:
    begun = {key: replace(plan.products[key], first_used=day) for key, day in days.items()}
    return replace(plan, products={**plan.products, **begun})


def later_pack(flag: Barred, last: date) -> bool:
    """Say whether a flag is about a pack after a date: another one may be opened by then."""
    return RULES[flag[0]].section == "freshness" and flag[1] > str(last)


def _free_place(plan: Plan, key: str, first: date, before: set[Barred]) -> str | None:
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


def main(number: int, first: int = 0) -> int:
    failed = 0
    for seed in range(first, first + number):
        shelf = random_shelf(seed)
        for fault in (*faults(shelf), *faults_of_new(shelf, Random(seed))):  # noqa: S311
            failed += 1
            print(f"shelf {seed}: {fault}")  # noqa: T201 (its output)
    print(f"{number} shelves, {failed} faults")  # noqa: T201 (its output)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
