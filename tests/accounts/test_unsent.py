"""What somebody sent while signed out is offered to them again, and to nobody else."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.unsent import whose
from journal.models import Entry
from products.models import Product
from routines.models import Routine
from tests.accounts.conftest import PASSWORD
from tests.factories import make_user

URL = "/journal/2026-11-23/"
TYPED: dict[str, object] = {
    "overall": "2",
    "signs": ["swelling", "hives"],
    "note": "Tight & <sore>.\nSince noon.",
}
OFFER = "you were signed out when you sent it"
HELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture(autouse=True)
def _day_after_the_entry() -> Iterator[None]:
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False):
        yield


@pytest.fixture
def browser(client: Client, mira: User) -> Client:
    """Mira's, signed in."""
    client.force_login(mira)
    return client


def text_of(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def owned(client: Client, url: str, typed: dict[str, object]) -> dict[str, object]:
    """Return what the form of a page sends: what is typed, and whose it is."""
    found = re.search(r'name="whose" value="([^"]+)"', client.get(url).content.decode())
    assert found
    return typed | {"whose": found[1]}


def offer_on(client: Client, url: str) -> tuple[str, dict[str, list[str]]]:
    """Return where the button "Send it again" of a page sends what."""
    page = client.get(url).content.decode().partition('aria-labelledby="unsent-')[2]
    form = page.partition("<form ")[2].partition("</form>")[0]
    button = re.search(r'name="unsent" value="(\w+)"', form)
    assert button
    fields: dict[str, list[str]] = {"unsent": [button[1]]}
    for name, value in HELD.findall(form):
        fields.setdefault(name, []).append(unescape(value))
    return unescape(form.split('action="')[1].split('"')[0]), fields


def test_a_form_is_there_again_after_signing_in_and_saved_with_one_press(
    browser: Client, mira: User
) -> None:
    typed = owned(browser, URL, TYPED)
    browser.logout()
    led = browser.post(URL, typed)
    assert led["Location"] == f"/accounts/login/?next={URL}"
    assert "What you sent is kept" in text_of(browser, led["Location"])
    entered = browser.post(led["Location"], {"login": mira.email, "password": PASSWORD})
    page = text_of(browser, entered["Location"])
    assert OFFER in page
    assert "<dt>Any of these?</dt><dd>Swelling, Hives</dd>" in page
    assert "Tight & <sore>.<br>Since noon." in page
    assert not Entry.objects.exists()
    address, fields = offer_on(browser, "/today/")  # on whichever page they are
    assert browser.post(address, fields)["Location"] == URL
    entry = Entry.objects.get()
    assert (entry.overall, entry.signs, entry.note) == (2, TYPED["signs"], TYPED["note"])
    assert OFFER not in text_of(browser, URL)


# The page, where its form goes, and what is typed.
FORMS: dict[str, tuple[str, dict[str, object], Any]] = {
    "an own product": ("/products/suggest/", {"name": "Mine", "kind": "serum"}, Product),
    "a routine": ("/routines/", {"name": "Travel"}, Routine),
    "a first routine": ("/start/", {"am": ["sunscreen"]}, Routine),
}


@pytest.mark.parametrize("what", FORMS)
def test_every_form_that_needs_its_person_is_kept(browser: Client, mira: User, what: str) -> None:
    page, typed, model = FORMS[what]
    sent = owned(browser, page, typed)
    browser.logout()
    browser.post(page, sent)
    browser.force_login(mira)
    assert not model.objects.exists()
    address, fields = offer_on(browser, page)
    browser.post(address, fields)
    assert model.objects.get().owner == mira


# The page, what its form sends, and what is told of it.
TOLD: dict[str, tuple[str, dict[str, object], dict[str, str]]] = {
    "numbers and a kind": (
        "/products/suggest/",
        {"name": "Mine", "kind": "sheet_mask", "size_ml": "25,5", "spf": ""},
        {"Name": "Mine", "Kind": "Sheet mask", "Size in ml": "25,5"},
    ),
    "days and a tick": (
        "/settings/skin/",
        {"eczema": "on", "trying_from": "2026-11-02", "birth_date": "as a child"},
        {
            "I have eczema": "Yes",
            "Trying for a baby since": "Nov. 2, 2026",
            "Date of birth": "as a child",
        },
    ),
    "hidden fields, and a choice that there is not": (
        URL,
        {"seen": "a1", "next": "/today/", "overall": "2", "redness": "9", "more": "x"},
        {"Overall": "A bit off"},
    ),
    "only what the form asks for": (
        f"/routines/1/steps/{uuid4()}/",
        {"mode": "daily", "weekdays": ["0", "3"], "period": "4", "session": "AM"},
        {"Repeat": "Every day", "Session": "Morning"},
    ),
    "a button": ("/today/tick/", {"line": "a", "session": "AM"}, {}),
}


@pytest.mark.parametrize("what", TOLD)
def test_it_is_told_in_the_words_of_its_page(client: Client, mira: User, what: str) -> None:
    address, sent, told = TOLD[what]
    client.post(address, sent | {"whose": whose(mira.pk)})
    client.force_login(mira)
    part = text_of(client, "/rules/").partition('aria-labelledby="unsent-')[2]
    words = re.findall(r"<dt>(.+?)</dt><dd>(.+?)</dd>", part.partition("<form ")[0])
    assert dict(words) == told


def test_settings_and_a_tick_sent_by_htmx_are_kept_and_lead_back(
    browser: Client, mira: User
) -> None:
    sent = owned(browser, "/settings/", {"name": "M.", "next": "/today/?session=PM"})
    browser.logout()
    by_htmx = {"HX-Request": "true"}
    tick = browser.post("/today/tick/", sent, headers=by_htmx)
    assert tick["Location"] == "/accounts/login/?next=/today/%3Fsession%3DPM"
    browser.post("/settings/", sent)
    browser.force_login(mira)
    assert text_of(browser, "/settings/").count(OFFER) == 2


def test_what_is_refused_when_sent_again_comes_back_with_all_that_was_typed(
    browser: Client, mira: User
) -> None:
    sent = owned(browser, URL, TYPED | {"note": "x" * 6_000})
    browser.logout()
    browser.post(URL, sent)
    browser.force_login(mira)
    page = browser.post(*offer_on(browser, URL))
    assert page.status_code == 422
    assert "x" * 6_000 in page.content.decode()
    assert OFFER not in page.content.decode()


def test_a_form_stays_until_it_is_sent_or_thrown_away(browser: Client, mira: User) -> None:
    sent = owned(browser, URL, TYPED)
    browser.logout()
    for note in ("One", "Two"):
        browser.post(URL, sent | {"note": note})
    browser.force_login(mira)
    assert text_of(browser, URL).count(OFFER) == 2
    fields = offer_on(browser, URL)[1]
    assert browser.post("/settings/unsent/", {**fields, "next": URL})["Location"] == URL
    page = text_of(browser, URL)
    assert page.count(OFFER) == 1
    assert ("One" in page, "Two" in page) == (False, True)
    browser.post("/settings/unsent/", {"unsent": "nothing-such"})
    assert text_of(browser, URL).count(OFFER) == 1


def test_a_form_whose_page_is_gone_meanwhile_stays(browser: Client, mira: User) -> None:
    sent = owned(browser, URL, {"name": "A long evening"})
    browser.logout()
    browser.post("/routines/9999/", sent)
    browser.force_login(mira)
    assert browser.post(*offer_on(browser, URL)).status_code == 404
    assert OFFER in text_of(browser, URL)


def test_nobody_else_who_signs_in_there_sees_it_or_can_take_it_away(
    browser: Client, mira: User
) -> None:
    sent = owned(browser, URL, TYPED)
    browser.logout()
    browser.post(URL, sent)
    [key] = browser.session["unsent"]
    browser.force_login(make_user())
    page = text_of(browser, URL)
    assert OFFER not in page
    assert "sore" not in page
    browser.post("/settings/unsent/", {"unsent": key})
    assert list(browser.session["unsent"]) == [key]


@pytest.mark.parametrize("stamp", ["", "1", "1:forged", "of nobody"])
def test_a_form_that_was_not_made_here_for_somebody_is_not_kept(
    client: Client, mira: User, stamp: str
) -> None:
    sent = {"note": "x", "whose": stamp.replace("1", str(mira.pk))}
    assert client.post(URL, sent)["Location"] == f"/accounts/login/?next={URL}"
    assert "unsent" not in client.session
    assert "What you sent" not in text_of(client, "/accounts/login/")


@pytest.mark.parametrize(
    "name", ["account_change_password", "account-delete", "mfa_activate_totp", "account_email"]
)
def test_nothing_of_signing_in_is_kept(client: Client, mira: User, name: str) -> None:
    sent = {"oldpassword": PASSWORD, "email": mira.email, "code": "1", "whose": whose(mira.pk)}
    client.post(reverse(name), sent)
    assert "unsent" not in client.session


def test_a_session_holds_a_few_forms_of_sane_length(client: Client, mira: User) -> None:
    stamp = {"whose": whose(mira.pk), "csrfmiddlewaretoken": "t"}
    for day in range(10, 20):
        client.post(f"/journal/2026-11-{day}/", stamp | {"note": "x"})
    client.post(URL, stamp | {"note": "x" * 60_000})
    client.post(URL, stamp)  # only a button: it stands on its page
    kept = client.session["unsent"].values()
    assert [form["address"][-3:-1] for form in kept] == ["15", "16", "17", "18", "19"]
    assert {form["typed"] for form in kept} == {"note=x"}


@pytest.mark.parametrize("signed_out", [True, False])
def test_a_form_with_an_old_token_leads_back_unsaved(mira: User, *, signed_out: bool) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mira)
    sent = owned(browser, URL, TYPED)
    if signed_out:
        browser.cookies.clear()
    led = browser.post(URL, sent)
    assert led["Location"] == (f"/accounts/login/?next={URL}" if signed_out else URL)
    browser.force_login(mira)
    assert OFFER in text_of(browser, URL)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("whose_form", ["nobody's", "another's"])
def test_other_forms_without_a_token_are_refused_as_ever(mira: User, whose_form: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mira)
    stamp = "" if whose_form == "nobody's" else whose(make_user().pk)
    assert browser.post(URL, TYPED | {"whose": stamp}).status_code == 403
    assert OFFER not in text_of(browser, URL)
