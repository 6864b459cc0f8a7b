"""What goes on when the disk takes no more writes, or the cache is gone."""

import logging
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.factories import make_product, make_routine, make_step, make_user

PAGES = ["/today/", "/calendar/", "/routines/", "/products/", "/settings/"]
READ_ONLY = {
    "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
    "postgresql": (
        "SET default_transaction_read_only = on",
        "SET default_transaction_read_only = off",
    ),
}


@pytest.fixture
def reader(client: Client) -> Client:
    """Sign somebody in who has a routine."""
    user = make_user()
    make_step(make_routine(user, starts_on=date(2026, 1, 1)), make_product())
    client.force_login(user)
    return client


@pytest.fixture
def table_cache(settings: Settings) -> None:
    """Keep the cache in a table that is not there yet, as the site does by default."""
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache_under_test",
        },
    }


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def health(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/healthz")
    return answer.status_code, answer.json()


@pytest.mark.django_db(transaction=True)
def test_pages_are_read_while_nothing_can_be_written(
    reader: Client, table_cache: None, caplog: pytest.LogCaptureFixture
) -> None:
    call_command("createcachetable")
    assert health(reader) == (200, {"status": "ok"})
    stop_writes, allow_writes = READ_ONLY[connection.vendor]
    run(stop_writes)
    try:
        answers = [reader.get(page).status_code for page in PAGES]
        told = health(reader)
    finally:
        run(allow_writes)
        run("DROP TABLE cache_under_test")
    assert answers == [200] * len(PAGES)
    assert told == (503, {"status": "error"})


@pytest.mark.django_db(transaction=True)
def test_pages_are_read_and_health_is_told_without_a_cache(
    reader: Client, table_cache: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL, logger="skincare.health"):
        assert health(reader) == (503, {"status": "error"})
    assert [reader.get(page).status_code for page in PAGES] == [200] * len(PAGES)
