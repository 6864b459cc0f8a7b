"""The same button pressed twice at the same instant does what it does once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connection, connections

from accounts.models import User
from routines.models import PlanChange, Step, Use
from routines.services import uses
from routines.services.uses import Turn
from tests.factories import make_product, make_routine, make_step, make_user

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)
Press = Callable[[User, Turn], None]


def skip_step(user: User, turn: Turn) -> None:
    uses.uses_skip(user=user, turns=[turn], now=NOW)


def skip_session(user: User, turn: Turn) -> None:
    uses.session_skip(user=user, day=turn.day, session=turn.session, now=NOW)


def tick(user: User, turn: Turn) -> None:
    uses.uses_tick(user=user, turns=[turn], now=NOW)


@pytest.fixture
def step(transactional_db: None) -> Step:
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time; tests/server/test_sqlite_load.py sees to it")
    return make_step(make_routine(make_user(), starts_on=DAY), make_product("serum"))


@pytest.mark.parametrize("press", [skip_step, skip_session, tick])
def test_pressed_by_two_at_once_it_is_done_once(step: Step, press: Press) -> None:
    turn = Turn(DAY, step.session, step.line, step.shelf_item)
    together = Barrier(4)

    def pressed() -> None:
        together.wait()
        try:
            press(step.owner, turn)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hands:
        for done in [hands.submit(pressed) for _ in range(4)]:
            done.result()
    assert Use.objects.for_user(step.owner).count() == 1
    assert PlanChange.objects.for_user(step.owner).count() <= 1
