"""From a plan to its uses."""

from datetime import date, timedelta
from typing import Any

import pytest

from routines.engine.plan import (
    Extra,
    Pause,
    Plan,
    Product,
    Replacement,
    Session,
    Skip,
    Step,
)
from routines.engine.schedule import DAILY, Schedule, weekdays
from routines.engine.timeline import Use, expand, product_on

MONDAY = date(2026, 3, 2)
SUNDAY = MONDAY + timedelta(days=6)
KINDS = {
    "wash": "cleanser",
    "toner": "hydrating_toner",
    "amp": "ampoule",
    "serum": "serum",
    "other": "serum",
    "third": "serum",
    "cream": "moisturizer",
    "body": "body_lotion",
}
PRODUCTS = {key: Product(key, kind) for key, kind in KINDS.items()}


def day(number: int) -> date:
    return date(2026, 3, number)


def step(product: str, schedule: Schedule = DAILY, **fields: Any) -> Step:
    return Step(
        **{"line": product, "product": product, "session": Session.PM, "schedule": schedule}
        | fields
    )


def plan(*steps: Step, **fields: Any) -> Plan:
    return Plan(PRODUCTS, steps, **fields)


def evening(given: Plan, on: date = MONDAY) -> list[str]:
    """Return what goes on that evening."""
    return keys(expand(given, MONDAY, SUNDAY).uses(on, Session.PM))


def keys(uses: tuple[Use, ...] | list[Use]) -> list[str]:
    return [use.product.key for use in uses]


def days_of(given: Plan, product: str) -> list[int]:
    """Return the days of that week on which a product is used."""
    return [use.date.day for use in expand(given, MONDAY, SUNDAY).uses_of(product)]


@pytest.mark.parametrize(
    ("given", "days"),
    [
        pytest.param(plan(step("amp", weekdays(0, 3))), [2, 5], id="its schedule"),
        pytest.param(plan(step("amp", first=day(5))), [5, 6, 7, 8], id="from its first date"),
        pytest.param(plan(step("amp", last=day(3))), [2, 3], id="to its last date"),
        pytest.param(plan(step("amp"), start=day(7)), [7, 8], id="from the start of the plan"),
        pytest.param(
            plan(step("amp"), pauses=(Pause(day(3), day(7)),)), [2, 8], id="pause, both ends"
        ),
        pytest.param(
            plan(step("amp", routine="a"), pauses=(Pause(day(2), day(7), routine="a"),)),
            [8],
            id="pause of its routine",
        ),
        pytest.param(
            plan(step("amp", routine="a"), pauses=(Pause(day(1), day(9), routine="b"),)),
            [2, 3, 4, 5, 6, 7, 8],
            id="pause of another routine",
        ),
        pytest.param(
            plan(step("amp"), pauses=(Pause(day(2), day(7), line="amp"),)),
            [8],
            id="pause of its line",
        ),
        pytest.param(
            plan(step("amp", weekdays(0, 1, 2, 3)), skips=(Skip(day(2)),)),
            [3, 4, 5],
            id="skip of a date",
        ),
        pytest.param(
            plan(
                step("amp", weekdays(0, 1, 2, 3)),
                skips=(
                    Skip(day(2), Session.AM),
                    Skip(day(3), product="serum"),
                    Skip(day(4), line="else"),
                    Skip(day(5), Session.PM, "amp", "amp"),
                ),
            ),
            [2, 3, 4],
            id="skips of something else",
        ),
        pytest.param(
            plan(extras=(Extra(day(4), Session.AM, "amp"), Extra(day(9), Session.AM, "amp"))),
            [4],
            id="extra uses in the range",
        ),
        pytest.param(
            plan(
                extras=(Extra(day(4), Session.PM, "amp"),),
                pauses=(Pause(day(1), day(9)),),
                skips=(Skip(day(4)),),
                start=day(8),
            ),
            [4],
            id="extra uses are never skipped, paused or too early",
        ),
    ],
)
def test_product_is_used_on_these_days(given: Plan, days: list[int]) -> None:
    assert days_of(given, "amp") == days


