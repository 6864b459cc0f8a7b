"""A public site's headers and cookies: grade A+ by the weights Mozilla publishes."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.observatory import Answer, grade, score

ROOT = Path(__file__).resolve().parents[2]
HOST = "layerwise.example.org"
pytestmark = pytest.mark.xdist_group("public site")  # started once, not once a process
PAGES = ["/", "/accounts/login/", "/products/", "/missing/"]


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    """Start the site as at https://layerwise.example.org behind a proxy, and ask it."""
    wanted = {
        "DJANGO_SETTINGS_MODULE": "tests.server.public_settings",
        "SITE_URL": f"https://{HOST}",
        "TRUSTED_PROXY_COUNT": "1",
        "SECRET_KEY": "only-for-tests-" + "x" * 50,
        "DATABASE_URL": "sqlite://:memory:",
        "CACHE_URL": "locmemcache://",
        "EMAIL_URL": "",
        "ALLOWED_HOSTS": "",
        "SIGNUP_OPEN": "true",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.server.public_site"],
        cwd=ROOT,
        env={**os.environ, **wanted},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Answer] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_graded_a_plus(answers: dict[str, Answer], path: str) -> None:
    points = score(answers["http"], answers[path], HOST)
    assert points >= 125, answers[path]["headers"]
    assert grade(points) == "A+"


def test_the_page_people_come_to_wins_every_bonus(answers: dict[str, Answer]) -> None:
    assert answers["/accounts/login/"]["cookies"]
    assert score(answers["http"], answers["/accounts/login/"], HOST) == 135


def test_plain_http_is_sent_to_https_on_the_same_host_but_health_is_told(
    answers: dict[str, Answer],
) -> None:
    assert answers["http"]["status"] == 301
    assert answers["http"]["headers"]["Location"] == f"https://{HOST}/"
    assert answers["http health"]["status"] in {200, 503}


def test_static_files_are_what_they_say_and_come_by_https_only(
    answers: dict[str, Answer],
) -> None:
    headers = answers["/static/css/tokens.css"]["headers"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_cookies_belong_to_this_host_alone(answers: dict[str, Answer]) -> None:
    cookies = answers["/accounts/login/"]["cookies"] + answers["signed up"]["cookies"]
    assert {cookie["name"] for cookie in cookies} == {"__Host-csrftoken", "__Host-sessionid"}
    for cookie in cookies:
        told = {key: value for key, value in cookie.items() if key != "name"}
        assert told == {
            "Secure": True,
            "HttpOnly": True,
            "SameSite": "Lax",
            "Path": "/",
            "Domain": "",
        }


@pytest.mark.parametrize(
    ("header", "value", "points"),
    [
        ("Content-Security-Policy", "", 75),
        ("Content-Security-Policy", "default-src 'self'; script-src 'unsafe-inline'", 80),
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'", 130),
        ("Strict-Transport-Security", "", 80),
        ("Strict-Transport-Security", "max-age=3600", 125),
        ("X-Content-Type-Options", "", 130),
        ("Referrer-Policy", "unsafe-url", 125),
        ("Cross-Origin-Resource-Policy", "cross-origin", 125),
        ("Access-Control-Allow-Credentials", "true", 50),
    ],
)
def test_the_score_falls_with_each_header(
    answers: dict[str, Answer], header: str, value: str, points: int
) -> None:
    page = copy.deepcopy(answers["/accounts/login/"])
    page["headers"][header] = value
    assert score(answers["http"], page, HOST) == points


@pytest.mark.parametrize(
    ("flag", "value", "points"), [("Secure", False, 80), ("SameSite", "None", 80)]
)
def test_the_score_falls_with_each_flag_of_a_cookie(
    answers: dict[str, Answer], flag: str, value: object, points: int
) -> None:
    page = copy.deepcopy(answers["/accounts/login/"])
    page["cookies"][0][flag] = value
    assert score(answers["http"], page, HOST) == points
