"""A forgotten password: a link from the operator, or a mailed code."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.factories import make_user

NEW = "four other quiet words"
RESET = "/accounts/password/reset/"


def link_for(email: str, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("reset_password", email)
    return capsys.readouterr().out.strip()


def choose(client: Client, page: Any, password: str = NEW) -> Any:
    path = page.redirect_chain[-1][0]
    return client.post(path, {"password1": password, "password2": password})


def test_the_operators_link_lets_the_person_choose_a_password(
    client: Client, mira: User, capsys: pytest.CaptureFixture[str]
) -> None:
    link = link_for("Mira@example.org", capsys)
    assert link.startswith("http://localhost:8000/accounts/password/reset/key/")
    page = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    assert choose(client, page).status_code == 302
    mira.refresh_from_db()
    assert mira.check_password(NEW)


def test_the_operator_can_turn_a_lost_second_step_off(
    mira: User, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Authenticator.objects.create(user=make_user(), type="totp", data={})
    Authenticator.objects.create(user=mira, type="totp", data={})
    link_for(mira.email, capsys)
    assert Authenticator.objects.count() == 2
    call_command("reset_password", mira.email, "--two-step-off")
    assert [*Authenticator.objects.all()] == [kept]


@pytest.mark.usefixtures("mira")
def test_the_operators_link_works_once(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    path = link_for("mira@example.org", capsys).removeprefix("http://localhost:8000")
    choose(client, client.get(path, follow=True))
    again = client.get(path, follow=True).content.decode()
    assert "This link no longer works" in again
    assert "password1" not in again


@pytest.mark.usefixtures("mira")
def test_a_weak_new_password_comes_back_with_the_reason(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    path = link_for("mira@example.org", capsys).removeprefix("http://localhost:8000")
    response = choose(client, client.get(path, follow=True), "short")
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["password1"]


@pytest.mark.usefixtures("mira")
def test_a_link_with_another_key_opens_nothing(client: Client) -> None:
    page = client.get("/accounts/password/reset/key/1-c0ffee-0123456789/", follow=True)
    assert "This link no longer works" in page.content.decode()


def test_the_command_names_an_unknown_email_and_prints_no_link(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match=r"nobody@example\.org") as refusal:
        call_command("reset_password", "nobody@example.org")
    assert refusal.value.returncode == 1
    assert capsys.readouterr().out == ""


def test_the_command_refuses_an_account_that_is_switched_off(mira: User) -> None:
    User.objects.filter(pk=mira.pk).update(is_active=False)
    with pytest.raises(CommandError):
        call_command("reset_password", mira.email)


@pytest.mark.usefixtures("mira")
def test_without_a_mail_server_the_page_sends_people_to_the_operator(client: Client) -> None:
    for response in (client.get(RESET), client.post(RESET, {"email": "mira@example.org"})):
        page = response.content.decode()
        assert "python manage.py reset_password EMAIL" in page
        assert 'name="email"' not in page
    assert mail.outbox == []


@pytest.mark.usefixtures("mail_server")
def test_with_a_mail_server_a_mailed_code_resets_the_password(client: Client, mira: User) -> None:
    response = client.post(RESET, {"email": "mira@example.org"})
    assert response["Location"] == f"{RESET}confirm/"
    assert client.post(f"{RESET}confirm/", {"code": "wrong"}).status_code == 422
    code = re.search(r"^[A-Z0-9]{3,}(-?[A-Z0-9]+)*$", str(mail.outbox[0].body), re.MULTILINE)
    assert code is not None
    assert client.post(f"{RESET}confirm/", {"code": code[0]})["Location"] == f"{RESET}complete/"
    client.post(f"{RESET}complete/", {"password1": NEW, "password2": NEW})
    mira.refresh_from_db()
    assert mira.check_password(NEW)


def test_changing_the_password_wants_the_old_one(client: Client, mira: User) -> None:
    client.force_login(mira)
    change = {"oldpassword": "not this", "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", change).status_code == 422
    change["oldpassword"] = PASSWORD
    assert client.post("/accounts/password/change/", change)["Location"] == "/settings/"
    mira.refresh_from_db()
    assert mira.check_password(NEW)
