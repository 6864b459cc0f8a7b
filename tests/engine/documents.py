"""Routine files for tests, and what the engine says of them."""

from datetime import date, timedelta
from typing import Any

from routines.engine.check import check
from routines.engine.flags import Flag
from routines.engine.routine_file import parse

MONDAY = date(2026, 3, 2)

CATALOG: dict[str, dict[str, Any]] = {
    "oilclean": {"kind": "oil_cleanser"},
    "wash": {"kind": "cleanser"},
    "bpowash": {"kind": "cleanser", "actives": ["benzoyl_peroxide", "aha"]},
    "scrub": {"kind": "exfoliant_physical"},
    "claymask": {"kind": "wash_off_mask"},
    "acidtoner": {"kind": "exfoliating_toner"},
    "acid": {"kind": "exfoliant_chemical", "actives": ["aha"]},
    "labelacid": {"kind": "exfoliant_chemical", "actives": ["aha"], "label_max_per_week": 7},
    "toner": {"kind": "hydrating_toner"},
    "mist": {"kind": "mist"},
    "cream_rx": {"kind": "medicated_topical", "actives": ["retinoid_rx"], "prescribed": True},
    "bpo": {"kind": "medicated_topical", "actives": ["benzoyl_peroxide"]},
    "essence": {"kind": "essence"},
    "amp": {"kind": "ampoule"},
    "amp2": {"kind": "ampoule"},
    "retamp": {"kind": "ampoule", "actives": ["retinoid_otc"]},
    "labelamp": {"kind": "ampoule", "label_max_per_week": 7},
    "twiceamp": {"kind": "ampoule", "label_max_per_day": 2},
    "serum": {"kind": "serum"},
    "serum2": {"kind": "serum"},
    "labelserum": {"kind": "serum", "label_max_per_day": 3},
    "retserum": {"kind": "serum", "actives": ["retinoid_otc"]},
    "sheet": {"kind": "sheet_mask"},
    "spot": {"kind": "spot_treatment"},
    "eye": {"kind": "eye_cream"},
    "emulsion": {"kind": "emulsion"},
    "cream": {"kind": "moisturizer"},
    "silicone": {"kind": "moisturizer", "silicone_heavy": True},
    "primer": {"kind": "makeup", "silicone_heavy": True},
    "siltoner": {"kind": "hydrating_toner", "inci": ["AQUA", "DIMETHICONE"]},
    "fifth": {"kind": "moisturizer", "inci": ["AQUA", "A", "B", "C", "DIMETHICONE"]},
    "sixth": {"kind": "moisturizer", "inci": ["AQUA", "A", "B", "C", "D", "DIMETHICONE"]},
    "silclean": {"kind": "oil_cleanser", "silicone_heavy": True},
    "oil": {"kind": "face_oil"},
    "balm": {"kind": "moisturizer", "occlusive": True},
    "retmask": {"kind": "sleeping_mask", "actives": ["retinoid_otc"]},
    "sleepmask": {"kind": "sleeping_mask"},
    "spf": {"kind": "sunscreen", "spf": 50},
    "lips": {"kind": "lip_balm", "occlusive": True},
    "powder": {"kind": "makeup"},
    "body": {"kind": "body_lotion", "actives": ["aha", "retinoid_otc"]},
    "adap": {"kind": "medicated_topical", "actives": ["adapalene"]},
    "adapbpo": {"kind": "medicated_topical", "actives": ["adapalene", "benzoyl_peroxide"]},
    "hq": {"kind": "medicated_topical", "actives": ["hydroquinone"]},
    "vitc": {"kind": "serum", "actives": ["vitamin_c_pure"]},
    "vitc2": {"kind": "essence", "actives": ["vitamin_c_pure"]},
    "vitctrace": {"kind": "serum", "trace_actives": ["vitamin_c_pure", "aha", "bha"]},
    "copper": {"kind": "serum", "actives": ["copper_peptide"]},
    "bha": {"kind": "exfoliant_chemical", "actives": ["bha"]},
    "sulfur": {"kind": "spot_treatment", "actives": ["sulfur"]},
    "azelaic": {"kind": "serum", "actives": ["azelaic_acid"]},
    "ester": {"kind": "moisturizer", "actives": ["retinoid_mild"]},
    "citrus": {"kind": "face_oil", "actives": ["phototoxic_oil"]},
    "fcf": {"kind": "face_oil", "actives": ["phototoxic_oil"], "fcf": True},
    "spf20": {"kind": "sunscreen", "spf": 20},
    "dayspf": {"kind": "moisturizer", "spf": 30},
}

