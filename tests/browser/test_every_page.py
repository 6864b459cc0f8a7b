"""Every page in a browser: accessible in both themes, no sideways scroll, no complaint."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.browser.conftest import OpenPage, SignIn, Theme, assert_accessible, assert_fits
from tests.pages import TODAY, make_home, private_pages, public_pages

pytestmark = pytest.mark.django_db(transaction=True)
NARROWEST, PHONE, DESKTOP = (320, 640), (390, 844), (1280, 900)
SIGHTS = [
    pytest.param(PHONE, "light", id="phone, light"),
    pytest.param(PHONE, "dark", id="phone, dark"),
    pytest.param(DESKTOP, "light", id="desktop, light"),
    pytest.param(DESKTOP, "dark", id="desktop, dark"),
]


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T18:00:00Z", tick=True):
        yield


@pytest.mark.parametrize(("window", "theme"), SIGHTS)
def test_a_visitor_finds_no_barrier(
    open_page: OpenPage, window: tuple[int, int], theme: Theme
) -> None:
    page = open_page(*window, theme=theme)
    for address in public_pages().values():
        page.goto(address)
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize(("window", "theme"), SIGHTS)
def test_somebody_signed_in_finds_no_barrier(
    open_page: OpenPage, sign_in: SignIn, window: tuple[int, int], theme: Theme
) -> None:
    home = make_home()
    page = open_page(*window, theme=theme)
    sign_in(page, home.user)
    for address in private_pages(home).values():
        page.goto(address)
        assert_accessible(page)
        assert_fits(page)


def test_nothing_scrolls_sideways_in_the_narrowest_window(
    open_page: OpenPage, sign_in: SignIn
) -> None:
    home = make_home()
    visitor, resident = open_page(*NARROWEST), open_page(*NARROWEST)
    sign_in(resident, home.user)
    for address in public_pages().values():
        visitor.goto(address)
        assert_fits(visitor)
    for address in private_pages(home).values():
        resident.goto(address)
        assert_fits(resident)
