"""Reads whose SQL is written once answer what their query sets would."""

from datetime import date, timedelta
from unittest.mock import Mock

import pytest
from django.db.models import DateField, QuerySet
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.prepared import OWNER, Given, Prepared
from journal.models import Entry
from tests.factories import make_user

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)
SINCE = Given("since", DateField())


def entries() -> QuerySet[Entry]:
    return Entry.objects.for_user(OWNER).filter(date__gte=SINCE).order_by("date")


def write(user: User, *days: int) -> None:
    for ago in days:
        Entry.objects.create(owner=user, date=DAY - timedelta(days=ago), note=f"{ago} days ago")


def test_every_call_is_answered_for_its_own_person_and_days() -> None:
    read, first, second = Prepared(entries), make_user(), make_user()
    write(first, 1, 5)
    write(second, 3, 9)
    for user in (first, second, first):
        for ago in (0, 4, 10):
            since = DAY - timedelta(days=ago)
            plain = Entry.objects.for_user(user).filter(date__gte=since).order_by("date")
            assert read(owner=user.pk, since=since) == list(plain)


def test_rows_are_read_anew_and_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    read, user = Prepared(entries), make_user()
    assert read(owner=user.pk, since=DAY) == []
    write(user, 0)
    with django_assert_num_queries(1):
        [entry] = read(owner=user.pk, since=DAY)
        assert (entry.date, entry.note, entry.signs) == (DAY, "0 days ago", [])


def test_a_query_set_is_made_once() -> None:
    make, user = Mock(wraps=entries), make_user()
    read: Prepared[Entry] = Prepared(make)
    make.assert_not_called()
    read(owner=user.pk, since=DAY)
    read(owner=user.pk, since=DAY)
    make.assert_called_once_with()


def test_tuples_are_read_as_well_as_rows() -> None:
    read = Prepared(lambda: entries().values_list("date", "note"))
    user = make_user()
    write(user, 2)
    day = DAY - timedelta(days=2)
    assert read(owner=user.pk, since=day) == [(day, "2 days ago")]


def test_lists_are_read_as_written_and_each_row_has_its_own() -> None:
    read, user = Prepared(entries), make_user()
    write(user, 0, 1, 2)
    Entry.objects.filter(date=DAY).update(signs=["swelling"])
    found = read(owner=user.pk, since=DAY - timedelta(days=2))
    found[0].signs.append("hives")
    assert [entry.signs for entry in found] == [["hives"], [], ["swelling"]]


def test_a_value_that_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match="since"):
        Prepared(entries)(owner=1)
