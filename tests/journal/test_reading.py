"""The list, what other pages read from the journal, and what it costs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from journal.models import Entry, Procedure
from journal.selectors import SkinNote, diary_between, entry_for, entry_or_blank
from tests.factories import make_user
from tests.journal.pages import text_of

NOV_1, NOV_23, NOV_30 = date(2026, 11, 1), date(2026, 11, 23), date(2026, 11, 30)
SESSION_AND_USER, COUNT, ENTRIES = 2, 1, 1


def note(user: User, day: date, **answers: object) -> Entry:
    return Entry.objects.create(owner=user, date=day, **({"overall": 1} | answers))


def test_an_empty_journal_offers_to_note_today(signed_in: Client) -> None:
    page = text_of(signed_in, "/journal/")
    assert "No entries yet" in page
    assert 'href="/journal/2026-11-24/"' in page


def test_before_the_night_ends_today_is_last_evening(client: Client, db: None) -> None:
    client.force_login(make_user(time_zone="Pacific/Kiritimati", night_ends_hour=3))
    assert 'href="/journal/2026-11-24/"' in text_of(client, "/journal/")  # 02:00 on the 25th


def test_the_list_is_by_month_newest_first_and_leaves_gaps_out(
    signed_in: Client, user: User
) -> None:
    note(user, date(2026, 10, 30), note="Autumn wind.", redness=0, factors=["cold_wind"])
    note(user, NOV_23, irritation=3, signs=["hives"], sweat=True)
    note(make_user(), date(2026, 11, 22), note="Not yours.")
    page = text_of(signed_in, "/journal/")
    order = ["November 2026", "Monday 23 November", "October 2026", "Friday 30 October"]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)
    for words in ("Autumn wind.", "Redness: none", "Cold wind", "Stinging: strong", "Hives"):
        assert words in page
    assert "22 November" not in page
    assert "Not yours." not in page


def test_the_list_is_paged(signed_in: Client, user: User) -> None:
    for days in range(31):
        note(user, NOV_23 - timedelta(days))
    assert "24 October" not in text_of(signed_in, "/journal/")
    assert "24 October" in text_of(signed_in, "/journal/?page=2")
    assert signed_in.get("/journal/?page=nonsense").status_code == 200


def entries(user: User, number: int) -> None:
    days = (NOV_23 - timedelta(number) for number in range(number))
    Entry.objects.bulk_create(Entry(owner=user, date=day, overall=1) for day in days)


@pytest.mark.parametrize("number", [1, 1000])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/journal/", SESSION_AND_USER + COUNT + ENTRIES),
        ("/journal/2026-11-23/", SESSION_AND_USER + ENTRIES),
        ("/journal/2026-11-23/delete/", SESSION_AND_USER + ENTRIES),
    ],
)
def test_a_page_asks_the_same_few_questions_of_a_long_journal(
    signed_in: Client,
    user: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    *,
    url: str,
    queries: int,
) -> None:
    entries(user, number)
    with django_assert_num_queries(queries):
        assert signed_in.get(url).status_code == 200


@pytest.mark.parametrize("number", [1, 1000])
def test_each_selector_asks_once(
    user: User, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    entries(user, number)
    with django_assert_num_queries(2):
        assert entry_for(user, NOV_23)
        assert len(diary_between(user, NOV_1, NOV_30).notes) == min(number, 23)


def test_damage_is_read_for_as_long_as_it_lasts(user: User) -> None:
    cut: dict[str, object] = {"damage": ["cut"]}
    note(user, NOV_1 - timedelta(9), **cut, damage_until=NOV_1 - timedelta(1))
    note(user, NOV_1 - timedelta(8), **cut, damage_until=NOV_1)
    note(user, NOV_1 - timedelta(7), **cut)
    note(user, NOV_1, **cut)
    note(user, NOV_23, damage_until=NOV_30)
    notes = diary_between(user, NOV_1, NOV_30).notes
    assert [(one.date, one.damage, one.damage_until) for one in notes] == [
        (NOV_1 - timedelta(8), ("cut",), NOV_1),
        (NOV_1, ("cut",), NOV_1),
        (NOV_23, (), None),
    ]


def test_treatments_come_with_the_notes_on_their_days(user: User) -> None:
    for day in (NOV_1 - timedelta(1), NOV_1, NOV_23, NOV_30 + timedelta(1)):
        Procedure.objects.create(owner=user, date=day, type="laser")
    Procedure.objects.create(owner=user, date=NOV_23, type="wax", area="body")
    Procedure.objects.create(owner=make_user(), date=NOV_23, type="peel")
    note(user, NOV_23)
    diary = diary_between(user, NOV_1, NOV_30)
    face, body = (NOV_23, "laser", "face"), (NOV_23, "wax", "body")
    assert sorted(diary.treatments) == [(NOV_1, "laser", "face"), face, body]
    assert [one.date for one in diary.notes] == [NOV_23]


def test_other_pages_read_only_the_days_they_ask_for_and_only_their_own(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    outside = [note(user, NOV_1 - timedelta(1)), note(user, NOV_30 + timedelta(1))]
    note(make_user(), NOV_23)
    note(user, NOV_30, irritation=2, signs=["hives", "swelling"], indoors=True)
    note(user, NOV_1, sweat=True)
    assert len(outside) == 2
    nothing = SkinNote(NOV_1, 0, (), (), None, sweat=False, indoors=False)
    assert diary_between(user, NOV_1, NOV_30).notes == [
        replace(nothing, sweat=True),
        replace(nothing, date=NOV_30, irritation=2, signs=("hives", "swelling"), indoors=True),
    ]
    assert entry_for(user, NOV_23) is None
    assert entry_or_blank(user, NOV_23).pk is None
    with django_assert_num_queries(0):
        assert entry_or_blank(user, NOV_1, known=False).pk is None
