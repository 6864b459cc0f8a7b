"""Forms look and behave right in a browser: the gallery of tests.form_gallery."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Theme, assert_accessible, assert_fits

pytestmark = pytest.mark.urls("tests.form_gallery")

IS_REACHABLE = """links => links
    .map(link => document.getElementById(link.hash.slice(1)))
    .every(control => control && control.matches("input, select, textarea"))"""
DESCRIBED_BY_NOTHING = """parts => parts.flatMap(part => part.getAttribute("aria-describedby")
    .split(" ").filter(id => !document.getElementById(id)))"""
SMALL_TARGETS = """parts => parts
    .filter(part => !part.closest(".step, [hidden]") && part.type !== "hidden")
    .map(part => (part.closest("label") ?? part).getBoundingClientRect())
    .filter(({height, width}) => height && (height < 44 || width < 44)).length"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
def test_every_field_in_every_state_is_accessible(
    open_page: OpenPage, width: int, height: int, theme: Theme
) -> None:
    page = open_page(width, height, theme=theme)
    page.goto("/gallery/")
    assert_accessible(page)
    assert_fits(page)


def test_the_narrowest_phone_never_scrolls_sideways_and_has_large_targets(
    open_page: OpenPage,
) -> None:
    page = open_page(320, 640)
    page.goto("/gallery/")
    assert_fits(page)
    controls = page.locator("input, select, textarea, button")
    assert controls.evaluate_all(SMALL_TARGETS) == 0


def test_the_summary_takes_the_focus_and_its_links_lead_to_the_fields(
    open_page: OpenPage,
) -> None:
    page = open_page(1280, 900)
    page.goto("/gallery/")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert summary.get_by_role("link").evaluate_all(IS_REACHABLE)
    for label in ("Email", "Every how many days", "My skin is sensitive", "On these days"):
        summary.get_by_role("link", name=f"{label}: ").click()
        expect(page.locator(":focus")).to_have_attribute("aria-invalid", "true")


def test_every_error_and_help_text_belongs_to_its_control(open_page: OpenPage) -> None:
    page = open_page(1280, 900)
    page.goto("/gallery/")
    described = page.locator("[aria-describedby]")
    assert described.evaluate_all(DESCRIBED_BY_NOTHING) == []
    email = page.locator("#id_wrong-email")
    expect(email).to_have_accessible_description("Enter a valid email address.")
    days = page.locator("fieldset.is-invalid").filter(has_text="On these days")
    expect(days).to_have_accessible_description(
        "None means every day. Select a valid choice. 8 is not one of the available choices."
    )


def test_a_refused_form_keeps_what_was_typed(open_page: OpenPage) -> None:
    page = open_page(390, 844, javascript=False)
    page.goto("/gallery/")
    typed = {"Name": "Evening", "Email": "me@example.org", "Note": "first\nsecond"}
    form = page.locator("form").first
    for label, words in typed.items():
        form.get_by_label(label, exact=False).first.fill(words)
    form.get_by_label("A bit off").first.check()
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    for label, words in typed.items():
        expect(page.get_by_label(label, exact=False).first).to_have_value(words)
    expect(page.get_by_label("A bit off").first).to_be_checked()
