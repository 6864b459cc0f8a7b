"""Offering an own product: what is sent, what its owner sees, and how they take it back."""

import json
import re
from html import unescape

import pytest
from django.core import serializers
from django.test import Client

from accounts.models import User
from products.models import Brand, Outcome, Product, Suggestion
from products.services.curating import (
    ConflictError,
    product_merge,
    product_publish,
    product_reject,
)
from products.services.suggesting import suggestion_offer
from skincare.portability import account_erase
from tests.factories import make_item, make_product, make_user
from tests.products.handed_in import NOW, entry_of, make_curator, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client: Client) -> User:
    """Sign somebody in whose email would be noticed."""
    user = make_user("unmistakable@example.org")
    client.force_login(user)
    return user


def page(client: Client, product: Product) -> str:
    return unescape(client.get(product.get_absolute_url(), follow=True).content.decode())


def test_offering_shows_first_what_is_sent_and_sends_just_that(client: Client, user: User) -> None:
    product = make_product(
        "ampoule", name="My gel", owner=user, brand_typed="Grandma", label_max_per_week=2
    )
    make_item(user, product, prescribed=True, pao_months=7)
    asked = client.get(f"{product.get_absolute_url()}offer/").content.decode()
    for sent in ("My gel", "Grandma", "Ampoule"):
        assert sent in asked
    assert "7" not in re.sub(r"<[^>]+>", "", asked.split("</h1>")[1].split("</main>")[0])
    assert not Suggestion.objects.for_user(user).exists()
    client.post(f"{product.get_absolute_url()}offer/")
    copy = Suggestion.objects.for_user(user).get().copy
    assert (copy.owner, copy.status, str(copy)) == (None, "pending", "Grandma My gel")
    assert (copy.label_max_per_week, copy.pao_months) == (2, None)
    assert copy.source
    product.refresh_from_db()
    assert (product.owner, product.merged_into) == (user, None)


def test_copy_and_its_history_do_not_say_whose_it_is(client: Client, user: User) -> None:
    product = make_product(owner=user)
    client.post(f"{product.get_absolute_url()}offer/")
    copy = Product.objects.catalogue().get()
    assert [row.history_user for row in Product.history.filter(id=copy.pk)] == [None]
    assert product.slug not in json.dumps(serializers.serialize("python", [copy]), default=str)


def test_typed_brand_enters_the_list_of_brands_only_with_approval() -> None:
    copy = offer(make_user(), brand_typed="Grandma").copy
    assert not Brand.objects.exists()
    product_publish(product=copy, by=make_curator())
    copy.refresh_from_db()
    assert (Brand.objects.get().name, str(copy), copy.brand_typed) == (
        "Grandma",
        "Grandma My gel",
        "",
    )


def test_known_brand_is_taken_whatever_its_case() -> None:
    brand = Brand.objects.create(name="Maison")
    assert offer(make_user(), brand_typed="MAISON").copy.brand == brand


def test_offer_looks_for_the_same_product_first(client: Client, user: User) -> None:
    make_product(name="Glow Vitamin Serum")
    product = make_product(name="Glow vitamin serum 30 ml", owner=user)
    asked = client.get(f"{product.get_absolute_url()}offer/").content.decode()
    assert "Is it one of these?" in asked
    assert "Glow Vitamin Serum" in asked


def test_waiting_copy_is_seen_by_nobody_but_curators(client: Client) -> None:
    copy = offer(make_user(), "Waiting gel").copy
    client.force_login(make_user())
    assert client.get(copy.get_absolute_url()).status_code == 404
    assert b"Waiting gel" not in client.get("/products/?q=waiting").content
    assert b"Waiting gel" not in b"".join(client.get("/products/download/products.csv"))


def test_owner_takes_an_offer_back_and_nothing_stays(client: Client, user: User) -> None:
    suggestion = offer(user)
    assert "Waiting for a curator" in page(client, suggestion.product)
    client.post(f"{suggestion.product.get_absolute_url()}withdraw/")
    assert not Product.objects.catalogue().exists()
    assert not Product.history.exists()
    assert Product.objects.for_user(user).get() == suggestion.product
    assert "Offer it to the catalogue" in page(client, suggestion.product)


