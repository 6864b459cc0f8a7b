"""What the page of one day's entry does."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from journal.models import Entry
from journal.selectors import entry_for
from tests.factories import make_user

MONDAY = date(2026, 11, 23)
URL = "/journal/2026-11-23/"
FULL = {
    "overall": "0",
    "redness": "1",
    "dryness": "2",
    "breakouts": "3",
    "irritation": "3",
    "signs": ["blisters", "hives"],
    "damage": ["cut", "sunburn"],
    "damage_until": "2026-11-25",
    "sweat": "on",
    "indoors": "on",
    "factors": ["travel", "stress"],
    "note": "Tight after the walk.",
}
BLANK: dict[str, object] = {
    "overall": None,
    "redness": None,
    "dryness": None,
    "breakouts": None,
    "irritation": None,
    "signs": [],
    "damage": [],
    "damage_until": None,
    "sweat": False,
    "indoors": False,
    "factors": [],
    "note": "",
}
SAVED_FULL: dict[str, object] = {
    "overall": 0,
    "redness": 1,
    "dryness": 2,
    "breakouts": 3,
    "irritation": 3,
    "signs": ["blisters", "hives"],
    "damage": ["sunburn", "cut"],
    "damage_until": date(2026, 11, 25),
    "sweat": True,
    "indoors": True,
    "factors": ["travel", "stress"],
    "note": "Tight after the walk.",
}


def saved(user: User, day: date = MONDAY) -> dict[str, object]:
    row: dict[str, object] = Entry.objects.for_user(user).filter(date=day).values(*BLANK).get()
    return row


@pytest.mark.parametrize(
    ("posted", "expected"),
    [
        pytest.param(FULL, SAVED_FULL, id="everything"),
        pytest.param({"overall": "1"}, {"overall": 1}, id="one word"),
        pytest.param({"note": "Calm."}, {"note": "Calm."}, id="a note alone"),
        pytest.param({"dryness": "0"}, {"dryness": 0}, id="none is an answer"),
        pytest.param({"sweat": "on"}, {"sweat": True}, id="sweat alone"),
        pytest.param({"indoors": "on"}, {"indoors": True}, id="indoors alone"),
        pytest.param({"damage": ["cut"]}, {"damage": ["cut"]}, id="damage of one day"),
        pytest.param(
            {"factors": ["stress", "travel", "stress"]},
            {"factors": ["travel", "stress"]},
            id="each factor once, in the order shown",
        ),
        pytest.param({"signs": ["hives"]}, {"signs": ["hives"]}, id="a sign without stinging"),
    ],
)
def test_a_post_saves_exactly_what_was_posted(
    signed_in: Client, user: User, posted: dict[str, Any], expected: dict[str, object]
) -> None:
    response = signed_in.post(URL, posted)
    assert (response.status_code, response["Location"]) == (302, URL)
    assert saved(user) == BLANK | expected


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        pytest.param({}, "Nothing is noted yet", id="nothing"),
        pytest.param({"note": "  \n "}, "Nothing is noted yet", id="blanks only"),
        pytest.param({"overall": "4"}, "Select a valid choice", id="a word there is not"),
        pytest.param({"irritation": "-1"}, "Select a valid choice", id="below the scale"),
        pytest.param({"damage": ["bruise"]}, "Select a valid choice", id="unknown damage"),
        pytest.param(
            {"overall": "1", "damage_until": "2026-11-25"},
            "Choose what it is",
            id="end of nothing",
        ),
        pytest.param(
            {"damage": ["cut"], "damage_until": "2026-11-22"}, "this day or a later", id="past end"
        ),
        pytest.param({"signs": ["fever"]}, "Select a valid choice", id="an unknown sign"),
        pytest.param({"factors": ["moon"]}, "Select a valid choice", id="an unknown factor"),
        pytest.param({"note": "x" * 5001}, "at most 5000 characters", id="a long note"),
        pytest.param({"note": "a\0b"}, "Null characters", id="a null character"),
    ],
)
def test_a_wrong_post_is_answered_422_and_saves_nothing(
    signed_in: Client, posted: dict[str, Any], words: str
) -> None:
    response = signed_in.post(URL, posted)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Entry.objects.exists()


def test_saving_again_changes_the_entry_and_can_take_an_answer_back(
    signed_in: Client, user: User
) -> None:
    signed_in.post(URL, FULL)
    assert "Not noted" in signed_in.get(URL).content.decode()
    signed_in.post(URL, {"overall": "", "note": "Better."})
    assert saved(user) == BLANK | {"note": "Better."}
    assert "Not noted" not in signed_in.get(URL).content.decode()


def test_the_check_in_leaves_the_rest_of_the_entry_alone(signed_in: Client, user: User) -> None:
    signed_in.post(URL, FULL)
    signed_in.post(URL, {"quick": "True", "overall": "2", "note": ""})
    assert saved(user) == SAVED_FULL | {"overall": 2, "note": ""}


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/today/?session=PM", "/today/?session=PM"),
        ("https://elsewhere.example/", URL),
        ("//elsewhere.example/", URL),
        ("javascript:alert(1)", URL),
        ("", URL),
    ],
)
def test_the_check_in_leads_back_within_this_site_only(
    signed_in: Client, back: str, leads_to: str
) -> None:
    response = signed_in.post(URL, {"quick": "True", "overall": "2", "next": back})
    assert response["Location"] == leads_to


def test_a_wrong_check_in_is_answered_422_with_what_was_typed(signed_in: Client) -> None:
    response = signed_in.post(
        URL, {"quick": "True", "overall": "9", "note": "Typed.", "next": "/x"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Typed." in page
    assert 'value="/x"' in page


def test_the_page_shows_what_is_saved_and_opens_the_details(signed_in: Client) -> None:
    signed_in.post(URL, FULL)
    page = signed_in.get(URL).content.decode()
    assert "Tight after the walk." in page
    assert '<details class="editor" open>' in page
    assert page.count(" checked") == 5 + 2 + 2 + 2 + 2  # words, signs, damage, factors, taps


def test_details_stay_closed_while_only_the_first_rows_are_answered(signed_in: Client) -> None:
    signed_in.post(URL, {"overall": "1", "note": "Fine."})
    assert '<details class="editor">' in signed_in.get(URL).content.decode()


@pytest.mark.parametrize(
    ("posted", "asks", "advises"),
    [
        ({"irritation": "2"}, False, False),
        ({"irritation": "3"}, True, False),
        ({"irritation": "3", "signs": ["breathing"]}, True, True),
        ({"irritation": "1", "signs": ["hives"]}, True, True),
    ],
)
@pytest.mark.parametrize("by_htmx", [True, False], ids=["at once", "after saving"])
def test_signs_are_asked_when_it_stings_strongly_and_answered_with_advice(
    signed_in: Client, posted: dict[str, Any], *, asks: bool, advises: bool, by_htmx: bool
) -> None:
    if by_htmx:
        page = signed_in.post(URL, posted, headers={"HX-Request": "true"}).content.decode()
        assert not Entry.objects.exists()
    else:
        page = signed_in.post(URL, posted, follow=True).content.decode()
    assert ("Any of these?" in page) is asks
    assert ("Stop the products and get medical help" in page) is advises


def test_a_day_to_come_is_refused_kindly(signed_in: Client) -> None:
    response = signed_in.get("/journal/2026-11-25/")
    assert response.status_code == 404
    assert "You can note this from Wednesday 25 November 2026 on." in response.content.decode()


def test_a_note_for_a_day_to_come_is_kept_on_the_page_and_not_saved(signed_in: Client) -> None:
    response = signed_in.post("/journal/2026-11-25/", {"note": "Too early."})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Too early." in page
    assert "from Wednesday 25 November 2026 on" in page
    assert not Entry.objects.exists()


def test_today_is_the_date_where_the_person_is(client: Client, db: None) -> None:
    client.force_login(make_user(time_zone="Pacific/Kiritimati"))  # 14 hours ahead
    assert client.get("/journal/2026-11-25/").status_code == 200
    assert client.get("/journal/2026-11-26/").status_code == 404


@pytest.mark.parametrize("url", ["/journal/2026-02-30/", "/journal/1969-12-31/", "/journal/x/"])
def test_an_impossible_date_is_no_page(signed_in: Client, url: str) -> None:
    assert signed_in.get(url).status_code == 404


@pytest.mark.parametrize(
    ("url", "there", "absent"),
    [
        (URL, ["/journal/2026-11-22/", "/journal/2026-11-24/"], []),
        ("/journal/2026-11-24/", ["/journal/2026-11-23/"], ["/journal/2026-11-25/"]),
        ("/journal/1970-01-01/", ["/journal/1970-01-02/"], ["/journal/1969-12-31/"]),
    ],
)
def test_neighbouring_days_are_linked_up_to_today(
    signed_in: Client, url: str, there: list[str], absent: list[str]
) -> None:
    page = signed_in.get(url).content.decode()
    assert all(f'href="{link}"' in page for link in there)
    assert not any(f'href="{link}"' in page for link in absent)


def test_deleting_asks_first_and_then_removes_that_entry_only(
    signed_in: Client, user: User
) -> None:
    signed_in.post(URL, {"note": "Gone soon."})
    signed_in.post("/journal/2026-11-22/", {"note": "Stays."})
    assert "Gone soon." in signed_in.get(f"{URL}delete/").content.decode()
    assert entry_for(user, MONDAY) is not None
    assert signed_in.post(f"{URL}delete/")["Location"] == "/journal/"
    assert list(Entry.objects.values_list("note", flat=True)) == ["Stays."]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_entry_is_as_missing_as_none(
    signed_in: Client, client: Client, user: User, method: str
) -> None:
    other = make_user()
    Entry.objects.create(owner=other, date=MONDAY, note="Mine alone.")
    response = getattr(signed_in, method)(f"{URL}delete/")
    nothing = getattr(signed_in, method)("/journal/2026-11-20/delete/")
    assert (response.status_code, nothing.status_code) == (404, 404)
    assert "Mine alone." not in signed_in.get(URL).content.decode()
    signed_in.post(URL, {"note": "Ours differ."})
    assert saved(other) == BLANK | {"note": "Mine alone."}
    assert saved(user) == BLANK | {"note": "Ours differ."}


@pytest.mark.parametrize("path", ["", "2026-11-23/", "2026-11-23/delete/"])
def test_somebody_signed_out_is_asked_to_sign_in(client: Client, db: None, path: str) -> None:
    response = client.get(f"/journal/{path}")
    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next=/journal/{path}"


@pytest.mark.parametrize(("path", "method"), [("", "post"), ("2026-11-23/", "delete")])
def test_other_methods_are_refused(signed_in: Client, path: str, method: str) -> None:
    assert getattr(signed_in, method)(f"/journal/{path}").status_code == 405
