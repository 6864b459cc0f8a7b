"""Use a step once on another day or in another session."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from routines.engine.schedule import weekdays
from routines.models import PlanChange, Routine, Step
from routines.services.recording import plan_undo
from tests.factories import make_product, make_step
from tests.routines.pages import rows, said, stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
FRIDAY = date(2026, 11, 27)
DAY = timedelta(days=1)


def move(client: Client, step: Step, day: date, **target: str) -> Any:
    data = {"line": str(step.line), "from": step.session, **target}
    return client.post(f"/calendar/{day}/move/", data)


def test_a_move_leaves_it_out_here_and_plans_it_there(
    signed_in: Client, user: User, serum: Step
) -> None:
    response = move(signed_in, serum, FRIDAY, date="2026-11-28", session="AM")
    assert response.status_code == 302
    saturday = FRIDAY + DAY
    assert said(response) == [
        ("Moved once: My Serum is on Sat 28 Nov, morning.", "undo-N success"),
    ]
    assert stored(user) == [(FRIDAY, "PM", True, "skipped"), (saturday, "AM", True, "planned")]
    assert "1 My Serum Serum · this once" in [text for _line, text in rows(signed_in, saturday)]
    change = PlanChange.objects.get()
    plan_undo(user=user, change=change, now=change.made_at)
    assert stored(user) == []


def test_moving_on_what_was_moved_leaves_one_use(
    signed_in: Client, user: User, routine: Routine
) -> None:
    step = make_step(routine, make_product("serum"), schedule=weekdays(4))
    move(signed_in, step, FRIDAY, date="2026-11-28", session="PM")
    move(signed_in, step, FRIDAY + DAY, date="2026-11-29", session="PM")
    assert stored(user) == [
        (FRIDAY, "PM", True, "skipped"),
        (FRIDAY + 2 * DAY, "PM", True, "planned"),
    ]


def test_moving_back_to_where_it_was_skipped_uses_it_there(
    signed_in: Client, routine: Routine
) -> None:
    step = make_step(routine, make_product("serum", "My Serum"), schedule=weekdays(4))
    move(signed_in, step, FRIDAY, date="2026-11-28", session="PM")
    move(signed_in, step, FRIDAY + DAY, date=str(FRIDAY), session="PM")
    assert [text for _line, text in rows(signed_in, FRIDAY)] == ["1 My Serum Serum · Fri"]
    assert rows(signed_in, FRIDAY + DAY) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ({"date": "2026-11-27", "session": "PM"}, "It is in that session already."),
        ({"date": "2026-11-28", "session": "PM"}, "It is in that session already."),
        ({"date": "2026-02-30", "session": "PM"}, "Enter a valid date."),
        ({"date": "1969-12-31", "session": "PM"}, "Choose a date from 1970 to 2199."),
        ({"date": "2200-01-01", "session": "PM"}, "Choose a date from 1970 to 2199."),
        ({"date": "2026-11-28", "session": "NOON"}, "is not one of the available choices"),
    ],
)
def test_a_move_that_cannot_be_is_refused_with_what_was_typed(
    signed_in: Client, user: User, serum: Step, target: dict[str, str], message: str
) -> None:
    response = move(signed_in, serum, FRIDAY, **target)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert f'value="{target["date"]}"' in page
    assert stored(user) == []


@pytest.mark.parametrize("skipped", [True, False])
def test_a_step_that_is_not_planned_is_not_moved(
    signed_in: Client, user: User, routine: Routine, *, skipped: bool
) -> None:
    step = make_step(routine, make_product("serum"), schedule=weekdays(4 if skipped else 0))
    signed_in.post(f"/calendar/{FRIDAY}/skip/", {"session": "PM", "line": str(step.line)})
    before = stored(user)
    response = move(signed_in, step, FRIDAY, date="2026-11-28", session="AM")
    assert said(response)[-1] == ("That step is not planned then.", "info")
    assert stored(user) == before


def test_the_move_page_asks_where_it_goes(signed_in: Client, serum: Step) -> None:
    page = signed_in.get(f"/calendar/{FRIDAY}/move/", {"from": "PM", "line": str(serum.line)})
    assert 'name="date"' in page.content.decode()
    assert f'value="{FRIDAY}"' in page.content.decode()
