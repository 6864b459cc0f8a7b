"""Signing in and out."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.conftest import PASSWORD

SIGN_IN = "/accounts/login/"


def sign_in(client: Client, **changes: str) -> Any:
    return client.post(SIGN_IN, {"login": "mira@example.org", "password": PASSWORD} | changes)


@pytest.mark.parametrize("email", ["mira@example.org", " Mira@EXAMPLE.org "])
def test_signing_in_opens_today(client: Client, mira: User, email: str) -> None:
    response = sign_in(client, login=email)
    assert (response.status_code, response["Location"]) == (302, "/today/")
    assert client.session["_auth_user_id"] == str(mira.pk)


@pytest.mark.usefixtures("mira")
def test_a_wrong_password_keeps_the_email_and_says_so(client: Client) -> None:
    response = sign_in(client, password="something else")
    assert response.status_code == 422
    assert response.context["form"]["login"].value() == "mira@example.org"
    assert "do not belong together" in response.content.decode()
    assert "something else" not in response.content.decode()


@pytest.mark.usefixtures("mira")
def test_the_answer_does_not_tell_whether_an_account_exists(client: Client) -> None:
    def shown(email: str) -> str:
        page = sign_in(client, login=email, password="something else").content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "")

    assert shown("mira@example.org") == shown("nobody@example.org")


@pytest.mark.usefixtures("mira")
def test_guessing_is_stopped_even_with_the_right_password(client: Client) -> None:
    for attempt in range(5):
        assert sign_in(client, password=f"guess number {attempt}").status_code == 422
    response = sign_in(client)
    assert response.status_code == 422
    assert "Too many attempts" in response.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("db")
def test_a_flood_from_one_place_is_answered_429_in_our_look(client: Client) -> None:
    statuses = [sign_in(client, login="").status_code for _attempt in range(31)]
    assert statuses == [422] * 30 + [429]
    assert "Please wait a minute" in sign_in(client).content.decode()


@pytest.mark.parametrize(
    ("target", "lands_on"),
    [
        ("/calendar/", "/calendar/"),
        ("https://evil.example/calendar/", "/today/"),
        ("//evil.example", "/today/"),
    ],
)
@pytest.mark.usefixtures("mira")
def test_signing_in_goes_on_to_a_page_of_this_site_only(
    client: Client, target: str, lands_on: str
) -> None:
    assert sign_in(client, next=target)["Location"] == lands_on


def test_an_account_switched_off_is_told_so(client: Client, mira: User) -> None:
    User.objects.filter(pk=mira.pk).update(is_active=False)
    page = client.get(sign_in(client)["Location"])
    assert "This account is switched off" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_signing_out_asks_first_where_it_was_only_a_link(client: Client, mira: User) -> None:
    client.force_login(mira)
    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("db")
def test_the_admin_is_entered_through_the_same_rate_limited_page(client: Client) -> None:
    assert client.get("/admin/login/")["Location"].startswith(SIGN_IN)
