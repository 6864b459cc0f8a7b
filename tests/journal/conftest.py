"""A fixed day, and somebody who keeps a journal."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from tests.factories import make_user

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.fixture(autouse=True)
def _noon_of_today() -> Iterator[None]:
    with time_machine.travel("2026-11-24 12:00Z", tick=False):
        yield


@pytest.fixture
def user(db: None) -> User:
    return make_user()


@pytest.fixture
def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client
