"""The authenticator app, recovery codes and passkeys, as far as no browser is needed."""

import re
from base64 import b32decode
from hashlib import sha1
from hmac import digest
from time import time
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts import urls
from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.factories import make_user

SECRET = "JBSWY3DPEHPK3PXP"
APP, INDEX, SECOND_STEP = "mfa_activate_totp", "mfa_index", "mfa_authenticate"
WANT_PROOF = [
    *(APP, "mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_deactivate_totp"),
    *("mfa_download_recovery_codes", "mfa_add_webauthn", "mfa_edit_webauthn"),
    "mfa_remove_webauthn",
]
FORGED = [
    "{}",
    "[]",
    "1",
    '{"id": "eA", "response": {}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": null}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "MQ"}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "MQ", '
    '"clientDataJSON": "eA", "attestationObject": "eA", "authenticatorData": "eA", '
    '"signature": "eA"}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "MQ", '
    '"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "oA", '
    '"signature": "eA"}}',
]


def app_code(secret: str, *, ago: int = 0) -> str:
    """Return what an authenticator app shows now, or showed some seconds ago (RFC 6238)."""
    counter = int((time() - ago) // 30).to_bytes(8, "big")
    mac = digest(b32decode(secret), counter, sha1)
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in(client: Client) -> Any:
    return client.post("/accounts/login/", {"login": "mira@example.org", "password": PASSWORD})


def make_passkey(user: User, name: str = "My phone") -> Authenticator:
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": name})


@pytest.fixture
def protected(mira: User) -> User:
    """Mira with an authenticator app and recovery codes."""
    TOTP.activate(mira, SECRET)
    RecoveryCodes.activate(mira)
    return mira


def test_the_app_is_turned_on_by_its_code_and_recovery_codes_follow(proven: Client) -> None:
    page = proven.get(reverse(APP)).content.decode()
    assert re.search(r'<div role="img"[^>]*><svg [^>]*>.*fill="white"', page)
    found = re.search(r"<code>(\w+)</code>", page)
    assert found is not None
    refused = proven.post(reverse(APP), {"code": "12"})
    assert refused.status_code == 422
    assert found[1] in refused.content.decode()
    answer = proven.post(reverse(APP), {"code": app_code(found[1])})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = re.findall(
        r"<li><code>(\d{8})</code>", proven.get(answer["Location"]).content.decode()
    )
    assert len(set(codes)) == 10
    file = proven.get(reverse("mfa_download_recovery_codes"))
    assert file.content.decode().split() == codes
    assert "no-store" in file["Cache-Control"]
    assert "6 digits" not in proven.get(reverse(INDEX)).content.decode()


@pytest.mark.usefixtures("protected")
@pytest.mark.parametrize(("ago", "status"), [(0, 302), (30, 302), (60, 422)])
def test_after_the_password_a_code_of_the_app_is_asked_for(
    client: Client, ago: int, status: int
) -> None:
    with time_machine.travel("2026-11-24T12:00:29Z", tick=False):
        assert sign_in(client)["Location"] == reverse(SECOND_STEP)
        assert "_auth_user_id" not in client.session
        assert client.get("/today/").status_code == 302
        code = app_code(SECRET, ago=ago)
        answer = client.post(reverse(SECOND_STEP), {"code": code})
    assert answer.status_code == status
    assert ("_auth_user_id" in client.session) == (status == 302)


@pytest.mark.usefixtures("protected")
def test_a_code_of_the_app_is_good_once(client: Client) -> None:
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False):
        for status in (302, 422):
            sign_in(client)
            answer = client.post(reverse(SECOND_STEP), {"code": app_code(SECRET)})
            assert answer.status_code == status
            client.post("/accounts/logout/")


