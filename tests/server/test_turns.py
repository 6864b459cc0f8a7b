"""A form sent twice is done once, and what a view read of its owner's still holds as it writes."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connection, connections
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.models import SkinProfile, User
from journal.models import Entry
from products.models import Product
from routines.models import Pack, Pause, PlanChange, Routine, Step
from tests.factories import make_item, make_product, make_routine, make_step, make_user

TODAY = date(2026, 11, 24)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
Rows = Callable[[User], Any]
Meanwhile = Callable[[User], object]


@pytest.fixture(autouse=True)
def _noon_of_today() -> Iterator[None]:
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False):
        yield


@pytest.fixture
def user(transactional_db: None) -> User:
    return make_user()


@pytest.fixture
def browser(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def token_on(browser: Client, page: str) -> str:
    found = TOKEN.search(browser.get(page).content.decode())
    assert found, page
    return found[1]


# The page, what its form sends, and the rows it makes.
FORMS: dict[str, tuple[str, dict[str, object], Rows]] = {
    "a routine": ("/routines/", {"name": "Travel"}, Routine.objects.for_user),
    "a first routine": ("/start/", {"am": ["sunscreen"]}, Routine.objects.for_user),
    "a pause": ("/calendar/pause/", {"first": TODAY, "last": TODAY}, Pause.objects.for_user),
    "an own product": (
        "/products/suggest/",
        {"name": "Mine", "kind": "serum"},
        Product.objects.for_user,
    ),
}


@pytest.mark.parametrize("what", FORMS)
def test_a_form_of_one_page_sent_twice_makes_one_row(
    browser: Client, user: User, what: str
) -> None:
    page, typed, rows = FORMS[what]
    sent = {**typed, "csrfmiddlewaretoken": token_on(browser, page)}
    first, second = (browser.post(page, sent) for _press in range(2))
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert rows(user).count() == 1


def test_the_same_words_on_a_new_page_are_meant_again(browser: Client, user: User) -> None:
    item = make_item(user)
    address = reverse("pack-add", args=[item.pk])
    for _visit in range(2):
        browser.post(address, {"csrfmiddlewaretoken": token_on(browser, address)})
    assert Pack.objects.for_user(user).count() == 2


def test_a_form_sent_again_later_is_meant_again(browser: Client, user: User) -> None:
    sent = {"name": "Travel", "csrfmiddlewaretoken": token_on(browser, "/routines/")}
    browser.post("/routines/", sent)
    with time_machine.travel("2026-11-24T12:00:11Z", tick=False):
        browser.post("/routines/", sent)
    assert Routine.objects.for_user(user).count() == 2


def test_undo_pressed_twice_takes_one_change_back(browser: Client, user: User) -> None:
    for name in ("One", "Two"):
        browser.post("/routines/", {"name": name})
    sent = {"csrfmiddlewaretoken": token_on(browser, "/routines/")}
    for _press in range(2):
        browser.post(reverse("plan-undo"), sent)
    assert [row.name for row in Routine.objects.for_user(user)] == ["One"]


def test_a_form_with_mistakes_says_so_each_time(browser: Client) -> None:
    sent = {"name": "", "csrfmiddlewaretoken": token_on(browser, "/routines/")}
    assert [browser.post("/routines/", sent).status_code for _press in range(2)] == [422, 422]


def test_a_plan_is_read_after_others_are_held_off(browser: Client, user: User) -> None:
    step = make_step(make_routine(user, starts_on=TODAY), make_product("serum"))
    address = reverse("step-remove", args=[step.routine_id, step.line])
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert browser.post(address).status_code == 302
    said = [query["sql"] for query in seen]
    begun = next(place for place, sql in enumerate(said) if sql.startswith("BEGIN"))
    assert begun < next(place for place, sql in enumerate(said) if "routines_step" in sql)


def meanwhile(happens: Meanwhile) -> None:
    """Let something happen between the moment a request knows its person and its turn."""
    Between.happens = staticmethod(happens)


class Between:
    """Middleware before the last one; another request of the same person is quicker."""

    happens: Meanwhile = staticmethod(lambda _user: None)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and isinstance(request.user, User):
            self.happens(User.objects.get(pk=request.user.pk))
        return self.get_response(request)


@pytest.fixture
def in_between(settings: Settings) -> Iterator[Callable[[Meanwhile], None]]:
    *others, last = settings.MIDDLEWARE
    settings.MIDDLEWARE = [*others, f"{__name__}.Between", last]
    yield meanwhile
    meanwhile(lambda _user: None)


def test_a_profile_made_meanwhile_is_kept(
    browser: Client, user: User, in_between: Callable[[Meanwhile], None]
) -> None:
    SkinProfile.objects.filter(user=user).delete()
    in_between(lambda owner: SkinProfile.objects.create(user=owner, sensitive=True))
    assert browser.post("/settings/skin/pregnancy/", {"answer": "none"}).status_code == 302
    profile = SkinProfile.objects.get(user=user)
    assert (profile.sensitive, profile.pregnancy_denied_on) == (True, TODAY)


def test_whoever_deleted_their_account_meanwhile_is_led_to_sign_in(
    browser: Client, user: User, in_between: Callable[[Meanwhile], None]
) -> None:
    in_between(lambda owner: owner.delete())
    answer = browser.post("/journal/2026-11-24/", {"note": "Too late."})
    assert answer["Location"].startswith("/accounts/login/")
    assert not Entry.objects.exists()


@pytest.fixture
def step(user: User) -> Step:
    if connection.vendor == "sqlite":
        pytest.skip("in memory there is one connection, and nobody to wait for")
    return make_step(make_routine(user, starts_on=TODAY), make_product("serum"))


PRESSES: dict[str, Callable[[Step], tuple[str, dict[str, object]]]] = {
    "step-add": lambda step: (
        reverse("step-add", args=[step.routine_id]),
        {"product": step.shelf_item.product_id, "session": "AM"},
    ),
    "pack-open": lambda step: (reverse("pack-open", args=[step.shelf_item_id]), {}),
    "use-skip": lambda step: (
        reverse("use-skip", args=[TODAY]),
        {"session": "PM", "line": step.line},
    ),
    "step-remove": lambda step: (
        reverse("step-remove", args=[step.routine_id, step.line]),
        {},
    ),
}


@pytest.mark.parametrize("name", PRESSES)
def test_pressed_in_four_tabs_at_once_it_is_done_once(step: Step, name: str) -> None:
    address, sent = PRESSES[name](step)
    browsers = [Client() for _tab in range(4)]
    for browser in browsers:
        browser.force_login(step.owner)
    together = Barrier(len(browsers))

    def pressed(browser: Client) -> int:
        together.wait()
        try:
            return browser.post(address, sent).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(browsers)) as hands:
        answers = set(hands.map(pressed, browsers))
    assert answers <= {302, 404}
    assert PlanChange.objects.for_user(step.owner).count() == 1
