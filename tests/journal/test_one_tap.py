"""Facts of a day with one tap, and waxing, peels and laser."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from journal.models import Entry, Procedure
from tests.factories import make_user

MONDAY = date(2026, 11, 23)
NOTE = "/journal/2026-11-23/note/"
TREATMENTS = "/journal/2026-11-23/treatments/"
AHEAD = "/journal/2026-12-24/treatments/"
WAX = {"type": "wax", "area": "face"}


def tap(client: Client, fact: str) -> Any:
    return client.post(NOTE, {"fact": fact, "next": "/calendar/2026-11-23/"})


def entries(user: User) -> list[tuple[bool, bool, str]]:
    rows = Entry.objects.for_user(user).filter(date=MONDAY)
    return [(row.sweat, row.indoors, row.note) for row in rows]


def test_one_tap_notes_and_a_second_takes_back(signed_in: Client, user: User) -> None:
    assert tap(signed_in, "sweat")["Location"] == "/calendar/2026-11-23/"
    assert entries(user) == [(True, False, "")]
    tap(signed_in, "indoors")
    assert entries(user) == [(True, True, "")]
    page = signed_in.get("/calendar/2026-11-23/").content.decode()
    assert page.count('aria-pressed="true"') == 2
    tap(signed_in, "sweat")
    tap(signed_in, "indoors")
    assert entries(user) == []


def test_taking_back_leaves_what_else_was_written(signed_in: Client, user: User) -> None:
    Entry.objects.create(owner=user, date=MONDAY, note="Calm.", sweat=True)
    tap(signed_in, "sweat")
    assert entries(user) == [(False, False, "Calm.")]


def test_a_form_opened_before_a_tap_is_asked_about(signed_in: Client, user: User) -> None:
    Entry.objects.create(owner=user, date=MONDAY, note="Calm.")
    seen = signed_in.get("/journal/2026-11-23/").context["form"].initial["seen"]
    tap(signed_in, "indoors")
    answer = signed_in.post("/journal/2026-11-23/", {"note": "Typed.", "seen": seen})
    assert answer.status_code == 422


@pytest.mark.parametrize("fact", ["", "note", "version"])
def test_other_fields_are_not_toggled(signed_in: Client, user: User, fact: str) -> None:
    assert tap(signed_in, fact).status_code == 404
    assert entries(user) == []


def test_a_day_to_come_has_no_facts_yet(signed_in: Client, user: User) -> None:
    assert signed_in.post("/journal/2026-11-25/note/", {"fact": "sweat"}).status_code == 404
    assert b"aria-pressed" not in signed_in.get("/calendar/2026-11-25/").content


@pytest.mark.parametrize("address", [TREATMENTS, AHEAD])
def test_a_treatment_is_noted_shown_and_taken_back(
    signed_in: Client, user: User, address: str
) -> None:
    day = address.replace("journal", "calendar").replace("treatments/", "")
    for _time in range(2):
        assert signed_in.post(address, {**WAX, "next": day})["Location"] == day
    assert Procedure.objects.for_user(user).count() == 1
    for page in (day, address):
        assert "Waxing (Face)" in signed_in.get(page).content.decode()
    assert signed_in.post(address, {**WAX, "remove": "1"})["Location"] == address
    assert not Procedure.objects.for_user(user).exists()


@pytest.mark.parametrize("typed", [{"type": "", "area": "face"}, {"type": "spa", "area": "face"}])
def test_a_treatment_needs_its_kind(signed_in: Client, user: User, typed: dict[str, str]) -> None:
    answer = signed_in.post(TREATMENTS, {**typed, "next": "/today/"})
    assert answer.status_code == 422
    assert b'value="/today/"' in answer.content
    assert not Procedure.objects.for_user(user).exists()


def test_somebody_elses_day_stays_as_it_is(signed_in: Client) -> None:
    other = make_user()
    Entry.objects.create(owner=other, date=MONDAY, sweat=True)
    Procedure.objects.create(owner=other, date=MONDAY, **WAX)
    tap(signed_in, "sweat")
    signed_in.post(TREATMENTS, {**WAX, "remove": "1"})
    assert entries(other) == [(True, False, "")]
    assert Procedure.objects.for_user(other).count() == 1
