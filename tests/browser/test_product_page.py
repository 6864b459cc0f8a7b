"""A product's page: its place in the routine comes by itself, and all of it goes on paper."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page, expect

from accounts.models import User
from products.models import Product
from products.services.tagging import products_retag
from tests.browser.conftest import (
    OpenPage,
    SignIn,
    Theme,
    assert_accessible,
    assert_fits,
    open_before_htmx,
)
from tests.factories import make_product, make_routine, make_step, make_user

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, DESKTOP = (390, 844), (1280, 900)
SIGHTS = [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")]
SOURCE = "https://maker.example/a-serum"


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel("2026-11-24T18:00:00Z", tick=True):
        yield


@pytest.fixture
def user() -> User:
    user = make_user()
    routine = make_routine(user, starts_on=date(2026, 11, 2))
    for kind in ("cleanser", "serum", "moisturizer"):
        make_step(routine, make_product(kind, f"Plain {kind}"))
    return user


@pytest.fixture
def ampoule() -> Product:
    return listed(make_product("ampoule", "Bright Ampoule", source=SOURCE))


def listed(product: Product) -> Product:
    product.ingredients_text = "Aqua, Niacinamide, Limonene"
    product.save()
    products_retag([product.pk])
    return product


def scroll_down(page: Page) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")


@pytest.mark.parametrize(("window", "theme"), SIGHTS)
def test_where_it_fits_comes_into_sight_by_itself_and_takes_no_focus(
    open_page: OpenPage,
    sign_in: SignIn,
    user: User,
    ampoule: Product,
    window: tuple[int, int],
    theme: Theme,
) -> None:
    page = open_page(*window, theme=theme)
    sign_in(page, user)
    page.goto(ampoule.get_absolute_url())
    scroll_down(page)
    expect(page.get_by_text("After Plain cleanser and before Plain serum.")).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_it_is_added_there_and_taken_back_by_keyboard(
    open_page: OpenPage, sign_in: SignIn, user: User, ampoule: Product, *, javascript: bool
) -> None:
    page = open_page(*PHONE, javascript=javascript)
    sign_in(page, user)
    page.goto(ampoule.get_absolute_url())
    if javascript:
        scroll_down(page)
    else:
        page.get_by_role("link", name="Where does it fit?").press("Enter")
    page.get_by_role("button", name="Add there").press("Enter")
    toasts = page.locator("#toasts")
    expect(toasts.get_by_text("Added Bright Ampoule.")).to_be_visible()
    expect(page.get_by_text("In My routine")).to_be_visible()
    toasts.get_by_role("button", name="Undo").press("Enter")
    expect(toasts.get_by_text("Undone: Added Bright Ampoule.")).to_be_visible()
    expect(page.get_by_text("In My routine")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_second_to_compare_is_found_while_typing_or_with_a_button(
    open_page: OpenPage, ampoule: Product, *, javascript: bool
) -> None:
    make_product("serum", "Rose Serum")
    page = open_page(*PHONE, javascript=javascript)
    page.goto(ampoule.get_absolute_url())
    page.get_by_role("link", name="Compare with…").click()
    page.get_by_label("Compare it with").fill("ros")
    if not javascript:
        page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Rose Serum").click()
    expect(page.get_by_role("columnheader")).to_have_count(2)
    if javascript:
        assert_accessible(page)
        assert_fits(page)


def test_what_is_typed_on_a_slow_line_is_searched_when_the_page_can(
    open_page: OpenPage, ampoule: Product
) -> None:
    make_product("serum", "Rose Serum")
    page = open_page(*PHONE)
    arrive = open_before_htmx(page, f"/products/compare/?with={ampoule.slug}")
    page.get_by_label("Compare it with").fill("ros")
    arrive()
    expect(page.get_by_role("link", name="Rose Serum")).to_be_visible()


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.mark.parametrize("what", ["product", "comparison"])
def test_on_paper_it_is_one_column_without_controls_and_names_its_source(
    open_page: OpenPage, sign_in: SignIn, user: User, ampoule: Product, what: str
) -> None:
    other = listed(make_product("serum", "Rose Serum"))
    page = open_page(*DESKTOP, theme="dark")
    sign_in(page, user)
    compared = f"/products/compare/?with={ampoule.slug}&with={other.slug}"
    page.goto(compared if what == "comparison" else ampoule.get_absolute_url())
    if what == "product":
        scroll_down(page)
        expect(page.get_by_text("Fits My routine")).to_be_visible()
    page.emulate_media(media="print")
    for control in ("nav.nav", "button", "a.btn", "input", ".chips", ".foot"):
        assert not [each for each in page.locator(control).all() if each.is_visible()], control
    expect(page.get_by_text(SOURCE)).to_be_visible()
    expect(page.get_by_text("Limonene").first).to_be_visible()
    if what == "product":
        expect(page.get_by_text("Fits My routine")).to_be_visible()
    assert_fits(page)
    assert sheets(page) <= 2
