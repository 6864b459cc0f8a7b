"""Every page in a browser: accessible in both themes, no sideways scroll, no complaint."""

from collections.abc import Iterator

import pytest
import time_machine

from journal.models import Entry
from products.models import Product
from routines.models import Routine
from tests.browser.conftest import NARROWEST, OpenPage, SignIn, assert_no_barrier
from tests.pages import TODAY, make_home, private_pages, public_pages

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = range(4)
"""Pages are shared out to as many tests, for as many cores."""


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T18:00:00Z", tick=True):
        yield


@pytest.mark.parametrize("part", PARTS)
def test_a_visitor_finds_no_barrier(open_page: OpenPage, part: int) -> None:
    page = open_page(1280, 900)
    for address in list(public_pages().values())[part :: len(PARTS)]:
        page.goto(address)
        assert_no_barrier(page)


@pytest.mark.parametrize("part", PARTS)
def test_somebody_signed_in_finds_no_barrier(
    open_page: OpenPage, sign_in: SignIn, part: int
) -> None:
    home = make_home()
    page = open_page(1280, 900)
    sign_in(page, home.user)
    for address in list(private_pages(home).values())[part :: len(PARTS)]:
        page.goto(address)
        assert_no_barrier(page)


def test_the_longest_words_break_on_every_page(open_page: OpenPage, sign_in: SignIn) -> None:
    home = make_home()
    Product.objects.update(name="x" * 200)
    Routine.objects.update(name="R" * 80)
    Entry.objects.update(note="y" * 400)
    page = open_page(NARROWEST["width"], NARROWEST["height"])
    sign_in(page, home.user)
    too_wide = []
    for address in private_pages(home).values():
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(address)
    assert too_wide == []
