"""What a plan is read with: the whole shelf, and as much of the past as its rules need."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from routines.engine.check import check
from routines.models import ShelfItem, Use
from routines.noticed import AHEAD, Noticed, noticed_for
from routines.selectors import plan_between
from tests.factories import make_item, make_product, make_routine, make_step, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
HQ: dict[str, Any] = {"families": ["hydroquinone"]}


@pytest.fixture
def user() -> User:
    return make_user()


def daily(user: User, kind: str = "serum", *, days: int = 120, **product: Any) -> ShelfItem:
    """Use a product every evening since so many days, and return it."""
    routine = make_routine(user, starts_on=TODAY - days * DAY)
    return make_step(routine, make_product(kind, **product)).shelf_item


def rules_of(user: User) -> set[str]:
    return {flag.rule for flag in check(plan_between(user, TODAY, TODAY).plan, TODAY, TODAY)}


def seen(user: User, first: date = TODAY) -> Noticed:
    owned = plan_between(user, first, TODAY + AHEAD)
    return noticed_for(user, owned, first, TODAY + AHEAD, TODAY)


def test_thirteen_weeks_of_hydroquinone_are_noticed(user: User) -> None:
    daily(user, "medicated_topical", days=90, **HQ)
    assert "hydroquinone-too-long" in rules_of(user)


def test_a_shorter_course_of_hydroquinone_is_not(user: User) -> None:
    daily(user, "medicated_topical", days=83, **HQ)
    assert "hydroquinone-too-long" not in rules_of(user)


def test_a_course_with_a_product_that_is_gone_counts(user: User) -> None:
    gone = make_item(user, make_product(**HQ), removed_on=TODAY - 20 * DAY)
    Use.objects.bulk_create(
        Use(
            owner=user,
            date=TODAY - back * DAY,
            session="PM",
            shelf_item=gone,
            state=Use.State.DONE,
        )
        for back in range(20, 91)
    )
    daily(user, days=19, **HQ)
    assert "hydroquinone-too-long" in rules_of(user)


def test_without_hydroquinone_only_eight_dates_are_read(user: User) -> None:
    item = make_item(user)
    for back in (8, 9):
        Use.objects.create(
            owner=user, date=TODAY - back * DAY, session="PM", shelf_item=item, state="done"
        )
    extras = plan_between(user, TODAY, TODAY).plan.extras
    assert [extra.date for extra in extras] == [TODAY - 8 * DAY]


def test_what_stands_on_the_shelf_unused_is_in_the_plan_and_what_is_gone_is_not(
    user: User,
) -> None:
    waits, gone = make_item(user), make_item(user, removed_on=TODAY)
    make_item(make_user())
    owned = plan_between(user, TODAY, TODAY)
    assert set(owned.items.values()) == {waits}
    assert set(owned.plan.products) == {str(waits.product_id)} != {str(gone.product_id)}


def test_two_products_new_to_the_shelf_are_noticed_and_one_click_parts_them(
    user: User, client: Client
) -> None:
    routine = make_routine(user, starts_on=TODAY)
    for kind in ("serum", "moisturizer"):
        item = make_item(user, make_product(kind), first_used_on=TODAY + DAY)
        make_step(routine, item, starts_on=TODAY + DAY)
    (card,) = (card for card in seen(user).open if card.rule.id == "too-many-new-products")
    assert card.fix
    assert card.fix.label == "Start on Wed 2 Dec"
    client.force_login(user)
    client.post("/plan/fix/", {"fix": card.fix.value})
    first_uses = ShelfItem.objects.for_user(user).values_list("first_used_on", flat=True)
    assert set(first_uses) == {TODAY + DAY, TODAY + 8 * DAY}
    assert not seen(user).open
    client.post("/plan/undo/")
    assert {item.first_used_on for item in ShelfItem.objects.for_user(user)} == {TODAY + DAY}


def test_a_product_not_to_be_used_asks_for_something_though_the_window_began_earlier(
    user: User,
) -> None:
    item = daily(user)
    ShelfItem.objects.filter(pk=item.pk).update(patch_test="failed")
    found = seen(user, first=TODAY - 5 * DAY)
    (card,) = found.open
    assert [link for link in card.dates if f'data-date="{TODAY}"' in link] == [*card.dates]
    assert set(found.by_day) == {TODAY}
    assert card.fix
    assert card.fix.label == "Take it out"


def test_what_is_no_longer_used_is_said_of_the_past(user: User) -> None:
    routine = make_routine(user, starts_on=TODAY - 9 * DAY)
    make_step(routine, make_item(user, patch_test="failed"), ends_on=TODAY - DAY)
    found = seen(user, first=TODAY - 5 * DAY)
    (link,) = (link for card in found.past for link in (*card.dates, *card.more_dates))
    assert f'data-date="{TODAY - 5 * DAY}"' in link
    assert not found.open


def with_old_cream(user: User) -> Noticed:
    """Use a cream that is past its date every evening, and say what is noticed."""
    key = str(daily(user, "moisturizer").product_id)
    owned = plan_between(user, TODAY, TODAY + AHEAD)
    products = owned.plan.products
    old = replace(products[key], expires_on=TODAY - DAY)
    plan = replace(owned.plan, products={**products, key: old})
    return noticed_for(user, replace(owned, plan=plan), TODAY, TODAY + AHEAD, TODAY)


def test_what_is_past_its_date_leads_to_others_of_its_kind(user: User) -> None:
    (card,) = with_old_cream(user).open
    assert (card.rule.id, card.fix) == ("expired", None)
    assert card.find_url == "/products/?kind=moisturizer"


def test_what_waits_on_the_shelf_takes_its_place(user: User) -> None:
    make_item(user, make_product("moisturizer"))
    (card,) = with_old_cream(user).open
    assert card.fix
    assert card.fix.label == "Use another one instead"
    assert card.find_url == ""


def test_mornings_without_sunscreen_lead_to_sunscreens(user: User, client: Client) -> None:
    make_step(make_routine(user, starts_on=TODAY), make_product("serum"), session="AM")
    (card,) = (card for card in seen(user).standing if card.rule.id == "am-no-sunscreen")
    assert card.find_url == "/products/?kind=sunscreen"
    client.force_login(user)
    assert 'href="/products/?kind=sunscreen"' in client.get("/calendar/").content.decode()
