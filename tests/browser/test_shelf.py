"""The shelf in a real browser: by keyboard, without JavaScript, wide, narrow and on paper."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import expect

from accounts.models import User
from routines.models import Pack
from tests.browser.conftest import OpenPage, SignIn, assert_fits, assert_no_barrier
from tests.factories import make_item, make_product, make_routine, make_step, make_user

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
LONG = "A cream whose name goes on as long as names on real packs do, Limited Edition"


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel("2026-11-24 12:00Z"):
        yield


@pytest.fixture
def user() -> User:
    """Somebody with one of each case on the shelf."""
    user = make_user()
    routine = make_routine(user, starts_on=date(2026, 11, 2))
    sunscreen = make_item(user, make_product("sunscreen", "Sun Fluid", spf=50, source="Maker"))
    make_step(routine, sunscreen, "AM")
    serum = make_item(user, make_product("serum", "Night Serum"), pao_months=3)
    cream = make_product("moisturizer", LONG, owner=user, size_ml=50)
    packs = [
        (sunscreen, {"opened_on": date(2025, 11, 2), "expires_on": date(2026, 11, 12)}),
        (serum, {"opened_on": date(2026, 9, 1)}),
        (make_item(user, cream, prescribed=True), {"opened_on": date(2026, 10, 3)}),
        (make_item(user, make_product("cleanser", "Plain Wash")), {}),
    ]
    for item, dates in packs:
        Pack.objects.create(owner=user, shelf_item=item, **dates)
    return user


@pytest.mark.parametrize("javascript", [True, False])
@WINDOWS
def test_a_pack_is_opened_with_one_tap_and_undone(
    open_page: OpenPage,
    sign_in: SignIn,
    user: User,
    *,
    width: int,
    height: int,
    javascript: bool,
) -> None:
    page = open_page(width, height, javascript=javascript)
    sign_in(page, user)
    page.goto("/today/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Shelf").click()
    page.get_by_role("button", name="Opened today Plain Wash").click()
    expect(page.get_by_role("button", name="Finished Plain Wash")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Opened today Plain Wash")).to_be_visible()
    assert not Pack.objects.filter(opened_on=date(2026, 11, 24)).exists()


@pytest.mark.parametrize("javascript", [True, False])
def test_dates_of_a_pack_are_noted_by_keyboard(
    open_page: OpenPage, sign_in: SignIn, user: User, *, javascript: bool
) -> None:
    page = open_page(1280, 900, javascript=javascript)
    sign_in(page, user)
    page.goto("/shelf/")
    page.get_by_role("link", name="Night Serum", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Edit Opened 1 Sep 2026").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Date on the pack").fill("2026-10-01")
    page.get_by_label("The pack prints only the month").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Past its date since 31 Oct")).to_be_visible()


def test_a_product_goes_from_the_shelf_into_a_routine(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(1280, 900)
    sign_in(page, user)
    page.goto("/shelf/?show=unused")
    page.get_by_role("link", name="Add to routine Plain Wash").click()
    page.get_by_role("button", name="Add to the evening").click()
    page.goto("/shelf/?show=routine")
    expect(page.get_by_role("link", name="Plain Wash", exact=True)).to_be_visible()


def test_the_shelf_is_accessible_and_fits(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(1280, 900)
    sign_in(page, user)
    for item in ("", *(f"{pack.shelf_item_id}/" for pack in Pack.objects.all())):
        page.goto(f"/shelf/{item}")
        assert_no_barrier(page)


def test_on_paper_the_shelf_is_a_list_without_buttons(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(1280, 900)
    sign_in(page, user)
    page.goto("/shelf/")
    page.emulate_media(media="print")
    expect(page.get_by_text("Past its date since 12 Nov")).to_be_visible()
    expect(page.get_by_role("button", name="Finished Sun Fluid")).to_be_hidden()
    assert_fits(page)
