"""One day: what stands in both sessions, how it stands, and what we noticed."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from journal.models import Entry
from routines.engine.schedule import weekdays
from routines.models import Routine, Step
from tests.factories import make_item, make_product, make_step
from tests.routines.pages import record, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
TODAY = date(2026, 11, 24)  # a Tuesday
FRIDAY = date(2026, 11, 27)
DAY = timedelta(days=1)


def test_each_step_names_its_line_session_and_kind(signed_in: Client, serum: Step) -> None:
    page = signed_in.get(f"/calendar/{FRIDAY}/").content.decode()
    assert f'data-step="{serum.line}" data-session="PM" data-kind="serum"' in page


@pytest.mark.parametrize(
    "day", ["1970-01-01", "1999-02-28", "2024-02-29", "2026-10-25", "2026-12-31", "2199-12-31"]
)
def test_any_day_has_a_page(signed_in: Client, serum: Step, day: str) -> None:
    assert signed_in.get(f"/calendar/{day}/").status_code == 200


@pytest.mark.parametrize("day", ["1969-12-31", "2200-01-01", "2026-02-29", "2026-00-10"])
def test_what_is_no_day_is_not_found(signed_in: Client, day: str) -> None:
    assert signed_in.get(f"/calendar/{day}/").status_code == 404
    assert signed_in.post(f"/calendar/{day}/skip/", {"session": "PM"}).status_code == 404


def test_the_layers_a_flag_is_about_are_ringed_and_the_flag_stands_once(
    signed_in: Client, routine: Routine
) -> None:
    make_step(routine, make_product("cleanser"))
    make_step(routine, make_product("serum"))
    make_step(routine, make_product("ampoule"), schedule=weekdays(4))
    page = signed_in.get(f"/calendar/{FRIDAY}/").content.decode()
    assert re.findall(r'<li class="layer is-here"[^>]*data-kind="(\w+)"', page) == [
        "serum",
        "ampoule",
    ]
    assert page.count('data-flag="ampoule-after-serum"') == 1


@pytest.mark.parametrize(
    ("state", "day", "text"),
    [
        ("", FRIDAY, "1 My Serum Serum"),
        ("", TODAY - DAY, "1 My Serum Serum · not confirmed"),
        ("done", TODAY - DAY, "1 My Serum Serum · done"),
        ("skipped", FRIDAY, "My Serum Serum · skipped"),
    ],
)
def test_a_step_says_how_it_stands(
    signed_in: Client, serum: Step, state: str, day: date, text: str
) -> None:
    if state:
        record(serum, day, state)
    assert rows(signed_in, day) == [(str(serum.line), text)]


def test_a_past_day_keeps_what_was_planned_then(signed_in: Client, serum: Step) -> None:
    Step.objects.filter(pk=serum.pk).update(ends_on=TODAY)
    make_step(serum.routine, make_product("mist", "My Mist"), line=serum.line, starts_on=FRIDAY)
    assert [text for _line, text in rows(signed_in, TODAY)] == ["1 My Serum Serum"]
    assert [text for _line, text in rows(signed_in, FRIDAY)] == ["1 My Mist Face mist"]


def test_the_entry_of_the_day_is_quoted(signed_in: Client, user: User, serum: Step) -> None:
    Entry.objects.create(owner=user, date=TODAY, overall=1, note="Cheeks <calm>")
    page = signed_in.get(f"/calendar/{TODAY}/").content.decode()
    assert "Cheeks &lt;calm&gt;" in page
    assert "Overall: Fine" in page
    assert f'href="/journal/{TODAY}/"' in page


def test_a_coming_day_asks_for_no_entry(signed_in: Client, serum: Step) -> None:
    assert f'/journal/{FRIDAY}/"' not in signed_in.get(f"/calendar/{FRIDAY}/").content.decode()


def test_a_day_takes_the_same_queries_at_1_and_30_steps(
    signed_in: Client, user: User, serum: Step
) -> None:
    counts = []
    for more in (0, 29):
        for _number in range(more):
            make_step(serum.routine, make_item(user, make_product("serum", owner=user)))
        with CaptureQueriesContext(connection) as queries:
            assert signed_in.get(f"/calendar/{FRIDAY}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
