"""Routine files at random: any mistake of frequency and order, rarely two the same."""

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.engine.documents import CATALOG, MONDAY

KEYS = sorted(CATALOG)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS = 14


def random_schedule(random: Random) -> str:
    near = MONDAY + timedelta(days=random.randint(-5, 5))
    match random.randint(0, 5):
        case 0 | 1:
            return "daily"
        case 2:
            return " ".join(random.sample(WEEKDAYS, random.randint(1, 5)))
        case 3:
            return f"every {random.randint(1, 6)} from {near}"
        case 4:
            length = random.randint(2, 6)
            nights = random.sample(range(1, length + 1), random.randint(1, length))
            return f"cycle {length} days {','.join(map(str, nights))} from {near}"
        case _:
            days = random.sample(range(DAYS), random.randint(1, 5))
            return " ".join(["on", *(str(MONDAY + timedelta(days=day)) for day in days)])


def random_document(random: Random) -> dict[str, Any]:
    """Return a routine file over two weeks, with three weeks of history."""
    products = {key: dict(CATALOG[key]) for key in KEYS}
    for key in random.sample(KEYS, 3):
        products[key]["label_max_per_week"] = random.randint(1, 7)
    products[random.choice(KEYS)]["label_max_per_day"] = 1
    routine = {
        session: [[key, random_schedule(random)] for key in random.sample(KEYS, size)]
        for session, size in (("AM", random.randint(0, 4)), ("PM", random.randint(1, 6)))
    }
    return {
        "window": [str(MONDAY), str(MONDAY + timedelta(days=DAYS - 1))],
        "start": str(MONDAY - timedelta(days=21)),
        "profile": {"sensitive": random.random() < 0.2},
        "products": products,
        "routine": routine,
        "events": [_event(random) for _ in range(random.randint(0, 2))],
    }


def _event(random: Random) -> dict[str, Any]:
    day: date = MONDAY + timedelta(days=random.randint(-5, DAYS))
    session = random.choice(("AM", "PM"))
    return random.choice(
        [
            {"skip": {"date": str(day), "session": session}},
            {"extra": {"date": str(day), "session": session, "product": random.choice(KEYS)}},
            {"pause": {"from": str(day), "to": str(day + timedelta(days=2))}},
        ]
    )
