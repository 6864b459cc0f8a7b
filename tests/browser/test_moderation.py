"""Suggestions in a real browser: from somebody's own product to the catalogue's entry."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page, expect

from accounts.models import User
from products.models import Brand, IngredientName, Product
from products.services.tagging import products_retag
from routines.models import Use
from tests.browser.conftest import SIZES, OpenPage, SignIn, assert_fits, assert_no_barrier
from tests.factories import make_product, make_routine, make_step, make_user
from tests.products.handed_in import make_curator, offer, propose

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
LONG = "A serum whose name goes on as long as names on real packs do, Limited Edition"


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel("2026-11-24 19:00Z"):
        yield


@pytest.fixture
def user() -> User:
    """Somebody whose own serum is in the routine, and was used yesterday."""
    user = make_user()
    product = make_product("serum", "Glow vitamin c serum", owner=user)
    step = make_step(make_routine(user, starts_on=date(2026, 11, 2)), product)
    done = {"line": step.line, "shelf_item": step.shelf_item, "state": Use.State.DONE}
    Use.objects.create(owner=user, date=date(2026, 11, 23), session="PM", **done)
    return user


def offer_it(page: Page, product: Product) -> None:
    page.goto(product.get_absolute_url())
    page.get_by_role("link", name="Offer it to the catalogue").click()
    expect(page.get_by_text("not your name, notes, shelf or routine")).to_be_visible()
    page.get_by_role("button", name="Offer it").click()
    expect(page.get_by_text("Waiting for a curator.")).to_be_visible()


def merge_it(page: Page) -> None:
    """Merge what waits: three clicks from the curators' first page."""
    page.goto("/admin/curation/")
    page.get_by_role("link", name="Suggested products").click()
    page.get_by_role("link", name="Glow vitamin c serum").click()
    page.get_by_role("button", name="Merge into this Glow Vitamin C Serum 30").click()
    expect(page.locator("#toasts").get_by_text("is merged into")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_an_offered_product_is_merged_and_its_owners_routine_goes_on(
    open_page: OpenPage, sign_in: SignIn, user: User, *, javascript: bool
) -> None:
    make_product("serum", "Glow Vitamin C Serum 30", ingredients_text="Water, Ascorbic Acid")
    uses = list(Use.objects.values())
    own, staff = (open_page(1280, 900, javascript=javascript) for _ in range(2))
    sign_in(own, user)
    sign_in(staff, make_curator())
    offer_it(own, Product.objects.for_user(user).get())
    merge_it(staff)
    own.goto("/today/?session=PM")
    expect(own.locator("[data-step]")).to_contain_text("Glow Vitamin C Serum 30")
    own.goto("/calendar/2026-11-23/")
    expect(own.locator("[data-step]")).to_contain_text("Glow Vitamin C Serum 30")
    assert list(Use.objects.values()) == uses
    own.goto("/shelf/")
    own.get_by_role("link", name="Glow Vitamin C Serum 30", exact=True).click()
    own.get_by_role("button", name="Use my own entry again").click()
    expect(own.get_by_role("heading", level=1)).to_have_text("Glow vitamin c serum")


def test_a_curator_takes_a_decision_back_by_keyboard(open_page: OpenPage, sign_in: SignIn) -> None:
    copy = offer(make_user(), "Some gel").copy
    page = open_page(1280, 900)
    sign_in(page, make_curator())
    page.goto(f"/admin/curation/products/{copy.pk}/")
    page.get_by_role("button", name="Approve").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#toasts").get_by_text("is in the catalogue.")).to_be_visible()
    page.get_by_role("button", name="Take back Some gel").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#toasts").get_by_text("Taken back: Some gel.")).to_be_visible()
    copy.refresh_from_db()
    assert copy.status == "pending"


def test_curators_pages_are_accessible_and_fit(open_page: OpenPage, sign_in: SignIn) -> None:
    copy = offer(make_user(), LONG, ingredients_text="Aqua, Glycerin, " * 40).copy
    entry = make_product("serum", f"{LONG} again", ingredients_text="Aqua")
    proposal = propose(make_user(), entry, name=LONG)
    entry.name = f"{LONG} and again"
    entry.save()
    page = open_page(1280, 900)
    sign_in(page, make_curator())
    for address in ("", "products/", f"products/{copy.pk}/", "proposals/"):
        page.goto(f"/admin/curation/{address}")
        assert_no_barrier(page)
    page.goto(f"/admin/curation/proposals/{proposal.pk}/reject/")
    assert_no_barrier(page)


def test_names_of_150_letters_widen_no_page_of_the_admin(
    open_page: OpenPage, sign_in: SignIn
) -> None:
    long = "Q" * 150
    product = make_product(name=long, ingredients_text=long, brand=Brand.objects.create(name=long))
    make_product(name=long, brand=product.brand)
    products_retag([product.pk])
    name = IngredientName.objects.get(ingredient=None)
    page = open_page(1280, 900)
    sign_in(page, make_curator())
    products, names = "/admin/products/product/", "/admin/products/ingredientname/"
    of_product = [f"{products}{product.pk}/{tail}/" for tail in ("change", "history", "delete")]
    for address in (
        products,
        f"{products}?alike=yes",
        *of_product,
        names,
        f"{names}{name.pk}/change/",
    ):
        page.goto(address)
        for width, height in (*SIZES, (320, 640)):
            page.set_viewport_size({"width": width, "height": height})
            assert_fits(page)
    page.goto(products)
    for part in ("name", "brand"):
        cell = page.locator(f".field-{part}").first.bounding_box()
        assert cell
        assert 80 < cell["width"] < 320


@WINDOWS
def test_each_of_many_hits_is_read_beside_the_product(
    open_page: OpenPage, sign_in: SignIn, width: int, height: int
) -> None:
    copy = offer(make_user(), "Some gel", ingredients_text="Aqua, Glycerin, " * 40).copy
    for number in range(9):
        make_product(name=f"Known gel {number}", ingredients_text="Aqua, Glycerin, " * 40)
    page = open_page(width, height)
    sign_in(page, make_curator())
    page.goto(f"/admin/curation/products/{copy.pk}/?q=gel")
    heads = page.locator("thead th")
    expect(heads).to_have_count(9)
    heads.last.scroll_into_view_if_needed()
    boxes = [box for head in heads.all() if (box := head.bounding_box())]
    assert min(box["width"] for box in boxes) >= 160
    own, last = boxes[0], boxes[-1]
    assert 0 <= own["x"] < own["x"] + own["width"] <= last["x"] + 1


def test_unknown_names_are_decided_on_by_keyboard_one_after_another(
    open_page: OpenPage, sign_in: SignIn
) -> None:
    product = make_product(ingredients_text="Water, Moon Dust, Quartz Peel, Velvet Juice")
    products_retag([product.pk])
    page = open_page(1280, 900)
    sign_in(page, make_curator())
    page.goto("/admin/products/ingredientname/")
    page.get_by_role("link", name="Moon Dust").press("Enter")
    for name, following in (("Moon Dust", "Quartz Peel"), ("Quartz Peel", "Velvet Juice")):
        expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="It is an ingredient of its own")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=2, name=following)).to_be_visible()
        expect(page.get_by_text(f"{name}: Stands for {name}.")).to_be_visible()
