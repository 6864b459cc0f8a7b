"""The button of "With your routine" puts a product where the page said, and can be undone."""

import pytest
from django.test import Client

from accounts.models import User
from routines.engine.check import check
from routines.models import PlanChange, Routine, ShelfItem
from routines.noticed import AHEAD
from routines.selectors import plan_between
from tests.factories import make_item, make_product, make_routine, make_step
from tests.routines.fits import DAY, TODAY, add, address, an_ampoule, evenings, mark, verdict
from tests.routines.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]


def test_it_is_added_where_the_page_said_and_nothing_new_is_flagged(
    signed_in: Client, user: User, evening: Routine
) -> None:
    product = an_ampoule(user)
    past = evenings(user, TODAY - 7 * DAY)
    before = check(plan_between(user, TODAY, TODAY + AHEAD).plan, TODAY, TODAY + AHEAD)
    add(signed_in, product)
    used = ["Wash", "Toner", "Glow Ampoule", "Serum", "Cream"]
    plain = [*used[:2], *used[3:]]
    assert evenings(user) == [plain, plain, used, plain, plain, plain, used]
    assert evenings(user, TODAY - 7 * DAY) == past
    after = check(plan_between(user, TODAY, TODAY + AHEAD).plan, TODAY, TODAY + AHEAD)
    assert after == before
    assert ShelfItem.objects.for_user(user).get(product=product).removed_on is None


def test_adding_is_one_change_with_a_way_back(
    signed_in: Client, user: User, evening: Routine
) -> None:
    product, before = an_ampoule(user), evenings(user)
    answer = signed_in.post(address(product), {"place": mark(signed_in, product)})
    assert said(answer) == [("Added Glow Ampoule.", "undo-N success")]
    assert PlanChange.objects.for_user(user).count() == 1
    signed_in.post("/plan/undo/")
    assert evenings(user) == before
    assert "Add there" in verdict(signed_in, product)


def test_what_was_noted_of_a_product_taken_off_the_shelf_still_counts(
    signed_in: Client, user: User, evening: Routine
) -> None:
    product = an_ampoule(user)
    make_item(user, product, removed_on=TODAY - DAY, label_max_per_week=7, label_max_per_day=1)
    assert "Evening: Every day." in verdict(signed_in, product)
    add(signed_in, product)
    assert ShelfItem.objects.for_user(user).get(product=product).removed_on is None


@pytest.mark.parametrize("place", ["", "Evening: Mon, Thu After Serum and before Cream."])
def test_a_place_that_is_no_longer_right_is_shown_again(
    signed_in: Client, user: User, evening: Routine, place: str
) -> None:
    product = an_ampoule(user)
    answer = signed_in.post(address(product), {"place": place})
    assert (answer.status_code, answer["Location"]) == (302, address(product))
    assert "Your plan has changed since" in said(answer)[0][0]
    assert not PlanChange.objects.for_user(user).exists()
    assert not ShelfItem.objects.for_user(user).filter(product=product).exists()


def test_pressed_twice_it_is_added_once(signed_in: Client, user: User, evening: Routine) -> None:
    product = an_ampoule(user)
    place = {"place": mark(signed_in, product)}
    signed_in.post(address(product), place)
    answer = signed_in.post(address(product), place)
    assert said(answer)[-1] == ("Glow Ampoule is in your routine.", "info")
    assert PlanChange.objects.for_user(user).count() == 1


def test_a_routine_that_begins_later_gets_it_then(signed_in: Client, user: User) -> None:
    begin = TODAY + 10 * DAY
    make_step(make_routine(user, starts_on=begin, name="Winter"), make_product("cleanser", "Wash"))
    product = make_product("essence", "Dew")
    assert "From Fri 4 Dec on." in verdict(signed_in, product)
    add(signed_in, product)
    assert [len(each) for each in evenings(user, begin - DAY, 2)] == [0, 2]


def test_a_routine_in_disorder_is_put_in_order_and_the_page_says_so(
    signed_in: Client, user: User, routine: Routine
) -> None:
    for kind in ("serum", "cleanser", "hydrating_toner"):
        make_step(routine, make_product(kind, kind))
    product = an_ampoule(user)
    assert "Your routine is put in order with it" in verdict(signed_in, product)
    add(signed_in, product)
    assert evenings(user)[2] == ["cleanser", "hydrating_toner", "Glow Ampoule", "serum"]
