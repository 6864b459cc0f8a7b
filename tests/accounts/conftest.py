"""Somebody to sign in, and a mail server to switch on."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.factories import make_user

PASSWORD = "three unrelated words"


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    cache.clear()


@pytest.fixture
def mira(db: None) -> User:
    user = make_user("mira@example.org", password=PASSWORD, name="Mira")
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    return user


@pytest.fixture
def mail_server(settings: Settings) -> None:
    """Set what skincare/settings.py sets where EMAIL_URL names a server."""
    settings.HAS_MAIL = True
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    settings.ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = True
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False


@pytest.fixture
def proven(client: Client, mira: User) -> Client:
    """Mira's browser, a moment after she typed her password once more."""
    client.post("/accounts/login/", {"login": mira.email, "password": PASSWORD})
    answer = client.post("/accounts/reauthenticate/?next=/settings/", {"password": PASSWORD})
    assert answer["Location"] == "/settings/"
    return client
