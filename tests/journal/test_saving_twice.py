"""Double submits and two open tabs: one entry a day, and no words lost."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from accounts.models import User
from journal import services
from journal.models import Entry
from journal.services import EntryChangedError, entry_save
from journal.stamps import Stamp
from tests.journal.pages import seen_on

URL = "/journal/2026-11-23/"
MONDAY = date(2026, 11, 23)


def test_the_same_form_sent_twice_makes_one_entry(signed_in: Client) -> None:
    typed = {"overall": "1", "note": "Once.\r\nAgain.", "seen": seen_on(signed_in, URL)}
    assert [signed_in.post(URL, typed).status_code for _ in range(3)] == [302, 302, 302]
    entry = Entry.objects.get()
    assert (entry.note, entry.version) == ("Once.\r\nAgain.", 1)


def test_an_older_form_shows_both_texts_and_overwrites_nothing(signed_in: Client) -> None:
    older = seen_on(signed_in, URL)
    signed_in.post(URL, {"note": "The newer text.", "seen": older})
    response = signed_in.post(URL, {"note": "", "overall": "3", "seen": older})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Nothing is lost" in page
    assert "The newer text." in page
    assert page.count(" checked") == 1
    assert Entry.objects.get().note == "The newer text."


def test_saving_again_after_seeing_both_replaces_the_entry(signed_in: Client) -> None:
    older = seen_on(signed_in, URL)
    signed_in.post(URL, {"note": "First.", "seen": older})
    page = signed_in.post(URL, {"note": "Second.", "seen": older}).content.decode()
    assert "First." in page
    assert "Second." in page
    assert older not in page
    signed_in.post(
        URL, {"note": "Second.", "seen": page.split('name="seen" value="')[1].split('"')[0]}
    )
    assert Entry.objects.get().note == "Second."


def test_an_older_check_in_shows_both_texts_too(signed_in: Client) -> None:
    older = seen_on(signed_in, URL)
    signed_in.post(URL, {"note": "Newer.", "seen": older})
    typed = {"quick": "True", "note": "Older.", "seen": older}
    page = signed_in.post(URL, typed).content.decode()
    assert "Newer." in page
    assert "Older." in page
    assert Entry.objects.get().note == "Newer."


def test_a_form_whose_entry_was_deleted_meanwhile_makes_a_new_one(signed_in: Client) -> None:
    signed_in.post(URL, {"note": "Here."})
    seen = seen_on(signed_in, URL)
    signed_in.post(f"{URL}delete/")
    assert signed_in.post(URL, {"note": "Here again.", "seen": seen}).status_code == 302
    assert Entry.objects.get().note == "Here again."


def test_a_form_of_a_deleted_entry_does_not_pass_for_its_successor(signed_in: Client) -> None:
    signed_in.post(URL, {"note": "One."})
    seen = seen_on(signed_in, URL)
    signed_in.post(f"{URL}delete/")
    signed_in.post(URL, {"note": "Two."})
    assert signed_in.post(URL, {"note": "Three.", "seen": seen}).status_code == 422


def beaten(monkeypatch: pytest.MonkeyPatch, note: str) -> None:
    """Let the first attempt to write find that another request made the row a moment before."""
    write, attempts = services._write, []

    def first_loses(owner: User, *rest: Any) -> Entry:
        attempts.append(rest)
        if len(attempts) == 1:
            Entry.objects.create(owner=owner, date=MONDAY, note=note, version=1)
            raise IntegrityError
        return write(owner, *rest)

    monkeypatch.setattr(services, "_write", first_loses)


def test_the_loser_of_a_race_with_the_same_answers_is_content(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    beaten(monkeypatch, "Same.")
    seen = Stamp.of(Entry(owner=user, date=MONDAY))
    entry = entry_save(owner=user, day=MONDAY, answers={"note": "Same."}, seen=seen)
    assert (entry, entry.version) == (Entry.objects.get(), 1)


def test_the_loser_of_a_race_with_other_answers_is_told(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    beaten(monkeypatch, "Theirs.")
    seen = Stamp.of(Entry(owner=user, date=MONDAY))
    with pytest.raises(EntryChangedError) as changed:
        entry_save(owner=user, day=MONDAY, answers={"note": "Ours."}, seen=seen)
    assert changed.value.saved.note == "Theirs."
    assert Entry.objects.get().note == "Theirs."


@pytest.mark.parametrize("score", ["overall", "redness", "dryness", "breakouts", "irritation"])
def test_the_database_refuses_a_score_off_the_scale(user: User, score: str) -> None:
    with pytest.raises(IntegrityError, match=f"entry_{score}_is_one_of_four"):
        Entry.objects.create(owner=user, date=MONDAY, **{score: 4})


def test_the_database_refuses_a_second_entry_for_a_day(user: User) -> None:
    Entry.objects.create(owner=user, date=MONDAY, overall=0)
    with pytest.raises(IntegrityError):
        Entry.objects.create(owner=user, date=MONDAY, overall=1)
