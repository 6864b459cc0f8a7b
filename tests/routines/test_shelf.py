"""Putting a product on the shelf, and what its pack says."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from products.models import Product
from routines.facts import engine_product
from routines.models import ShelfItem
from tests.factories import make_item, make_product, make_routine, make_user

pytestmark = pytest.mark.django_db


def test_adding_twice_keeps_one(signed_in: Client, user: User) -> None:
    product = make_product("cleanser")
    for _time in range(2):
        answer = signed_in.post("/shelf/add/", {"product": product.pk})
        assert answer["Location"] == product.get_absolute_url()
    assert ShelfItem.objects.for_user(user).count() == 1


def test_with_a_routine_it_asks_where_the_product_goes(signed_in: Client, user: User) -> None:
    routine = make_routine(user, starts_on=timezone.now().date())
    product = make_product("cleanser")
    answer = signed_in.post("/shelf/add/", {"product": product.pk})
    assert answer["Location"] == f"{routine.get_absolute_url()}?product={product.pk}"


def test_an_ampoule_without_limits_is_asked_about_first(signed_in: Client, user: User) -> None:
    product = make_product("ampoule")
    answer = signed_in.post("/shelf/add/", {"product": product.pk, "next": "/calendar/"})
    item = ShelfItem.objects.for_user(user).get()
    assert answer["Location"] == f"/shelf/{item.pk}/questions/?next=%2Fcalendar%2F"
    assert b'value="/calendar/"' in signed_in.get(answer["Location"]).content


@pytest.mark.parametrize(
    ("answer", "per_week", "per_day"),
    [("weekly", 2, 1), ("daily", 7, 1), ("twice_daily", 14, 2), ("silent", None, None)],
)
def test_what_the_pack_says_is_kept_and_not_asked_again(
    signed_in: Client, user: User, answer: str, per_week: int | None, per_day: int | None
) -> None:
    item = make_item(user, make_product("ampoule"))
    address = f"/shelf/{item.pk}/label/"
    done = signed_in.post(address, {"pack_says": answer, "next": "/calendar/"})
    assert done["Location"] == "/calendar/"
    item.refresh_from_db()
    product = engine_product(item)
    assert (product.label_max_per_week, product.label_max_per_day) == (per_week, per_day)
    form = signed_in.get(address).context["form"]
    assert form["pack_says"].value() == answer
    again = signed_in.post("/shelf/add/", {"product": item.product_id})
    form = signed_in.get(again["Location"]).context["form"]
    assert "pack_says" not in form.fields


@pytest.mark.parametrize("answer", ["", "hourly"])
def test_an_answer_is_needed_to_save(signed_in: Client, user: User, answer: str) -> None:
    item = make_item(user, make_product("ampoule"))
    assert signed_in.post(f"/shelf/{item.pk}/label/", {"pack_says": answer}).status_code == 422
    item.refresh_from_db()
    assert not item.label_asked


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_nobody_is_led_to_another_site(signed_in: Client, user: User, target: str) -> None:
    item = make_item(user, make_product("ampoule"))
    form = {"pack_says": "daily", "next": target}
    assert signed_in.post(f"/shelf/{item.pk}/label/", form)["Location"] == "/routines/"
    added = signed_in.post("/shelf/add/", {"product": item.product_id, "next": target})
    assert "elsewhere" not in added["Location"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_no_such_item(signed_in: Client, method: str) -> None:
    item = make_item(make_user(), make_product("ampoule"))
    answer = getattr(signed_in, method)(f"/shelf/{item.pk}/label/", {"pack_says": "daily"})
    assert answer.status_code == 404
    item.refresh_from_db()
    assert not item.label_asked


def test_somebodys_own_product_goes_on_their_shelf_only(signed_in: Client, user: User) -> None:
    own, foreign = make_product(owner=user), make_product(owner=make_user())
    assert signed_in.post("/shelf/add/", {"product": own.pk}).status_code == 302
    assert signed_in.post("/shelf/add/", {"product": foreign.pk}).status_code == 404
    assert Product.objects.filter(pk=foreign.pk).exists()
    assert [item.product for item in ShelfItem.objects.for_user(user)] == [own]
