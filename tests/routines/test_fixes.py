"""One click mends, one click brings back, and the past stays as it was."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from routines.engine.plan import Plan
from routines.engine.schedule import DAILY, weekdays
from routines.models import PlanChange, Step
from routines.noticed import AHEAD, noticed_for
from routines.selectors import OwnedPlan, plan_between
from tests.factories import make_product, make_routine, make_step, make_user
from tests.routines.test_adopting import uses

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
LAST = TODAY + AHEAD


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel("2026-11-24T09:00:00Z", tick=False):
        yield


@pytest.fixture
def owner() -> User:
    user = make_user()
    routine = make_routine(user, starts_on=TODAY - timedelta(days=30))
    for kind in ("cleanser", "serum", "ampoule", "moisturizer"):
        schedule = weekdays(0, 2, 4) if kind == "ampoule" else DAILY
        make_step(routine, make_product(kind), schedule=schedule)
    return user


@pytest.fixture
def browser(owner: User) -> Client:
    client = Client()
    client.force_login(owner)
    return client


def owned(user: User) -> OwnedPlan:
    return plan_between(user, TODAY, LAST)


def plan(user: User) -> Plan:
    return owned(user).plan


def offers(user: User) -> list[str]:
    cards = noticed_for(user, owned(user), TODAY, LAST, TODAY).open
    return [card.fix.value for card in cards if card.fix]


def messages(client: Client) -> str:
    return unescape(client.get("/settings/").content.decode())


def test_a_fix_is_applied_with_one_click_and_undone_with_one(owner: User, browser: Client) -> None:
    past = TODAY - timedelta(days=20), TODAY - timedelta(days=1)
    before, history = uses(plan(owner), TODAY, LAST), uses(plan(owner), *past)
    value = offers(owner)[0]
    answer = browser.post("/plan/fix/", {"fix": value, "next": "/calendar/"})
    assert (answer.status_code, answer["Location"]) == (302, "/calendar/")
    assert len(offers(owner)) == 1
    assert uses(plan(owner), *past) == history
    assert "Undo" in messages(browser)
    browser.post("/plan/undo/")
    assert uses(plan(owner), TODAY, LAST) == before


def test_the_preview_changes_nothing_and_names_what_would_change(
    owner: User, browser: Client
) -> None:
    page = unescape(browser.get("/plan/fix/", {"fix": offers(owner)[0]}).content.decode())
    assert "Keep Mon and Fri" in page
    assert "is left out on Wed 25 Nov" in page
    assert not PlanChange.objects.exists()


def test_fix_all_leaves_nothing_to_look_at_and_is_one_change(owner: User, browser: Client) -> None:
    preview = unescape(browser.get("/plan/fix-all/").content.decode())
    assert "Keep Mon and Fri" in preview
    assert "Move it before the serum" in preview
    browser.post("/plan/fix-all/")
    assert not noticed_for(owner, owned(owner), TODAY, LAST, TODAY).things
    assert PlanChange.objects.for_user(owner).count() == 1
    browser.post("/plan/undo/")
    assert noticed_for(owner, owned(owner), TODAY, LAST, TODAY).things == 2


def test_a_fix_that_no_longer_fits_says_so_and_changes_nothing(
    owner: User, browser: Client
) -> None:
    value = offers(owner)[1]
    Step.objects.for_user(owner).filter(shelf_item__product__kind="serum").delete()
    browser.post("/plan/fix/", {"fix": value})
    assert "no longer fits" in messages(browser)
    assert not PlanChange.objects.exists()


@pytest.mark.parametrize("value", ["", "nonsense", "{}", '{"verb":"drop_weekdays","edits":[]}'])
def test_what_is_no_fix_is_not_found(browser: Client, value: str) -> None:
    assert browser.post("/plan/fix/", {"fix": value}).status_code == 404


def test_a_fix_for_somebody_elses_plan_changes_neither(owner: User, browser: Client) -> None:
    other = make_user()
    stranger = Client()
    stranger.force_login(other)
    value = offers(owner)[0]
    before = uses(plan(owner), TODAY, LAST)
    stranger.post("/plan/fix/", {"fix": value})
    assert uses(plan(owner), TODAY, LAST) == before
    assert not PlanChange.objects.exists()


def test_a_fix_cannot_add_a_step_to_somebody_elses_routine(owner: User, browser: Client) -> None:
    foreign = make_routine(make_user(), starts_on=TODAY)
    step = plan(owner).steps[0]
    forged = (
        '{"verb":"add_step","edits":[{"do":"add","line":"6ba7b810-9dad-11d1-80b4-00c04fd430c8",'
        f'"product":"{step.product}","session":"AM","routine":"{foreign.pk}",'
        '"schedule":{"period":1,"due":[0],"anchor":"1969-12-29"}}]}'
    )
    assert browser.post("/plan/fix/", {"fix": forged}).status_code in {302, 404}
    assert not Step.objects.filter(routine=foreign).exists()
    assert not PlanChange.objects.exists()


def test_an_older_change_names_the_newer_one_to_undo_first(owner: User, browser: Client) -> None:
    browser.post("/plan/fix/", {"fix": offers(owner)[0]})
    browser.post("/plan/fix/", {"fix": offers(owner)[0]})
    oldest = PlanChange.objects.for_user(owner).last()
    assert oldest is not None
    browser.post("/plan/undo/", {"change": oldest.pk})
    assert "first: it is newer" in messages(browser)
    assert not PlanChange.objects.for_user(owner).exclude(undone_at=None).exists()


def test_undo_with_nothing_to_undo_says_so(browser: Client) -> None:
    browser.post("/plan/undo/")
    assert "nothing left to undo" in messages(browser)


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "javascript:x"])
def test_a_fix_never_leads_to_another_site(owner: User, browser: Client, target: str) -> None:
    answer = browser.post("/plan/fix/", {"fix": offers(owner)[0], "next": target})
    assert answer["Location"] == "/calendar/"
