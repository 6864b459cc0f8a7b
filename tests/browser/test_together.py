"""Asking on Together while typing, by keyboard, without an account."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, assert_accessible
from tests.factories import make_product

pytestmark = pytest.mark.django_db(transaction=True)


def test_suggestions_are_found_and_taken_by_keyboard(open_page: OpenPage) -> None:
    make_product("serum", "Retold Serum")
    page = open_page(1280, 900)
    page.goto("/together/?item=aha")
    page.get_by_label("Add another").focus()
    page.keyboard.type("ret")
    retinol = page.get_by_role("link", name="Add Retinol")
    expect(retinol).to_be_visible()
    expect(page.get_by_role("link", name="Add Retold Serum")).to_be_visible()
    expect(page.locator("#live")).to_have_text("4 suggestions")
    assert_accessible(page)
    for _tab in range(6):
        page.keyboard.press("Tab")
        if retinol.evaluate("it => it === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/together/?item=aha&item=retinoid_otc")
    expect(page.locator("#verdict")).to_contain_text("Not in the same evening")


def test_a_question_is_built_and_changed_without_a_script(open_page: OpenPage) -> None:
    page = open_page(390, 844, javascript=False)
    page.goto("/together/")
    page.get_by_label("A kind, an active or a product").fill("ampoule")
    page.get_by_role("button", name="Add").click()
    page.get_by_label("Add another").fill("ser")
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/together/?item=ampoule&item=serum")
    expect(page.locator("#verdict")).to_have_text("Yes: ampoule first, then serum.")
    page.get_by_role("link", name="Remove Ampoule").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How do I use a serum?")
