"""A routine file: one JSON document with a person, products, a routine and what happened."""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from routines.engine.plan import (
    Extra,
    JournalNote,
    Pause,
    Plan,
    Procedure,
    Product,
    Profile,
    Replacement,
    Session,
    Skip,
    Step,
)
from routines.engine.readers import Reader, RoutineFileError, day, fields, list_of, one_of, record
from routines.engine.routine_fields import Event, Window, events, products, profile, window, zone
from routines.engine.schedule import OnDates
from routines.engine.schedule_text import read_schedule, write_schedule
from routines.engine.timeline import DAY, product_on

MOST_DATES = 3700
REQUIRED = ("window", "products", "routine")


def parse(document: object) -> tuple[Plan, Window]:
    """Return the plan of a document and the first and last date to report on.

    Raises RoutineFileError, which names the place, for anything the format does not allow.
    """
    known = products(record(document, "").get("products", {}), "products")
    readers: Mapping[str, Reader] = {
        "window": window,
        "start": day,
        "tz": zone,
        "profile": profile,
        "products": lambda _value, _place: known,
        "routine": _routine(known),
        "events": events(known),
    }
    given = fields(document, "", readers, REQUIRED)
    first, last = given["window"]
    start = given.get("start", first)
    if (last - min(start, first)).days >= MOST_DATES:
        trouble = f"covers more than {MOST_DATES} dates from the start"
        raise RoutineFileError(place="window", trouble=trouble)
    return _plan(given, start), (first, last)


def to_document(plan: Plan, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with routine, first uses, skips and new extra uses of a changed plan.

    Steps and events that did not change stay as they were written. A document has no place for
    the dates of a step's version, so steps are written without them.
    """
    original, _window = parse(document)
    routine = document["routine"]
    entries = [entry for session in Session for entry in routine.get(session, [])]
    written = dict(zip(original.steps, entries, strict=True))
    steps = {
        session.value: [
            written.get(step) or [step.product, write_schedule(step.schedule)]
            for step in plan.steps
            if step.session == session and step.schedule != OnDates(())
        ]
        for session in Session
    }
    happened = _events(plan, original, document.get("events", []))
    products = {
        key: {**entry, "first_used": first.isoformat()}
        for key, entry in document["products"].items()
        if (first := plan.products[key].first_used) and first != original.products[key].first_used
    }
    changed: dict[str, Any] = {
        "routine": {key: value for key, value in steps.items() if value or key in routine}
    }
    if products:
        changed["products"] = {**document["products"], **products}
    return {**document, **changed, **({"events": happened} if happened else {})}


def _routine(known: Mapping[str, Product]) -> Reader:
    key = one_of(known)

    def step(value: object, place: str) -> tuple[str, Any]:
        if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - key and schedule
            raise RoutineFileError(place, "must be a product key and a schedule")
        return key(value[0], f"{place}[0]"), read_schedule(value[1], f"{place}[1]")

    def read(value: object, place: str) -> tuple[Step, ...]:
        given = fields(value, place, dict.fromkeys(Session, list_of(step)))
        return tuple(
            Step(f"{session}-{n}", product, session, schedule)
            for session in Session
            for n, (product, schedule) in enumerate(given.get(session, ()), start=1)
        )

    return read


def _plan(given: Mapping[str, Any], start: dt.date) -> Plan:
    person: Profile = given.get("profile", Profile())
    happened: tuple[Event, ...] = given.get("events", ())
    place = given.get("tz", ZoneInfo("UTC"))

    def all_of(name: str) -> list[dict[str, Any]]:
        return [event for kind, event in happened if kind == name]

    return Plan(
        products=given["products"],
        steps=given["routine"],
        profile=person,
        start=start,
        skips=tuple(Skip(**event) for event in all_of("skip")),
        pauses=tuple(Pause(event["from"], event["to"]) for event in all_of("pause")),
        replacements=tuple(
            Replacement(event["product"], event["with"], event["from"])
            for event in all_of("replace")
        ),
        extras=tuple(
            _extra(event, place, person.night_ends_hour)
            for name, event in happened
            if name in ("extra", "log")
        ),
        journal=tuple(_note(event) for event in all_of("journal")),
        sweat=frozenset(event["date"] for event in all_of("sweat")),
        indoors=frozenset(event["date"] for event in all_of("indoors")),
        procedures=tuple(Procedure(**event) for event in all_of("procedure")),
    )


def _note(event: dict[str, Any]) -> JournalNote:
    """Return a diary note; damage without an end is over after its date."""
    if event.get("damage"):
        return JournalNote(**{"damage_until": event["date"], **event})
    return JournalNote(**event)


def _extra(event: Mapping[str, Any], place: ZoneInfo, night_ends: int) -> Extra:
    """Return one use besides the plan; a logged one is dated by the clock of the place."""
    date = event["date"] if "date" in event else _local_date(event, place, night_ends)
    return Extra(date, event["session"], event["product"], unit_opened=event.get("unit_opened"))


def _local_date(event: Mapping[str, Any], place: ZoneInfo, night_ends: int) -> dt.date:
    local: dt.datetime = event["at"].astimezone(place)
    late_night = event["session"] == Session.PM and local.hour < night_ends
    return local.date() - DAY if late_night else local.date()


def _events(plan: Plan, original: Plan, written: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the written events without the skips that are gone, then what is new."""
    skips = iter(original.skips)
    kept = [event for event in written if "skip" not in event or next(skips) in plan.skips]
    new = chain(
        *(_skip_events(plan, skip) for skip in plan.skips if skip not in original.skips),
        (_extra_event(extra) for extra in plan.extras if extra not in original.extras),
    )
    return kept + [event for event in new if event not in kept]


def _skip_events(plan: Plan, skip: Skip) -> Iterator[dict[str, Any]]:
    """Yield the event of a skip; one of a line names the product in effect on that date."""
    event = {"date": skip.date.isoformat()}
    if skip.line is None:
        named = {"session": skip.session, "product": skip.product}
        yield {"skip": event | {name: str(value) for name, value in named.items() if value}}
    for step in plan.steps:
        if step.line == skip.line and skip.session in (None, step.session):
            product = product_on(plan, step, skip.date)
            if skip.product in (None, product):
                yield {"skip": event | {"session": step.session.value, "product": product}}


def _extra_event(extra: Extra) -> dict[str, Any]:
    event = {
        "date": extra.date.isoformat(),
        "session": extra.session.value,
        "product": extra.product,
    }
    if extra.unit_opened is not None:
        event["unit_opened"] = extra.unit_opened.isoformat()
    return {"extra": event}
