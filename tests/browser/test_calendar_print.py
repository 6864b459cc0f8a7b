"""The calendar at hand: opened at today, looked at by week, kept as it is, and on paper."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page, expect

from accounts.models import User
from routines.engine.schedule import weekdays
from routines.models import AcceptedFlag, Routine
from tests.browser.conftest import OpenPage, SignIn, assert_no_barrier
from tests.factories import make_product, make_routine, make_step, make_user

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, DESKTOP = (390, 844), (1280, 900)
MONTH, WEEK = "/calendar/2026-11/", "/calendar/2026-W48/"


@pytest.fixture(autouse=True)
def _wednesday_evening() -> Iterator[None]:
    with time_machine.travel("2026-11-25 20:00Z"):
        yield


@pytest.fixture
def user() -> User:
    user = make_user()
    routine = make_routine(user, starts_on=date(2026, 11, 2))
    make_step(routine, make_product("sunscreen", "Sun Fluid"), "AM")
    for kind in ("cleanser", "serum", "moisturizer"):
        make_step(routine, make_product(kind, f"Plain {kind}"))
    make_step(routine, make_product("ampoule", "Bright ampoule"), schedule=weekdays(0, 2, 4))
    return user


def is_in_sight(page: Page, selector: str) -> bool:
    """Say whether an element stands in the window, above the tab bar of a phone."""
    return bool(
        page.evaluate(
            """selector => {
                const box = document.querySelector(selector).getBoundingClientRect();
                return box.top >= 0 && box.top < innerHeight - 96;
            }""",
            selector,
        )
    )


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_phone_the_tab_opens_the_calendar_at_today(
    open_page: OpenPage, sign_in: SignIn, user: User, *, javascript: bool
) -> None:
    page = open_page(*PHONE, javascript=javascript)
    sign_in(page, user)
    page.goto("/today/")
    page.get_by_role("link", name="Calendar", exact=True).click()
    expect(page).to_have_url("/calendar/#today")
    expect(page.locator("#today")).to_be_in_viewport()
    assert is_in_sight(page, "#today")
    assert not is_in_sight(page, "[data-day='2026-11-02']")


def test_on_a_wide_screen_today_is_in_sight_too(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(*DESKTOP)
    sign_in(page, user)
    page.goto("/calendar/#today")
    expect(page.locator("#today")).to_be_in_viewport()
    assert is_in_sight(page, "#today")
    assert is_in_sight(page, "[data-day='2026-11-02']")


@pytest.mark.parametrize("window", [PHONE, DESKTOP])
def test_something_is_kept_by_keyboard_and_without_javascript(
    open_page: OpenPage, sign_in: SignIn, user: User, window: tuple[int, int]
) -> None:
    page = open_page(*window, javascript=False)
    sign_in(page, user)
    page.goto(WEEK)
    page.get_by_role("link", name=re.compile("Keep as it is ?: Ampoule more")).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Reason").fill("My skin is used to it")
    page.keyboard.press("Enter")
    expect(page).to_have_url(WEEK)
    expect(page.get_by_text("Kept as it is: Ampoule more than twice in 7 days.")).to_be_visible()
    page.get_by_text("Accepted (1)").click()
    expect(page.get_by_text("My skin is used to it")).to_be_visible()
    assert page.locator("[data-flag][data-accepted]").count() == 3
    page.get_by_role("button", name=re.compile("Withdraw ?: Ampoule more")).press("Enter")
    expect(page.get_by_text("Accepted (1)")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Accepted (1)")).to_be_visible()
    assert AcceptedFlag.objects.for_user(user).get().withdrawn_at is None


def test_what_is_accepted_is_shown_without_a_barrier(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(*DESKTOP)
    sign_in(page, user)
    page.goto(WEEK)
    page.get_by_role("link", name="Keep as it is").first.click()
    keep = page.get_by_role("button", name="Keep it")
    expect(keep).to_be_visible()
    assert_no_barrier(page)
    keep.click()
    page.goto(WEEK)  # once more, without the message
    page.get_by_text("Accepted (1)").click()
    page.get_by_text("Dates", exact=True).click()
    assert_no_barrier(page)


def leads_to(page: Page, name: str, address: str) -> None:
    views = page.get_by_role("navigation", name="Calendar view")
    views.get_by_role("link", name=name).click()
    expect(page).to_have_url(address)


def test_month_week_and_day_lead_to_each_other(
    open_page: OpenPage, sign_in: SignIn, user: User
) -> None:
    page = open_page(*DESKTOP)
    sign_in(page, user)
    page.goto("/calendar/")
    leads_to(page, "Week", WEEK)
    page.get_by_role("link", name="The week after").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("30 November to 6 December 2026")
    leads_to(page, "Day", "/calendar/2026-11-30/")
    leads_to(page, "Month", MONTH)


def pages_of(page: Page, *, landscape: bool) -> int:
    """Return how many sheets of A4 a page takes."""
    paper = page.pdf(format="A4", landscape=landscape)
    return len(re.findall(rb"/Type\s*/Page\b", paper))


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("address", [MONTH, WEEK, "builder"])
def test_on_paper_a_page_is_whole_and_without_controls(
    open_page: OpenPage, sign_in: SignIn, user: User, address: str, *, landscape: bool
) -> None:
    page = open_page(*DESKTOP, theme="dark")
    sign_in(page, user)
    page.goto(address.replace("builder", Routine.objects.get().get_absolute_url()))
    page.emulate_media(media="print")
    for control in ("nav", "button", "a.btn", "summary.btn", "input", ".week-more"):
        assert not [each for each in page.locator(control).all() if each.is_visible()], control
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert ink != page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#noticed").evaluate("each => each.remove()")
    assert pages_of(page, landscape=landscape) == 1


@pytest.mark.parametrize("address", [MONTH, WEEK])
def test_on_narrow_paper_the_days_of_a_week_stand_side_by_side(
    open_page: OpenPage, sign_in: SignIn, user: User, address: str
) -> None:
    page = open_page(720, 1000)
    sign_in(page, user)
    page.goto(address)
    monday, sunday = (page.locator(f"[data-day='2026-11-{day}']") for day in (23, 29))
    tops = [(each.bounding_box() or {"y": 0.0})["y"] for each in (monday, sunday)]
    assert tops[0] < tops[1]
    page.emulate_media(media="print")
    tops = [(each.bounding_box() or {"y": 0.0})["y"] for each in (monday, sunday)]
    assert tops[0] == tops[1]
