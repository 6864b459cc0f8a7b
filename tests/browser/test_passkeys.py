"""Passkeys from end to end with a virtual authenticator, and every page of account safety."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from playwright.sync_api import CDPSession, Page, expect

from accounts.models import User
from tests.browser.conftest import OpenPage, assert_accessible, assert_no_barrier
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "three unrelated words"
TWO_STEP = "/accounts/two-step/"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


class Device:
    """A phone or computer that holds passkeys, plugged into a page."""

    def __init__(self, page: Page) -> None:
        self.chromium: CDPSession = page.context.new_cdp_session(page)
        self.chromium.send("WebAuthn.enable")
        made = self.chromium.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.number = {"authenticatorId": made["authenticatorId"]}

    def passkeys(self) -> int:
        return len(self.chromium.send("WebAuthn.getCredentials", self.number)["credentials"])

    def recognises(self, *, person: bool) -> None:
        """Let the person's fingerprint fail, or do, from now on."""
        told = {**self.number, "isUserVerified": person}
        self.chromium.send("WebAuthn.setUserVerified", told)


@pytest.fixture
def mira() -> User:
    cache.clear()
    user = make_user("mira@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    return user


def sign_in_with_password(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("mira@example.org")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()


def add_passkey(page: Page, name: str) -> None:
    page.goto(f"{TWO_STEP}passkeys/add/")
    password = page.get_by_role("textbox", name="Password")
    if password.count():
        password.fill(PASSWORD)
        page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Make the passkey").click()


@pytest.fixture
def page(open_page: OpenPage, mira: User) -> Page:
    window = open_page(390, 844)
    sign_in_with_password(window)
    expect(window).to_have_url("/today/")
    return window


def test_a_passkey_is_added_and_signs_in_without_a_password(page: Page, mira: User) -> None:
    device = Device(page)
    add_passkey(page, "My phone")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert device.passkeys() == 1
    sign_out(page)
    page.goto("/accounts/login/?next=/rules/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url("/rules/")
    page.goto(TWO_STEP)
    expect(page.get_by_role("heading", name="My phone")).to_be_visible()
    assert Authenticator.objects.get(type="webauthn").last_used_at


def test_with_a_passkey_the_password_alone_is_not_enough(page: Page) -> None:
    Device(page)
    add_passkey(page, "My phone")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    sign_out(page)
    sign_in_with_password(page)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url("/today/")


def test_a_passkey_proves_somebody_once_more_where_something_matters(page: Page) -> None:
    Device(page)
    add_passkey(page, "My phone")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url("/today/")
    page.goto("/settings/delete/")
    page.get_by_role("link", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Your passkey, please")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Delete my account")).to_be_visible()


def test_a_passkey_that_was_removed_here_is_refused_in_words(page: Page) -> None:
    Device(page)
    add_passkey(page, "My phone")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.goto(TWO_STEP)
    page.get_by_role("link", name="Remove My phone").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="My phone")).to_have_count(0)
    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("#live")).to_have_text("That was not accepted. Please try again.")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_finger_that_is_not_recognised_is_told_and_can_try_again(page: Page) -> None:
    device = Device(page)
    device.recognises(person=False)
    add_passkey(page, "My phone")
    expect(page.get_by_role("alert").filter(has_text="No passkey came")).to_be_visible()
    assert_accessible(page)
    assert not Authenticator.objects.exists()
    device.recognises(person=True)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()


def test_enter_in_the_name_makes_the_passkey_too(page: Page) -> None:
    device = Device(page)
    page.goto(f"{TWO_STEP}passkeys/add/")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name").press("Enter")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert device.passkeys() == 1
    assert Authenticator.objects.get(type="webauthn").data["name"] == "Passkey 1"


def test_without_javascript_no_passkey_button_is_shown(open_page: OpenPage) -> None:
    page = open_page(390, 844, javascript=False)
    page.goto("/accounts/login/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()


def test_every_page_of_account_safety_is_accessible_and_fits_a_phone(
    open_page: OpenPage, mira: User
) -> None:
    page = open_page(390, 844)
    for address in ("/privacy/", "/accounts/login/"):
        page.goto(address)
        assert_no_barrier(page)
    sign_in_with_password(page)
    page.goto(f"{TWO_STEP}app/")
    assert_no_barrier(page)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    assert_no_barrier(page)
    TOTP.activate(mira, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(mira)
    for tail in ("", "app/remove/", "codes/", "codes/new/", "passkeys/add/", "confirm/"):
        page.goto(TWO_STEP + tail)
        assert_no_barrier(page)
    for tail in ("", "sessions/", "delete/"):
        page.goto(f"/settings/{tail}")
        assert_no_barrier(page)
