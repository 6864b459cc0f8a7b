"""A changed plan written back as a routine file."""

from dataclasses import replace
from datetime import date

from routines.engine.plan import Extra, Session, Skip
from routines.engine.routine_file import parse, to_document
from routines.engine.schedule import OnDates, weekdays
from routines.engine.timeline import expand
from tests.engine.documents import FULL


def test_document_of_an_unchanged_plan_is_the_document() -> None:
    plan, _window = parse(FULL)
    assert to_document(plan, FULL) == FULL


def test_document_of_a_changed_plan_means_that_plan_and_keeps_the_rest() -> None:
    plan, (first, last) = parse(FULL)
    wash, evening_wash, amp, cream = plan.steps
    changed = replace(
        plan,
        steps=(wash, cream, replace(amp, schedule=weekdays(0, 2)), evening_wash),
        skips=(
            plan.skips[1],
            Skip(date(2026, 3, 5), line=amp.line),
            Skip(date(2026, 3, 6), Session.PM, "cream"),
        ),
        extras=(*plan.extras, Extra(date(2026, 3, 6), Session.AM, "mask", unit_opened=first)),
    )
    document = to_document(changed, FULL)
    assert document["routine"] == {
        "AM": [["wash", "daily"]],
        "PM": [["cream", "daily"], ["amp", "mon wed"], ["wash", "mon  thu"]],
    }
    assert document["events"] == [
        *FULL["events"][1:],
        {"skip": {"date": "2026-03-05", "session": "PM", "product": "bottle"}},
        {"skip": {"date": "2026-03-06", "session": "PM", "product": "cream"}},
        {
            "extra": {
                "date": "2026-03-06",
                "session": "AM",
                "product": "mask",
                "unit_opened": "2026-03-02",
            }
        },
    ]
    assert {key: document[key] for key in ("window", "start", "tz", "profile", "products")} == {
        key: FULL[key] for key in ("window", "start", "tz", "profile", "products")
    }
    again, _window = parse(document)
    for key in FULL["products"]:
        assert [(use.date, use.session) for use in expand(again, first, last).uses_of(key)] == [
            (use.date, use.session) for use in expand(changed, first, last).uses_of(key)
        ]


def test_step_that_is_never_due_is_left_out_of_the_document() -> None:
    plan, _window = parse({**FULL, "routine": {"AM": [["wash", "daily"]]}})
    gone = replace(plan, steps=(replace(plan.steps[0], schedule=OnDates(())),))
    assert to_document(gone, {**FULL, "routine": {"AM": [["wash", "daily"]]}})["routine"] == {
        "AM": []
    }
