"""A real Chromium on the live server. A page that complains or calls elsewhere fails its test."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    Route,
    ViewportSize,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as PlaywrightError
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.chromium import find_chromium
from tests.one_at_a_time import none_under_way
from tests.thorough import THOROUGH

# Playwright runs an event loop in the test's thread; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

Theme = Literal["light", "dark"]

HERE = Path(__file__).parent
SIZES = ((1280, 900), (390, 844))
THEMES: tuple[tuple[Theme, Theme], ...] = (("light", "dark"), ("dark", "light"))
NARROWEST: ViewportSize = {"width": 320, "height": 640}
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that a theme can break and a layout cannot."""
PATIENCE = 60_000  # milliseconds: a busy machine is no failure
expect.set_options(timeout=PATIENCE)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EXPECTED = {404, 422}  # a page may answer these on purpose

OpenPage = Callable[..., Page]
SignIn = Callable[[Page, User], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield chromium
        chromium.close()


class Complaints:
    """What a page did that no page of ours may do."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.heard: list[str] = []

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # The answers themselves are judged in _response; Chromium repeats them here.
        repeated = message.text.startswith("Failed to load resource")
        if message.type in {"error", "warning"} and not repeated:
            self.heard.append(f"console: {message.text}")

    def _error(self, error: PlaywrightError) -> None:
        self.heard.append(f"script: {error.message}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:")):
            self.heard.append(f"request to another origin: {request.url}")

    def _response(self, response: Response) -> None:
        page = response.request.resource_type in {"document", "xhr", "fetch"}
        if response.status >= 400 and not (page and response.status in EXPECTED):
            self.heard.append(f"{response.status}: {response.url}")


@pytest.fixture(scope="session", autouse=True)
def windows_gone(live_server: LiveServer) -> Iterator[None]:
    """Let the server stop only when its threads have noticed that the last window is gone.

    They close the connection they share, which is refused to them once it has stopped.
    """
    del live_server  # stops after this fixture, as the browser closes before
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=PATIENCE / 1000)


@pytest.fixture
def complaints(live_server: LiveServer) -> Complaints:
    """Listen to pages; a test that provokes complaints clears `heard`."""
    return Complaints(live_server.url)


@pytest.fixture
def open_page(
    browser: Browser, live_server: LiveServer, complaints: Complaints
) -> Iterator[OpenPage]:
    """Open a window: `open_page(390, 844, javascript=True, theme="light")`.

    Addresses may be paths. Afterwards the test fails if the page wrote an error or a warning to
    the console (the content security policy does so too), or asked another origin for anything.
    """
    contexts: list[BrowserContext] = []

    def open_window(
        width: int, height: int, *, javascript: bool = True, theme: Theme = "light"
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            color_scheme=theme,
            reduced_motion="reduce",
            has_touch=width < 800,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        complaints.watch(page)
        return page

    yield open_window
    for context in contexts:
        context.close()
    none_under_way()
    assert complaints.heard == []


@pytest.fixture
def sign_in(live_server: LiveServer) -> SignIn:
    """Sign a user in to a window: `sign_in(page, user)`."""

    def enter(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = client.cookies[name].value
        page.context.add_cookies([{"name": name, "value": cookie, "url": live_server.url}])

    return enter


def open_before_htmx(page: Page, path: str) -> Callable[[], None]:
    """Open a page on a slow line: htmx comes when the returned function is called."""
    held: list[Route] = []
    page.route("**/htmx*.js", lambda route: held.append(route))  # Playwright marks it
    with page.expect_request("**/htmx*.js"):
        page.goto(path, wait_until="commit")

    def arrive() -> None:
        for route in held:
            route.continue_()

    return arrive


def assert_accessible(page: Page, *rules: str) -> None:
    """Fail with axe's report if the page as it stands breaks one of its rules, or of these."""
    page.wait_for_load_state()
    # Naming all that passes takes twice as long as the judging.
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    # Half a megabyte of script is read once a page, not once a size and theme.
    axe = Axe(axe_script="") if page.evaluate("'axe' in window") else Axe()
    results = axe.run(page, options=options)
    assert results.violations_count == 0, results.generate_report()


def assert_no_barrier(page: Page) -> None:
    """Fail if the page as it stands has a barrier, or scrolls sideways, in any size.

    A window is looked at in light, a phone in dark; with THOROUGH=1 each in both.
    """
    before = page.viewport_size
    for (width, height), (theme, other) in zip(SIZES, THEMES, strict=True):
        page.set_viewport_size({"width": width, "height": height})
        assert_fits(page)
        page.emulate_media(color_scheme=theme)
        assert_accessible(page)
        if THOROUGH:
            page.emulate_media(color_scheme=other)
            assert_accessible(page, *OF_COLOURS)
    page.set_viewport_size(NARROWEST)
    assert_fits(page)
    if before:
        page.set_viewport_size(before)


def assert_fits(page: Page) -> None:
    """Fail if the page scrolls sideways."""
    page.wait_for_load_state()
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window
