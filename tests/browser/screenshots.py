"""Take every page with the demo account into var/screenshots/: `make screenshots`.

Both themes, a phone and a desktop, on a fixed evening: pictures differ only where pages do.
`--guide` takes the few pictures of the user guide into docs/pictures/ instead.
"""

import io
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import django
import time_machine
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.utils.text import slugify
from playwright.sync_api import Browser, Page, sync_playwright

SCRATCH = TemporaryDirectory()
os.environ["DATABASE_URL"] = f"sqlite:///{SCRATCH.name}/db.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["SITE_URL"] = "http://localhost:8000"
django.setup()

from accounts.models import User  # noqa: E402 (models need the settings above)
from routines.models import Routine, Step  # noqa: E402 (as above)
from tests.browser.chromium import find_chromium  # noqa: E402 (as above)
from tests.browser.conftest import ARGUMENTS, Theme  # noqa: E402 (as above)
from tests.pages import TODAY, Home, private_pages, public_pages  # noqa: E402 (as above)

THEMES: tuple[Theme, ...] = ("light", "dark")
WINDOWS = {"phone": (390, 844), "desktop": (1280, 900)}
GUIDE = {
    "visitor landing": (1280, 1180, 1),
    "calendar": (1280, 1420, 1),
    "builder": (1280, 1100, 1),
    "fix all": (1280, 700, 1),
    "shelf": (1280, 760, 1),
    "today": (390, 844, 2),
    "journal": (390, 844, 2),
}
"""The pages of docs/guide.md: width, height, and pixels to a point."""


class QuietHandler(WSGIRequestHandler):
    """Answers without a line a request."""

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@contextmanager
def served() -> Iterator[str]:
    """Serve the site from a thread; gives its address."""
    server = ThreadedWSGIServer(("localhost", 0), QuietHandler)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def demo_home() -> Home:
    """Make the demo account in an empty database."""
    nowhere = io.StringIO()
    for command in ("migrate", "seed_catalogue", "demo_data"):
        call_command(command, stdout=nowhere, stderr=nowhere)
    user = User.objects.select_related("profile").get()
    steps = Step.objects.for_user(user).filter(shelf_item__product__kind="ampoule", ends_on=None)
    return Home(user, Routine.objects.for_user(user).earliest("pk"), steps.latest("starts_on"))


class Camera:
    """Opens pages as the demo account or as a visitor, and takes them."""

    def __init__(self, browser: Browser, site: str) -> None:
        home, client = demo_home(), Client()
        client.force_login(home.user)
        self._browser, self._site = browser, site
        self._session = client.cookies["sessionid"].value
        self._private = private_pages(home)
        self._public = {f"visitor {name}": where for name, where in public_pages().items()}

    @contextmanager
    def _page(
        self, name: str, size: tuple[int, int], theme: Theme = "light", scale: int = 1
    ) -> Iterator[Page]:
        width, height = size
        context = self._browser.new_context(
            base_url=self._site,
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce",
            device_scale_factor=scale,
        )
        if name in self._private:
            context.add_cookies([{"name": "sessionid", "value": self._session, "url": self._site}])
        page = context.new_page()
        page.goto((self._private | self._public)[name])
        yield page
        context.close()

    def take_all(self, folder: Path) -> None:
        """Take whole pages: everything, on a phone and a desktop, light and dark."""
        for name, window, theme in product(self._private | self._public, WINDOWS, THEMES):
            with self._page(name, WINDOWS[window], theme) as page:
                file = folder / f"{slugify(name)}-{window}-{theme}.png"
                page.screenshot(path=file, full_page=True)

    def take_guide(self, folder: Path) -> None:
        """Take the first screen of a few pages, small enough for a document."""
        for name, (width, height, scale) in GUIDE.items():
            with self._page(name, (width, height), scale=scale) as page:
                file = folder / f"{slugify(name)}.jpg"
                page.screenshot(path=file, type="jpeg", quality=72)


if __name__ == "__main__":
    guide = "--guide" in sys.argv
    target = Path("docs/pictures" if guide else "var/screenshots")
    target.mkdir(parents=True, exist_ok=True)
    if not find_chromium():
        sys.exit("No Chromium here. On Debian or Ubuntu: apt install chromium")
    with (
        time_machine.travel(f"{TODAY}T18:00:00Z", tick=True),
        sync_playwright() as playwright,
        served() as address,
    ):
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        camera = Camera(chromium, address)
        (camera.take_guide if guide else camera.take_all)(target)
        chromium.close()
    print(f"{len(list(target.iterdir()))} pictures in {target}/")  # noqa: T201 (a command)
