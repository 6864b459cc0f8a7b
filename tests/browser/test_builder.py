"""Building a routine with a mouse, a finger, a keyboard, and without JavaScript."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from routines.engine.schedule import Periodic, weekdays
from routines.models import Routine, Step
from tests.browser.conftest import OpenPage, SignIn, assert_no_barrier
from tests.factories import make_item, make_product, make_routine, make_step, make_user

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 24)
NAMES = ["Plain Wash", "Rice Toner", "Clear Serum", "Rich Cream"]
DESKTOP, PHONE = (1280, 900), (390, 844)


@pytest.fixture(autouse=True)
def _tuesday_noon() -> Iterator[None]:
    with time_machine.travel(f"{TODAY} 12:00Z", tick=True):
        yield


@pytest.fixture
def user() -> User:
    return make_user()


@pytest.fixture
def routine(user: User) -> Routine:
    """Plan a daily evening, and own an ampoule besides."""
    routine = make_routine(user, starts_on=date(2026, 11, 1))
    kinds = ("cleanser", "hydrating_toner", "serum", "moisturizer")
    for kind, name in zip(kinds, NAMES, strict=True):
        make_step(routine, make_product(kind, name))
    make_item(user, make_product("ampoule", "Blue Ampoule"))
    return routine


def evening(page: Page) -> Locator:
    return page.locator('[data-session="PM"] .layer-name')


def press(page: Page, control: Locator, key: str = "Enter") -> None:
    """Reach a control by Tab, then press a key."""
    for _tab in range(150):
        if control.evaluate("it => it === document.activeElement"):
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    message = f"Tab never reaches {control}"
    raise AssertionError(message)


def test_a_routine_is_built_by_keyboard_only(
    open_page: OpenPage, sign_in: SignIn, user: User, routine: Routine
) -> None:
    page = open_page(*DESKTOP)
    sign_in(page, user)
    page.goto(routine.get_absolute_url())
    press(page, page.get_by_label("Add to the evening"), "b")
    page.keyboard.type("lue")
    press(page, page.get_by_role("button", name="Add Blue Ampoule to the evening"))
    expect(evening(page)).to_have_text([*NAMES[:2], "Blue Ampoule", *NAMES[2:]])
    for _press in range(2):
        down = page.get_by_role("button", name="Move Blue Ampoule down")
        place = evening(page).all_text_contents().index("Blue Ampoule")
        press(page, down)
        expect(evening(page).nth(place + 1)).to_have_text("Blue Ampoule")
        expect(down).to_be_focused()
    press(page, page.get_by_role("link", name="Edit Blue Ampoule"))
    press(page, page.locator('[name="mode"][value="daily"]'), "ArrowRight")
    for day in ("Tue", "Thu"):
        press(page, page.get_by_label(day), "Space")
    press(page, page.get_by_role("button", name="Save", exact=True))
    expect(page.locator('[data-kind="ampoule"] .opener')).to_contain_text("Mon, Tue")
    expect(page.get_by_role("link", name="Edit Blue Ampoule")).to_be_focused()
    expect(page.locator("#noticed")).to_contain_text("Ampoule after serum")
    press(page, page.get_by_role("button", name="Put in order"))
    expect(evening(page).nth(2)).to_have_text("Blue Ampoule")
    expect(page.locator("#noticed")).not_to_contain_text("Ampoule after serum")
    ampoule = Step.objects.get(shelf_item__product__kind="ampoule")
    assert ampoule.schedule == weekdays(0, 1)


@pytest.mark.parametrize("path", ["/calendar/", "/today/?session=PM"])
def test_a_fix_that_loads_a_page_anew_leads_to_its_notes_and_on_to_undo(
    open_page: OpenPage, sign_in: SignIn, user: User, routine: Routine, path: str
) -> None:
    make_step(routine, make_product("ampoule", "Red Ampoule"))
    page = open_page(*PHONE)
    sign_in(page, user)
    page.goto(path)
    fix = page.locator("#noticed form[action='/plan/fix/'] button").first
    fix.focus()
    page.keyboard.press("Enter")
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    expect(page.locator("#noticed")).to_be_in_viewport()
    assert page.evaluate("scrollY") > 0
    expect(page.locator(".toast[tabindex]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(undo).to_be_focused()


def test_a_fix_leaves_the_hand_at_the_notes(
    open_page: OpenPage, sign_in: SignIn, user: User, routine: Routine
) -> None:
    ampoule = make_product("ampoule", "Late Ampoule")
    make_step(routine, ampoule, schedule=weekdays(0, 3))
    page = open_page(*PHONE)
    sign_in(page, user)
    page.goto(routine.get_absolute_url())
    mistake = page.locator("#noticed article", has_text="Ampoule after serum")
    press(page, mistake.get_by_role("button"))
    expect(mistake).to_have_count(0)
    expect(evening(page).nth(2)).to_have_text("Late Ampoule")
    notes = page.get_by_role("heading", name="What we noticed")
    expect(notes).to_be_focused()
    expect(notes).to_be_in_viewport()


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["mouse", "touch"])
def test_a_step_is_dragged_to_its_place(
    open_page: OpenPage, sign_in: SignIn, user: User, routine: Routine, window: tuple[int, int]
) -> None:
    page = open_page(*window)
    sign_in(page, user)
    page.goto(routine.get_absolute_url())
    grips = page.locator('[data-session="PM"] .grip')
    grips.last.scroll_into_view_if_needed()
    first, last = grips.first.bounding_box(), grips.last.bounding_box()
    assert first
    assert last
    drag = (first["x"] + 10, first["y"] + first["height"] / 2), (last["x"] + 10, last["y"] + 60)
    if window == PHONE:
        drag_with_a_finger(page, *drag)
    else:
        page.mouse.move(*drag[0])
        page.mouse.down()
        page.mouse.move(*drag[1], steps=8)
        page.mouse.up()
    expect(page.get_by_text("Moved Plain Wash.").first).to_be_visible()
    expect(evening(page)).to_have_text([*NAMES[1:], NAMES[0]])
    page.get_by_role("button", name="Undo: Moved Plain Wash").click()
    expect(evening(page)).to_have_text(NAMES)


def drag_with_a_finger(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Touch, move in steps and let go, as the browser's own input would."""
    touch = page.context.new_cdp_session(page)
    for number in range(9):
        x, y = (a + (b - a) * number / 8 for a, b in zip(start, end, strict=True))
        kind = "touchMove" if number else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_adding_a_product_moves_neither_the_page_nor_the_hand(
    open_page: OpenPage, sign_in: SignIn, user: User, routine: Routine
) -> None:
    for number in range(12):  # as many as a phone shows only in part
        make_item(user, make_product("serum", f"Spare {number}"))
        make_step(routine, make_product("essence", f"Essence {number}"))
    page = open_page(*PHONE)
    sign_in(page, user)
    page.goto(routine.get_absolute_url())
    page.get_by_label("Add to the evening").fill("spare")
    button = page.get_by_role("button", name="Add Spare 0 to the evening")
    button.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    button.click()
    box = page.get_by_label("Add to the evening")
    expect(page.get_by_text("Added Spare 0.").first).to_be_visible()
    expect(page.locator("#picker-PM")).to_be_focused()
    assert page.evaluate("scrollY") == place
    page.keyboard.press("Tab")
    expect(box).to_be_focused()


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_everything_works_without_javascript(
    open_page: OpenPage, sign_in: SignIn, user: User, routine: Routine, window: tuple[int, int]
) -> None:
    page = open_page(*window, javascript=False)
    sign_in(page, user)
    page.goto(routine.get_absolute_url())
    page.get_by_label("Add to the evening").fill("blue")
    page.get_by_label("Add to the evening").press("Enter")
    page.get_by_role("button", name="Add Blue Ampoule to the evening").click()
    expect(evening(page)).to_have_text([*NAMES[:2], "Blue Ampoule", *NAMES[2:]])
    expect(page.locator("#noticed")).to_contain_text("Ampoule more than twice in 7 days")
    page.get_by_role("link", name="Edit Blue Ampoule").click()
    page.get_by_label("Every N days").check()
    page.get_by_label("Every how many days").fill("4")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#noticed")).to_contain_text("Nothing to look at.")
    ampoule = Step.objects.get(shelf_item__product__kind="ampoule")
    assert ampoule.schedule == Periodic(4, (0,), TODAY)
    page.get_by_role("button", name="Move Blue Ampoule down").click()
    expect(evening(page).nth(3)).to_have_text("Blue Ampoule")
    expect(page.get_by_role("button", name="Move Blue Ampoule down")).to_be_in_viewport()
    page.get_by_role("link", name="Edit Blue Ampoule").click()
    page.get_by_role("button", name="Remove step").click()
    expect(evening(page)).to_have_text(NAMES)


