"""The queue of unknown names: a curator explains one, and all products that have it follow."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from products.models import Ingredient, IngredientName, Product
from products.services.curators import curator_make
from products.services.tagging import products_retag
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db

QUEUE = "/admin/products/ingredientname/"


@pytest.fixture
def curator(client: Client) -> User:
    """Sign a curator in."""
    user = curator_make(email=make_user("curator@example.org").email)
    client.force_login(user)
    return user


def make_read(text: str, **fields: Any) -> Product:
    product = make_product(ingredients_text=text, **fields)
    products_retag([product.pk])
    return product


def queue(client: Client, query: str = "") -> list[tuple[str, int]]:
    """Return the names and counts on the list."""
    rows = client.get(QUEUE + query).context["cl"].result_list
    return [(row.name, row.products) for row in rows]


def decide(client: Client, name: str, decision: object) -> str:
    """Press a button on the page of a name; return the page that follows."""
    row = IngredientName.objects.get(name=name)
    answer = client.post(f"{QUEUE}{row.pk}/change/", {"decision": decision}, follow=True)
    return str(answer.content.decode())


def test_the_most_frequent_names_come_first(client: Client, curator: User) -> None:
    for status in ("published", "pending", "draft"):
        make_read("Water, Moon Dust", status=status)
    make_read("Water, Moon Dust, Star Dust", status="rejected")
    make_read("Water, Moon Dust", merged_into=make_product())
    make_read("Water, Sun Dust")
    make_read("Water, Secret Juice, Moon Dust", owner=make_user())
    assert queue(client) == [("Moon Dust", 3), ("Sun Dust", 1)]
    assert queue(client, "?q=sun") == [("Sun Dust", 1)]
    assert b"Secret" not in client.get(QUEUE).content


def test_a_forged_ingredient_is_refused(client: Client, curator: User) -> None:
    make_read("Water, Moon Dust")
    row = IngredientName.objects.get(name="Moon Dust")
    page = client.post(f"{QUEUE}{row.pk}/change/", {"ingredient": "x"})
    assert "Select a valid choice." in page.content.decode()
    assert queue(client) == [("Moon Dust", 1)]


def test_two_clicks_make_an_alias_and_tag_every_product_again(
    client: Client, curator: User
) -> None:
    make_read("Water, Ascorbyl Glucoside, Glycerin")
    typo = "Water, Ascorbyl Glucozide Vc, Glycerin"
    products = [make_read(typo), make_read(typo), make_read(typo, owner=make_user())]
    name = IngredientName.objects.get(ingredient=None)
    html = client.get(f"{QUEUE}{name.pk}/change/").content.decode()
    target = Ingredient.objects.get(name="Ascorbyl Glucoside")
    assert f'name="decision" value="{target.pk}">Ascorbyl Glucoside</button>' in html
    page = decide(client, name.name, target.pk)
    assert "2 products were read again." in page  # the private one is nobody's business
    for product in products:
        product.refresh_from_db()
        assert "vitamin_c_derivative" in product.families
        assert "ASCORBYL GLUCOSIDE (ASCORBYL GLUCOZIDE VC)" in product.inci_names
    assert queue(client) == []
    found = client.get(target.get_absolute_url())
    assert len(found.context["rows"]) == 3
    assert f"Also written: {name.name}" in found.content.decode()


def test_a_decision_is_remembered_and_can_be_undone(client: Client, curator: User) -> None:
    make_read("Water, Retinol")
    product = make_read("Water, Moon Dust")
    decide(client, "Moon Dust", Ingredient.objects.get(name="Retinol").pk)
    name = IngredientName.objects.get(name="Moon Dust")
    assert (name.decided_by, name.decided_at is not None) == (curator, True)
    assert queue(client, "?state=decided") == [("Moon Dust", 1)]
    assert LogEntry.objects.get().get_change_message() == "Stands for Retinol."
    assert "1 product was read again." in decide(client, "Moon Dust", "unknown")
    product.refresh_from_db()
    assert (product.families, product.inci_names[-1]) == ([], "MOON DUST")
    assert queue(client) == [("Moon Dust", 1)]


def test_a_decision_leads_on_to_the_next_name_that_waits(client: Client, curator: User) -> None:
    for text in ("Water, Common Dust, Moon Dust, Sun Dust", "Water, Common Dust, Sky Dust"):
        make_read(text)
    keys = {row.name: row.pk for row in IngredientName.objects.filter(ingredient=None)}
    moon = f"{QUEUE}{keys['Moon Dust']}/change/"
    assert f'<a href="{QUEUE}{keys["Sky Dust"]}/change/">Later; on to Sky Dust</a>' in (
        client.get(moon).content.decode()
    )
    led = []
    for _number in range(4):
        moon = client.post(moon, {"decision": "own"}).headers["Location"]
        led.append(moon.removeprefix(QUEUE).removesuffix("/change/"))
    assert led == [*(str(keys[f"{name} Dust"]) for name in ("Sky", "Sun", "Common")), ""]


def test_a_name_of_its_own_gets_a_page(client: Client, curator: User) -> None:
    make_read("Water, Moon Dust")
    decide(client, "Moon Dust", "own")
    assert client.get("/ingredients/moon-dust/").status_code == 200
    assert queue(client) == []


def test_a_name_that_is_no_ingredient_stays_away(client: Client, curator: User) -> None:
    make_read("Water, Moon Dust")
    decide(client, "Moon Dust", "ignore")
    make_read("Water, Moon Dust")
    assert queue(client) == []
    assert queue(client, "?state=decided") == [("Moon Dust", 2)]


@pytest.mark.parametrize("decision", ["", "987654", "nonsense", "9" * 30])
def test_no_decision_is_told_in_words(client: Client, curator: User, decision: str) -> None:
    make_read("Water, Moon Dust")
    assert "Choose an ingredient, or one of the buttons." in decide(client, "Moon Dust", decision)
    assert queue(client) == [("Moon Dust", 1)]


def test_others_are_sent_away(client: Client) -> None:
    make_read("Water, Moon Dust")
    client.force_login(make_user())
    decide(client, "Moon Dust", "own")
    assert IngredientName.objects.filter(ingredient=None).count() == 1


@pytest.mark.parametrize("number", [1, 300])
def test_the_queue_and_a_decision_cost_the_same_at_any_size(
    client: Client,
    curator: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    rows = [make_product(ingredients_text=f"Water, Moon Dust, Dust {n}") for n in range(number)]
    products_retag(row.pk for row in rows)
    with django_assert_max_num_queries(8):
        client.get(QUEUE)
    with django_assert_max_num_queries(60):
        decide(client, "Moon Dust", "own")
