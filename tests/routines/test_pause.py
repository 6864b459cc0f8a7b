"""Pauses: everything rests from a day to a day, and can go on again."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from routines.models import Pause
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
