"""What an owner sets about rules: every page goes by it, its history stays, nobody else may."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from products.services.curators import curator_make
from routines.engine.flags import Rule, Severity
from routines.engine.rules import load_rules
from routines.engine.schedule import weekdays
from routines.limits import limit_of, mistakes
from routines.models import Routine, RuleSetting
from routines.rules_in_force import rule_settings, rules_in_force
from tests.factories import make_product, make_step, make_user

pytestmark = pytest.mark.django_db
SETTINGS = "/admin/routines/rulesetting/"
RULE = "ampoule-too-often"
MONTH = "/calendar/2026-11/"


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    rule_settings.forget()
    yield
    rule_settings.forget()


@pytest.fixture
def owner() -> Client:
    """Return the browser of the server's owner."""
    user = make_user("owner@example.org")
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def typed(**fields: str) -> dict[str, str]:
    return {"rule": RULE, "is_on": "on", "severity": "", "thresholds": "{}", "note": ""} | fields


def set_rule(rule: str = RULE, **fields: Any) -> RuleSetting:
    setting = RuleSetting.objects.create(rule=rule, **fields)
    rule_settings.forget()
    return setting


def ampoules_noted(client: Client, routine: Routine) -> int:
    """Return how many cells of the month speak of an ampoule used three times a week."""
    make_step(routine, make_product("ampoule"), schedule=weekdays(0, 2, 4))
    return client.get(MONTH).content.decode().count(f'data-flag="{RULE}"')


def test_without_settings_the_rules_are_those_that_are_stated() -> None:
    assert rules_in_force() == load_rules()


@pytest.mark.usefixtures("tuesday_noon")
@pytest.mark.parametrize("fields", [{"is_on": False}, {"thresholds": {"per_week": 3}}])
def test_a_setting_silences_what_the_calendar_said(
    signed_in: Client, routine: Routine, fields: dict[str, Any]
) -> None:
    assert ampoules_noted(signed_in, routine)
    set_rule(**fields)
    assert f'data-flag="{RULE}"' not in signed_in.get(MONTH).content.decode()


@pytest.mark.usefixtures("tuesday_noon")
def test_a_limit_of_ones_own_comes_before_that_of_the_server(
    signed_in: Client, user: User, routine: Routine
) -> None:
    user.profile.ampoules_per_week = 1
    user.profile.save()
    set_rule(thresholds={"per_week": 14})
    assert ampoules_noted(signed_in, routine)


@pytest.mark.usefixtures("tuesday_noon")
def test_a_severity_that_is_set_holds_for_every_case(signed_in: Client, routine: Routine) -> None:
    set_rule(severity="info")
    set_rule("pregnancy-retinoid", severity="caution")
    assert ampoules_noted(signed_in, routine)
    assert 'data-severity="info"' in signed_in.get(MONTH).content.decode()
    retinoid = rules_in_force()["pregnancy-retinoid"]
    assert retinoid.severity_of("adapalene") is Severity.CAUTION


