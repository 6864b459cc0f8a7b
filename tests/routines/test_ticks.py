"""Ticks: one tap, the rest, taking back, and forms that are older than what is stored."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from routines.engine.schedule import weekdays
from routines.models import PlanChange, Routine, Step, Use
from tests.factories import make_item, make_product, make_step
from tests.routines.pages import record

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)  # a Wednesday
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-25 20:00Z", tick=False) as moved:
        yield moved


@pytest.fixture
def steps(routine: Routine) -> list[Step]:
    return [make_step(routine, make_product(kind)) for kind in ("cleanser", "serum", "mist")]


def send(client: Client, *, htmx: bool = False, day: date = TODAY, **data: object) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    sent = {"date": str(day), "session": "PM", **data}
    return client.post("/today/tick/", sent, headers=headers)


def lines(steps: list[Step], letters: str) -> list[str]:
    """Return the lines of the steps a, b and c."""
    return [str(steps["abc".index(letter)].line) for letter in letters]


def ticked(steps: list[Step], day: date = TODAY) -> str:
    """Return which of the steps a, b and c are ticked."""
    done = set(Use.objects.filter(date=day, state="done").values_list("line", flat=True))
    return "".join(letter for letter, step in zip("abc", steps, strict=True) if step.line in done)


@pytest.mark.parametrize(
    ("before", "was", "now", "after"),
    [
        ("", "", "a", "a"),
        ("", "", "abc", "abc"),
        ("a", "a", "ab", "ab"),
        ("ab", "ab", "b", "b"),
        ("abc", "abc", "", ""),
        ("b", "", "a", "ab"),  # b was ticked elsewhere after the page was shown
        ("", "b", "ab", "a"),  # b was taken back elsewhere
        ("", "a", "", ""),
        ("a", "", "a", "a"),
    ],
)
def test_a_form_changes_what_was_changed_on_it(
    signed_in: Client, steps: list[Step], before: str, was: str, now: str, after: str
) -> None:
    send(signed_in, line=lines(steps, before))
    response = send(signed_in, was=lines(steps, was), line=lines(steps, now))
    assert response.status_code == 302
    assert ticked(steps) == after


@pytest.mark.parametrize(
    ("before", "one", "now", "after"),
    [("", "a", "a", "a"), ("a", "a", "", ""), ("", "a", "ab", "a"), ("b", "a", "a", "ab")],
)
def test_a_tap_saves_that_step_and_answers_the_counts(
    signed_in: Client, steps: list[Step], before: str, one: str, now: str, after: str
) -> None:
    send(signed_in, line=lines(steps, before))
    response = send(signed_in, htmx=True, one=lines(steps, one)[0], line=lines(steps, now))
    html = response.content.decode()
    assert response.status_code == 200
    assert html.lstrip().startswith('<div id="session"')
    assert f"{len(after)} of 3" in html
    assert ticked(steps) == after


def test_the_rest_is_ticked_in_one_tap_and_skips_stay(
    signed_in: Client, steps: list[Step]
) -> None:
    send(signed_in, line=lines(steps, "a"))
    signed_in.post(f"/calendar/{TODAY}/skip/", {"session": "PM", "line": lines(steps, "b")})
    response = send(signed_in, htmx=True, rest="1")
    assert "Done, 2 of 2" in response.content.decode()
    assert ticked(steps) == "ac"


def test_ticking_twice_keeps_the_time_of_the_first(
    signed_in: Client, steps: list[Step], clock: time_machine.Traveller
) -> None:
    send(signed_in, line=lines(steps, "a"))
    clock.shift(60)
    send(signed_in, line=lines(steps, "a"))
    assert Use.objects.get().done_at == datetime(2026, 11, 25, 20, tzinfo=UTC)


def test_ticks_are_no_changes_of_the_plan(signed_in: Client, steps: list[Step]) -> None:
    send(signed_in, rest="1")
    assert PlanChange.objects.count() == 0


def test_after_midnight_ticks_belong_to_last_evening(
    signed_in: Client, steps: list[Step], clock: time_machine.Traveller
) -> None:
    clock.move_to("2026-11-26 01:30Z")
    assert f'name="date" value="{TODAY}"' in signed_in.get("/today/").content.decode()
    html = send(signed_in, htmx=True, rest="1").content.decode()
    assert ticked(steps) == "abc"
    assert "day=yesterday" not in html


def test_yesterday_is_filled_in_and_stays_in_view(signed_in: Client, steps: list[Step]) -> None:
    html = send(signed_in, htmx=True, day=TODAY - DAY, rest="1").content.decode()
    assert ticked(steps, TODAY - DAY) == "abc"
    assert ticked(steps) == ""
    assert "?session=AM&day=yesterday" in html.replace("&amp;", "&")


@pytest.mark.parametrize("day", ["2026-11-26", "1969-12-31", "2026-02-30", "", "soon"])
def test_a_day_that_has_not_come_or_is_none_is_not_found(
    signed_in: Client, steps: list[Step], day: str
) -> None:
    data = {"date": day, "session": "PM", "line": lines(steps, "a")}
    assert signed_in.post("/today/tick/", data).status_code == 404
    assert Use.objects.count() == 0


def test_what_is_not_planned_that_evening_is_not_ticked(
    signed_in: Client, routine: Routine
) -> None:
    step = make_step(routine, make_product("ampoule"), schedule=weekdays(0))
    response = send(signed_in, line=str(step.line))
    [message] = get_messages(response.wsgi_request)
    assert "was not ticked" in str(message)
    assert Use.objects.count() == 0


def test_a_session_that_is_left_out_takes_no_ticks(signed_in: Client, steps: list[Step]) -> None:
    signed_in.post(f"/calendar/{TODAY}/skip/", {"session": "PM"})
    send(signed_in, line=lines(steps, "a"))
    send(signed_in, rest="1")
    assert ticked(steps) == ""


def test_ticking_a_skipped_step_says_it_was_used(signed_in: Client, steps: list[Step]) -> None:
    signed_in.post(f"/calendar/{TODAY}/skip/", {"session": "PM", "line": lines(steps, "a")})
    send(signed_in, line=lines(steps, "a"))
    assert Use.objects.get().state == "done"


def test_a_step_moved_here_is_planned_again_when_its_tick_is_taken_back(
    signed_in: Client, routine: Routine
) -> None:
    step = make_step(routine, make_product("ampoule"), schedule=weekdays(4))
    record(step, TODAY, "planned")
    send(signed_in, line=str(step.line))
    assert Use.objects.get().state == "done"
    send(signed_in, was=str(step.line))
    assert Use.objects.get().state == "planned"


def test_a_tick_takes_the_same_queries_at_1_and_30_steps(
    signed_in: Client, user: User, routine: Routine
) -> None:
    counts = []
    for more in (0, 29):
        for _number in range(more):
            make_step(routine, make_item(user, make_product("serum", owner=user)))
        step = make_step(routine, make_item(user, make_product("serum", owner=user)))
        with CaptureQueriesContext(connection) as queries:
            assert send(signed_in, htmx=True, line=str(step.line)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
