"""Making an account: an email, a password, nothing else asked."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.forms import SignupForm
from accounts.models import SkinProfile, User
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_UP = "/accounts/signup/"


def sign_up(client: Client, **changes: str) -> Any:
    answers = {"email": "ines@example.org", "password1": PASSWORD, "time_zone": "Asia/Seoul"}
    return client.post(SIGN_UP, answers | changes)


def test_signing_up_makes_a_user_with_a_profile_and_goes_to_start(client: Client) -> None:
    response = sign_up(client)
    assert (response.status_code, response["Location"]) == (302, reverse("start"))
    user = User.objects.get()
    assert (user.email, user.time_zone) == ("ines@example.org", "Asia/Seoul")
    assert SkinProfile.objects.get().user == user
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "\x00", "europe"])
def test_an_unknown_zone_becomes_utc(client: Client, zone: str) -> None:
    assert sign_up(client, time_zone=zone).status_code == 302
    assert User.objects.get().time_zone == "UTC"


@pytest.mark.parametrize(
    ("target", "lands_on"),
    [
        ("/rules/", "/rules/"),
        ("https://evil.example/", "/start/"),
        ("//evil.example/", "/start/"),
        ("javascript:alert(1)", "/start/"),
    ],
)
def test_signing_up_goes_on_to_a_page_of_this_site_only(
    client: Client, target: str, lands_on: str
) -> None:
    assert sign_up(client, next=target)["Location"] == lands_on


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"email": "mira"}, "email", id="not an email"),
        pytest.param({"email": ""}, "email", id="no email"),
        pytest.param({"password1": "short"}, "password1", id="short"),
        pytest.param({"password1": "password1234"}, "password1", id="common"),
        pytest.param({"password1": "ines@example.org"}, "password1", id="like the email"),
    ],
)
def test_what_will_not_do_is_said_at_its_field(
    client: Client, changes: dict[str, str], field: str
) -> None:
    response = sign_up(client, **changes)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert User.objects.count() == 0


@pytest.mark.parametrize("email", ["mira@example.org", "MIRA@Example.org"])
def test_a_used_email_is_told_so_in_any_case(client: Client, mira: User, email: str) -> None:
    response = sign_up(client, email=email)
    assert response.status_code == 422
    assert "There is an account with this email already" in response.content.decode()
    assert response.context["form"]["email"].value() == email
    assert User.objects.get() == mira


def test_two_requests_that_race_for_one_email_make_one_account(
    client: Client, mira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SignupForm, "validate_unique_email", lambda _form, email: email)
    response = sign_up(client, email=mira.email)
    assert response.status_code == 422
    assert "There is an account with this email already" in response.content.decode()


def test_no_user_is_left_behind_when_the_profile_cannot_be_made(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_fields: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(SkinProfile.objects, "create", refuse)
    sign_up(client)
    assert User.objects.count() == 0


def test_a_closed_sign_up_says_so_and_makes_nobody(client: Client, settings: Settings) -> None:
    settings.SIGNUP_OPEN = False
    assert "Sign-up is closed" in client.get(SIGN_UP).content.decode()
    assert "Sign-up is closed" in sign_up(client).content.decode()
    assert User.objects.count() == 0


def test_sign_up_asks_for_email_and_password_only(client: Client) -> None:
    form = client.get(SIGN_UP).context["form"]
    assert [field.name for field in form.visible_fields()] == ["email", "password1"]
    assert "data-time-zone" in str(form["time_zone"])


def test_the_database_refuses_one_email_twice_in_any_case(mira: User) -> None:
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="Mira@Example.ORG")])
