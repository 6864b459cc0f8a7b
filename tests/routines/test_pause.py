"""Pauses: everything rests from a day to a day, and can go on again."""

import re
import uuid
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from routines.models import Pause, Routine
from tests.factories import make_product, make_routine, make_step, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
FIRST, LAST = date(2026, 11, 27), date(2026, 11, 29)
DATES = {"first": str(FIRST), "last": str(LAST), "reason": "travel"}


def pauses(user: User) -> list[tuple[date, date, str]]:
    return [(pause.first, pause.last, pause.reason) for pause in Pause.objects.for_user(user)]


def test_a_pause_is_kept_and_the_month_of_its_first_day_shown(
    signed_in: Client, user: User
) -> None:
    response = signed_in.post("/calendar/pause/", DATES)
    assert response.headers["Location"] == "/calendar/2026-11/"
    assert pauses(user) == [(FIRST, LAST, "travel")]


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_both_ends_of_a_pause_are_paused(signed_in: Client, user: User, day: date) -> None:
    make_step(make_routine(user, starts_on=date(2026, 11, 2)), make_product("serum"))
    signed_in.post("/calendar/pause/", DATES)
    page = signed_in.get(f"/calendar/{day}/").content.decode()
    assert "Everything is paused." in page
    assert "data-step" not in page


def test_a_pause_of_one_day_is_one_day_long(signed_in: Client, user: User) -> None:
    signed_in.post("/calendar/pause/", {**DATES, "last": str(FIRST), "reason": ""})
    assert pauses(user) == [(FIRST, FIRST, "")]


