"""What an owner sets about kinds: every page goes by it, its history stays, nobody else may."""

from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from products.kinds_in_force import kind_settings, kinds_in_force
from products.knowledge import kinds
from products.models import KindSetting
from products.services.curators import curator_make
from routines.models import Routine, Step
from tests.factories import make_product, make_routine, make_step, make_user

pytestmark = pytest.mark.django_db
SETTINGS = "/admin/products/kindsetting/"
BLANK = {"kind": "essence", "layer": "", "max_day": "", "max_week": "", "note": ""}


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    kind_settings.forget()
    yield
    kind_settings.forget()


@pytest.fixture
def owner() -> Client:
    """Return the browser of the server's owner."""
    user = make_user("owner@example.org")
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def set_kind(kind: str = "essence", **fields: Any) -> KindSetting:
    setting = KindSetting.objects.create(kind=kind, **fields)
    kind_settings.forget()
    return setting


@pytest.fixture
def routine(client: Client) -> Iterator[Routine]:
    """Sign somebody in who is told everything, and give them a routine."""
    with time_machine.travel("2026-11-24 12:00Z", tick=False):
        user = make_user(mention="everything")
        client.force_login(user)
        yield make_routine(user, starts_on=date(2026, 11, 2))


def test_without_settings_kinds_are_as_they_are_known() -> None:
    assert kinds_in_force() is kinds()


def test_a_place_in_the_order_decides_what_the_calendar_says_of_it(
    client: Client, routine: Routine
) -> None:
    for kind in ("serum", "essence"):
        make_step(routine, make_product(kind))
    layered = 'data-cause="layering-order"'
    assert layered in client.get(routine.get_absolute_url()).content.decode()
    set_kind(layer=75)
    assert layered not in client.get(routine.get_absolute_url()).content.decode()


def test_a_new_step_finds_its_place_by_it(client: Client, routine: Routine) -> None:
    for kind in ("serum", "moisturizer"):
        make_step(routine, make_product(kind))
    set_kind(layer=200)
    product = make_product("essence")
    client.post(f"{routine.get_absolute_url()}add/", {"product": product.pk, "session": "PM"})
    steps = Step.objects.for_user(routine.owner).order_by("position")
    assert [step.shelf_item.product.kind for step in steps][-1] == "essence"


def test_the_page_of_a_product_says_what_is_different_here(client: Client) -> None:
    mask, serum = make_product("sheet_mask"), make_product("serum")
    before = client.get(mask.get_absolute_url()).content.decode()
    assert "On this server" not in before
    set_kind("sheet_mask", max_week=5, layer=72)
    page = unescape(client.get(mask.get_absolute_url()).content.decode())
    usual = kinds()["sheet_mask"]
    assert f"Most uses in 7 days: 5 (usually {usual.max_week})" in page
    assert "Place in the order, lower goes on first: 72 (usually 75)" in page
    assert "At most 5 times in 7 days" in page
    assert "At most 5 times in 7 days" in client.get("/products/?kind=sheet_mask").content.decode()
    assert "On this server" not in client.get(serum.get_absolute_url()).content.decode()


def test_together_goes_by_it_for_kinds_and_for_what_goes_around_them(client: Client) -> None:
    set_kind("sheet_mask", max_week=5)
    set_kind("moisturizer", layer=65)
    page = client.get("/together/?item=sheet_mask&item=serum").content.decode()
    assert "At most 5 times in 7 days" in page
    answer = page.partition("stack")[2]
    assert answer.index("Moisturizer") < answer.index("Serum")


def test_the_owner_sets_a_kind_in_the_admin_and_its_history_says_who(
    owner: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert kinds_in_force()["essence"].layer == 55  # read, and kept for a while
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(f"{SETTINGS}add/", BLANK | {"layer": "75", "note": "Tried here"})
    assert kinds_in_force()["essence"].layer == 75
    assert list(kinds_in_force()).index("essence") > list(kinds_in_force()).index("serum")
    setting = KindSetting.objects.get()
    page = owner.get(f"{SETTINGS}{setting.pk}/change/").content.decode()
    assert "place in the order: 55" in page.casefold()
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(f"{SETTINGS}{setting.pk}/change/", BLANK | {"max_day": "1"})
    assert (kinds_in_force()["essence"].layer, kinds_in_force()["essence"].max_day) == (55, 1)
    assert [row.layer for row in setting.history.all()] == [None, 75]
    assert {row.history_user.email for row in setting.history.all()} == {"owner@example.org"}
    assert "Tried here" in owner.get(f"{SETTINGS}{setting.pk}/history/").content.decode()


@pytest.mark.parametrize("way", ["page", "list"])
def test_a_setting_that_is_removed_lets_the_kind_be_as_it_is_known(
    owner: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, way: str
) -> None:
    setting = set_kind(layer=75)
    assert kinds_in_force()["essence"].layer == 75
    chosen = {"action": "delete_selected", "_selected_action": setting.pk}
    address = f"{SETTINGS}{setting.pk}/delete/" if way == "page" else SETTINGS
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(address, {"post": "yes"} if way == "page" else {**chosen, "post": "yes"})
    assert kinds_in_force()["essence"] == kinds()["essence"]
    assert setting.history.model.objects.filter(history_type="-").count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"layer": "0"}, "greater than or equal to 1"),
        ({"layer": "1000"}, "less than or equal to 999"),
        ({"max_day": "11"}, "less than or equal to 10"),
        ({"max_week": "22"}, "less than or equal to 21"),
        ({"max_week": "often"}, "Enter a whole number."),
        ({"kind": "nobody_knows"}, "nobody_knows is not one of the available choices"),
        ({"kind": "body_lotion", "layer": "5"}, "This kind has no place on the face."),
    ],
)
def test_a_mistake_is_named_at_its_field_and_nothing_typed_is_lost(
    owner: Client, fields: dict[str, str], said: str
) -> None:
    answer = owner.post(f"{SETTINGS}add/", BLANK | {"note": "Keep me"} | fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Keep me" in answer.content.decode()
    assert not KindSetting.objects.exists()


def test_a_kind_is_set_once(owner: Client) -> None:
    set_kind()
    assert owner.post(f"{SETTINGS}add/", BLANK).status_code == 422


def test_curators_may_not_see_or_set_kinds() -> None:
    curator, setting = Client(), set_kind()
    curator.force_login(curator_make(email=make_user("curator@example.org").email))
    for tail in ("", "add/", f"{setting.pk}/change/", f"{setting.pk}/history/"):
        assert curator.get(f"{SETTINGS}{tail}").status_code == 403
    assert curator.post(f"{SETTINGS}add/", BLANK).status_code == 403


def test_a_process_reads_the_settings_once_however_many_pages_it_prints() -> None:
    with CaptureQueriesContext(connection) as queries:
        for _page in range(3):
            kinds_in_force()
    assert len(queries) == 1


def test_kinds_a_later_version_does_not_know_are_passed_over() -> None:
    set_kind("long-gone", layer=3)
    assert kinds_in_force() == kinds()
