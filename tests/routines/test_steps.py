"""What the builder's buttons do: from today on, never to the past, and always with a way back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from products.models import Product
from routines.engine.plan import Session
from routines.engine.schedule import DAILY, OnDates, Periodic, Schedule, weekdays
from routines.models import ShelfItem
from tests.factories import make_item, make_product
from tests.routines.bench import BEGAN, DAY, END, KINDS, TODAY, Bench, all_edits, make_bench, when
from tests.thorough import TIMES

pytestmark = pytest.mark.django_db

NAMES = ["add", "change", "other session", "end", "move", "swap", "pause", "remove"]


@pytest.fixture
def bench(client: Client) -> Iterator[Bench]:
    yield from make_bench(client, KINDS)


@pytest.mark.parametrize("name", NAMES)
def test_an_edit_changes_the_days_ahead_only_and_undo_brings_them_back(
    bench: Bench, name: str
) -> None:
    before, stored = bench.uses(BEGAN, END), bench.stored()
    address, form = all_edits(bench)[name]
    assert bench.browser.post(address, form)["Location"].partition("#")[0] == bench.address
    after = bench.uses(BEGAN, END)
    assert [use for use in after if use[0] < TODAY] == [use for use in before if use[0] < TODAY]
    assert after != before
    bench.browser.post("/plan/undo/")
    assert bench.stored() == stored


@pytest.mark.parametrize("action", ["add/", "swap/"])
@pytest.mark.parametrize(
    ("kind", "actives"),
    [("retinoid", ["retinoid_otc"]), ("serum", []), ("exfoliant_chemical", ["aha"])],
)
def test_an_own_product_holds_what_its_words_hold_at_the_start(
    bench: Bench, action: str, kind: str, actives: list[str]
) -> None:
    address = bench.step_address(action) if action == "swap/" else bench.address + action
    form = {"name": "Mine", "kind": kind, "session": "PM", "starts_on": TODAY.isoformat()}
    bench.browser.post(address, form)
    item = ShelfItem.objects.for_user(bench.user).get(product__name="Mine")
    assert item.product.kind == ("serum" if kind == "retinoid" else kind)
    assert item.added_families == actives


@settings(max_examples=5 * TIMES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(presses=st.lists(st.sampled_from([*NAMES, "order", "day"]), min_size=2, max_size=6))
def test_any_row_of_edits_leaves_the_past_and_comes_undone(
    bench: Bench, presses: list[str]
) -> None:
    before, stored = bench.uses(BEGAN, END), bench.stored()
    forms = all_edits(bench) | {
        "order": (f"{bench.address}order/", {}),
        "day": (bench.step_address(), when("daily", TODAY + 4 * DAY)),
    }
    states = [stored]
    for name in presses:
        bench.browser.post(*forms[name])
        if bench.stored() != states[-1]:
            states.append(bench.stored())
        now = bench.uses(BEGAN, TODAY - DAY)
        assert now == [use for use in before if use[0] < TODAY]
    for state in reversed(states[:-1]):
        bench.browser.post("/plan/undo/")
        assert bench.stored() == state


SCHEDULES = [
    pytest.param("daily", {}, DAILY, id="every day"),
    pytest.param("weekdays", {"weekdays": ["4", "0"]}, weekdays(0, 4), id="weekdays"),
    pytest.param("every", {"period": "4"}, Periodic(4, (0,), TODAY), id="every 4 days"),
    pytest.param(
        "cycle", {"cycle": "4", "due": ["1", "2"]}, Periodic(4, (0, 1), TODAY), id="cycle"
    ),
    pytest.param(
        "dates",
        {"dates": ["2031-02-03", "", "2031-01-05", "2031-02-03"]},
        OnDates((date(2031, 1, 5), date(2031, 2, 3))),
        id="dates",
    ),
]


@pytest.mark.parametrize(("mode", "fields", "expected"), SCHEDULES)
def test_each_way_to_repeat_is_kept_and_shown_again(
    bench: Bench, mode: str, fields: dict[str, Any], expected: Schedule
) -> None:
    other = when("weekdays" if mode == "daily" else "daily", weekdays=["6"])
    for form in (other, when(mode, anchor=TODAY.isoformat(), **fields)):
        assert bench.press("", form).status_code == 302
    step = bench.steps.get(line=bench.line(), starts_on=TODAY)
    assert step.schedule == expected
    shown = bench.browser.get(f"{bench.address}?edit={step.line}").context["opened"].step_form
    assert shown.initial["mode"] == mode
    again = {name: shown[name].value() for name in shown.fields}
    bench.press("", {name: value for name, value in again.items() if value is not None})
    step.refresh_from_db()
    assert step.schedule == expected


def test_a_change_from_a_later_day_leaves_the_days_until_then(bench: Bench) -> None:
    bench.press("", when("dates", TODAY + 5 * DAY, dates=["2031-01-01"]))
    assert "serum" in bench.on(TODAY + 4 * DAY)
    assert "serum" not in bench.on(TODAY + 5 * DAY)


def test_a_step_without_a_past_moves_its_first_day(bench: Bench) -> None:
    step = bench.add_step("essence", starts_on=TODAY)
    for days in (9, 3):
        bench.press("", when("daily", TODAY + days * DAY), "essence")
        assert bench.steps.get(line=step.line).starts_on == TODAY + days * DAY


def test_an_end_that_is_taken_away_is_gone(bench: Bench) -> None:
    bench.press("", when("daily", ends_on=(TODAY + 3 * DAY).isoformat()))
    assert "serum" not in bench.on(TODAY + 4 * DAY)
    bench.press("", when("daily"))
    assert "serum" in bench.on(TODAY + 4 * DAY)


def test_an_end_drops_what_was_to_follow_it(bench: Bench) -> None:
    later = (TODAY + 9 * DAY).isoformat()
    bench.press("swap/", {"name": "Mine", "kind": "essence", "starts_on": later})
    bench.press("", when("daily", ends_on=(TODAY + 3 * DAY).isoformat()))
    for days in (4, 9, 30):
        assert bench.on(TODAY + days * DAY) == ["cleanser", "hydrating_toner", "moisturizer"]


def test_another_session_puts_a_step_where_its_layer_belongs(bench: Bench) -> None:
    for kind in ("cleanser", "sunscreen"):
        bench.add_step(kind, "AM")
    for kind in ("moisturizer", "serum"):
        bench.press("", {**when("daily"), "session": "AM"}, kind)
    morning = ["cleanser", "serum", "moisturizer", "sunscreen"]
    assert bench.on(TODAY, Session.AM) == morning


@pytest.mark.parametrize(
    ("kind", "form", "expected"),
    [
        ("serum", {"to": "2", "by": "-1"}, "cleanser serum hydrating_toner moisturizer"),
        ("serum", {"to": "2", "by": "1"}, "cleanser hydrating_toner moisturizer serum"),
        ("serum", {"to": "0"}, "serum cleanser hydrating_toner moisturizer"),
        ("cleanser", {"to": "3"}, "hydrating_toner serum moisturizer cleanser"),
        ("cleanser", {"to": "0", "by": "-1"}, "cleanser hydrating_toner serum moisturizer"),
        ("cleanser", {"to": "99"}, "hydrating_toner serum moisturizer cleanser"),
        ("moisturizer", {"to": "3", "by": "1"}, "cleanser hydrating_toner serum moisturizer"),
    ],
)
def test_a_step_moves_to_its_new_place(
    bench: Bench, kind: str, form: dict[str, str], expected: str
) -> None:
    bench.press("move/", form, kind)
    assert bench.on(TODAY) == expected.split()
    assert bench.on(TODAY - DAY) == KINDS


def test_each_move_counts_from_the_last(bench: Bench) -> None:
    for to in (3, 2, 1):
        bench.press("move/", {"to": to, "by": "-1"}, "moisturizer")
    assert bench.on(TODAY)[0] == "moisturizer"
    assert bench.on(TODAY - DAY)[-1] == "moisturizer"


def test_put_in_order_sorts_by_layer_from_today_on(bench: Bench) -> None:
    bench.add_step("ampoule")
    bench.browser.post(f"{bench.address}order/")
    assert bench.on(TODAY) == ["cleanser", "hydrating_toner", "ampoule", "serum", "moisturizer"]
    assert bench.on(TODAY - DAY)[-1] == "ampoule"


def test_adding_puts_a_product_on_the_shelf_and_in_its_layer(bench: Bench) -> None:
    product = make_product("ampoule")
    for _press in range(2):
        form = {"session": "PM", "product": product.pk}
        bench.browser.post(f"{bench.address}add/", form)
    assert ShelfItem.objects.for_user(bench.user).filter(product=product).count() == 1
    assert bench.on(TODAY) == ["cleanser", "hydrating_toner", "ampoule", "serum", "moisturizer"]


def test_an_own_product_is_made_from_a_name_and_a_kind(bench: Bench) -> None:
    form = {"session": "PM", "name": "Kitchen balm", "kind": "sleeping_mask"}
    bench.browser.post(f"{bench.address}add/", form)
    assert Product.objects.for_user(bench.user).get().name == "Kitchen balm"
    assert bench.on(TODAY)[-1] == "sleeping_mask"


def test_a_swap_holds_from_its_day_and_is_announced(bench: Bench) -> None:
    item = make_item(bench.user, make_product("essence"))
    day = TODAY + 5 * DAY
    bench.press("swap/", {"product": item.product_id, "starts_on": day.isoformat()})
    assert bench.on(day - DAY)[2] == "serum"
    assert bench.on(day)[2] == "essence"
    assert f"From Sun 29 Nov: {item.product}" in bench.browser.get(bench.address).content.decode()