@pytest.mark.parametrize(
    ("replacements", "expected"),
    [
        ([("serum", "other", 4)], "ssooooo"),
        ([("serum", "other", 1)], "ooooooo"),
        ([("serum", "other", 3), ("other", "serum", 5)], "soossss"),
        ([("other", "third", 2), ("serum", "other", 3)], "soooooo"),
        ([("other", "third", 5), ("serum", "other", 3)], "sootttt"),
        ([("serum", "other", 3), ("other", "third", 3)], "stttttt"),
        ([("other", "third", 3), ("serum", "other", 3)], "soooooo"),
        ([("serum", "other", 3), ("serum", "third", 5)], "soooooo"),
        ([("amp", "other", 3)], "sssssss"),
        ([("serum", "other", 8)], "sssssso"),
    ],
)
def test_replacements_are_applied_in_order_of_their_dates(
    replacements: list[tuple[str, str, int]], expected: str
) -> None:
    serum = step("serum")
    given = plan(serum, replacements=tuple(Replacement(a, b, day(n)) for a, b, n in replacements))
    week = [MONDAY + timedelta(days=n) for n in range(7)]
    assert "".join(product[0] for on in week for product in evening(given, on)) == expected
    assert "".join(product_on(given, serum, on)[0] for on in week) == expected


def test_skip_names_the_product_that_results() -> None:
    replaced = Replacement("serum", "other", day(1))
    given = plan(step("serum"), replacements=(replaced,), skips=(Skip(MONDAY, product="serum"),))
    assert evening(given) == ["other"]


def test_stated_order_holds_inside_a_routine_and_layers_between_routines() -> None:
    given = plan(
        step("wash", routine="a"),
        step("serum", routine="a"),
        step("toner", routine="a"),
        step("amp", routine="b"),
        step("cream", routine="b"),
        step("body", routine="c"),
        extras=(Extra(MONDAY, Session.PM, "third"),),
    )
    assert evening(given) == ["wash", "amp", "serum", "toner", "cream", "body", "third"]


def test_listed_shows_skipped_steps_in_their_places() -> None:
    given = plan(step("wash"), step("amp"), step("cream"), skips=(Skip(MONDAY, product="amp"),))
    listed = expand(given, MONDAY, SUNDAY).listed(MONDAY, Session.PM)
    assert [(use.product.key, use.skipped) for use in listed] == [
        ("wash", False),
        ("amp", True),
        ("cream", False),
    ]
    assert evening(given) == ["wash", "cream"]


def test_use_moved_to_another_date_keeps_the_place_of_its_line() -> None:
    given = plan(
        step("amp", last=day(3)),
        step("wash"),
        step("amp", weekdays(0), first=day(4)),
        step("cream"),
        extras=tuple(Extra(day(n), Session.PM, "amp", line="amp") for n in (3, 5)),
        skips=(Skip(day(3), product="amp"),),
    )
    assert evening(given, day(3)) == ["amp", "wash", "cream"]
    assert evening(given, day(5)) == ["wash", "amp", "cream"]


def test_use_of_a_line_outside_all_its_versions_takes_the_latest_place() -> None:
    given = plan(
        step("wash"),
        step("amp", last=day(1)),
        extras=(Extra(MONDAY, Session.PM, "amp", line="amp"),),
    )
    assert evening(given) == ["wash", "amp"]


def test_use_of_an_unknown_line_has_no_place() -> None:
    given = plan(step("cream"), extras=(Extra(MONDAY, Session.PM, "amp", line="gone"),))
    (_, use) = expand(given, MONDAY, SUNDAY).uses(MONDAY, Session.PM)
    assert (use.product.key, use.place, use.line) == ("amp", None, "gone")


def test_use_says_everything_about_itself() -> None:
    opened = day(1)
    extra = Extra(MONDAY, Session.AM, "amp", unit_opened=opened)
    given = plan(step("amp", routine="night"), extras=(extra,))
    assert expand(given, MONDAY, MONDAY).uses_of("amp") == [
        Use(MONDAY, Session.AM, PRODUCTS["amp"], None, "", None, unit_opened=opened),
        Use(MONDAY, Session.PM, PRODUCTS["amp"], "amp", "night", 0),
    ]


def test_only_a_pause_of_everything_pauses_a_date() -> None:
    pauses = (
        Pause(day(3), day(4)),
        Pause(day(5), day(6), routine="a"),
        Pause(day(7), day(7), line="x"),
    )
    timeline = expand(plan(pauses=pauses), MONDAY, SUNDAY)
    assert [n for n in range(2, 9) if timeline.paused(day(n))] == [3, 4]


def test_a_dated_unit_is_the_one_used_at_its_lines_turn_only() -> None:
    turn = (day(3), Session.PM, "amp")
    given = plan(step("wash"), step("amp"), units={turn: day(1), (*turn[:2], "gone"): day(2)})
    opened = [use.unit_opened for use in expand(given, MONDAY, SUNDAY).uses_of("amp")]
    assert opened == [None, day(1), None, None, None, None, None]
    assert not any(use.unit_opened for use in expand(given, MONDAY, SUNDAY).uses_of("wash"))