def test_a_recovery_code_signs_in_once(client: Client, protected: User) -> None:
    codes = Authenticator.objects.get(user=protected, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    for status in (302, 422):
        sign_in(client)
        assert client.post(reverse(SECOND_STEP), {"code": code}).status_code == status
        client.post("/accounts/logout/")


@pytest.mark.usefixtures("protected")
def test_guessing_codes_is_stopped(client: Client) -> None:
    sign_in(client)
    for guess in range(5):
        assert client.post(reverse(SECOND_STEP), {"code": f"{guess:06}"}).status_code == 422
    answer = client.post(reverse(SECOND_STEP), {"code": app_code(SECRET)})
    assert answer.status_code == 422
    assert "Too many attempts" in answer.content.decode()


@pytest.mark.usefixtures("protected")
def test_only_who_has_a_passkey_is_offered_one_as_the_second_step(
    client: Client, protected: User
) -> None:
    sign_in(client)
    assert "Use a passkey" not in client.get(reverse(SECOND_STEP)).content.decode()
    wrong = client.post(reverse(SECOND_STEP), {"credential": '{"id": "x"}'})
    assert wrong.status_code == 422
    assert "not accepted" in wrong.content.decode()


@pytest.mark.parametrize("name", WANT_PROOF)
def test_changes_want_the_password_once_more(client: Client, protected: User, name: str) -> None:
    client.force_login(protected)
    key = [make_passkey(protected).pk] if name in {WANT_PROOF[-1], WANT_PROOF[-2]} else []
    before = list(Authenticator.objects.values())
    address = reverse(name, args=key)
    only_read = {"mfa_view_recovery_codes", "mfa_download_recovery_codes"}
    answers = [client.get(address)]
    if name not in only_read:
        answers.append(client.post(address, {"name": "Mine"}))
    for answer in answers:
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert list(Authenticator.objects.values()) == before


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_somebody_elses_passkey_is_not_there(proven: Client, name: str) -> None:
    foreign = make_passkey(make_user())
    for number in (foreign.pk, 987654):
        assert proven.get(reverse(name, args=[number])).status_code == 404
        assert proven.post(reverse(name, args=[number]), {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=foreign.pk, data={"name": "My phone"}).exists()


def test_a_passkey_is_renamed_and_removed(proven: Client, mira: User) -> None:
    key = make_passkey(mira)
    rename, remove = (reverse(f"mfa_{do}_webauthn", args=[key.pk]) for do in ("edit", "remove"))
    assert proven.post(rename, {"name": ""}).status_code == 422
    proven.post(rename, {"name": "Old phone"})
    assert "Old phone" in proven.get(reverse(INDEX)).content.decode()
    assert "Remove Old phone?" in proven.get(remove).content.decode()
    proven.post(remove)
    assert not Authenticator.objects.exists()


def test_what_no_browser_made_is_no_passkey(proven: Client) -> None:
    for credential in ("", "null", "not json", *FORGED):
        answer = proven.post(reverse("mfa_add_webauthn"), {"name": "", "credential": credential})
        assert answer.status_code == 422
    assert not Authenticator.objects.exists()


def test_a_passkey_that_is_not_ours_does_not_sign_in(client: Client, mira: User) -> None:
    options = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert options.json()["request_options"]["publicKey"]["userVerification"] == "required"
    for forged in FORGED:
        answer = client.post(reverse("mfa_login_webauthn"), {"credential": forged}, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("account_login")
        assert "not accepted" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert mira.last_login is None


def test_removing_the_app_takes_the_codes_along(proven: Client, mira: User) -> None:
    TOTP.activate(mira, SECRET)
    RecoveryCodes.activate(mira)
    assert proven.get(reverse("mfa_deactivate_totp")).status_code == 200
    assert proven.post(reverse("mfa_deactivate_totp"))["Location"] == reverse(INDEX)
    assert not Authenticator.objects.exists()


def test_new_recovery_codes_replace_the_old(proven: Client, mira: User) -> None:
    assert proven.post(reverse("mfa_generate_recovery_codes")).status_code == 422
    TOTP.activate(mira, SECRET)
    old = RecoveryCodes.activate(mira).get_unused_codes()
    assert "stop working" in proven.get(reverse("mfa_generate_recovery_codes")).content.decode()
    proven.post(reverse("mfa_generate_recovery_codes"))
    new = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert not {*old} & {*new}


@pytest.mark.usefixtures("mail_server")
def test_with_a_mail_server_an_unconfirmed_email_comes_first(client: Client, mira: User) -> None:
    client.force_login(mira)
    answer = client.get(reverse(APP), follow=True)
    assert answer.redirect_chain[-1][0] == reverse(INDEX)
    assert "confirm your email first" in answer.content.decode()


@pytest.mark.usefixtures("protected")
def test_a_code_proves_somebody_as_well_as_the_password(client: Client, protected: User) -> None:
    client.force_login(protected)
    page = client.get(reverse("account_reauthenticate")).content.decode()
    assert "Use a code" in page
    wanted = f"{reverse('mfa_reauthenticate')}?next={reverse(APP)}"
    assert client.post(wanted, {"code": "1"}).status_code == 422
    assert client.post(wanted, {"code": app_code(SECRET)})["Location"] == reverse(APP)


def test_a_change_is_mailed_in_plain_words(proven: Client, mira: User, mail_server: None) -> None:
    EmailAddress.objects.filter(user=mira).update(verified=True)
    make_passkey(mira)
    proven.post(reverse("mfa_remove_webauthn", args=[Authenticator.objects.get().pk]))
    [sent] = mail.outbox
    assert sent.subject == "A passkey was removed"
    assert "A passkey was removed from your account." in sent.body
    assert "!" not in sent.body


@pytest.mark.parametrize("passkeys", [1, 30])
def test_the_page_asks_the_same_of_the_database_for_any_number_of_passkeys(
    client: Client,
    protected: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    passkeys: int,
) -> None:
    for number in range(passkeys):
        make_passkey(protected, f"Key {number}")
    client.force_login(protected)
    with django_assert_num_queries(4):
        assert client.get(reverse(INDEX)).status_code == 200


@pytest.mark.parametrize("name", [pattern.name for pattern in urls.two_step])
def test_every_page_has_our_look(proven: Client, mira: User, name: str) -> None:
    TOTP.activate(mira, SECRET)
    RecoveryCodes.activate(mira)
    key = Authenticator.objects.get(type="totp").pk
    if "edit" in name or "remove" in name:
        key = make_passkey(mira).pk
    response = proven.get(reverse(name, args=[key] if "<int" in where(name) else []))
    if response.status_code == 302 or "download" in name:
        return
    names = {template.name for template in response.templates}
    assert "base.html" in names
    assert not [used for used in names if used and used.startswith("allauth/")]
    page = response.content.decode()
    assert page.count("<h1") == 1
    assert "placeholder=" not in page
    assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*(\ssrc=|json\"))", page)


def where(name: str) -> str:
    return next(str(pattern.pattern) for pattern in urls.two_step if pattern.name == name)
