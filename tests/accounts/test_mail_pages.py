"""Pages that need a mail server, and the look of every account page."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import urls
from accounts.models import User
from tests.accounts.conftest import PASSWORD

BY_MAIL = [pattern.name for pattern in urls.by_mail]
PAGES = [
    pattern.name
    for pattern in [*urls.signing_in, *urls.by_mail, *urls.passwords]
    if pattern.name != "account_reset_password_from_key"
]


def mailed_code(number: int = -1) -> str:
    found = re.search(r"^[A-Z0-9]{3,}(-?[A-Z0-9]+)*$", str(mail.outbox[number].body), re.MULTILINE)
    assert found is not None
    return found[0]


def confirm(client: Client, code: str) -> Any:
    return client.post(reverse("account_email_verification_sent"), {"code": code})


@pytest.mark.parametrize("name", BY_MAIL)
def test_without_a_mail_server_pages_that_mail_are_not_there(
    client: Client, mira: User, name: str
) -> None:
    assert client.get(reverse(name)).status_code == 404
    client.force_login(mira)
    assert client.get(reverse(name)).status_code == 404
    assert reverse(name) not in client.get(reverse("settings")).content.decode()


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("signed_in", [False, True], ids=["anonymous", "signed in"])
def test_every_account_page_has_our_look(
    client: Client, mira: User, name: str, *, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(mira)
    response = client.get(reverse(name))
    if response.status_code == 302:
        return
    assert response.status_code == 200
    names = {template.name for template in response.templates}
    assert "base.html" in names
    assert not [used for used in names if used and used.startswith("allauth/")]
    page = response.content.decode()
    assert page.count("<h1") == 1
    assert "placeholder=" not in page
    assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*(\ssrc=|json\"))", page)


@pytest.mark.usefixtures("mail_server", "db")
def test_with_a_mail_server_sign_up_waits_for_the_code(client: Client) -> None:
    answers = {"email": "ines@example.org", "password1": PASSWORD, "next": "/rules/"}
    response = client.post("/accounts/signup/", answers)
    assert response["Location"] == reverse("account_email_verification_sent")
    assert "ines@example.org" in client.get(response["Location"]).content.decode()
    assert confirm(client, "wrong").status_code == 422
    assert "_auth_user_id" not in client.session
    assert confirm(client, mailed_code())["Location"] == "/rules/"
    assert "_auth_user_id" in client.session


@pytest.mark.usefixtures("mail_server", "mira")
def test_with_a_mail_server_sign_up_does_not_tell_who_has_an_account(client: Client) -> None:
    answers = {"email": "mira@example.org", "password1": "quite another phrase"}
    response = client.post("/accounts/signup/", answers)
    assert response["Location"] == reverse("account_email_verification_sent")
    assert [sent.subject for sent in mail.outbox] == ["You have an account already"]


@pytest.mark.usefixtures("mail_server")
def test_a_mailed_code_signs_in(client: Client, mira: User) -> None:
    client.post(reverse("account_request_login_code"), {"email": mira.email, "next": "/rules/"})
    page = reverse("account_confirm_login_code")
    assert "sign-in code" in client.get(page).content.decode()
    assert client.post(page, {"code": "wrong"}).status_code == 422
    assert client.post(page, {"code": mailed_code()}).status_code == 302
    assert client.session["_auth_user_id"] == str(mira.pk)


@pytest.mark.usefixtures("mail_server")
def test_a_new_email_wants_the_password_and_its_code(client: Client, mira: User) -> None:
    client.force_login(mira)
    page, change = reverse("account_email"), {"email": "new@example.org", "action_add": "1"}
    asked = client.post(page, change)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(asked["Location"], {"password": "wrong"}).status_code == 422
    client.post(asked["Location"], {"password": PASSWORD})
    assert client.post(page, {"email": "", "action_add": "1"}).status_code == 422
    confirm(client, mailed_code())
    mira.refresh_from_db()
    assert mira.email == "new@example.org"


@pytest.mark.usefixtures("mail_server")
def test_mails_are_plain_and_name_the_site(client: Client, mira: User) -> None:
    client.post(reverse("account_request_login_code"), {"email": mira.email})
    body = str(mail.outbox[0].body)
    assert "Layerwise at testserver" in body
    assert "!" not in body
