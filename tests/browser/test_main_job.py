"""The main job, as a newcomer does it: by pointer, by keyboard only, without JavaScript."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, assert_fits
from tests.thorough import THOROUGH

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY, SUNDAY = date(2026, 11, 24), date(2026, 11, 29)
PHONE, DESKTOP = (390, 844), (1280, 900)
MOST_TAPS = 15
WAYS = [(PHONE, TUESDAY), (DESKTOP, SUNDAY)]
if THOROUGH:
    WAYS += [(PHONE, SUNDAY), (DESKTOP, TUESDAY)]
AMPOULE_DAYS = {0, 2, 4}
MAX_TABS = 150


class Hand:
    """Somebody with a pointer. Counts its taps."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def press(self, control: Locator) -> None:
        self.taps += 1
        control.scroll_into_view_if_needed()
        control.click()

    def tick(self, box: Locator) -> None:
        """Tick a box or radio button, whose whole label is the target."""
        self.taps += 1
        box.locator("xpath=ancestor::label").click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)


class Keyboard(Hand):
    """Somebody without a pointer: Tab to get there, Space or Enter to press."""

    def _reach(self, control: Locator) -> None:
        expect(control).to_be_attached()
        for _ in range(MAX_TABS):
            if control.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        message = f"Tab never reaches {control}"
        raise AssertionError(message)

    def press(self, control: Locator) -> None:
        self.taps += 1
        self._reach(control)
        self.page.keyboard.press("Enter")

    def tick(self, box: Locator) -> None:
        self.taps += 1
        if box.get_attribute("type") == "radio":
            self._reach_radio(box)
        else:
            self._reach(box)
        self.page.keyboard.press("Space")

    def _reach_radio(self, box: Locator) -> None:
        """Tab enters a group at its chosen button; arrows go on from there."""
        name = box.get_attribute("name")
        for _ in range(MAX_TABS):
            if self.page.evaluate("document.activeElement.name") == name:
                break
            self.page.keyboard.press("Tab")
        for _ in range(MAX_TABS):
            if box.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("ArrowDown")

    def write(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.type(text)


@pytest.fixture
def today(request: pytest.FixtureRequest) -> Iterator[date]:
    day: date = request.param
    with time_machine.travel(f"{day}T18:00:00Z", tick=True):
        yield day


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def answer_to_calendar(hand: Hand) -> None:
    """Walk from the answer on the front page to the calendar with the two mistakes."""
    page = hand.page
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Can I use an ampoule and a serum together?"
    )
    expect(page.get_by_text("Yes: ampoule first, then serum.")).to_be_visible()
    hand.press(link(page, "Keep this as a routine"))
    hand.write(page.get_by_label("Email"), "newcomer@example.org")
    hand.write(page.get_by_label("Password"), "a long enough one")
    hand.press(button(page, "Create account"))
    page.wait_for_url("**/start/?**")
    for day in range(7):
        box = page.locator(f'input[name="days_ampoule"][value="{day}"]')
        if box.is_checked() != (day in AMPOULE_DAYS):
            hand.tick(box)
    hand.tick(page.locator('input[name="first"][value="serum"]'))
    hand.press(button(page, "Make my routine"))
    page.wait_for_url("**/calendar/**")


def planned_ampoules(today: date) -> list[date]:
    """Return the ampoule evenings from today to the end of the next month."""
    return [day for n in range(75) if (day := today + timedelta(days=n)).weekday() in AMPOULE_DAYS]


def too_often(days: list[date]) -> set[date]:
    """Return those that are the third or later within seven days, counted by hand."""
    return {day for day in days if sum(0 <= (day - other).days < 7 for other in days) > 2}


def flagged(page: Page, rule: str) -> set[date]:
    marks = page.locator(f'[data-flag="{rule}"]')
    found = [marks.nth(n).get_attribute("data-date") for n in range(marks.count())]
    dates = [date.fromisoformat(day or "") for day in found]
    assert len(dates) == len(set(dates))
    return set(dates)


def cells(page: Page) -> dict[date, str]:
    """Return the words of each day's cell in the month on screen."""
    page.wait_for_load_state()
    found = page.locator("td[data-day]")
    return {
        date.fromisoformat(found.nth(n).get_attribute("data-day") or ""): (
            found.nth(n).text_content() or ""
        )
        for n in range(found.count())
    }


def check_marks(page: Page, today: date) -> None:
    """Compare flags and cells of the month on screen with the dates counted by hand."""
    words = cells(page)
    days = planned_ampoules(today)
    shown = {day for day in days if day in words}
    assert flagged(page, "ampoule-after-serum") == shown
    assert flagged(page, "ampoule-too-often") == too_often(days) & shown
    for day in shown:
        assert ("3rd ampoule" if day in too_often(days) else "After serum") in words[day]
    assert not any("After serum" in words[day] for day in words if day not in shown)


def next_month(hand: Hand, today: date) -> None:
    following = (today.replace(day=28) + timedelta(days=7)).strftime("%B %Y")
    hand.press(link(hand.page, following))
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(following)


def mend_and_undo(hand: Hand, today: date) -> None:
    page = hand.page
    expect(page.get_by_text("2 things, 2 fixes").last).to_be_visible()
    before = cells(page)
    hand.press(link(page, "Fix all"))
    hand.press(button(page, "Apply all"))
    page.wait_for_url("**/calendar/**")
    expect(page.locator("[data-flag]")).to_have_count(0)
    hand.press(button(page, "Undo"))
    page.wait_for_url("**/calendar/**")
    expect(page.locator("[data-flag]").first).to_be_attached()
    assert cells(page) == before
    check_marks(page, today)


def note_the_skin(hand: Hand, today: date) -> None:
    page = hand.page
    hand.press(link(page, "Journal"))
    hand.press(page.locator(f'main a[href="/journal/{today}/"]').first)
    hand.tick(page.locator('input[name="overall"]').first)
    hand.write(page.locator('textarea[name="note"]'), "A little tight after the wind")
    hand.press(button(page, "Save"))
    hand.press(link(page, "Journal"))
    expect(page.get_by_text("A little tight after the wind").first).to_be_visible()
    hand.press(link(page, "Calendar"))
    expect(page.locator(f'td[data-day="{today}"]')).to_contain_text("Journal entry")


def do_the_main_job(hand: Hand, today: date) -> None:
    answer_to_calendar(hand)
    assert hand.taps <= MOST_TAPS
    assert_fits(hand.page)
    check_marks(hand.page, today)
    mend_and_undo(hand, today)
    next_month(hand, today)
    check_marks(hand.page, today)
    note_the_skin(hand, today)


@pytest.mark.parametrize(("window", "today"), WAYS, indirect=["today"], ids=str)
def test_with_a_pointer(open_page: OpenPage, today: date, window: tuple[int, int]) -> None:
    do_the_main_job(Hand(open_page(*window)), today)


@pytest.mark.parametrize("today", [TUESDAY, SUNDAY] if THOROUGH else [TUESDAY], indirect=True)
def test_by_keyboard_only(open_page: OpenPage, today: date) -> None:
    do_the_main_job(Keyboard(open_page(*DESKTOP)), today)


@pytest.mark.parametrize(("window", "today"), WAYS, indirect=["today"], ids=str)
def test_without_javascript(open_page: OpenPage, today: date, window: tuple[int, int]) -> None:
    do_the_main_job(Hand(open_page(*window, javascript=False)), today)
