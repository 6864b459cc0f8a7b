"""What the owner knows of a product: since when, what is in it, and that it has changed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from routines.engine.schedule import weekdays
from routines.models import Pack, ShelfItem
from routines.selectors import plan_between
from tests.factories import make_item, make_product, make_routine, make_step, make_user
from tests.routines.pages import said

TODAY = date(2026, 11, 24)  # a Tuesday
DAY = timedelta(days=1)
DATED = {"new_to_me": True, "first_used_on": TODAY - DAY}


@pytest.fixture
def user(db: None) -> User:
    return make_user()


@pytest.fixture
def browser(client: Client, user: User) -> Iterator[Client]:
    client.force_login(user)
    with time_machine.travel(f"{TODAY}T12:00:00Z", tick=False):
        yield client


def tick(browser: Client, line: object, day: date = TODAY) -> Any:
    form = {"date": day.isoformat(), "session": "PM", "line": str(line)}
    return browser.post("/today/tick/", form)


@pytest.mark.parametrize(
    ("told", "began", "first"),
    [
        pytest.param({"new_to_me": True}, TODAY, TODAY, id="ticked on its first day"),
        pytest.param({"new_to_me": True}, TODAY - 9 * DAY, TODAY - 8 * DAY, id="due before"),
        pytest.param({"new_to_me": False}, TODAY, None, id="long known"),
        pytest.param({}, TODAY, None, id="nobody asked"),
        pytest.param(DATED, TODAY, TODAY - DAY, id="known"),
    ],
)
def test_the_first_tick_dates_what_is_new(
    browser: Client, user: User, told: dict[str, Any], began: date, first: date | None
) -> None:
    item = make_item(user, **told)
    step = make_step(make_routine(user, starts_on=began), item, schedule=weekdays(0, 1, 2, 3, 4))
    tick(browser, step.line)
    item.refresh_from_db()
    assert item.first_used_on == first


def test_an_edit_keeps_when_something_new_was_first_due(browser: Client, user: User) -> None:
    item = make_item(user, new_to_me=True)
    routine = make_routine(user, starts_on=TODAY - 5 * DAY)
    step = make_step(routine, item)
    browser.post(f"{routine.get_absolute_url()}steps/{step.line}/remove/")
    item.refresh_from_db()
    assert item.first_used_on == TODAY - 5 * DAY
    browser.post("/plan/undo/")
    item.refresh_from_db()
    assert item.first_used_on is None


def test_what_begins_later_is_not_dated_by_an_edit(browser: Client, user: User) -> None:
    item = make_item(user, new_to_me=True)
    routine = make_routine(user, starts_on=TODAY)
    step = make_step(routine, item, starts_on=TODAY + 3 * DAY)
    browser.post(f"{routine.get_absolute_url()}steps/{step.line}/remove/")
    item.refresh_from_db()
    assert item.first_used_on is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"new_to_me": "true"}, (True, None)),
        ({"new_to_me": "false"}, (False, None)),
        ({"first_used_on": "2026-11-20"}, (True, date(2026, 11, 20))),
        ({"patch_test": ""}, (None, None)),
    ],
)
def test_a_date_means_that_it_is_new(
    browser: Client, user: User, typed: dict[str, str], kept: tuple[Any, Any]
) -> None:
    item = make_item(user)
    assert browser.post(item.get_absolute_url(), typed).status_code == 302
    item.refresh_from_db()
    assert (item.new_to_me, item.first_used_on) == kept


def test_not_new_and_a_date_do_not_go_together(browser: Client, user: User) -> None:
    item = make_item(user)
    typed = {"new_to_me": "false", "first_used_on": "2026-11-20"}
    answer = browser.post(item.get_absolute_url(), typed)
    assert answer.status_code == 422
    assert [*answer.context["form"].errors] == ["first_used_on"]
    assert answer.context["form"]["first_used_on"].value() == "2026-11-20"


def actives(user: User, item: ShelfItem) -> list[str]:
    [product] = plan_between(user, TODAY, TODAY).plan.products.values()
    return sorted(product.actives)


def test_the_owner_denies_confirms_and_adds_what_is_in_a_product(
    browser: Client, user: User
) -> None:
    item = make_item(user, make_product(families=["aha", "peptide"], trace_families=["bha"]))
    address = f"{item.get_absolute_url()}actives/"

    def say(**word: str) -> list[str]:
        assert browser.post(address, word)["Location"] == item.get_absolute_url()
        return actives(user, item)

    assert say(lacks="aha") == ["peptide"]
    page = browser.get(item.get_absolute_url()).content.decode()
    assert "<del>AHA</del>" in page
    assert "you say it is not in it" in page
    assert say(contains="aha") == ["aha", "peptide"]
    assert say(contains="bha") == ["aha", "bha", "peptide"]
    assert say(contains="urea") == ["aha", "bha", "peptide", "urea"]
    assert say(lacks="urea") == ["aha", "bha", "peptide"]
    browser.post("/plan/undo/")
    assert actives(user, item) == ["aha", "bha", "peptide", "urea"]


@pytest.mark.parametrize("word", [{}, {"contains": "magic"}, {"contains": "photosensitizer"}])
def test_only_families_that_a_label_can_name_are_taken(
    browser: Client, user: User, word: dict[str, str]
) -> None:
    item = make_item(user)
    assert browser.post(f"{item.get_absolute_url()}actives/", word).status_code == 404


def test_a_changed_pack_is_noted_with_one_tap_and_undone(browser: Client, user: User) -> None:
    item = make_item(user)
    old = Pack.objects.create(owner=user, shelf_item=item, finished_on=TODAY - DAY)
    pack = Pack.objects.create(owner=user, shelf_item=item, opened_on=TODAY - DAY)
    assert "Looks or smells different" in browser.get(item.get_absolute_url()).content.decode()
    answer = browser.post(f"{item.get_absolute_url()}changed/")
    assert said(answer)[0][1] == "undo-N success"
    for row in (old, pack):
        row.refresh_from_db()
    assert (old.changed_on, pack.changed_on) == (None, TODAY)
    assert "Looks or smells different" not in browser.get(item.get_absolute_url()).content.decode()
    browser.post("/plan/undo/")
    pack.refresh_from_db()
    assert pack.changed_on is None


def test_without_an_open_pack_there_is_nothing_to_change(browser: Client, user: User) -> None:
    item = make_item(user)
    assert "No pack" in said(browser.post(f"{item.get_absolute_url()}changed/"))[0][0]
