"""The page of the skin profile: what it keeps, refuses and says of itself."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import SkinProfile, User
from accounts.skin_form import HELPS, SECTIONS
from tests.factories import make_user

PAGE = "/settings/skin/"
SESSION_AND_USER = 2
TODAY = date(2026, 11, 24)
LEAST = {"ampoules_per_week": "2"}
ANSWERS: dict[str, str] = {
    **dict.fromkeys(("sensitive", "rosacea", "fragrance_sensitive", "skin_cycling"), "on"),
    **dict.fromkeys(("pregnant_from", "breastfeeding_from", "trying_from"), "2026-05-01"),
    **dict.fromkeys(("pregnant_until", "breastfeeding_until"), "2026-05-02"),
    "birth_date": "1931-02-03",
    "allergens": "Linalool\r\nLimonene",
    "avoid": "parabens",
    "ampoules_per_week": "3",
    "new_product_days": "10",
}


@pytest.fixture
def user(db: None) -> User:
    return make_user()


@pytest.fixture
def browser(client: Client, user: User) -> Any:
    client.force_login(user)
    with time_machine.travel(f"{TODAY}T12:00:00Z", tick=False):
        yield client


def profile_of(user: User) -> SkinProfile:
    return SkinProfile.objects.get(user=user)


def test_saving_keeps_everything_and_comes_back(browser: Client, user: User) -> None:
    response = browser.post(PAGE, ANSWERS)
    assert (response.status_code, response["Location"]) == (302, PAGE)
    form = browser.get(PAGE).context["form"]
    shown = {name: str(form[name].value()) for name in ANSWERS}
    assert shown == ANSWERS | {name: "True" for name, value in ANSWERS.items() if value == "on"}
    assert not profile_of(user).eczema


def test_everything_may_stay_empty_and_be_emptied_again(browser: Client, user: User) -> None:
    browser.post(PAGE, ANSWERS)
    assert browser.post(PAGE, LEAST).status_code == 302
    profile = profile_of(user)
    assert (profile.pregnant_from, profile.birth_date, profile.allergens) == (None, None, "")


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"birth_date": "2026-11-25"}, "birth_date", "Choose a date from 1900 to today."),
        ({"birth_date": "1899-12-31"}, "birth_date", "Choose a date from 1900 to today."),
        ({"birth_date": "soon"}, "birth_date", "Enter a valid date."),
        ({"pregnant_from": ""}, "pregnant_from", "Say since when"),
        ({"pregnant_until": "2026-04-30"}, "pregnant_until", "cannot come before"),
        ({"breastfeeding_from": ""}, "breastfeeding_from", "Say since when"),
        ({"trying_from": "1969-12-31"}, "trying_from", "Choose a date from 1970 to 2199."),
        ({"ampoules_per_week": "15"}, "ampoules_per_week", "Choose a number from 1 to 14."),
        ({"new_product_days": "0"}, "new_product_days", "Choose a number from 1 to 60."),
        ({"allergens": "x" * 2001}, "allergens", "at most 2000 characters"),
    ],
)
def test_one_mistake_saves_nothing_and_keeps_all_that_was_typed(
    browser: Client, user: User, typed: dict[str, str], field: str, words: str
) -> None:
    response = browser.post(PAGE, ANSWERS | typed)
    assert response.status_code == 422
    form = response.context["form"]
    assert [*form.errors] == [field]
    assert words in str(form.errors[field])
    assert form["avoid"].value() == ANSWERS["avoid"]
    assert {name: form[name].value() for name in typed} == typed
    assert not profile_of(user).sensitive


def test_each_question_says_which_advice_it_changes(browser: Client) -> None:
    html = browser.get(PAGE).content.decode()
    form = browser.get(PAGE).context["form"]
    asked = {name for _title, names in SECTIONS for name in names}
    assert asked == set(form.fields)
    explained = {name for name in asked if form[name].help_text}
    assert asked - explained == {"asks_pregnancy"}
    for words in HELPS.values():
        assert str(words).replace("'", "&#x27;") in html
    assert "No one else sees this in the app" in html


def test_a_user_without_a_profile_gets_one_on_saving(browser: Client, user: User) -> None:
    SkinProfile.objects.all().delete()
    assert browser.get(PAGE).status_code == 200
    assert browser.post(PAGE, ANSWERS).status_code == 302
    assert profile_of(user).rosacea


def test_nobody_elses_profile_is_touched(browser: Client) -> None:
    other = make_user()
    browser.post(PAGE, ANSWERS | {"id": str(other.profile.pk), "user": str(other.pk)})
    assert not profile_of(other).sensitive


def test_the_page_asks_the_database_for_the_session_and_the_user_only(
    browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(SESSION_AND_USER):
        assert browser.get(PAGE).status_code == 200
