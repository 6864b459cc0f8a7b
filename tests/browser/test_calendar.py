"""Calendar, day and Today in a real browser: by keyboard, without JavaScript, wide and narrow."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from journal.models import Entry
from routines.engine.schedule import weekdays
from routines.models import Pause, Use
from tests.browser.conftest import (
    Complaints,
    OpenPage,
    SignIn,
    assert_accessible,
    assert_fits,
    assert_no_barrier,
    open_before_htmx,
)
from tests.factories import make_product, make_routine, make_step, make_user

pytestmark = pytest.mark.django_db(transaction=True)
WEDNESDAY = date(2026, 11, 25)
WINDOWS = pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
PAGES = ("/calendar/", "/calendar/2026-11-25/", "/today/", "/calendar/pause/")


@pytest.fixture(autouse=True)
def _wednesday_evening() -> Iterator[None]:
    with time_machine.travel("2026-11-25 20:00Z"):
        yield


@pytest.fixture
def user() -> User:
    user = make_user()
    routine = make_routine(user, starts_on=date(2026, 11, 2))
    make_step(routine, make_product("sunscreen", "Sun Fluid"), "AM")
    for kind in ("cleanser", "serum", "moisturizer"):
        make_step(routine, make_product(kind, f"Plain {kind}"))
    make_step(routine, make_product("ampoule", "Bright ampoule"), schedule=weekdays(0, 2, 4))
    Pause.objects.create(owner=user, first=date(2026, 11, 17), last=date(2026, 11, 18))
    Entry.objects.create(owner=user, date=date(2026, 11, 20), overall=1, note="Calm")
    return user


def done(user: User) -> list[str]:
    rows = Use.objects.for_user(user).filter(date=WEDNESDAY, state="done").order_by("pk")
    return [row.shelf_item.product.name for row in rows if row.shelf_item]


def is_saved(page: Page) -> None:
    """Wait until htmx has nothing under way."""
    expect(page.locator(".htmx-request")).to_have_count(0)


@WINDOWS
def test_ticking_by_keyboard_saves_each_tap_and_then_the_rest(
    open_page: OpenPage, sign_in: SignIn, user: User, width: int, height: int
) -> None:
    page = open_page(width, height)
    sign_in(page, user)
    page.goto("/today/")
    page.get_by_role("checkbox", name="Plain serum").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Mark the other 3 done")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Plain serum")).to_be_focused()
    assert done(user) == ["Plain serum"]
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Mark all 4 done")).to_be_visible()
    assert done(user) == []
    page.get_by_role("button", name="Mark all 4 done").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("All done.")).to_be_visible()
    assert len(done(user)) == 4
    expect(page.locator("#live")).to_have_text("Done, 4 of 4")


def test_quick_taps_one_after_the_other_are_all_saved(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(390, 844)
    sign_in(page, user)
    page.goto("/today/")
    for box in page.get_by_role("checkbox").all():
        box.dispatch_event("click")
    expect(page.get_by_text("All done.")).to_be_visible()
    is_saved(page)
    assert len(done(user)) == 4
    page.reload()
    assert all(box.is_checked() for box in page.get_by_role("checkbox").all())


def test_a_tap_on_a_slow_line_is_saved_when_the_page_can(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(390, 844)
    sign_in(page, user)
    arrive = open_before_htmx(page, "/today/")
    page.get_by_role("checkbox", name="Plain serum").check()
    arrive()
    expect(page.get_by_role("button", name="Mark the other 3 done")).to_be_visible()
    assert done(user) == ["Plain serum"]


def test_quick_taps_are_answered_in_their_order_and_before_the_rest(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(390, 844)
    sign_in(page, user)
    page.goto("/today/")
    held: list[Route] = []
    page.route("**/today/tick/", lambda route: held.append(route), times=1)  # the first one waits
    with page.expect_request("**/today/tick/"):
        for box in page.get_by_role("checkbox").all()[:2]:
            box.dispatch_event("click")
        page.get_by_role("button", name="Mark all 4 done").dispatch_event("click")
    with page.expect_request("**/today/tick/"):  # and the others until it is answered
        held[0].continue_()
    expect(page.get_by_text("All done.")).to_be_visible()
    is_saved(page)
    assert len(done(user)) == 4


def test_ticks_that_wait_when_the_page_is_left_are_saved(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(390, 844)
    sign_in(page, user)
    page.goto("/today/")
    page.route("**/today/tick/", lambda _held: None, times=1)
    for box in page.get_by_role("checkbox").all()[:3]:
        box.dispatch_event("click")
    for address in ("/journal/", "/today/"):  # the second asks after what the first page sent last
        page.goto(address)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)
    assert len(done(user)) == 3


@pytest.mark.parametrize("answered", [0, 1])
def test_the_rest_marked_while_ticks_wait_is_saved_too_when_the_page_is_left(
    open_page: OpenPage, sign_in: SignIn, user: User, answered: int
) -> None:
    page = open_page(390, 844)
    sign_in(page, user)
    page.goto("/today/")
    held: list[Route] = []
    page.route("**/today/tick/", lambda route: held.append(route), times=1 + answered)
    with page.expect_request("**/today/tick/"):
        for box in page.get_by_role("checkbox").all()[:2]:
            box.dispatch_event("click")
        page.get_by_role("button", name="Mark all 4 done").dispatch_event("click")
    for _answer in range(answered):
        with page.expect_request("**/today/tick/"):
            held[0].continue_()
    for address in ("/journal/", "/today/"):
        page.goto(address)
    expect(page.get_by_text("All done.")).to_be_visible()
    assert len(done(user)) == 4


def test_a_tick_that_is_not_saved_does_not_stay(
    open_page: OpenPage, sign_in: SignIn, user: User, complaints: Complaints
) -> None:
    page = open_page(390, 844)
    sign_in(page, user)
    page.goto("/today/")
    page.route("**/today/tick/", lambda route: route.abort(), times=1)
    box = page.get_by_role("checkbox", name="Plain serum")
    box.click()
    expect(page.get_by_text("That did not work.")).to_be_visible()
    expect(box).not_to_be_checked()
    box.click()
    expect(page.get_by_role("button", name="Mark the other 3 done")).to_be_visible()
    assert done(user) == ["Plain serum"]
    complaints.heard.clear()


def test_no_tick_lies_half_under_the_bar_that_marks_all(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(390, 568)
    sign_in(page, user)
    page.goto("/today/")
    for y in range(0, 240, 20):
        page.evaluate(f"scrollTo(0, {y})")
        assert_accessible(page, "target-size")


@WINDOWS
def test_without_javascript_ticks_are_saved_with_a_button(
    open_page: OpenPage, sign_in: SignIn, user: User, width: int, height: int
) -> None:
    page = open_page(width, height, javascript=False)
    sign_in(page, user)
    page.goto("/today/")
    page.get_by_role("checkbox", name="Plain cleanser").check()
    page.get_by_role("checkbox", name="Plain serum").check()
    page.get_by_role("button", name="Save ticks").click()
    assert done(user) == ["Plain cleanser", "Plain serum"]
    page.get_by_label("More for this session").click()
    page.get_by_role("button", name="Skip the other 2").click()
    expect(page.get_by_text("All done.")).to_be_visible()
    expect(page.locator(".is-ghost")).to_have_count(2)
    page.get_by_role("button", name="Put back Bright ampoule").click()
    page.get_by_role("button", name="Mark the other 1 done").click()
    assert len(done(user)) == 3


@pytest.mark.parametrize("javascript", [True, False])
def test_a_step_is_skipped_moved_and_put_back_on_its_day(
    open_page: OpenPage, sign_in: SignIn, user: User, *, javascript: bool
) -> None:
    page = open_page(1280, 900, javascript=javascript)
    sign_in(page, user)
    page.goto("/calendar/")
    page.get_by_role("link", name="Fri 27 November 2026").click()
    menu = page.get_by_label("More for Bright ampoule")
    menu.click()
    page.locator("[data-kind=ampoule]").get_by_role("button", name="Skip once").click()
    expect(page.locator(".is-ghost")).to_have_count(1)
    page.get_by_role("button", name="Put back Bright ampoule").click()
    expect(page.locator(".is-ghost")).to_have_count(0)
    menu.click()
    page.locator("[data-kind=ampoule]").get_by_role("link", name="Move once").click()
    page.get_by_label("Date").fill("2026-11-28")
    page.get_by_role("button", name="Move it").click()
    expect(page.locator(".is-ghost")).to_have_count(1)
    page.get_by_role("link", name="Saturday 28 November", exact=True).click()
    expect(page.locator("[data-kind=ampoule]")).to_contain_text("this once")


def test_the_arrows_change_the_month_in_place_and_keep_the_focus(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(1280, 900)
    sign_in(page, user)
    page.goto("/calendar/2026-11/")
    page.get_by_role("link", name="December 2026", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("December 2026")
    expect(page).to_have_url("/calendar/2026-12/")
    expect(page).to_have_title("December 2026 · Layerwise")
    expect(page.get_by_role("link", name="January 2027", exact=True)).to_be_focused()
    expect(page.locator("main")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("November 2026")


def test_the_pages_are_accessible(open_page: OpenPage, sign_in: SignIn, user: User) -> None:
    page = open_page(1280, 900)
    sign_in(page, user)
    for address in PAGES:
        page.goto(address)
        assert_no_barrier(page)


def test_the_pages_fit_a_narrow_window(open_page: OpenPage, sign_in: SignIn, user: User) -> None:
    page = open_page(320, 640)
    sign_in(page, user)
    for address in PAGES:
        page.goto(address)
        assert_fits(page)


@pytest.mark.parametrize("path", ["/calendar/", "/calendar/2026-W48/"])
def test_a_link_on_a_line_of_its_own_begins_where_the_heading_does(
    open_page: OpenPage, sign_in: SignIn, user: User, path: str
) -> None:
    page = open_page(390, 844)
    sign_in(page, user)
    for width in (320, 390, 430):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(path)
        icon = page.get_by_role("link", name="Pause some days").locator("svg").bounding_box()
        arrow = page.get_by_role("link", name="Today").last.bounding_box()
        heading = page.get_by_role("heading", level=1).bounding_box()
        assert icon
        assert arrow
        assert heading
        assert abs(icon["x"] - heading["x"]) < 3
        assert icon["y"] > arrow["y"] + arrow["height"]
