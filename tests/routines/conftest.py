"""Somebody signed in, with a routine since 2 November 2026."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from routines.models import Routine, Step
from tests.factories import make_product, make_routine, make_step, make_user


@pytest.fixture
def tuesday_noon() -> Iterator[None]:
    """Stop the clock at noon of 24 November 2026."""
    with time_machine.travel("2026-11-24 12:00Z", tick=False):
        yield


@pytest.fixture
def user(db: None) -> User:
    return make_user()


@pytest.fixture
def routine(user: User) -> Routine:
    return make_routine(user, starts_on=date(2026, 11, 2))


@pytest.fixture
def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def serum(routine: Routine) -> Step:
    return make_step(routine, make_product("serum", "My Serum"))


@pytest.fixture
def evening(routine: Routine) -> Routine:
    """Make a sunscreen in the morning, and four steps of each evening."""
    make_step(routine, make_product("sunscreen", "Sun Fluid", spf=50, source="Its maker"), "AM")
    kinds = ("cleanser", "hydrating_toner", "serum", "moisturizer")
    for kind, name in zip(kinds, ("Wash", "Toner", "Serum", "Cream"), strict=True):
        make_step(routine, make_product(kind, name))
    return routine
