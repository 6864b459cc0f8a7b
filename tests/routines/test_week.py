"""The week: seven days with every step by name, found from the month and the day."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from journal.models import Entry
from routines.engine.schedule import weekdays
from routines.models import Pause, Routine, Step
from routines.month import FIRST_DAY, LAST_DAY
from routines.week import week_of
from tests.factories import make_item, make_product, make_routine, make_step, make_user
from tests.routines.pages import cells, record, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
WEEK, TODAY = "/calendar/2026-W48/", date(2026, 11, 24)
STEP = re.compile(
    r'<li data-step="([^"]+)" data-session="(\w+)" data-kind="(\w+)" data-state="(\w+)"'
)


def page_of(client: Client, address: str = WEEK) -> str:
    return client.get(address).content.decode()


def test_a_week_has_seven_days_and_marks_today(signed_in: Client, routine: Routine) -> None:
    assert list(cells(signed_in, WEEK)) == [f"2026-11-{day}" for day in range(23, 30)]
    page = page_of(signed_in)
    assert page.count("<caption") == 1
    assert re.findall(r'data-day="([0-9-]+)"[^>]*aria-current="date"', page) == [str(TODAY)]


@pytest.mark.parametrize(
    ("week_start", "days", "head"),
    [
        (0, "2026-11-23 2026-11-29", "23 to 29 November"),
        (5, "2026-11-21 2026-11-27", "21 to 27 November"),
        (6, "2026-11-22 2026-11-28", "22 to 28 November"),
    ],
)
def test_it_is_the_users_week_around_that_monday(
    signed_in: Client, routine: Routine, week_start: int, days: str, head: str
) -> None:
    User.objects.update(week_start=week_start)
    shown = list(cells(signed_in, WEEK))
    assert f"{shown[0]} {shown[-1]}" == days
    assert len(shown) == 7
    assert f"<h1>{head} " in page_of(signed_in)


@pytest.mark.parametrize("week_start", [0, 5, 6])
def test_every_day_lies_in_one_week_and_weeks_follow_each_other(week_start: int) -> None:
    days = [FIRST_DAY, date(2026, 12, 31), date(2027, 1, 1), LAST_DAY]
    days += [TODAY + timedelta(days=number) for number in range(7)]
    for day in days:
        week = week_of(day, week_start)
        assert day in week.days
        assert week.monday.weekday() == 0
        assert week_of(week.monday, week_start) == week
        if week.next:
            assert week_of(week.next, week_start).previous == week.monday
    assert week_of(FIRST_DAY, week_start).previous is None
    assert week_of(LAST_DAY, week_start).next is None


@pytest.mark.parametrize(
    ("address", "shown", "missing"),
    [
        ("/calendar/1970-W01/", 'rel="next"', 'rel="prev"'),
        ("/calendar/2200-W01/", 'rel="prev"', 'rel="next"'),
    ],
)
def test_the_ends_of_time_have_one_arrow_and_lead_nowhere_beyond(
    signed_in: Client, routine: Routine, address: str, shown: str, missing: str
) -> None:
    page = page_of(signed_in, address)
    assert shown in page
    assert missing not in page
    assert not re.search(r'href="/calendar/(1969|2200)-[0-9]', page)


@pytest.mark.parametrize("week", ["2026-W54", "2025-W53", "2026-W00", "1969-W52", "2200-W02"])
def test_what_is_no_week_is_not_found(signed_in: Client, week: str) -> None:
    assert signed_in.get(f"/calendar/{week}/").status_code == 404


def test_a_year_of_53_weeks_has_its_last(signed_in: Client, routine: Routine) -> None:
    page = page_of(signed_in, "/calendar/2026-W53/")
    assert "<h1>28 December to 3 January " in page
    assert "Week 53" in page


def test_each_step_stands_by_name_in_its_session(
    signed_in: Client, routine: Routine, serum: Step
) -> None:
    make_step(routine, make_product("sunscreen", "My Screen"), "AM")
    ampoule = make_step(
        routine, make_product("ampoule", "My Ampoule"), schedule=weekdays(0), position=1
    )
    record(ampoule, date(2026, 11, 23))
    record(serum, TODAY, "skipped")
    days = cells(signed_in, WEEK)
    monday, tuesday = days["2026-11-23"], days[str(TODAY)]
    assert "Morning My Screen , not confirmed Evening My Ampoule , done My Serum" in words(monday)
    assert STEP.findall(monday)[1:] == [
        (str(ampoule.line), "PM", "ampoule", "done"),
        (str(serum.line), "PM", "serum", "open"),
    ]
    assert "My Ampoule" not in tuesday
    assert "My Serum , skipped" in words(tuesday)


def test_a_day_leads_to_where_it_is_skipped_or_moved(signed_in: Client, serum: Step) -> None:
    friday = cells(signed_in, WEEK)["2026-11-27"]
    assert 'href="/calendar/2026-11-27/" aria-label="Fri 27 November 2026"' in friday
    assert 'href="/calendar/2026-11-27/#title-PM">Skip or move' in friday


def test_a_pause_an_entry_and_a_flag_stand_in_words(
    signed_in: Client, user: User, routine: Routine, serum: Step
) -> None:
    Pause.objects.create(owner=user, first=TODAY, last=TODAY, reason="travel")
    Entry.objects.create(owner=user, date=date(2026, 11, 23), overall=1)
    make_step(routine, make_product("ampoule"))
    days = cells(signed_in, WEEK)
    assert words(days[str(TODAY)]).endswith("Paused: travel")
    assert "Journal entry" in words(days["2026-11-23"])
    assert "Journal entry" not in words(days["2026-11-25"])
    assert "ampoule" in words(days["2026-11-26"])
    assert "data-flag=" not in str(days)


@pytest.mark.parametrize(
    ("address", "month", "week", "day"),
    [
        ("/calendar/", "2026-11", "2026-W48", "2026-11-24"),
        ("/calendar/2027-02/", "2027-02", "2027-W05", "2027-02-01"),
        (WEEK, "2026-11", "2026-W48", "2026-11-24"),
        ("/calendar/2026-W53/", "2026-12", "2026-W53", "2026-12-28"),
        ("/calendar/2026-12-06/", "2026-12", "2026-W49", "2026-12-06"),
    ],
)
def test_month_week_and_day_lead_to_each_other(
    signed_in: Client, routine: Routine, address: str, month: str, week: str, day: str
) -> None:
    page = page_of(signed_in, address)
    views = page.partition('<nav class="tabs"')[2].partition("</nav>")[0]
    addresses = [f"/calendar/{part}/" for part in (month, week, day)]
    assert re.findall(r'href="([^"]+)"', views) == addresses
    assert views.count('aria-current="page"') == 1


def test_the_calendar_tab_leads_to_today(signed_in: Client, routine: Routine) -> None:
    page = page_of(signed_in, "/calendar/")
    assert '<a href="/calendar/#today" aria-current="page">' in page
    assert page.count('id="today"') == 1


def test_somebody_without_a_routine_is_led_to_start(signed_in: Client) -> None:
    page = page_of(signed_in)
    assert 'href="/start/"' in page
    assert "<td" not in page


def test_nothing_of_other_people_is_shown(signed_in: Client, serum: Step) -> None:
    theirs = make_routine(make_user(), starts_on=date(2026, 11, 2))
    make_step(theirs, make_product("serum", "Their Serum"))
    assert "Their Serum" not in page_of(signed_in)


def test_a_week_takes_the_same_queries_at_1_and_30_steps(
    signed_in: Client, user: User, routine: Routine
) -> None:
    Pause.objects.create(owner=user, first=TODAY, last=TODAY, reason="travel")
    make_step(routine, make_product("cleanser"))
    counts, page = [], ""
    for more in (0, 29):
        for number in range(more):
            item = make_item(user, make_product("serum", owner=user))
            make_step(routine, item, "AM" if number % 2 else "PM")
        with CaptureQueriesContext(connection) as queries:
            page = page_of(signed_in)
        counts.append(len(queries))
        assert len(STEP.findall(page)) == 6 * (more + 1)
    assert counts[0] == counts[1] <= 10
    assert len(page) <= 120_000
