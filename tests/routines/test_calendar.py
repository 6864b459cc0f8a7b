"""The month: what each day's cell says, for people and for tools."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from routines.engine.schedule import weekdays
from routines.models import Pause, Routine, Step, Use
from tests.factories import make_item, make_product, make_routine, make_step, make_user
from tests.routines.pages import cells, record, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
TODAY = date(2026, 11, 24)  # a Tuesday
DAY = timedelta(days=1)


def test_a_table_with_a_caption_shows_whole_weeks_and_marks_today(
    signed_in: Client, routine: Routine
) -> None:
    page = signed_in.get("/calendar/").content.decode()
    assert page.count("<caption") == 1
    assert page.count("<td data-day=") == 42
    assert re.findall(r'data-day="([0-9-]+)"[^>]*aria-current="date"', page) == ["2026-11-24"]


@pytest.mark.parametrize(
    ("week_start", "first", "heads"),
    [
        (0, "2026-10-26", ["Monday", "Sunday"]),
        (5, "2026-10-31", ["Saturday", "Friday"]),
        (6, "2026-11-01", ["Sunday", "Saturday"]),
    ],
)
def test_weeks_begin_as_the_user_likes(
    signed_in: Client, user: User, routine: Routine, week_start: int, first: str, heads: list[str]
) -> None:
    User.objects.filter(pk=user.pk).update(week_start=week_start)
    page = signed_in.get("/calendar/2026-11/").content.decode()
    columns = re.findall(r'<th scope="col" abbr="(\w+)"', page)
    assert next(iter(cells(signed_in))) == first
    assert [columns[0], columns[-1]] == heads


@pytest.mark.parametrize(
    ("zone", "now", "month", "today"),
    [
        ("Pacific/Kiritimati", "2026-11-30 12:00Z", "December", "2026-12-01"),
        ("UTC", "2026-11-30 12:00Z", "November", "2026-11-30"),
        ("Pacific/Pago_Pago", "2027-01-01 08:00Z", "December", "2026-12-31"),
    ],
)
def test_today_is_the_date_where_the_user_is(
    signed_in: Client, routine: Routine, zone: str, now: str, month: str, today: str
) -> None:
    User.objects.update(time_zone=zone)
    with time_machine.travel(now, tick=False):
        page = signed_in.get("/calendar/").content.decode()
    assert f'data-day="{today}"' in page.partition('aria-current="date"')[0][-120:]
    assert f"<title>{month} 2026" in page


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Sao_Paulo", "Africa/Casablanca"])
def test_a_month_with_a_clock_change_has_each_day_once(
    signed_in: Client, user: User, routine: Routine, zone: str
) -> None:
    User.objects.filter(pk=user.pk).update(time_zone=zone)
    make_step(routine, make_product("cleanser"), starts_on=date(2020, 1, 1))
    for month in ("2026-03", "2026-10", "2018-11"):
        days = [date.fromisoformat(day) for day in cells(signed_in, f"/calendar/{month}/")]
        assert days == [days[0] + place * DAY for place in range(len(days))]


def test_a_cell_leads_to_its_day_and_its_label_begins_with_what_is_seen(
    signed_in: Client, routine: Routine
) -> None:
    cell = cells(signed_in)["2026-11-27"]
    assert 'href="/calendar/2026-11-27/" aria-label="Fri 27 November 2026"' in cell
    assert 'Fri</span> <time datetime="2026-11-27">27</time></a>' in cell


@pytest.mark.parametrize(
    ("month", "shown", "missing"),
    [
        ("1970-01", 'rel="next"', 'rel="prev"'),
        ("2199-12", 'rel="prev"', 'rel="next"'),
    ],
)
def test_the_ends_of_time_have_one_arrow(
    signed_in: Client, routine: Routine, month: str, shown: str, missing: str
) -> None:
    page = signed_in.get(f"/calendar/{month}/").content.decode()
    assert shown in page
    assert missing not in page
    assert not re.search(r'href="/calendar/(1969|2200)-', page)


@pytest.mark.parametrize(
    "address", ["/calendar/2026-13/", "/calendar/1969-12/", "/calendar/26-1/"]
)
def test_what_is_no_month_is_not_found(signed_in: Client, address: str) -> None:
    assert signed_in.get(address).status_code == 404


def test_somebody_without_a_routine_is_led_to_start(signed_in: Client) -> None:
    page = signed_in.get("/calendar/").content.decode()
    assert 'href="/start/"' in page
    assert "<td" not in page


def test_a_month_before_the_routine_is_empty_and_not_a_start(
    signed_in: Client, routine: Routine
) -> None:
    assert words(cells(signed_in, "/calendar/2025-01/")["2025-01-15"]) == "Wed 15"


def test_nothing_of_other_people_is_shown(signed_in: Client, routine: Routine) -> None:
    theirs = make_routine(make_user(), starts_on=date(2026, 11, 2))
    make_step(theirs, make_product("serum", "Their Serum"), schedule=weekdays(1))
    mine = make_step(routine, make_product("cleanser"))
    Use.objects.filter(pk=record(mine, TODAY).pk).update(owner=theirs.owner)
    assert "Their Serum" not in signed_in.get("/calendar/2026-11/").content.decode()
    assert "1 planned" in words(cells(signed_in)[str(TODAY)])


def test_the_calendar_needs_a_sign_in(client: Client) -> None:
    response = client.get("/calendar/2026-11/")
    assert response.status_code == 302
    assert "login" in response.headers["Location"]


def test_a_month_takes_the_same_queries_at_1_and_30_steps_and_900_uses(
    signed_in: Client, user: User, routine: Routine
) -> None:
    Pause.objects.create(owner=user, first=TODAY, last=TODAY, reason="travel")
    make_step(routine, make_product("cleanser"))
    counts = []
    for more in (0, 29):
        for number in range(more):
            item = make_item(user, make_product("serum", owner=user))
            make_step(routine, item, "AM" if number % 2 else "PM")
        Use.objects.filter(owner=user).delete()
        Use.objects.bulk_create(
            Use(
                owner=user,
                date=date(2026, 11, 1 + number % 30),
                session=step.session,
                line=step.line,
                shelf_item=step.shelf_item,
                state="done",
            )
            for step in Step.objects.filter(owner=user)
            for number in range(30 if more else 1)
        )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert signed_in.get("/calendar/2026-11/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_a_month_at_12_steps_a_day_stays_within_120_kb(
    signed_in: Client, routine: Routine
) -> None:
    kinds = ("cleanser", "hydrating_toner", "essence", "serum", "ampoule", "moisturizer")
    for session in ("AM", "PM"):
        for kind in kinds:
            step = make_step(routine, make_product(kind), session, schedule=weekdays(0, 2, 3, 5))
            for day in range(2, 20, 3):
                record(step, date(2026, 11, day), "skipped" if day % 2 else "done")
    assert len(signed_in.get("/calendar/2026-11/").content) <= 120_000
