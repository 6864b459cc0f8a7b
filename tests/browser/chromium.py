"""Find the Chromium that browser tests drive; `python -m tests.browser.chromium` prints it."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """Return the path of a Chromium: $CHROMIUM, the system's, Playwright's own; "" if none."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return named
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.exists() else ""


if __name__ == "__main__":
    sys.stdout.write(find_chromium())
