"""Today: which session it opens on, what it lists, and what is said beside it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from routines.engine.schedule import weekdays
from routines.models import Pause, Routine, Use
from tests.factories import make_item, make_product, make_routine, make_step, make_user
from tests.routines.pages import record

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)  # a Wednesday
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-25 20:00Z", tick=False) as moved:
        yield moved


def page(client: Client, query: str = "") -> str:
    response = client.get(f"/today/{query}")
    assert response.status_code == 200
    return response.content.decode()


def title(client: Client, query: str = "") -> tuple[str, str]:
    """Return the heading of the page, and the date its ticks belong to."""
    html = page(client, query)
    heading = re.search(r"<h1>([^<]*)</h1>", html)
    day = re.search(r'name="date" value="([0-9-]*)"', html)
    assert heading
    assert day
    return heading.group(1), day.group(1)


def kinds(html: str) -> list[str]:
    return re.findall(r'data-step="[^"]+" data-session="\w\w" data-kind="(\w+)"', html)


@pytest.mark.parametrize(
    ("now", "query", "opens_on"),
    [
        ("2026-11-25 04:00Z", "", ("This morning", "2026-11-25")),
        ("2026-11-25 11:59Z", "", ("This morning", "2026-11-25")),
        ("2026-11-25 12:00Z", "", ("This evening", "2026-11-25")),
        ("2026-11-25 23:59Z", "", ("This evening", "2026-11-25")),
        ("2026-11-25 00:00Z", "", ("Last evening", "2026-11-24")),
        ("2026-11-25 01:30Z", "", ("Last evening", "2026-11-24")),
        ("2026-11-25 03:59Z", "?session=AM", ("Yesterday morning", "2026-11-24")),
        ("2026-11-25 01:30Z", "?day=yesterday", ("Monday evening", "2026-11-23")),
        ("2026-11-25 20:00Z", "?session=AM", ("This morning", "2026-11-25")),
        ("2026-11-25 20:00Z", "?day=yesterday", ("Last evening", "2026-11-24")),
        ("2026-11-25 20:00Z", "?session=AM&day=yesterday", ("Yesterday morning", "2026-11-24")),
        ("2026-11-25 20:00Z", "?session=noon", ("This evening", "2026-11-25")),
    ],
)
def test_it_opens_on_the_session_it_is_time_for(
    signed_in: Client,
    routine: Routine,
    clock: time_machine.Traveller,
    now: str,
    query: str,
    opens_on: tuple[str, str],
) -> None:
    for session in ("AM", "PM"):
        make_step(routine, make_product("cleanser"), session)
    clock.move_to(now)
    assert title(signed_in, query) == opens_on


@pytest.mark.parametrize(
    ("now", "heading", "day"),
    [
        ("2026-10-25 00:30Z", "Last evening", "2026-10-24"),  # 02:30 summer time in Berlin
        ("2026-10-25 01:30Z", "Last evening", "2026-10-24"),  # 02:30 again
        ("2026-10-25 03:30Z", "This morning", "2026-10-25"),
        ("2026-03-29 01:30Z", "Last evening", "2026-03-28"),  # 03:30, there was no 02:30
        ("2026-03-29 02:30Z", "This morning", "2026-03-29"),
    ],
)
def test_the_night_ends_at_the_same_hour_when_the_clock_changes(
    signed_in: Client,
    user: User,
    clock: time_machine.Traveller,
    now: str,
    heading: str,
    day: str,
) -> None:
    User.objects.filter(pk=user.pk).update(time_zone="Europe/Berlin")
    routine = make_routine(user, starts_on=date(2026, 1, 1))
    for session in ("AM", "PM"):
        make_step(routine, make_product("cleanser"), session)
    clock.move_to(now)
    assert title(signed_in) == (heading, day)


def test_the_night_ends_when_the_user_says(
    signed_in: Client, user: User, routine: Routine, clock: time_machine.Traveller
) -> None:
    User.objects.filter(pk=user.pk).update(night_ends_hour=0)
    make_step(routine, make_product("cleanser"), "AM")
    clock.move_to("2026-11-25 00:10Z")
    assert title(signed_in) == ("This morning", "2026-11-25")


@pytest.mark.parametrize("starts_on", [TODAY, TODAY + 2 * DAY])
def test_the_night_of_the_first_routine_shows_the_morning_to_come(
    signed_in: Client, user: User, clock: time_machine.Traveller, starts_on: date
) -> None:
    clock.move_to("2026-11-25 00:45Z")
    routine = make_routine(user, starts_on=starts_on)
    steps = [make_step(routine, make_product("cleanser"), session) for session in ("AM", "PM")]
    html = page(signed_in)
    assert "<h1>This morning</h1>" in html
    assert kinds(html) == ["cleanser"] * (starts_on == TODAY)
    assert "<h1>This evening</h1>" in page(signed_in, "?session=PM")
    assert "Back to today" in page(signed_in, "?day=yesterday&session=PM")
    tick = {"date": TODAY, "session": "AM", "line": steps[0].line, "one": steps[0].line}
    answer = signed_in.post("/today/tick/", tick, headers={"HX-Request": "true"})
    assert "day=yesterday" not in answer.content.decode()
    clock.move_to(f"{starts_on + DAY} 00:45Z")
    assert "<h1>Last evening</h1>" in page(signed_in)


def test_steps_stand_in_order_with_their_tip_and_a_box(
    signed_in: Client, routine: Routine
) -> None:
    for kind in ("cleanser", "serum", "moisturizer"):
        make_step(routine, make_product(kind))
    make_step(routine, make_product("sunscreen"), "AM")
    html = page(signed_in)
    assert kinds(html) == ["cleanser", "serum", "moisturizer"]
    assert html.count('type="checkbox"') == 3
    assert "Wash with lukewarm water and pat dry." in html
    assert "Mark all 3 done" in html


def test_what_is_not_due_does_not_stand_there(signed_in: Client, routine: Routine) -> None:
    make_step(routine, make_product("ampoule"), schedule=weekdays(0, 4))
    make_step(routine, make_product("serum"), schedule=weekdays(2))
    assert kinds(page(signed_in)) == ["serum"]


@pytest.mark.parametrize(
    ("done", "skipped", "tag", "says"),
    [
        (0, 0, "0 of 3", "Mark all 3 done"),
        (1, 0, "1 of 3", "Mark the other 2 done"),
        (1, 1, "1 of 2", "Mark the other 1 done"),
        (2, 1, "Done, 2 of 2", "All done."),
        (3, 0, "Done, 3 of 3", "All done."),
    ],
)
def test_it_counts_what_is_done(
    signed_in: Client, routine: Routine, done: int, skipped: int, tag: str, says: str
) -> None:
    steps = [make_step(routine, make_product(kind)) for kind in ("cleanser", "serum", "mist")]
    states = ["done"] * done + ["skipped"] * skipped
    for step, state in zip(steps, states, strict=False):
        record(step, TODAY, state)
    html = page(signed_in)
    assert f">{tag}</span>" in html
    assert says in html
    assert html.count("checked") == done
    assert html.count("is-ghost") == skipped
    assert ("Skip the other" in html) == (0 < done < 3 - skipped)


def test_at_most_one_note_about_this_session_stands_beside_it(
    signed_in: Client, routine: Routine
) -> None:
    for session in ("AM", "PM"):
        for kind in ("serum", "cleanser", "ampoule", "moisturizer"):
            make_step(routine, make_product(kind), session)
    html = page(signed_in)
    assert html.count("data-cause") == 1


@pytest.mark.parametrize(("session", "flags"), [("AM", ["AM"]), ("PM", [])])
def test_the_note_is_about_this_session(
    signed_in: Client, routine: Routine, session: str, flags: list[str]
) -> None:
    for kind in ("cleanser", "serum", "ampoule"):
        make_step(routine, make_product(kind), "AM", schedule=weekdays(2))
    make_step(routine, make_product("cleanser"), "PM")
    html = page(signed_in, f"?session={session}")
    found = re.findall(r'data-flag="ampoule-after-serum"[^>]*data-session="(\w*)"', html)
    assert found == flags


def test_a_note_that_holds_twice_a_day_leads_to_this_session_only(
    signed_in: Client, routine: Routine
) -> None:
    cleanser, serum = make_product("cleanser"), make_product("serum")
    for session in ("AM", "PM"):
        make_step(routine, serum, session)
        make_step(routine, cleanser, session)
    html = page(signed_in)
    assert re.findall(r'data-flag="[\w-]+" data-date="[\d-]+" data-session="(\w*)"', html) == [
        "PM"
    ]


def test_a_careful_evening_has_no_note(signed_in: Client, routine: Routine) -> None:
    for kind in ("cleanser", "ampoule", "serum", "moisturizer"):
        make_step(routine, make_product(kind), schedule=weekdays(2))
    assert "data-cause" not in page(signed_in)


def test_next_names_what_is_not_daily_in_the_7_days_to_come(
    signed_in: Client, routine: Routine
) -> None:
    make_step(routine, make_product("cleanser", "Daily Wash"), "AM")
    make_step(routine, make_product("ampoule", "Rare Ampoule"), schedule=weekdays(2, 4))
    facts = re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", page(signed_in))
    assert facts == [
        ("Fri 27 Nov, evening", "Rare Ampoule"),
        ("Wed 2 Dec, evening", "Rare Ampoule"),
    ]


def test_next_names_a_daily_step_where_it_stands_once(signed_in: Client, routine: Routine) -> None:
    step = make_step(routine, make_product("mist", "My Mist"))
    Use.objects.create(
        owner=step.owner,
        date=TODAY + DAY,
        session="AM",
        line=step.line,
        shelf_item=step.shelf_item,
        state="planned",
    )
    assert re.findall(r"<dt>([^<]*)</dt>", page(signed_in)) == ["Thu 26 Nov, morning"]


def test_the_check_in_posts_to_the_entry_of_that_day_and_comes_back(
    signed_in: Client, routine: Routine
) -> None:
    html = page(signed_in, "?day=yesterday&session=PM")
    assert 'action="/journal/2026-11-24/"' in html
    assert 'name="next" value="/today/?day=yesterday&amp;session=PM"' in html


@pytest.mark.parametrize("query", ["", "?session=AM"])
def test_an_empty_session_says_so(signed_in: Client, routine: Routine, query: str) -> None:
    assert "Nothing is planned here." in page(signed_in, query)


def test_a_paused_day_says_so(signed_in: Client, user: User, routine: Routine) -> None:
    make_step(routine, make_product("cleanser"))
    Pause.objects.create(owner=user, first=TODAY, last=TODAY)
    html = page(signed_in)
    assert "Everything is paused." in html
    assert "Nothing is planned here." not in html


def test_somebody_without_a_routine_is_led_to_start(signed_in: Client) -> None:
    assert 'href="/start/"' in page(signed_in)


def test_nothing_of_other_people_is_listed(signed_in: Client, routine: Routine) -> None:
    make_step(make_routine(make_user(), starts_on=TODAY), make_product("serum"))
    assert kinds(page(signed_in)) == []


def test_today_takes_the_same_queries_at_1_and_30_steps(
    signed_in: Client, user: User, routine: Routine
) -> None:
    counts = []
    for more in (1, 29):
        for _number in range(more):
            make_step(routine, make_item(user, make_product("serum", owner=user)))
        with CaptureQueriesContext(connection) as queries:
            page(signed_in)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_today_stays_within_30_kb_at_12_steps(signed_in: Client, routine: Routine) -> None:
    for kind in ("cleanser", "hydrating_toner", "essence", "serum", "ampoule", "moisturizer") * 2:
        make_step(routine, make_product(kind, f"A rather long name of a {kind}"))
    html = page(signed_in)
    assert len(kinds(html)) == 12
    assert len(html.encode()) <= 30_000
