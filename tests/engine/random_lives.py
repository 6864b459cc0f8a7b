"""Routine files at random with a person, packs and a diary: mistakes of every kind."""

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.engine.documents import MONDAY
from tests.engine.random_documents import DAYS, KEYS, random_document

FAMILIES = (
    "aha",
    "bha",
    "retinoid_otc",
    "retinoid_mild",
    "adapalene",
    "benzoyl_peroxide",
    "vitamin_c_pure",
    "hydroquinone",
    "bakuchiol",
    "fragrance",
)
NAMES = ("AQUA", "GLYCERIN", "LINALOOL", "PARFUM (CITRAL)", "ISOPROPYL MYRISTATE", "RETINOL")
FACTS = (
    "sensitive",
    "retinoid_experienced",
    "fragrance_sensitive",
    "acne_prone_list",
    "rosacea",
    "eczema",
)


def random_life(random: Random) -> dict[str, Any]:
    """Return a random routine file to which a random life was added."""
    document = random_document(random)
    for key in random.sample(KEYS, 8):
        document["products"][key] |= _facts(random)
    document["profile"] |= _person(random)
    document["events"] += [_event(random) for _ in range(random.randint(0, 3))]
    return document


def _day(random: Random, first: int = -10, last: int = DAYS) -> str:
    return str(MONDAY + timedelta(days=random.randint(first, last)))


def _facts(random: Random) -> dict[str, Any]:
    return random.choice(
        [
            {"actives": random.sample(FAMILIES, 2)},
            {"actives": random.sample(FAMILIES, 1), "first_used": _day(random, -20)},
            {"first_used": _day(random, 0)},
            {"first_used": _day(random, 0), "patch_test": random.choice(("none", "failed"))},
            {"opened_on": _day(random, -200, 0), "pao_months": random.randint(0, 6)},
            {"expires_on": _day(random)},
            {"changed_on": _day(random)},
            {"inci": random.sample(NAMES, 3)},
            {"percents": {"retinol": 0.5, "salicylic": random.randint(0, 4)}},
            {"prescribed": True, "actives": random.sample(FAMILIES, 1)},
        ]
    )


def _person(random: Random) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(random.sample(FACTS, random.randint(0, 2)), True)
    more: list[dict[str, Any]] = [
        {},
        {"birth_date": str(date(random.randint(2010, 2024), 3, random.randint(1, 20)))},
        {"pregnant_from": _day(random)},
        {"breastfeeding_from": _day(random, -90, 0), "breastfeeding_until": _day(random, 1)},
        {"trying_from": _day(random)},
        {"allergens": ["linalool"], "avoid": ["aha"]},
    ]
    return told | random.choice(more)


def _event(random: Random) -> dict[str, Any]:
    day = _day(random, -3)
    until = str(date.fromisoformat(day) + timedelta(days=random.randint(0, 5)))
    return random.choice(
        [
            {"journal": {"date": day, "irritation": random.randint(0, 3)}},
            {"journal": {"date": day, "signs": ["hives"]}},
            {"journal": {"date": day, "damage": ["cut"], "damage_until": until}},
            {"procedure": {"date": day, "type": "wax", "area": random.choice(("face", "body"))}},
            {
                "extra": {
                    "date": day,
                    "session": "PM",
                    "product": random.choice(KEYS),
                    "unit_opened": _day(random, -10, -3),
                }
            },
        ]
    )
