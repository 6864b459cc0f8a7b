"""The privacy page: who runs the server, and words that are true of it."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("operator", "words"),
    [
        ("Ada & Co <ada@example.org>", "run by Ada &amp; Co &lt;ada@example.org&gt;."),
        ("", "Whoever runs this server has not given a name here."),
    ],
)
def test_the_page_names_the_operator_if_there_is_one(
    client: Client, settings: Settings, operator: str, words: str
) -> None:
    settings.OPERATOR = operator
    assert words in client.get("/privacy/").content.decode()


def test_the_page_tells_whether_mail_is_sent(client: Client, settings: Settings) -> None:
    assert "This server sends no mail." in client.get("/privacy/").content.decode()
    settings.HAS_MAIL = True
    assert "This server sends no mail." not in client.get("/privacy/").content.decode()


def test_every_page_and_sign_up_lead_to_it(client: Client) -> None:
    assert client.get("/rules/").content.decode().count('href="/privacy/"') == 1
    assert client.get("/accounts/signup/").content.decode().count('href="/privacy/"') == 2


def test_only_who_is_signed_in_is_offered_their_data(client: Client, mira: User) -> None:
    assert "/settings/delete/" not in client.get("/privacy/").content.decode()
    client.force_login(mira)
    assert "/settings/delete/" in client.get("/privacy/").content.decode()


def test_the_page_names_every_cookie_this_site_sets(client: Client, mira: User) -> None:
    client.force_login(mira)
    client.post("/settings/theme/", {"theme": "dark"})
    client.get("/settings/")
    assert {*client.cookies} == {"sessionid", "csrftoken", "theme"}
