"""The unit in which pages are measured: a bare Django page, on the same machine in the same run.

`python -m benchmarks.baseline` prints its processor time in milliseconds, and does so again for
each line it is given.
"""

import subprocess
import sys
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from subprocess import PIPE
from typing import IO, cast

import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from benchmarks.measure import cpu_ms

ROOT = Path(__file__).resolve().parents[1]
SITE = "benchmarks.bare_site"
CONTRIB = ("auth", "contenttypes", "sessions", "messages")
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CONTEXT = ["django.template.context_processors.request"] + [
    f"django.contrib.{app}.context_processors.{app}" for app in ("auth", "messages")
]


def baseline_ms() -> float:
    """Return the processor time of the bare page, measured in a process of its own."""
    asked, told = _running()
    asked.write("\n")
    asked.flush()
    return float(told.readline())


@cache
def _running() -> tuple[IO[str], IO[str]]:
    """Start that process; it ends when nobody can ask it any more."""
    command = [sys.executable, "-m", "benchmarks.baseline"]
    site = subprocess.Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True)  # noqa: S603 (our own module)
    asked, told = cast("IO[str]", site.stdin), cast("IO[str]", site.stdout)
    told.readline()  # what it says unasked
    return asked, told


def _configure() -> None:
    templates: dict[str, str] = {}
    settings.configure(
        SECRET_KEY="only-for-a-benchmark",  # noqa: S106 (guards nothing)
        ALLOWED_HOSTS=["testserver"],
        INSTALLED_APPS=[*(f"django.contrib.{app}" for app in CONTRIB), "benchmarks"],
        MIDDLEWARE=MIDDLEWARE,
        ROOT_URLCONF=SITE,
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "context_processors": CONTEXT,
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            [("django.template.loaders.locmem.Loader", templates)],
                        )
                    ],
                },
            }
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()
    templates.update(import_module(SITE).TEMPLATES)


def main() -> None:
    _configure()
    call_command("migrate", verbosity=0)
    client = Client()
    client.force_login(import_module(SITE).fill())
    if client.get("/list/").status_code != 200:  # noqa: PLR2004 (the page has to be there)
        sys.exit("the bare page is broken")
    for _ in chain([""], sys.stdin):
        print(f"{cpu_ms(lambda: client.get('/list/')):.2f}", flush=True)


if __name__ == "__main__":
    main()
