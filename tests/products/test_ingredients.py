"""Which product names which ingredient, and the pages that say so."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from products.models import Ingredient, IngredientName, Product, ProductIngredient
from products.services.tagging import products_retag
from routines.models import RuleSetting
from routines.rules_in_force import rule_settings
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db

SESSION_AND_USER, INGREDIENT, COUNT, PRODUCTS, PLACES, NAMES = 2, 1, 1, 1, 1, 1


def make_read(text: str, **fields: Any) -> Product:
    """Make a product whose label has been read."""
    product = make_product(ingredients_text=text, **fields)
    products_retag([product.pk])
    product.refresh_from_db()
    return product


def test_each_name_of_a_label_has_its_place() -> None:
    product = make_read("Water, Niacinamide 5%, Wonder Dust. May contain: CI 77491")
    rows = ProductIngredient.objects.filter(product=product).order_by("position")
    told = [(row.position, row.name.name, row.percent, row.may_contain) for row in rows]
    assert told == [
        (1, "Aqua", None, False),
        (2, "Niacinamide", 5.0, False),
        (3, "Wonder Dust", None, False),
        (4, "CI 77491", None, True),
    ]


def test_a_known_name_gets_a_page_and_an_unknown_one_stays_as_written() -> None:
    make_read("Water, Wonder Dust, Lavandula Hybrida Oil")
    known = {name.name: name.ingredient is not None for name in IngredientName.objects.all()}
    assert known == {"Aqua": True, "Wonder Dust": False, "Lavandula Hybrida Oil": True}


def test_reading_again_replaces_the_places() -> None:
    product = make_read("Water, Retinol")
    product.ingredients_text = "Glycerin"
    product.save()
    products_retag([product.pk])
    names = ProductIngredient.objects.filter(product=product).values_list("name__name", flat=True)
    assert list(names) == ["Glycerin"]


@pytest.mark.parametrize(
    "text", ["", "n/a", "x" * 400, ", ".join(f"Name{n}" for n in range(40_000))]
)
def test_an_odd_label_is_read_without_harm(text: str) -> None:
    product = make_read(text)
    assert ProductIngredient.objects.filter(product=product).count() <= 1000


def test_private_names_are_in_no_table_and_on_no_page(client: Client) -> None:
    make_read("Water, Retinol, Secret Juice", owner=make_user(), name="Hidden")
    assert not ProductIngredient.objects.exists()
    assert not IngredientName.objects.exists()
    assert client.get("/ingredients/retinol/").status_code == 404


@pytest.mark.parametrize("number", [1, 300])
def test_reading_many_costs_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    keys = [make_product(ingredients_text=f"Water, Dust {n}").pk for n in range(number)]
    with django_assert_max_num_queries(20):
        assert products_retag(keys) == number


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("1,2-Hexanediol", "1-2-hexanediol"),
        ("Caprylic/Capric Triglyceride", "caprylic-capric-triglyceride"),
        ("CI 77491", "ci-77491"),
        ("Alcohol Denat.", "alcohol-denat"),
    ],
)
def test_an_address_reads_like_the_name(client: Client, name: str, slug: str) -> None:
    make_read(name + ", Water, Glycerin")
    page = client.get(f"/ingredients/{slug}/")
    assert page.status_code == 200
    assert f"<h1>{name}</h1>" in page.content.decode()


def test_page_tells_families_allergen_and_where_it_stands(client: Client) -> None:
    make_read("Water, Citric Acid 2%", name="First")
    make_read("Water, Glycerin, Citric Acid", name="Second", status="draft")
    html = client.get("/ingredients/citric-acid/").content.decode()
    assert "<dt>AHA</dt>" in html
    assert "counts as a trace" in html
    assert "No. 2 on the list, 2 %" in html
    assert "Second" not in html
    assert 'id="official"' not in html
    assert "Fragrance allergen" not in html
    make_read("Linalool, Water")
    assert "Fragrance allergen" in client.get("/ingredients/linalool/").content.decode()


def test_page_says_what_the_official_list_says(client: Client) -> None:
    make_read("Salicylic Acid, Water")
    facts = {"cosing_ref": 37595, "cosing_date": date(2020, 8, 11), "functions": ["PRESERVATIVE"]}
    Ingredient.objects.filter(name="Salicylic Acid").update(restriction="III/98 V/3", **facts)
    html = client.get("/ingredients/salicylic-acid/").content.decode()
    assert "Annex III, entry 98: allowed within limits" in html
    assert "Annex V, entry 3: an allowed preservative" in html
    assert "CosIng, reference 37595, as of 11 August 2020 (CC BY 4.0)" in html


def test_product_page_links_what_is_known(client: Client) -> None:
    html = client.get(make_read("Water, Wonder Dust").get_absolute_url()).content.decode()
    assert '<a href="/ingredients/aqua/">Water</a>, Wonder Dust' in html


def test_shades_are_told_apart(client: Client) -> None:
    make_read("Water. May contain: CI 77491")
    assert b"In some shades" in client.get("/ingredients/ci-77491/").content


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 3), ("retin", 1), ("PALMITATE retinyl", 1), ("1,2", 1), ("zzz", 0), ("%", 3)],
)
def test_search_takes_parts_of_names_in_any_order(client: Client, query: str, found: int) -> None:
    make_read("Glycerin, Retinyl Palmitate, 1,2-Hexanediol")
    page = client.get("/ingredients/", {"q": query})
    assert page.context["page"].paginator.count == found


def test_what_begins_with_the_text_comes_first(client: Client) -> None:
    make_read("Hydroxypinacolone Retinoate, Retinol, Retinal")
    page = client.get("/ingredients/?q=retin").context["page"]
    assert [row.name for row in page] == ["Retinal", "Retinol", "Hydroxypinacolone Retinoate"]


@pytest.mark.parametrize("number", [1, 1000])
def test_pages_cost_the_same_at_any_size(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    rows = [
        Product(name=f"P{n}", slug=f"p-{n}", kind="serum", status="published")
        for n in range(number)
    ]
    for row in rows:
        row.ingredients_text = "Retinol, Water"
    Product.objects.bulk_create(rows)
    products_retag(Product.objects.values_list("pk", flat=True))
    Ingredient.objects.bulk_create(Ingredient.named(f"Dust {n}") for n in range(number))
    client.force_login(make_user())
    with django_assert_num_queries(
        SESSION_AND_USER + INGREDIENT + COUNT + PRODUCTS + PLACES + NAMES
    ):
        page = client.get("/ingredients/retinol/")
    assert len(page.context["rows"]) == min(number, 24)
    with django_assert_num_queries(SESSION_AND_USER + COUNT + PRODUCTS):
        client.get("/ingredients/")


def test_page_leads_to_the_rules_that_look_for_it(client: Client) -> None:
    make_read("Benzoyl Peroxide, Glycerin")
    rules = client.get("/ingredients/benzoyl-peroxide/").context["about"].rules
    assert "Retinoid with benzoyl peroxide" in [rule.title for rule in rules]
    assert {client.get(rule.url).status_code for rule in rules} == {200}
    assert "Rules that look for it" not in client.get("/ingredients/glycerin/").content.decode()


def test_a_rule_that_is_off_here_is_not_led_to(client: Client) -> None:
    make_read("Benzoyl Peroxide, Glycerin")
    RuleSetting.objects.create(rule="retinoid-plus-benzoyl-peroxide", is_on=False)
    rule_settings.forget()
    rules = client.get("/ingredients/benzoyl-peroxide/").context["about"].rules
    assert "/rules/vitamin-c-plus-benzoyl-peroxide/" in {rule.url for rule in rules}
    assert "/rules/retinoid-plus-benzoyl-peroxide/" not in {rule.url for rule in rules}
