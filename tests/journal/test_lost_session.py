"""What was typed comes back to the person who typed it after their session was lost."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from journal.drafts import draft_rescue
from journal.models import Entry
from tests.factories import make_user
from tests.journal.pages import seen_on, text_of

URL = "/journal/2026-11-23/"
TYPED: dict[str, object] = {
    "overall": "2",
    "irritation": "3",
    "signs": ["hives"],
    "note": "Tight & <sore>.",
}
BACK = "What you typed before is here"


def rescuing(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Stand in for the site's CSRF failure view."""
    return draft_rescue(request) or render(request, "403_csrf.html", status=403)


@pytest.fixture
def typed(signed_in: Client) -> dict[str, object]:
    return TYPED | {"seen": seen_on(signed_in, URL)}


def test_what_was_typed_is_on_the_page_after_signing_in_again(
    client: Client, user: User, typed: dict[str, object]
) -> None:
    user.set_password("a-long-password")
    user.save()
    client.logout()
    sign_in = client.post(URL, typed)
    assert sign_in["Location"] == f"/accounts/login/?next={URL}"
    assert "What you wrote will be there again." in text_of(client, sign_in["Location"])
    entered = client.post(
        sign_in["Location"], {"login": user.email, "password": "a-long-password"}
    )
    assert entered["Location"] == URL
    page = client.get(URL).content.decode()
    assert BACK in page
    assert "Tight &amp; &lt;sore&gt;." in page
    assert page.count(" checked") == 3
    assert not Entry.objects.exists()


def test_a_draft_stays_until_it_is_saved(
    client: Client, user: User, typed: dict[str, object]
) -> None:
    client.logout()
    client.post(URL, typed)
    client.force_login(user)
    assert BACK in text_of(client, URL)
    assert BACK in text_of(client, URL)
    assert "Tight" not in text_of(client, f"{URL}?saved")
    assert BACK not in text_of(client, "/journal/2026-11-22/")
    client.post(URL, typed)
    assert BACK not in text_of(client, URL)
    assert Entry.objects.get().note == TYPED["note"]


def test_saving_one_day_leaves_the_draft_of_another(
    client: Client, user: User, typed: dict[str, object]
) -> None:
    client.logout()
    client.post(URL, typed)
    client.force_login(user)
    client.post("/journal/2026-11-22/", {"overall": "1"})
    assert BACK in text_of(client, URL)


def test_a_draft_is_gone_with_the_entry(
    client: Client, user: User, typed: dict[str, object]
) -> None:
    Entry.objects.create(owner=user, date="2026-11-23", overall=1)
    client.logout()
    client.post(URL, typed)
    client.force_login(user)
    client.post(f"{URL}delete/")
    assert BACK not in text_of(client, URL)


def test_nobody_else_who_signs_in_sees_a_draft(client: Client, typed: dict[str, object]) -> None:
    client.logout()
    client.post(URL, typed)
    client.force_login(make_user())
    assert "Tight" not in text_of(client, URL)


def test_a_draft_whose_entry_changed_meanwhile_is_asked_about(
    client: Client, user: User, typed: dict[str, object]
) -> None:
    client.logout()
    client.post(URL, typed)
    client.force_login(user)
    elsewhere = Client()
    elsewhere.force_login(user)
    elsewhere.post(URL, {"note": "From my phone."})
    response = client.post(URL, typed)
    assert response.status_code == 422
    assert "From my phone." in response.content.decode()


@pytest.mark.parametrize("note", ["x" * 6_000, "x" * 40_000])
def test_even_a_note_that_is_too_long_comes_back(
    client: Client, user: User, typed: dict[str, object], note: str
) -> None:
    client.logout()
    client.post(URL, typed | {"note": note})
    client.force_login(user)
    assert note in text_of(client, URL)


def test_the_session_holds_a_few_drafts_of_sane_length(client: Client, db: None) -> None:
    for day in range(10, 20):
        client.post(f"/journal/2026-11-{day}/", {"note": "x", "csrfmiddlewaretoken": "t"})
    client.post(URL, {"note": "x" * 60_000})
    kept = client.session["journal_drafts"]
    assert list(kept) == [f"2026-11-{day}" for day in range(13, 20)]
    assert {draft["typed"] for draft in kept.values()} == {"note=x"}


@pytest.mark.parametrize("signed_out", [True, False])
def test_a_form_with_an_old_token_leads_back_to_itself_unsaved(
    user: User, settings: Settings, *, signed_out: bool
) -> None:
    settings.CSRF_FAILURE_VIEW = "tests.journal.test_lost_session.rescuing"
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    typed = TYPED | {"seen": seen_on(client, URL)}
    if signed_out:
        client.cookies.clear()
    response = client.post(URL, typed)
    assert (response.status_code, response["Location"]) == (302, URL)
    client.force_login(user)
    page = text_of(client, URL)
    assert BACK in page
    assert "Tight & <sore>." in page
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("url", "whose"),
    [
        pytest.param(URL, "nobody", id="not made here"),
        pytest.param(URL, "another", id="made for another person"),
        pytest.param(f"{URL}delete/", "own", id="another form"),
    ],
)
def test_other_forms_without_a_token_are_refused_as_ever(
    user: User, settings: Settings, url: str, whose: str
) -> None:
    settings.CSRF_FAILURE_VIEW = "tests.journal.test_lost_session.rescuing"
    client, other = Client(enforce_csrf_checks=True), Client()
    other.force_login(user if whose == "own" else make_user())
    client.force_login(user)
    seen = "forged" if whose == "nobody" else seen_on(other, URL)
    assert client.post(url, TYPED | {"seen": seen}).status_code == 403
    assert BACK not in text_of(client, URL)
