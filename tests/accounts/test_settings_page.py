"""The settings page and the theme switch."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User

SETTINGS = "/settings/"
SESSION_AND_USER = 2
ANSWERS: dict[str, str] = {
    "name": "M.",
    "time_zone": "America/Argentina/Buenos_Aires",
    "week_start": "6",
    "night_ends_hour": "3",
    "theme": "dark",
    "mention": "core",
}


@pytest.fixture
def page(client: Client, mira: User) -> Client:
    client.force_login(mira)
    return client


def saved(user: User) -> tuple[Any, ...]:
    user = User.objects.get(pk=user.pk)
    person = (user.name, user.time_zone, user.week_start, user.night_ends_hour)
    return (*person, user.theme, user.mention)


def test_saving_keeps_everything_and_comes_back(page: Client, mira: User) -> None:
    response = page.post(SETTINGS, ANSWERS)
    assert (response.status_code, response["Location"]) == (302, SETTINGS)
    zone = "America/Argentina/Buenos_Aires"
    assert saved(mira) == ("M.", zone, 6, 3, "dark", "core")
    assert response.cookies["theme"].value == "dark"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Olympus"),
        ("week_start", "2"),
        ("night_ends_hour", "12"),
        ("night_ends_hour", "-1"),
        ("theme", "sepia"),
        ("mention", "all of it"),
        ("name", "M" * 81),
    ],
)
def test_one_refused_field_saves_nothing_and_keeps_all_that_was_typed(
    page: Client, mira: User, field: str, value: str
) -> None:
    before = saved(mira)
    response = page.post(SETTINGS, ANSWERS | {field: value})
    assert response.status_code == 422
    person = response.context["person"]
    assert [*person.errors] == [field]
    assert {name: person[name].value() for name in person.fields} == ANSWERS | {field: value}
    assert saved(mira) == before
    assert 'data-theme="dark"' not in response.content.decode()


def test_a_number_out_of_range_is_told_the_range(page: Client) -> None:
    html = page.post(SETTINGS, ANSWERS | {"night_ends_hour": "12"}).content.decode()
    assert "Choose an hour from 0 to 11." in html


def test_a_zone_outside_the_list_stays_the_users(page: Client, mira: User) -> None:
    User.objects.filter(pk=mira.pk).update(time_zone="Etc/GMT+5")
    assert '<option value="Etc/GMT+5" selected>' in page.get(SETTINGS).content.decode()
    assert page.post(SETTINGS, ANSWERS | {"time_zone": "Etc/GMT+5"}).status_code == 302


def test_zones_are_grouped_by_region_in_plain_names(page: Client) -> None:
    html = page.get(SETTINGS).content.decode()
    assert '<optgroup label="Europe">' in html
    zone = "America/Argentina/Buenos_Aires"
    assert f'<option value="{zone}">Argentina, Buenos Aires</option>' in html


def test_the_page_leads_to_all_that_concerns_the_account(page: Client) -> None:
    html = page.get(SETTINGS).content.decode()
    safety = (
        "/settings/skin/",
        "/accounts/password/change/",
        "/accounts/two-step/",
        "/settings/sessions/",
    )
    for address in (*safety, "/settings/download/", "/settings/delete/", "/privacy/"):
        assert f'href="{address}"' in html


def test_the_page_is_for_people_who_are_signed_in(client: Client) -> None:
    assert client.get(SETTINGS)["Location"] == "/accounts/login/?next=/settings/"


def test_nobody_elses_settings_are_touched(page: Client, mira: User) -> None:
    other = User.objects.create_user("ola@example.org")
    before = saved(other)
    page.post(SETTINGS, ANSWERS | {"id": str(other.pk), "user": str(other.pk)})
    assert saved(other) == before


@pytest.mark.usefixtures("mira")
def test_the_page_asks_the_database_for_the_session_and_the_user_only(
    page: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(SESSION_AND_USER):
        assert page.get(SETTINGS).status_code == 200


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_the_theme_is_a_cookie_and_the_users(page: Client, mira: User, chosen: str) -> None:
    response = page.post("/settings/theme/", {"theme": chosen, "next": "/rules/"})
    assert response["Location"] == "/rules/"
    cookie = response.cookies["theme"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == (chosen, "Lax", True)
    assert cookie["max-age"] == 31536000
    assert not cookie["secure"]
    assert saved(mira)[4] == chosen


def test_following_the_device_forgets_the_cookie(page: Client, mira: User) -> None:
    User.objects.filter(pk=mira.pk).update(theme="dark")
    response = page.post("/settings/theme/", {"theme": ""})
    assert response.cookies["theme"]["max-age"] == 0
    assert saved(mira)[4] == ""


@pytest.mark.usefixtures("db")
def test_a_visitor_without_account_has_the_cookie_only(client: Client) -> None:
    response = client.post("/settings/theme/", {"theme": "dark", "next": "/accounts/login/"})
    assert response.cookies["theme"].value == "dark"
    assert '<html lang="en" data-theme="dark">' in client.get("/accounts/login/").content.decode()


def test_on_https_the_theme_cookie_is_secure(client: Client, settings: Settings) -> None:
    settings.SECURE = True
    response = client.post("/settings/theme/", {"theme": "dark"})
    assert response.cookies["theme"]["secure"]


@pytest.mark.parametrize("target", ["", "https://evil.example/", "//evil.example/", "/\\evil"])
def test_the_theme_switch_leads_nowhere_else(client: Client, target: str) -> None:
    response = client.post("/settings/theme/", {"theme": "dark", "next": target})
    assert response["Location"] == "/"


def test_an_unknown_theme_and_a_get_are_refused(client: Client) -> None:
    assert client.post("/settings/theme/", {"theme": "sepia"}).status_code == 400
    assert client.get("/settings/theme/").status_code == 405
