"""Routine files at random in which every rule finds something to say now and then."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.engine.reference.random_products import near, random_product, random_theme

FIRST_DATES = ("2026-02-20", "2026-03-16", "2026-10-12", "2027-02-19", "2027-12-15", "2028-02-18")
"""About leap days, the two changes of the clock and the turn of a year."""

ZONES = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FAMILIES = ("niacinamide", "FRAGRANCE_ALLERGEN", "photosensitizer", "aha", "bha", "peptide")
FAMILIES_ON_LABELS = ("silicone", "uv_mineral", "physical_abrasive")
INGREDIENTS = ("Niacinamide", "panthenol", "WATER", "linalool", "Citral", "propolis extract")
WRITTEN_ODDLY = ("1,2-hexanediol", "Limonene*", "niacinamide 2 %", "alcohol denat", " ")
ALLERGENS = (*INGREDIENTS, *WRITTEN_ODDLY, "Fragrance", "RETINOL", "willow", "urea")
SWITCHES = (
    "sensitive",
    "skin_cycling",
    "retinoid_experienced",
    "fragrance_sensitive",
    "acne_prone_list",
    "rosacea",
    "eczema",
)
NOTES = ("journal", "journal", "sweat", "indoors", "procedure")
EVENTS = ("skip", "skip", "pause", "replace", *("extra", "log") * 4, *NOTES)


def random_document(seed: int) -> dict[str, Any]:
    """Return a valid routine file over 7 to 40 dates, with up to 120 dates of history."""
    random = Random(seed)  # noqa: S311 - no secret
    day = date.fromisoformat(random.choice(FIRST_DATES)) + timedelta(days=random.randint(0, 6))
    length = random.randint(7, 40)
    theme = random_theme(random)
    products = {
        f"p{number}": random_product(random, theme, day, length)
        for number in range(random.randint(4, 14))
    }
    keys = sorted(products)
    document = {
        "window": [str(day), str(day + timedelta(days=length - 1))],
        "tz": random.choice(ZONES),
        "profile": _profile(random, day, length),
        "products": products,
        "routine": {
            session: [
                [random.choice(keys), random_schedule(random, day, length)]
                for _ in range(random.randint(0, 8))
            ]
            for session in random.choice((("AM", "PM"), ("AM", "PM"), ("AM", "PM"), ("PM",)))
        },
        "events": [
            {name: event}
            for name, event in (
                _event(random, keys, day, length) for _ in range(random.randint(0, 10))
            )
        ],
    }
    if random.random() < 0.8:
        history = random.choice((-5, 0, 7, 21, 30, random.randint(65, 91), 91, 120))
        document["start"] = str(day - timedelta(days=history))
    return document


def random_schedule(random: Random, day: date, length: int) -> str:
    since = near(random, day, 30, 5)
    match random.randint(0, 7):
        case 0 | 1 | 2:
            return "daily"
        case 3 | 4:
            return " ".join(random.sample(WEEKDAYS, random.randint(1, 5)))
        case 5:
            return f"every {random.randint(1, 8)} from {since}"
        case 6:
            nights = random.randint(2, 6)
            places = random.sample(range(1, nights + 1), random.randint(1, nights))
            return f"cycle {nights} days {','.join(map(str, places))} from {since}"
        case _:
            days = sorted(random.sample(range(-7, length), random.randint(1, 6)))
            return " ".join(["on", *(str(day + timedelta(days=each)) for each in days)])


def _profile(random: Random, day: date, length: int) -> dict[str, Any]:
    profile: dict[str, Any] = {
        switch: random.random() < 0.8 for switch in SWITCHES if random.random() < 0.3
    }
    profile |= _facts(random, day, length)
    settings: dict[str, list[Any]] = {
        "allergens": random.sample(ALLERGENS, random.randint(0, 3)),
        "avoid": random.sample((*FAMILIES, *FAMILIES_ON_LABELS, *ALLERGENS), random.randint(0, 3)),
        "ampoules_per_week": [1, 2, 3, 4],
        "new_product_days": [1, 3, 10, 20],
        "night_ends_hour": [0, 2, 6, 11],
    }
    for field, values in settings.items():
        if random.random() < 0.25:
            profile[field] = values if field in {"allergens", "avoid"} else random.choice(values)
    return profile


def _facts(random: Random, day: date, length: int) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if random.random() < 0.3:
        facts["birth_date"] = _birth_date(random, day, length)
    if random.random() < 0.1:
        facts["trying_from"] = near(random, day, 20, length)
    for state in ("pregnant", "breastfeeding"):
        if random.random() < 0.3:
            since = near(random, day, 20, length)
            facts[f"{state}_from"] = since
            if random.random() < 0.4:
                facts[f"{state}_until"] = near(random, date.fromisoformat(since), 0, 40)
    return facts


def _birth_date(random: Random, day: date, length: int) -> str:
    """Return a day of birth whose birthday is near, or a leap day."""
    if random.random() < 0.3:
        return random.choice(("2012-02-29", "2016-02-29", "2024-02-29"))
    birthday = near(random, day, 5, length)
    years = random.choice((3, 10, 11, 12, 12, 13, 16, 17))
    return f"{int(birthday[:4]) - years}{birthday[4:]}".replace("-02-29", "-02-28")


def _event(
    random: Random, keys: list[str], first: date, length: int
) -> tuple[str, dict[str, Any]]:
    day = near(random, first, 10, length)
    name = random.choice(EVENTS)
    use: dict[str, Any] = {"session": random.choice(("AM", "PM")), "product": random.choice(keys)}
    if name == "skip":
        return name, {"date": day} | {field: use[field] for field in use if random.random() < 0.5}
    if name == "pause":
        return name, {"from": day, "to": near(random, date.fromisoformat(day), 0, 8)}
    if name == "replace":
        return name, {"product": use["product"], "with": random.choice(keys), "from": day}
    if name in {"extra", "log"} and random.random() < 0.3:
        use["unit_opened"] = near(random, date.fromisoformat(day), 4, 1)
    if name == "extra":
        return name, use | {"date": day}
    if name == "log":
        return name, use | {"at": _instant(random, date.fromisoformat(day))}
    return name, {"date": day} | _noted(random, name, date.fromisoformat(day))


def _instant(random: Random, day: date) -> str:
    """Return an instant of any hour, often about midnight and four o'clock of a zone."""
    clock = time(random.choice((0, 1, 2, 3, 3, 4, 8, 12, 20, 23)), random.choice((0, 1, 30, 59)))
    moment = datetime.combine(day, clock, ZoneInfo(random.choice(ZONES)))
    if random.random() < 0.5:
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return moment.isoformat()


def _noted(random: Random, name: str, day: date) -> dict[str, Any]:
    if name == "procedure":
        noted = {"type": random.choice(("wax", "peel", "laser"))}
        return noted | random.choice(({}, {"area": "face"}, {"area": "body"}))
    if name != "journal":
        return {}
    entry: dict[str, Any] = {}
    if random.random() < 0.6:
        entry["irritation"] = random.randint(0, 3)
    if random.random() < 0.3:
        signs = ("swelling", "blisters", "hives", "breathing")
        entry["signs"] = random.sample(signs, random.randint(0, 2))
    if random.random() < 0.5:
        entry["damage"] = random.sample(("sunburn", "cut", "eczema_flare"), random.randint(1, 2))
        if random.random() < 0.7:
            entry["damage_until"] = near(random, day, 0, 12)
    return entry