FULL: dict[str, Any] = {
    "window": ["2026-03-02", "2026-03-08"],
    "start": "2026-02-20",
    "tz": "Europe/Berlin",
    "profile": {
        "sensitive": True,
        "birth_date": "1900-02-28",
        "pregnant_from": "2026-01-01",
        "pregnant_until": "2026-02-01",
        "allergens": ["linalool"],
        "ampoules_per_week": 3,
        "night_ends_hour": 5,
    },
    "products": {
        "wash": {"kind": "cleanser", "name": "Any wash"},
        "amp": {"kind": "ampoule", "actives": ["aha"], "trace_actives": ["aha", "bha"]},
        "bottle": {"kind": "ampoule", "single_use": False, "spf": 0, "percents": {"aha": 9.5}},
        "cream": {
            "kind": "moisturizer",
            "inci": "Aqua, 1,2-Hexanediol, Parfum (Linalool, Citral)",
            "expires_on": "2028-02",
            "patch_test": "none",
        },
        "mask": {"kind": "sheet_mask", "inci": ["AQUA, X", "B"], "opened_on": "2026-03-01"},
    },
    "routine": {
        "AM": [["wash", "daily"]],
        "PM": [["wash", "mon  thu"], ["amp", "every 3 from 2026-03-02"], ["cream", "daily"]],
    },
    "events": [
        {"skip": {"date": "2026-03-03", "session": "AM", "product": "wash"}},
        {"pause": {"from": "2026-03-07", "to": "2026-03-07"}},
        {"replace": {"product": "amp", "with": "bottle", "from": "2026-03-05"}},
        {"extra": {"date": "2026-03-02", "session": "PM", "product": "mask"}},
        {"log": {"at": "2026-03-04T03:30:00Z", "session": "PM", "product": "mask"}},
        {"log": {"at": "2026-03-04T05:30:00+01:00", "session": "AM", "product": "mask"}},
        {"journal": {"date": "2026-03-03", "irritation": 2, "damage": ["cut"]}},
        {"journal": {"date": "2026-03-04", "signs": ["hives"]}},
        {"sweat": {"date": "2026-03-03"}},
        {"indoors": {"date": "2026-03-04"}},
        {"procedure": {"date": "2026-03-05", "type": "wax"}},
        {"skip": {"date": "2026-03-04"}},
    ],
}


def document(routine: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a routine file over the two weeks from Monday 2 March 2026 and the catalogue."""
    until = MONDAY + timedelta(days=13)
    products = {key: dict(product) for key, product in CATALOG.items()}
    for key, changes in fields.pop("products", {}).items():
        products[key] = {**products.get(key, {}), **changes}
    window = [MONDAY.isoformat(), until.isoformat()]
    return {"window": window, "products": products, "routine": routine, **fields}


def flags_of(given: dict[str, Any]) -> tuple[Flag, ...]:
    plan, (first, last) = parse(given)
    return check(plan, first, last)


def days_of(rule: str, given: dict[str, Any]) -> list[int]:
    """Return the days of March 2026 on which a rule speaks."""
    return [flag.date.day for flag in flags_of(given) if flag.rule == rule]


def evening(*keys: str) -> dict[str, Any]:
    """Return a routine with these steps every evening."""
    return {"PM": [[key, "daily"] for key in keys]}


def steps(**schedules: str) -> list[list[str]]:
    """Return the steps of a session, in order: product and schedule."""
    return [[key, schedule] for key, schedule in schedules.items()]


def extra(day: int, session: str, product: str) -> dict[str, Any]:
    """Return one use besides the plan, in March 2026."""
    return {"extra": {"date": f"2026-03-{day:02}", "session": session, "product": product}}
