"""How fast the engine judges and mends: `python -m benchmarks.engine`.

Exits with status 1 if a budget of the design is missed. Ratios are against the bare page.
"""

import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from time import process_time

from benchmarks.baseline import baseline_ms
from benchmarks.measure import Figure, cpu_ms, tell
from routines.engine.causes import causes
from routines.engine.check import HISTORY, check
from routines.engine.plan import Plan, Product, Profile, Session, Step
from routines.engine.repair import first_working
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from routines.engine.schedule import DAILY, Periodic, Schedule, weekdays
from routines.engine.timeline import expand
from routines.engine.trouble import look_ahead
from tests.engine.reference.random_documents import random_document

FIRST = date(2026, 3, 2)
MONTH, YEAR = timedelta(days=41), timedelta(days=364)
OPEN_CARDS = 3
RANDOM_PLANS = 10_000
MORNING = ("cleanser", "hydrating_toner", "essence", "serum", "moisturizer", "sunscreen")
EVENING = (
    "oil_cleanser",
    "cleanser",
    "exfoliant_chemical",
    "hydrating_toner",
    "serum",
    "ampoule",
    "eye_cream",
    "moisturizer",
)
RHYTHMS: dict[str, Schedule] = {
    "ampoule": weekdays(0, 2, 4),
    "exfoliant_chemical": Periodic(4, (0,), FIRST),
}
ACTIVES = {"exfoliant_chemical": frozenset(("aha",))}


def routines(number_of_steps: int) -> Plan:
    """Return three routines that run at once, with an ampoule too often and after the serum."""
    products: dict[str, Product] = {}
    steps: list[Step] = []
    for number in range(number_of_steps):
        routine, place = number % 3, number // 3
        evening = place % len(MORNING + EVENING) >= len(MORNING)
        kind = (MORNING + EVENING)[place % len(MORNING + EVENING)]
        key = f"{kind}-{number}"
        products[key] = Product(key, kind, actives=ACTIVES.get(kind, frozenset()))
        session = Session.PM if evening else Session.AM
        rhythm = RHYTHMS.get(kind, DAILY)
        steps.append(Step(key, key, session, rhythm, f"routine {routine}", FIRST))
    return Plan(products, tuple(steps))


def with_everything_told(plan: Plan) -> Plan:
    """Return the plan of somebody who told all of packs and person, hydroquinone among them."""
    names = tuple(f"INGREDIENT {number}" for number in range(29))
    products = {
        key: replace(
            product,
            actives=product.actives | ({"hydroquinone"} if place == 0 else set()),
            inci=(*names, f"{key.upper()}"),
            opened_on=FIRST,
            pao_months=12,
            expires_on=date(2027, 3, 1),
            first_used=date(2026, 1, 1) + timedelta(days=10 * place),
            patch_test="passed",
        )
        for place, (key, product) in enumerate(plan.products.items())
    }
    person = Profile(
        fragrance_sensitive=True,
        acne_prone_list=True,
        rosacea=True,
        birth_date=date(2009, 3, 2),
        pregnant_from=FIRST,
        allergens=("LINALOOL",),
        avoid=("paraben", "PARFUM"),
    )
    return replace(plan, products=products, profile=person)


def mend_open_cards(plan: Plan) -> None:
    """Look for the fixes a month page offers: those of the cards that stand open."""
    rules = load_rules()
    outlook = look_ahead(plan, FIRST, FIRST + MONTH, FIRST, rules)
    found = causes((flag for flag in outlook.flags if flag.date <= FIRST + MONTH), rules, FIRST)
    for cause in found[:OPEN_CARDS]:
        first_working(outlook, cause)


def random_plans_ms() -> float:
    """Return the time it takes to judge many routine files at random, each read before."""
    spent = 0.0
    for seed in range(RANDOM_PLANS):
        plan, (first, last) = parse(random_document(seed))
        begin = process_time()
        check(plan, first, last)
        spent += process_time() - begin
    return spent * 1000


def memory_mb(call: Callable[[], object]) -> float:
    """Return the most memory a call holds at a time, in MB."""
    tracemalloc.start()
    call()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1_000_000


def figures() -> Iterator[Figure]:
    page = baseline_ms()
    yield Figure("bare page", page, "ms")
    plan = routines(40)
    month = cpu_ms(lambda: check(plan, FIRST, FIRST + MONTH))
    yield Figure("month, 3 routines, 40 steps", month, "ms")
    yield Figure("month / bare page", month / page, "x", 0.4)
    told = with_everything_told(plan)
    told_month = cpu_ms(lambda: check(told, FIRST, FIRST + MONTH))
    yield Figure("month / bare page, everything told", told_month / page, "x", 0.4)
    year = cpu_ms(lambda: check(plan, FIRST, FIRST + YEAR), times=5)
    yield Figure("year, 3 routines, 40 steps", year, "ms")
    yield Figure("year / month", year / month, "x", 14)
    more = routines(60)
    yield Figure("month, 60 steps", cpu_ms(lambda: check(more, FIRST, FIRST + MONTH)), "ms")
    long_year = cpu_ms(lambda: check(more, FIRST, FIRST + YEAR), times=5)
    yield Figure("year, 60 steps", long_year, "ms")
    expansion = cpu_ms(lambda: expand(more, FIRST - HISTORY, FIRST + YEAR), times=5)
    yield Figure("year, 60 steps / its uses alone", long_year / expansion, "x", 25)
    memory = memory_mb(lambda: check(more, FIRST, FIRST + YEAR))
    yield Figure("year, 60 steps: memory at most", memory, "MB", 32)
    yield Figure("random plan, mean of 10,000", random_plans_ms() / RANDOM_PLANS, "ms")
    fixes = cpu_ms(lambda: mend_open_cards(plan), times=5)
    yield Figure("fixes of three open cards, 40 steps", fixes, "ms")
    yield Figure("fixes / bare page", fixes / page, "x", 2.0)


if __name__ == "__main__":
    tell(figures())
