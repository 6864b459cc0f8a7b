"""What static/js/ui.js adds to pages that work without it. Tried on tests.form_gallery."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints, OpenPage, SignIn
from tests.factories import make_user

pytestmark = pytest.mark.urls("tests.form_gallery")

COUNT_SUBMITS = """() => { window.sent = 0; document.addEventListener("submit", (event) => {
    event.preventDefault(); window.sent += 1; }); }"""


def drag(page: Page, step: str, onto: str) -> None:
    grip = page.locator("li.step", has_text=step).locator(".grip")
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), page.locator("li.step", has_text=onto).bounding_box()
    assert start is not None
    assert end is not None
    x = start["x"] + start["width"] / 2
    page.mouse.move(x, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, end["y"] + end["height"] / 2 + 2, steps=4)
    page.mouse.up()


@pytest.mark.parametrize(
    ("step", "onto", "sent"),
    [("Serum", "Toner", "step=Serum&to=1"), ("Toner", "Serum", "step=Toner&to=2")],
)
def test_a_step_dropped_elsewhere_sends_its_new_place(
    open_page: OpenPage, step: str, onto: str, sent: str
) -> None:
    page = open_page(1280, 900)
    page.goto("/gallery/")
    drag(page, step, onto)
    page.wait_for_url(f"**/gallery/?{sent}")


def test_a_step_dropped_where_it_was_sends_nothing(open_page: OpenPage) -> None:
    page = open_page(1280, 900)
    page.goto("/gallery/")
    drag(page, "Ampoule", "Ampoule")
    expect(page.locator("[data-sent]")).to_have_count(0)


def test_a_finger_on_the_numbered_column_moves_a_step_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(390, 844)
    page.goto("/gallery/")
    grip = page.locator("li.step", has_text="Toner").locator(".grip")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box is not None
    touch = page.context.new_cdp_session(page)
    x, y = box["x"] + 20, box["y"] + 10
    for kind, down in (("touchStart", 0), ("touchMove", 60), ("touchMove", 400)):
        point = {"x": x, "y": y + down}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_url("**/gallery/?step=Toner&to=2")


def test_a_form_pressed_twice_is_sent_once_until_the_page_is_back(open_page: OpenPage) -> None:
    page = open_page(1280, 900)
    page.goto("/gallery/")
    page.evaluate(COUNT_SUBMITS)
    button = page.get_by_role("button", name="Move Serum up")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    button.click()
    assert page.evaluate("sent") == 1
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    expect(button).not_to_have_attribute("aria-busy", "true")
    button.click()
    assert page.evaluate("sent") == 2


def test_the_time_zone_of_the_browser_goes_with_the_form(open_page: OpenPage) -> None:
    page = open_page(1280, 900)
    page.goto("/gallery/")
    zone = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    expect(page.locator("input[data-time-zone]")).to_have_value(zone)


def test_the_menu_closes_on_escape_and_on_a_click_elsewhere(
    open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_page(390, 844)
    sign_in(page, make_user())
    page.goto("/gallery/")
    menu, button = page.locator("details.menu"), page.locator("details.menu > summary")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(button).to_be_focused()
    button.click()
    page.locator("main").click(position={"x": 5, "y": 400})
    expect(menu).not_to_have_attribute("open", "")


def test_a_message_is_announced_and_can_be_closed(open_page: OpenPage) -> None:
    page = open_page(390, 844)
    page.goto("/gallery/?toast")
    expect(page.locator("#live")).to_have_text("Moved before the serum.")
    page.get_by_role("button", name="Close this message").click()
    expect(page.locator(".toast p", has_text="Moved before")).to_have_count(0)


def test_without_javascript_a_message_stands_in_the_page(open_page: OpenPage) -> None:
    page = open_page(390, 844, javascript=False)
    page.goto("/gallery/?toast")
    expect(page.locator(".toasts")).to_have_css("position", "static")
    expect(page.get_by_role("button", name="Close this message")).to_be_hidden()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


@pytest.fixture
def signed_in(open_page: OpenPage, sign_in: SignIn) -> Page:
    page = open_page(1280, 900)
    sign_in(page, make_user())
    page.goto("/gallery/")
    return page


def test_a_swap_is_announced_and_keeps_the_focus_on_the_pressed_button(signed_in: Page) -> None:
    signed_in.get_by_role("button", name="Press").click()
    expect(signed_in.locator("#live")).to_have_text("Pressed once.")
    expect(signed_in.locator("#again")).to_be_focused()


def test_when_a_swap_takes_the_pressed_button_the_focus_goes_to_what_came(
    signed_in: Page,
) -> None:
    signed_in.route("**/part/", lambda route: route.continue_(url=f"{route.request.url}?gone"))
    signed_in.get_by_role("button", name="Press").click()
    expect(signed_in.get_by_text("Nothing left to press.")).to_be_focused()


def test_a_request_that_fails_is_told(signed_in: Page, complaints: Complaints) -> None:
    signed_in.route("**/part/", lambda route: route.abort())
    signed_in.get_by_role("button", name="Press").click()
    expect(signed_in.get_by_text("That did not work.")).to_be_visible()
    signed_in.unroute("**/part/")
    signed_in.get_by_role("button", name="Press").click()
    expect(signed_in.get_by_text("That did not work.")).to_be_hidden()
    assert complaints.heard
    complaints.heard.clear()


def test_somebody_signed_out_meanwhile_comes_back_to_the_page_not_to_its_part(
    signed_in: Page,
) -> None:
    signed_in.context.clear_cookies()
    signed_in.get_by_role("button", name="Press").click()
    expect(signed_in.get_by_role("link", name="Sign in")).to_be_visible()
    expect(signed_in).to_have_url(re.compile("/gallery/$"))
    expect(signed_in.locator("header.bar")).to_have_count(1)
