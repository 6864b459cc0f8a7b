"""Somebody whose session is lost while a page is open loses nothing of what they do there."""

from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from routines.models import Use
from tests.browser.conftest import OpenPage, SignIn, assert_no_barrier
from tests.pages import make_home


def test_a_tick_made_after_the_session_ended_is_saved_with_one_press_after_signing_in(
    live_server: LiveServer, open_page: OpenPage, sign_in: SignIn
) -> None:
    home = make_home()
    page = open_page(390, 844)
    sign_in(page, home.user)
    page.goto("/today/?session=PM&day=yesterday")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("checkbox").nth(1).click()
    page.get_by_label("Email").fill(home.user.email)
    page.get_by_label("Password").fill("a long enough one")
    page.get_by_role("button", name="Sign in", exact=True).click()
    again = page.get_by_role("button", name="Send it again")
    expect(again).to_be_visible()
    assert_no_barrier(page)
    before = Use.objects.count()
    again.click()
    expect(again).to_have_count(0)
    assert Use.objects.count() == before + 1
