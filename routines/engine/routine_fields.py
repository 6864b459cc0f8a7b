"""The fields of a routine file: what each may hold, and which must be there."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from products.inci.names import split_names
from products.knowledge import families, kinds
from routines.engine.plan import Product, Profile, Session
from routines.engine.readers import (
    Reader,
    RoutineFileError,
    day,
    day_from,
    day_or_month,
    fields,
    flag,
    instant,
    list_of,
    one_of,
    percent,
    record,
    text,
    whole,
)

TRACES = frozenset(("aha", "bha", "pha", "vitamin_c_pure"))

PROFILE: Mapping[str, Reader] = {
    "sensitive": flag,
    "skin_cycling": flag,
    "retinoid_experienced": flag,
    "fragrance_sensitive": flag,
    "acne_prone_list": flag,
    "rosacea": flag,
    "eczema": flag,
    "birth_date": day_from(1900),
    "pregnant_from": day,
    "pregnant_until": day,
    "trying_from": day,
    "breastfeeding_from": day,
    "breastfeeding_until": day,
    "allergens": list_of(text),
    "avoid": list_of(text),
    "ampoules_per_week": whole(1, 14),
    "new_product_days": whole(1, 60),
    "night_ends_hour": whole(0, 11),
}


def _percents(value: object, place: str) -> dict[str, float]:
    names = ("retinol", "aha", "salicylic", "alpha_arbutin", "kojic")
    return fields(value, place, dict.fromkeys(names, percent))


def _inci(value: object, place: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return split_names(value)
    names: tuple[str, ...] = list_of(text)(value, place)
    return names


def _tags(value: object, place: str) -> frozenset[str]:
    tags = (key for key, family in families().items() if not family.members)
    return frozenset(list_of(one_of(frozenset(tags)))(value, place))


def _traces(value: object, place: str) -> frozenset[str]:
    return frozenset(list_of(one_of(TRACES))(value, place))


def _kind(value: object, place: str) -> str:
    kind: str = one_of(kinds())(value, place)
    return kind


PRODUCT: Mapping[str, Reader] = {
    "kind": _kind,
    "name": text,
    "actives": _tags,
    "trace_actives": _traces,
    "inci": _inci,
    "percents": _percents,
    "spf": whole(0, 100),
    "prescribed": flag,
    "occlusive": flag,
    "silicone_heavy": flag,
    "fcf": flag,
    "peel": flag,
    "single_use": flag,
    "keep_days": whole(0, 365),
    "label_max_per_week": whole(1, 99),
    "label_max_per_day": whole(1, 99),
    "opened_on": day,
    "pao_months": whole(0, 120),
    "expires_on": day_or_month,
    "purchased_on": day,
    "changed_on": day,
    "first_used": day,
    "patch_test": one_of(("none", "running", "passed", "failed")),
}

JOURNAL: Mapping[str, Reader] = {
    "date": day,
    "irritation": whole(0, 3),
    "signs": list_of(one_of(("swelling", "blisters", "hives", "breathing"))),
    "damage": list_of(one_of(("sunburn", "cut", "eczema_flare"))),
    "damage_until": day,
}
PROCEDURE: Mapping[str, Reader] = {
    "date": day,
    "type": one_of(("wax", "peel", "laser")),
    "area": one_of(("face", "body")),
}

Window = tuple[dt.date, dt.date]
Event = tuple[str, dict[str, Any]]
"""The name of an event and its fields, as read."""


def window(value: object, place: str) -> Window:
    """Read the first and last date to report on."""
    dates = list_of(day)(value, place)
    if len(dates) != 2 or dates[0] > dates[1]:  # noqa: PLR2004 - a first and a last
        raise RoutineFileError(place, "must be a first and a last date")
    return dates[0], dates[1]


def zone(value: object, place: str) -> ZoneInfo:
    """Read the name of an IANA time zone."""
    name = text(value, place)
    if name != "UTC" and name not in _zone_names():
        raise RoutineFileError(place, f"unknown time zone {name!r}")
    return ZoneInfo(name)


def session(value: object, place: str) -> Session:
    return Session(one_of(tuple(Session))(value, place))


def profile(value: object, place: str) -> Profile:
    given = fields(value, place, PROFILE)
    for state in ("pregnant", "breastfeeding"):
        if f"{state}_until" in given and f"{state}_from" not in given:
            until = f"{place}.{state}_until"
            raise RoutineFileError(until, f"needs {state}_from")
    return Profile(**given)


def products(value: object, place: str) -> dict[str, Product]:
    """Read every product by its key."""
    if "" in record(value, place):
        raise RoutineFileError(place, "a product key may not be empty")
    return {
        key: _product(key, entry, f"{place}.{key}") for key, entry in record(value, place).items()
    }


def events(known: Mapping[str, Product]) -> Reader:
    """Return a reader of the events of a document with these products."""
    key = one_of(known)
    use: Mapping[str, Reader] = {"session": session, "product": key, "unit_opened": day}
    needed = ("session", "product")
    kinds_of_event: Mapping[str, tuple[Mapping[str, Reader], tuple[str, ...]]] = {
        "skip": ({"date": day, "session": session, "product": key}, ("date",)),
        "pause": ({"from": day, "to": day}, ("from", "to")),
        "replace": ({"product": key, "with": key, "from": day}, ("product", "with", "from")),
        "extra": ({"date": day, **use}, ("date", *needed)),
        "log": ({"at": instant, **use}, ("at", *needed)),
        "journal": (JOURNAL, ("date",)),
        "sweat": ({"date": day}, ("date",)),
        "indoors": ({"date": day}, ("date",)),
        "procedure": (PROCEDURE, ("date", "type")),
    }

    def read(value: object, place: str) -> Event:
        found = record(value, place)
        if len(found) != 1:
            raise RoutineFileError(place, "must have exactly one key, the name of the event")
        (name,) = found
        if name not in kinds_of_event:
            raise RoutineFileError(place=f"{place}.{name}", trouble="unknown event")
        readers, required = kinds_of_event[name]
        event = fields(found[name], f"{place}.{name}", readers, required)
        if trouble := _trouble(name, event):
            raise RoutineFileError(place=f"{place}.{name}", trouble=trouble)
        return name, event

    return list_of(read)


def _product(key: str, value: object, place: str) -> Product:
    given = fields(value, place, PRODUCT, required=("kind",))
    given.setdefault("single_use", kinds()[given["kind"]].single_use_default)
    traces = given.get("trace_actives", frozenset()) - given.get("actives", frozenset())
    return Product(**(given | {"key": key, "trace_actives": traces}))


def _trouble(name: str, event: Mapping[str, Any]) -> str:
    if name == "pause" and event["from"] > event["to"]:
        return "from must not be after to"
    if name == "journal" and "damage_until" in event:
        if not event.get("damage"):
            return "damage_until needs damage"
        if event["damage_until"] < event["date"]:
            return "damage_until must not be before date"
    return ""


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())