def test_a_form_to_correct_keeps_the_page_and_its_address(
    open_page: OpenPage, sign_in: SignIn, user: User, routine: Routine
) -> None:
    page = open_page(*DESKTOP)
    sign_in(page, user)
    page.goto(routine.get_absolute_url())
    page.get_by_role("link", name="Edit Rich Cream").click()
    page.get_by_label("Dates", exact=True).check()
    page.get_by_label("Until").fill("2027-01-31")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_focused()
    expect(page.get_by_label("Until")).to_have_value("2027-01-31")
    assert "?edit=" in page.url


def test_what_opens_on_a_page_is_accessible_and_fits(
    open_page: OpenPage, sign_in: SignIn, user: User, routine: Routine
) -> None:
    page = open_page(1280, 900)
    sign_in(page, user)
    ampoule = make_item(user, make_product("ampoule", "Long name of an ampoule " * 6))
    step = make_step(routine, ampoule, schedule=weekdays(0, 2, 4))
    address = routine.get_absolute_url()
    for opened in (f"edit={step.line}&q=serum", "about", f"product={ampoule.product_id}"):
        page.goto(f"{address}?{opened}")
        assert_no_barrier(page)
    page.goto("/start/paste/")
    page.get_by_label("Your products").fill("Clear serum\nSomething\nRetinal serum\n" + "x" * 250)
    page.get_by_role("button", name="Read my list").click()
    page.get_by_role("button", name="Make my routine").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert_no_barrier(page)