def test_the_owner_sets_a_rule_in_the_admin_and_its_history_says_who(
    owner: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert rules_in_force()[RULE].thresholds["per_week"] == 2  # read, and kept for a while
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(f"{SETTINGS}add/", typed(thresholds='{"per_week": 3}', note="Tried here"))
    assert rules_in_force()[RULE].thresholds["per_week"] == 3
    setting = RuleSetting.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(f"{SETTINGS}{setting.pk}/change/", typed(severity="caution"))
    assert rules_in_force()[RULE].severity is Severity.CAUTION
    assert [row.thresholds for row in setting.history.all()] == [{}, {"per_week": 3}]
    assert {row.history_user.email for row in setting.history.all()} == {"owner@example.org"}
    assert "Tried here" in owner.get(f"{SETTINGS}{setting.pk}/history/").content.decode()


def test_an_earlier_setting_is_put_back_from_the_history(
    owner: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    setting = set_rule(thresholds={"per_week": 3})
    earlier = setting.history.get()
    owner.post(f"{SETTINGS}{setting.pk}/change/", typed(is_on=""))
    assert RULE not in rules_in_force()
    version = f"{SETTINGS}{setting.pk}/history/{earlier.pk}/"
    put_back = typed(thresholds='{"per_week": 3}') | {"_save": "Revert"}
    with django_capture_on_commit_callbacks(execute=True):
        assert owner.post(version, put_back).status_code == 302
    setting.refresh_from_db()
    assert (setting.is_on, setting.thresholds) == (True, {"per_week": 3})
    assert rules_in_force()[RULE].thresholds["per_week"] == 3


@pytest.mark.parametrize("way", ["page", "list"])
def test_a_setting_that_is_removed_lets_the_rule_be_as_it_is_stated(
    owner: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, way: str
) -> None:
    setting = set_rule(is_on=False)
    assert RULE not in rules_in_force()
    chosen = {"action": "delete_selected", "_selected_action": setting.pk}
    address = f"{SETTINGS}{setting.pk}/delete/" if way == "page" else SETTINGS
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(address, {"post": "yes"} if way == "page" else {**chosen, "post": "yes"})
    assert rules_in_force()[RULE] == load_rules()[RULE]
    assert setting.history.model.objects.filter(history_type="-").count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"thresholds": '{"per_week": 0}'}, "per_week: must be a whole number from 1 to 21."),
        ({"thresholds": '{"per_week": 2.5}'}, "per_week: must be a whole number from 1 to 21."),
        ({"thresholds": '{"per_week": true}'}, "per_week: must be a whole number"),
        ({"thresholds": '{"per_week": "3"}'}, "per_week: must be a whole number"),
        ({"thresholds": '{"per_wek": 3}'}, "per_wek: this rule has no such number (it has: per_"),
        ({"thresholds": "[3]"}, "Write it as {&quot;key&quot;: number}."),
        ({"thresholds": "three"}, "Write it as {&quot;key&quot;: number}, with straight quotes."),
        ({"thresholds": "{“per_week”: 3}"}, "with straight quotes."),
        ({"rule": "nobody-knows"}, "nobody-knows is not one of the available choices"),
        ({"severity": "awful"}, "awful is not one of the available choices"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_nothing_typed_is_lost(
    owner: Client, fields: dict[str, str], said: str
) -> None:
    answer = owner.post(f"{SETTINGS}add/", typed(note="Keep me", **fields))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert "Keep me" in text
    assert not RuleSetting.objects.exists()


def test_the_example_beside_the_numbers_can_be_copied(owner: Client) -> None:
    page = unescape(owner.get(f"{SETTINGS}add/").content.decode())
    [example] = re.findall(r"such as ({.*?})", page)
    assert owner.post(f"{SETTINGS}add/", typed(thresholds=example)).status_code == 302


def test_without_numbers_those_of_the_rule_hold(owner: Client) -> None:
    owner.post(f"{SETTINGS}add/", typed(thresholds="", severity="info"))
    assert RuleSetting.objects.get().thresholds == {}


def test_a_rule_is_set_once(owner: Client) -> None:
    set_rule()
    assert owner.post(f"{SETTINGS}add/", typed()).status_code == 422


def test_curators_may_not_see_or_set_rules() -> None:
    curator, setting = Client(), set_rule()
    curator.force_login(curator_make(email=make_user("curator@example.org").email))
    for tail in ("", "add/", f"{setting.pk}/change/", f"{setting.pk}/history/"):
        assert curator.get(f"{SETTINGS}{tail}").status_code == 403
    assert curator.post(f"{SETTINGS}add/", typed()).status_code == 403


def test_a_process_reads_the_settings_once_however_many_pages_it_prints() -> None:
    with CaptureQueriesContext(connection) as queries:
        for _page in range(3):
            rules_in_force()
    assert len(queries) == 1
    assert caches["process"].get(rule_settings.key) == ()


def test_settings_a_later_version_does_not_know_are_passed_over() -> None:
    set_rule("long-gone", is_on=True, severity="danger")
    set_rule("forgotten", is_on=False)
    set_rule(thresholds={"per_year": 5, "per_week": 99})
    assert rules_in_force() == load_rules()


def test_the_pages_of_rules_say_what_is_different_on_this_server(client: Client) -> None:
    set_rule(thresholds={"per_week": 3}, severity="caution")
    set_rule("am-no-sunscreen", is_on=False)
    text = client.get(f"/rules/{RULE}/").content.decode()
    assert "Most uses in 7 days: 3 (usually 2)" in text
    assert "How grave: Caution (usually Warning)" in text
    assert "3rd ampoule" in text  # the example shows the rule as it is stated
    assert "It is switched off" in client.get("/rules/am-no-sunscreen/").content.decode()
    assert client.get("/rules/").content.decode().count("Switched off on this server") == 1
    assert "On this server" not in client.get("/rules/expired/").content.decode()


@pytest.mark.parametrize("rule", load_rules().values(), ids=lambda rule: rule.id)
def test_each_number_of_a_rule_has_a_name_and_a_range_that_holds_it(rule: Rule) -> None:
    assert not list(mistakes(rule, dict(rule.thresholds)))
    for key in rule.thresholds:
        assert str(limit_of(rule.id, key).label)
