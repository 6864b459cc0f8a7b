"""Browse products and look at one: who sees what, in how many queries."""

from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from products.models import Brand, Product
from products.services.curators import curator_make
from products.services.tagging import product_tag
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db

SESSION_AND_USER, INDEX, PRODUCTS = 2, 1, 1
PRODUCT, VERDICTS, SHELF, PAGES, HANDED_IN = 1, 1, 1, 1, 2


@pytest.fixture
def people() -> dict[str, User | None]:
    """Somebody of each role, by name."""
    curator = make_user("curator@example.org")
    return {
        "anonymous": None,
        "owner": make_user("owner@example.org"),
        "other": make_user("other@example.org"),
        "curator": curator_make(email=curator.email),
    }


def browse(person: User | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


@pytest.mark.parametrize(
    ("what", "role", "listed", "page", "edit"),
    [
        ("published", "anonymous", True, 200, 302),
        ("published", "owner", True, 200, 404),
        ("published", "curator", True, 200, 404),
        ("draft", "anonymous", False, 404, 302),
        ("draft", "other", False, 404, 404),
        ("draft", "curator", False, 200, 404),
        ("rejected", "other", False, 404, 404),
        ("private", "anonymous", False, 404, 302),
        ("private", "owner", True, 200, 200),
        ("private", "other", False, 404, 404),
        ("private", "curator", False, 404, 404),
    ],
)
def test_who_sees_a_product(
    people: dict[str, User | None],
    what: str,
    role: str,
    listed: bool,  # noqa: FBT001 - a column of the table
    page: int,
    edit: int,
) -> None:
    product = (
        make_product(owner=people["owner"], name="Findme")
        if what == "private"
        else make_product(status=what, name="Findme")
    )
    client = browse(people[role])
    assert (b"Findme" in client.get("/products/").content) is listed
    assert client.get(product.get_absolute_url()).status_code == page
    assert client.get(f"{product.get_absolute_url()}edit/").status_code == edit


def test_own_products_are_marked_as_yours(client: Client) -> None:
    user = make_user()
    make_product(name="Public")
    client.force_login(user)
    assert b"Yours" not in client.get("/products/").content
    make_product(name="Mine", owner=user)
    assert b"Yours" in client.get("/products/").content


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Crème Nuit", "Serum A", "Toner A"]),
        ("q=creme", ["Crème Nuit"]),
        ("q=CRÈME+nuit", ["Crème Nuit"]),
        ("q=nuit+maison", ["Crème Nuit"]),
        ("q=nuit+serum", []),
        ("q=a", ["Serum A", "Toner A"]),
        ("q=+++", ["Crème Nuit", "Serum A", "Toner A"]),
        ("q=%25", ["Crème Nuit", "Serum A", "Toner A"]),
        ("kind=serum", ["Serum A"]),
        ("kind=no-such-kind", ["Crème Nuit", "Serum A", "Toner A"]),
        ("q=toner&kind=serum", []),
        ("q=세럼", []),
    ],
)
def test_search_and_kind_narrow_the_list(client: Client, query: str, found: list[str]) -> None:
    brand = Brand.objects.create(name="Maison")
    make_product("moisturizer", "Crème Nuit", brand=brand)
    make_product("serum", "Serum A")
    make_product("hydrating_toner", "Toner A")
    page = client.get(f"/products/?{query}")
    names = [product.name for product in page.context["products"]]
    assert sorted(names) == found
    plural = "" if len(found) == 1 else "s"
    if found:
        assert f">{len(found)} product{plural}</p>" in page.content.decode()
    else:
        assert "Add your own product" in page.content.decode()


def test_empty_result_carries_the_words_to_the_form(client: Client) -> None:
    html = client.get("/products/?q=my+gel&kind=serum").content.decode()
    assert escape("/products/suggest/?kind=serum&name=my+gel") in html


def test_search_while_typing_swaps_the_results_only(client: Client) -> None:
    client.force_login(make_user())
    make_product(name="Findme")
    html = client.get("/products/?q=find", headers={"HX-Request": "true"}).content.decode()
    assert "Findme" in html
    assert "<html" not in html


@pytest.mark.parametrize("number", [1, 1000])
def test_list_costs_the_same_at_any_size(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    brands = Brand.objects.bulk_create(Brand(name=f"B{n}") for n in range(number))
    Product.objects.bulk_create(
        Product(name="P", slug=f"p-{brand.pk}", kind="serum", status="published", brand=brand)
        for brand in brands
    )
    client.force_login(make_user())
    with django_assert_num_queries(SESSION_AND_USER + INDEX + PRODUCTS):
        page = client.get("/products/?kind=serum")
    assert len(page.context["page"]) == min(number, 24)


def test_second_page_keeps_the_search(client: Client) -> None:
    for n in range(25):
        make_product("serum", f"Bottle {n}")
    page = client.get("/products/?q=bottle&kind=serum&page=2")
    assert len(page.context["page"]) == 1
    assert escape("?q=bottle&kind=serum&page=1") in page.content.decode()


def test_page_costs_eight_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    product = make_product(ingredients_text="Water, Retinol", brand=Brand.objects.create(name="B"))
    client.force_login(make_user())
    with django_assert_num_queries(
        SESSION_AND_USER + PRODUCT + VERDICTS + SHELF + PAGES + HANDED_IN
    ):
        client.get(product.get_absolute_url())


def test_merged_product_leads_to_the_other_one(client: Client) -> None:
    target = make_product(name="Target")
    merged = make_product(name="Double", merged_into=target)
    answer = client.get(merged.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, target.get_absolute_url())
    assert b"Double" not in client.get("/products/").content


def test_page_tells_where_its_facts_are_from(client: Client) -> None:
    product = make_product(
        "serum",
        ingredients_text="Water, Niacinamide, Glycerin",
        source="Maker's page",
        source_date=date(2026, 3, 2),
        label_max_per_week=3,
    )
    product_tag(product).save()
    html = client.get(product.get_absolute_url()).content.decode()
    assert "<mark>Niacinamide</mark>" in html
    assert "<mark>Glycerin</mark>" not in html
    assert escape("List as published by Maker's page") in html
    assert "read 2 March 2026; check your own pack." in html
    assert "At most 3 times in 7 days" in html
    assert "data-severity" not in html


def test_visitor_signs_in_before_adding_to_the_shelf(client: Client) -> None:
    product = make_product()
    html = client.get(product.get_absolute_url()).content.decode()
    assert f"?next={product.get_absolute_url()}" in html
    assert "Add to shelf" not in html


def test_missing_product_is_no_page(client: Client) -> None:
    assert client.get("/products/no-such-thing/").status_code == 404
