"""Every page in a browser: accessible in both themes, no sideways scroll, no complaint."""

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, SignIn, assert_accessible, assert_fits
from tests.pages import TODAY, make_home, private_pages, public_pages

pytestmark = pytest.mark.django_db(transaction=True)
NARROWEST, PHONE, DESKTOP = (320, 640), (390, 844), (1280, 900)
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that a theme can break and a layout cannot."""

PARTS = range(4)
"""Pages are shared out to as many tests, for as many cores."""


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T18:00:00Z", tick=True):
        yield


def assert_no_barrier(page: Page, address: str) -> None:
    """Look at a page in each size and theme, loading it once."""
    page.goto(address)
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert_fits(page)
        page.emulate_media(color_scheme="light")
        assert_accessible(page)
        page.emulate_media(color_scheme="dark")
        assert_accessible(page, *OF_COLOURS)
    page.set_viewport_size({"width": NARROWEST[0], "height": NARROWEST[1]})
    assert_fits(page)


@pytest.mark.parametrize("part", PARTS)
def test_a_visitor_finds_no_barrier(open_page: OpenPage, part: int) -> None:
    page = open_page(*DESKTOP)
    for address in list(public_pages().values())[part :: len(PARTS)]:
        assert_no_barrier(page, address)


@pytest.mark.parametrize("part", PARTS)
def test_somebody_signed_in_finds_no_barrier(
    open_page: OpenPage, sign_in: SignIn, part: int
) -> None:
    home = make_home()
    page = open_page(*DESKTOP)
    sign_in(page, home.user)
    for address in list(private_pages(home).values())[part :: len(PARTS)]:
        assert_no_barrier(page, address)
