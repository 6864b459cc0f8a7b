"""Where somebody is signed in, and signing out there from here."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.browsers import browser_words
from accounts.models import User
from tests.accounts.conftest import PASSWORD

PAGE = "/settings/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "


def sign_in(user: User, browser: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": browser})
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def browsers(client: Client) -> list[str]:
    page = client.get(PAGE).content.decode()
    return [
        re.sub(r"<[^>]+>", "", row).strip()
        for row in re.findall(r'<th scope="row">(.*?)</th>', page)
    ]


def test_signing_out_elsewhere_leaves_this_browser_and_other_people_signed_in(
    mira: User, make_other: User
) -> None:
    here, there, foreign = sign_in(mira), sign_in(mira, IPHONE), sign_in(make_other)
    assert browsers(here) == ["Firefox on Linux here", "iPhone"]
    assert here.post(PAGE)["Location"] == PAGE
    assert browsers(here) == ["Firefox on Linux here"]
    assert there.get("/settings/")["Location"].startswith("/accounts/login/")
    assert foreign.get("/settings/").status_code == 200
    assert Session.objects.count() == UserSession.objects.count() == 2


@pytest.fixture
def make_other(db: None) -> User:
    return User.objects.create_user("ola@example.org", PASSWORD)


def test_a_session_that_ran_out_or_was_signed_out_is_not_shown(mira: User) -> None:
    with time_machine.travel(datetime.now().astimezone() - timedelta(days=61)):
        sign_in(mira, IPHONE)
    sign_in(mira, IPHONE).post("/accounts/logout/")
    assert browsers(sign_in(mira)) == ["Firefox on Linux here"]


def test_a_new_password_ends_the_other_sessions(mira: User) -> None:
    here, there = sign_in(mira), sign_in(mira, IPHONE)
    new = {"oldpassword": PASSWORD, "password1": "another fine phrase"}
    here.post("/accounts/password/change/", new | {"password2": new["password1"]})
    assert browsers(here) == ["Firefox on Linux here"]
    assert there.get("/settings/").status_code == 302


@pytest.mark.parametrize("places", [1, 30])
def test_the_page_asks_the_same_of_the_database_for_any_number_of_browsers(
    mira: User, django_assert_num_queries: DjangoAssertNumQueries, places: int
) -> None:
    for _place in range(places):
        cache.clear()  # or the limit on signing in would be met
        sign_in(mira)
    here = sign_in(mira)
    with django_assert_num_queries(4):
        assert len(browsers(here)) == places + 1


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (MAC + "Chrome/142.0.0.0 Safari/537.36", "Chrome on Mac"),
        (MAC + "Chrome/142.0.0.0 Safari/537.36 Edg/142.0", "Edge on Mac"),
        (MAC + "Version/26.0 Safari/605.1.15", "Safari on Mac"),
        (IPHONE + "like Gecko) Version/26.0 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        (IPHONE + "like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/142.0 Mobile", "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 OPR/120.0", "Opera on Windows"),
        ("curl/8.0", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)
def test_browsers_are_called_by_their_names(user_agent: str, words: str) -> None:
    assert browser_words(user_agent) == words