def test_what_was_decided_is_not_taken_back(client: Client, user: User) -> None:
    suggestion = offer(user)
    product_publish(product=suggestion.copy, by=make_curator())
    answer = client.post(f"{suggestion.product.get_absolute_url()}withdraw/", follow=True)
    assert "A curator has decided on it already." in answer.content.decode()
    assert Product.objects.published().exists()


def test_product_is_offered_once_until_it_is_rejected(client: Client, user: User) -> None:
    suggestion = offer(user)
    with pytest.raises(ConflictError, match="offered this product already"):
        suggestion_offer(product=suggestion.product, now=NOW)
    answer = client.post(f"{suggestion.product.get_absolute_url()}offer/", follow=True)
    assert "offered this product already" in answer.content.decode()
    asked = client.get(f"{suggestion.product.get_absolute_url()}offer/")
    assert asked["Location"] == suggestion.product.get_absolute_url()
    product_reject(product=suggestion.copy, by=make_curator(), why="A blurred list")
    again = suggestion_offer(product=suggestion.product, now=NOW)
    assert again.outcome is Outcome.PENDING
    assert Suggestion.objects.for_user(user).get() == again


def test_owner_reads_why_it_was_rejected_and_keeps_the_product(client: Client, user: User) -> None:
    suggestion = offer(user)
    product_reject(product=suggestion.copy, by=make_curator(), why="No list on the pack?")
    html = page(client, suggestion.product)
    assert "The curator says: No list on the pack?" in html
    assert "Offer it again" in html
    assert "curator@example.org" not in html


@pytest.mark.parametrize("is_merged", [True, False])
def test_owner_goes_on_with_the_entry_and_back(
    client: Client,
    user: User,
    is_merged: bool,  # noqa: FBT001 - a table column
) -> None:
    suggestion, curator = offer(user), make_curator()
    entry = make_product(name="Their gel") if is_merged else suggestion.copy
    if is_merged:
        product_merge(product=suggestion.copy, into=entry, by=curator)
    else:
        product_publish(product=suggestion.copy, by=curator)
    mine = suggestion.product
    assert client.get(mine.get_absolute_url())["Location"] == entry.get_absolute_url()
    assert "in place of your own “My gel”" in page(client, entry)
    client.post(f"{mine.get_absolute_url()}follow/")
    assert entry_of(mine) is None
    assert "use your own entry" in page(client, mine)
    client.post(f"{mine.get_absolute_url()}follow/", {"follow": "1"})
    assert entry_of(mine) == entry


def test_product_in_the_catalogue_is_found_once_by_its_owner(client: Client, user: User) -> None:
    suggestion = offer(user, "Findme gel")
    product_publish(product=suggestion.copy, by=make_curator())
    found = client.get("/products/?q=findme").context["products"]
    assert [product.pk for product in found] == [suggestion.copy.pk]


def test_own_choice_outlives_later_decisions(user: User) -> None:
    suggestion, curator = offer(user), make_curator()
    Suggestion.objects.for_user(user).update(is_followed=False)
    product_publish(product=suggestion.copy, by=curator)
    assert entry_of(suggestion.product) is None


def test_entry_that_leaves_the_catalogue_gives_the_own_product_back(user: User) -> None:
    suggestion, entry, curator = offer(user), make_product(), make_curator()
    product_merge(product=suggestion.copy, into=entry, by=curator)
    product_reject(product=entry, by=curator)
    assert entry_of(suggestion.product) is None


def test_deleted_account_leaves_the_entry_and_no_trace_of_the_person(user: User) -> None:
    suggestion = offer(user)
    product_publish(product=suggestion.copy, by=make_curator())
    account_erase(user=user)
    assert Product.objects.get() == suggestion.copy
    assert not Suggestion.objects.exists()


def test_offer_of_a_catalogue_product_is_refused() -> None:
    with pytest.raises(PermissionError):
        suggestion_offer(product=make_product(), now=NOW)