def test_a_pause_is_undone_and_so_is_its_removal(signed_in: Client, user: User) -> None:
    signed_in.post("/calendar/pause/", DATES)
    signed_in.post(f"/calendar/pause/{Pause.objects.get().pk}/remove/")
    assert pauses(user) == []
    signed_in.post("/plan/undo/")
    assert pauses(user) == [(FIRST, LAST, "travel")]
    signed_in.post("/plan/undo/")
    assert pauses(user) == []


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("last", "2026-11-26", "The last day cannot come before the first."),
        ("first", "", "This field is required."),
        ("first", "soon", "Enter a valid date."),
        ("last", "2200-01-01", "Choose a date from 1970 to 2199."),
        ("first", "1969-12-31", "Choose a date from 1970 to 2199."),
        ("reason", "r" * 61, "at most 60 characters"),
    ],
)
def test_a_pause_that_cannot_be_is_refused_with_what_was_typed(
    signed_in: Client, user: User, field: str, typed: str, message: str
) -> None:
    response = signed_in.post("/calendar/pause/", {**DATES, field: typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert all(f'value="{value}"' in page for value in {**DATES, field: typed}.values() if value)
    assert pauses(user) == []


def test_the_list_says_what_rests(signed_in: Client, user: User) -> None:
    routine = make_routine(user, starts_on=FIRST, name="Winter")
    step = make_step(routine, make_product("serum", "My Serum"))
    for fields in ({}, {"routine": routine}, {"line": step.line}, {"line": uuid.uuid4()}):
        Pause.objects.create(owner=user, first=FIRST, last=LAST, **fields)
    page = signed_in.get("/calendar/pause/").content.decode()
    for words in ("Everything", "Winter", "My Serum", "A step that was taken out"):
        assert f"<strong>{words}</strong>, 27 Nov 2026 to 29 Nov 2026" in page


@pytest.fixture
def winter(user: User) -> Routine:
    """Make one of two routines, each with a daily step."""
    routine = make_routine(user, starts_on=date(2026, 11, 2), name="Winter")
    make_step(routine, make_product("serum", "My Serum"))
    make_step(make_routine(user, starts_on=date(2026, 11, 2)), make_product("mist", "My Mist"))
    return routine


def test_one_routine_rests_while_the_others_go_on(signed_in: Client, winter: Routine) -> None:
    response = signed_in.post("/calendar/pause/", {**DATES, "routine": winter.pk})
    assert response.headers["Location"] == winter.get_absolute_url()
    for day, rests in ((FIRST, True), (LAST, True), (LAST + timedelta(1), False)):
        page = signed_in.get(f"/calendar/{day}/").content.decode()
        assert ("My Serum" in page, "My Mist" in page) == (not rests, True)
        assert "Everything is paused." not in page


@pytest.mark.parametrize("page", ["/routines/", "the builder"])
def test_a_routine_says_when_it_rests_and_takes_it_back(
    signed_in: Client, winter: Routine, page: str
) -> None:
    address = page if page.startswith("/") else winter.get_absolute_url()
    signed_in.post("/calendar/pause/", {**DATES, "routine": winter.pk})
    words = "Rests Fri 27 Nov to Sun 29 Nov"
    shown = signed_in.get(address).content.decode()
    assert f"{words}</span>" in shown
    (remove,) = re.findall(r'action="(/calendar/pause/[0-9]+/remove/)"', shown)
    assert signed_in.post(remove, {"next": address}).headers["Location"] == address
    assert words not in signed_in.get(address).content.decode()
    assert "Undo: Paused" not in signed_in.get(winter.get_absolute_url()).content.decode()


def test_a_rest_that_is_over_and_one_of_another_routine_are_not_said(
    signed_in: Client, user: User, winter: Routine
) -> None:
    other = Routine.objects.for_user(user).exclude(pk=winter.pk).get()
    gone = FIRST - timedelta(days=9)
    Pause.objects.create(owner=user, routine=winter, first=gone, last=gone)
    Pause.objects.create(owner=user, routine=other, first=FIRST, last=FIRST)
    assert "Rests" not in signed_in.get(winter.get_absolute_url()).content.decode()
    assert "Rests Fri 27 Nov" in signed_in.get(other.get_absolute_url()).content.decode()


def test_the_builder_leads_to_a_form_that_knows_the_routine(
    signed_in: Client, winter: Routine
) -> None:
    page = signed_in.get(winter.get_absolute_url()).content.decode()
    (address,) = re.findall(r'href="(/calendar/pause/[^"]*)"', page)
    form = signed_in.get(unescape(address)).content.decode()
    assert f'<option value="{winter.pk}" selected>Winter</option>' in form
    assert 'name="first" value="2026-11-24"' in form


def test_a_routine_that_has_ended_cannot_rest(signed_in: Client, winter: Routine) -> None:
    Routine.objects.filter(pk=winter.pk).update(ends_on=date(2026, 11, 23))
    response = signed_in.post("/calendar/pause/", {**DATES, "routine": winter.pk})
    assert response.status_code == 422
    assert not Pause.objects.exists()


def test_rests_of_a_routine_take_no_query_however_many_there_are(
    signed_in: Client, user: User, winter: Routine
) -> None:
    counts = []
    for more in (0, 1, 30):
        for number in range(more):
            day = FIRST + timedelta(days=number)
            Pause.objects.create(owner=user, routine=winter, first=day, last=day)
        with CaptureQueriesContext(connection) as queries:
            signed_in.get(f"{winter.get_absolute_url()}?add=PM&q=serum")
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 10


@pytest.mark.parametrize(
    ("page", "first"),
    [
        ("/calendar/", "2026-11-24"),
        ("/calendar/2026-11/", "2026-11-24"),
        ("/calendar/2027-02/", "2027-02-01"),
        ("/calendar/2026-10/", "2026-10-01"),
        ("/calendar/2026-W48/", "2026-11-24"),
        ("/calendar/2026-W50/", "2026-12-07"),
        ("/calendar/2026-12-25/", "2026-12-25"),
    ],
)
@pytest.mark.usefixtures("winter")
def test_a_pause_is_begun_on_a_day_that_was_looked_at_from_today_on(
    signed_in: Client, page: str, first: str
) -> None:
    (address,) = set(re.findall(r'/calendar/pause/[^"]*', signed_in.get(page).content.decode()))
    assert f'name="first" value="{first}"' in signed_in.get(address).content.decode()


def test_a_pause_that_is_not_ones_own_is_not_found(signed_in: Client) -> None:
    theirs = Pause.objects.create(owner=make_user(), first=FIRST, last=LAST, reason="secret")
    assert "secret" not in signed_in.get("/calendar/pause/").content.decode()
    assert signed_in.post(f"/calendar/pause/{theirs.pk}/remove/").status_code == 404
    assert signed_in.post("/calendar/pause/999999/remove/").status_code == 404
    assert Pause.objects.count() == 1


def test_the_pauses_take_the_same_queries_however_many_there_are(
    signed_in: Client, user: User
) -> None:
    routine = make_routine(user, starts_on=FIRST)
    counts = []
    for more in (1, 30):
        for _number in range(more):
            step = make_step(routine, make_product("serum"))
            Pause.objects.create(owner=user, first=FIRST, last=LAST, line=step.line)
        with CaptureQueriesContext(connection) as queries:
            assert signed_in.get("/calendar/pause/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
