"""Leave a step or a whole session out once, and put it back."""

import uuid
from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from routines.engine.schedule import weekdays
from routines.models import PlanChange, Routine, Step, Use
from routines.services.recording import plan_undo
from tests.factories import make_product, make_routine, make_step, make_user
from tests.routines.pages import said, stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
TODAY = date(2026, 11, 24)  # a Tuesday
FRIDAY = date(2026, 11, 27)


def test_a_skip_is_stored_said_and_undone(signed_in: Client, user: User, serum: Step) -> None:
    data = {"session": "PM", "line": str(serum.line)}
    response = signed_in.post(f"/calendar/{FRIDAY}/skip/", data)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/calendar/{FRIDAY}/"
    assert said(response) == [("Skipped on Fri 27 Nov, evening: My Serum.", "undo-N success")]
    assert stored(user) == [(FRIDAY, "PM", True, "skipped")]
    change = PlanChange.objects.get()
    plan_undo(user=user, change=change, now=change.made_at)
    assert stored(user) == []


def test_skipping_twice_is_skipping_once(signed_in: Client, user: User, serum: Step) -> None:
    data = {"session": "PM", "line": str(serum.line)}
    signed_in.post(f"/calendar/{FRIDAY}/skip/", data)
    response = signed_in.post(f"/calendar/{FRIDAY}/skip/", data)
    assert "Nothing had to change" in said(response)[-1][0]
    assert stored(user) == [(FRIDAY, "PM", True, "skipped")]
    assert PlanChange.objects.count() == 1


@pytest.mark.parametrize(
    ("schedule", "session"), [(weekdays(0), "PM"), (weekdays(4), "AM")], ids=["day", "session"]
)
def test_what_is_not_planned_cannot_be_skipped(
    signed_in: Client, user: User, routine: Routine, schedule: object, session: str
) -> None:
    step = make_step(routine, make_product("serum"), schedule=schedule)
    data = {"session": session, "line": str(step.line)}
    response = signed_in.post(f"/calendar/{FRIDAY}/skip/", data)
    assert said(response) == [("Nothing had to change: that is not planned then.", "info")]
    assert stored(user) == []


def test_a_whole_session_is_skipped_and_put_back(
    signed_in: Client, user: User, serum: Step
) -> None:
    make_step(serum.routine, make_product("cleanser"), "AM")
    signed_in.post(f"/calendar/{FRIDAY}/skip/", {"session": "PM"})
    assert stored(user) == [(FRIDAY, "PM", False, "skipped")]
    page = signed_in.get(f"/calendar/{FRIDAY}/").content.decode()
    assert page.count("is-ghost") == 1
    signed_in.post(f"/calendar/{FRIDAY}/skip/", {"session": "PM", "put_back": ""})
    assert stored(user) == []


def test_skipping_the_rest_keeps_the_ticks(signed_in: Client, user: User, serum: Step) -> None:
    other = make_step(serum.routine, make_product("cleanser"))
    data = {"date": str(TODAY), "session": "PM", "line": str(serum.line)}
    signed_in.post("/today/tick/", data)
    signed_in.post(f"/calendar/{TODAY}/skip/", {"session": "PM"})
    states = {use.line: use.state for use in Use.objects.for_user(user)}
    assert states == {serum.line: "done", other.line: "skipped"}


def test_a_step_is_put_back(signed_in: Client, user: User, serum: Step) -> None:
    signed_in.post(f"/calendar/{FRIDAY}/skip/", {"session": "PM", "line": str(serum.line)})
    response = signed_in.post(
        f"/calendar/{FRIDAY}/skip/", {"session": "PM", "put_back": str(serum.line)}
    )
    assert said(response)[-1] == (
        "Back in the plan on Fri 27 Nov, evening: My Serum.",
        "undo-N success",
    )
    assert stored(user) == []


def test_one_step_of_a_session_left_out_as_a_whole_is_not_put_back(
    signed_in: Client, user: User, serum: Step
) -> None:
    signed_in.post(f"/calendar/{FRIDAY}/skip/", {"session": "PM"})
    data = {"session": "PM", "put_back": str(serum.line)}
    response = signed_in.post(f"/calendar/{FRIDAY}/skip/", data)
    assert said(response)[-1][1] == "info"
    assert stored(user) == [(FRIDAY, "PM", False, "skipped")]


def test_a_skip_leads_back_to_the_page_it_came_from_and_nowhere_else(
    signed_in: Client, serum: Step
) -> None:
    for target, led in [("/today/", "/today/"), ("https://example.org/", f"/calendar/{FRIDAY}/")]:
        data = {"session": "PM", "next": target}
        response = signed_in.post(f"/calendar/{FRIDAY}/skip/", data)
        assert response.headers["Location"] == led


@pytest.mark.parametrize("line", ["theirs", "used by them", "unknown", "no line"])
@pytest.mark.parametrize(
    ("address", "field"),
    [
        (f"/calendar/{FRIDAY}/skip/", "line"),
        (f"/calendar/{FRIDAY}/skip/", "put_back"),
        (f"/calendar/{FRIDAY}/move/", "line"),
        ("/today/tick/", "line"),
        ("/today/tick/", "was"),
        ("/today/tick/", "one"),
    ],
)
def test_a_line_that_is_not_ones_own_is_not_found(
    signed_in: Client, user: User, serum: Step, address: str, field: str, line: str
) -> None:
    theirs = make_step(make_routine(make_user(), starts_on=TODAY), make_product("serum"))
    used = Use.objects.create(
        owner=theirs.owner,
        date=TODAY,
        session="PM",
        line=uuid.uuid4(),
        shelf_item=theirs.shelf_item,
        state="done",
    )
    wanted = {
        "theirs": str(theirs.line),
        "used by them": str(used.line),
        "unknown": str(uuid.uuid4()),
        "no line": "'; --",
    }
    data = {"session": "PM", "from": "PM", "date": str(TODAY), field: wanted[line]}
    assert signed_in.post(address, data).status_code == 404
    assert Use.objects.get() == used


@pytest.mark.parametrize("session", ["", "pm", "NOON"])
def test_a_session_that_is_none_is_not_found(signed_in: Client, serum: Step, session: str) -> None:
    data = {"session": session, "from": session, "date": str(TODAY), "line": str(serum.line)}
    for address in (f"/calendar/{FRIDAY}/skip/", f"/calendar/{FRIDAY}/move/", "/today/tick/"):
        assert signed_in.post(address, data).status_code == 404
