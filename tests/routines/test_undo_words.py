"""What *Undo* says it took back: which step, session or pause, so that one knows what is back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from routines.models import Pause
from tests.factories import make_product, make_step
from tests.routines.bench import TODAY, Bench, make_bench
from tests.routines.pages import record, said

pytestmark = pytest.mark.django_db
DAY = f"/calendar/{TODAY}/"
SKIP, PM = f"{DAY}skip/", {"session": "PM"}


@pytest.fixture
def bench(client: Client) -> Iterator[Bench]:
    yield from make_bench(client, [])


def undone(bench: Bench) -> str:
    """Undo the newest change, and return what is said of it."""
    return said(bench.browser.post("/plan/undo/"))[-1][0]


@pytest.mark.parametrize(
    ("address", "form", "words"),
    [
        (SKIP, {}, "Skipped Tue 24 Nov, evening"),
        (SKIP, {"line": "open"}, "Skipped My Serum"),
        (SKIP, {"put_back": "skipped"}, "Put back My Toner"),
        (f"{DAY}anyway/", {"line": "skipped"}, "Noted My Toner as used after all"),
        (f"{DAY}other/", {"product": "item"}, "Noted My Serum as used"),
    ],
)
def test_it_names_what_was_done_on_a_day(
    bench: Bench, address: str, form: dict[str, Any], words: str
) -> None:
    serum = make_step(bench.routine, make_product("serum", "My Serum"))
    toner = make_step(bench.routine, make_product("hydrating_toner", "My Toner"))
    record(toner, TODAY, "skipped")
    keys = {"open": serum.line, "skipped": toner.line, "item": serum.shelf_item_id}
    sent = {name: keys[value] for name, value in form.items()}
    assert bench.browser.post(address, PM | sent).status_code == 302
    assert undone(bench) == f"Undone: {words}."


def test_it_names_the_session_that_was_put_back(bench: Bench) -> None:
    make_step(bench.routine, make_product("serum"))
    bench.browser.post(SKIP, PM)
    bench.browser.post(SKIP, {**PM, "put_back": ""})
    assert undone(bench) == "Undone: Put back Tue 24 Nov, evening."


def test_it_names_the_days_of_a_pause_and_the_routine_that_was_changed(bench: Bench) -> None:
    pause = Pause.objects.create(owner=bench.user, first=TODAY, last=TODAY)
    bench.browser.post(f"/calendar/pause/{pause.pk}/remove/")
    assert undone(bench) == "Undone: Removed the pause of Tue 24 Nov."
    bench.browser.post(bench.address, {"name": "Winter"})
    assert undone(bench) == "Undone: Changed the routine “Winter”."
