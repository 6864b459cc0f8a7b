"""Filters of the list of products: what they leave, how they show, what the address holds."""

import re

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from accounts.models import SkinProfile
from products.filters import names_in
from products.models import Brand
from products.services.tagging import product_tag
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db

LISTS = {
    "Plain Gel": ("serum", "Aqua, Glycerin, Sodium Hyaluronate", None),
    "Scented Milk": ("body_lotion", "Aqua, Niacinamide, Parfum, Limonene", None),
    "Rose Veil": ("sunscreen", "Aqua, Sodium Chloride, Zinc Oxide, Niacinamide", 50),
    "Thin Veil": ("sunscreen", "Aqua, Alcohol Denat., Linalool", 15),
    "Hangul Gel": ("serum", "정제수, 글리세린, 미지의추출물", None),
    "Riddle": ("serum", "", None),
}


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    brands = {
        "Rose": Brand.objects.create(name="Rosée"),
        "Thin": Brand.objects.create(name="Rosa"),
    }
    for name, (kind, ingredients, spf) in LISTS.items():
        brand = brands.get(name.split()[0])
        product = make_product(
            kind, name, ingredients_text=ingredients, spf=spf, source="Label", brand=brand
        )
        product_tag(product).save()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=sunscreen", {"Rose Veil", "Thin Veil"}),
        ("brand=Rosa", {"Thin Veil"}),
        ("brand=ros", {"Rose Veil", "Thin Veil"}),
        ("brand=No+such", set()),
        ("contains=niacinamide", {"Scented Milk", "Rose Veil"}),
        ("contains=NIACINAMIDE,+zinc+oxide", {"Rose Veil"}),
        ("contains=sodium+hyaluronate", {"Plain Gel"}),
        ("contains=sodium", {"Plain Gel", "Rose Veil"}),
        ("contains=글리세린", {"Hangul Gel"}),
        ("contains=sod", set()),
        ("free_of=niacinamide", {"Plain Gel", "Thin Veil"}),
        ("free_of=limonene&free_of=linalool", {"Plain Gel", "Rose Veil"}),
        ("free_of=alcohol+denat", {"Plain Gel", "Scented Milk", "Rose Veil"}),
        ("free_of=fragrance", {"Plain Gel", "Rose Veil"}),
        ("unscented=on", {"Plain Gel", "Rose Veil"}),
        ("spf=15", {"Rose Veil", "Thin Veil"}),
        ("spf=30", {"Rose Veil"}),
        ("q=veil&spf=30&contains=niacinamide", {"Rose Veil"}),
        ("q=veli&spf=30", {"Rose Veil"}),
        ("spf=7&kind=hat&my_allergens=on&unscented=", set(LISTS)),
        ("contains=,;+,%25&free_of=,", set(LISTS)),
    ],
)
def test_filters_leave_what_they_say(client: Client, query: str, found: set[str]) -> None:
    page = client.get(f"/products/?{query}")
    assert {product.name for product in page.context["products"]} == found


def test_each_filter_in_use_is_a_chip_that_removes_it(client: Client) -> None:
    query = "q=veil&kind=sunscreen&free_of=limonene,+linalool&spf=30&page=2"
    html = client.get(f"/products/?{query}").content.decode()
    chips = dict(re.findall(r'class="chip" href="([^"]+)".*?</span>([^<]+)<svg', html))
    rest = "q=veil&kind=sunscreen"
    assert {label: url for url, label in chips.items()} == {
        "Sunscreen": "/products/?q=veil&amp;free_of=limonene%2C+linalool&amp;spf=30",
        "Free of limonene": escape(f"/products/?{rest}&free_of=linalool&spf=30"),
        "Free of linalool": escape(f"/products/?{rest}&free_of=limonene&spf=30"),
        "SPF 30+": escape(f"/products/?{rest}&free_of=limonene%2C+linalool"),
    }
    assert 'href="/products/?q=veil">Remove all' in html


def test_fields_keep_what_was_asked_for(client: Client) -> None:
    html = client.get("/products/?q=veil&spf=30&contains=zinc+oxide&unscented=on").content.decode()
    for part in ('value="veil"', 'value="zinc oxide"', '<option value="30" selected>'):
        assert part in html
    assert re.search(r'<input type="checkbox" name="unscented"[^>]* checked', html)
    assert '<details class="editor" open>' in html


def test_only_the_whole_list_is_for_search_engines(client: Client) -> None:
    noindex = '<meta name="robots" content="noindex">'
    assert noindex not in client.get("/products/").content.decode()
    for query in ("q=gel", "kind=serum", "free_of=aqua"):
        assert noindex in client.get(f"/products/?{query}").content.decode()


def test_own_allergens_narrow_in_one_tick_and_stay_out_of_the_address(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    assert b"my_allergens" not in client.get("/products/").content
    SkinProfile.objects.filter(user=user).update(allergens="Limonene\nlinalool; ")
    assert b'name="my_allergens"' in client.get("/products/").content
    page = client.get("/products/?my_allergens=on")
    assert {row.name for row in page.context["products"]} == {"Plain Gel", "Rose Veil"}
    assert b"imonene" not in page.content


def test_a_typo_is_mended_and_told(client: Client) -> None:
    html = client.get("/products/?q=niacinamyde").content.decode()
    assert "Nothing is called “niacinamyde”. This is for <strong>“niacinamide”</strong>." in html


def test_nothing_found_offers_ways_on(client: Client) -> None:
    html = client.get("/products/?q=unheardof+thing&kind=serum").content.decode()
    assert escape("/products/suggest/?kind=serum&name=unheardof+thing") in html
    assert "/start/paste/" in html


@pytest.mark.parametrize(("query", "most"), [("kind=serum", 4), ("brand=Rosa", 5), ("q=sreum", 6)])
def test_filters_cost_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str, most: int
) -> None:
    client.force_login(make_user())
    with django_assert_num_queries(most):
        client.get(f"/products/?{query}")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        (" Parfum ,limonene;;linalool\n%, Parfum", ("Parfum", "limonene", "linalool")),
        (",".join(f"name {n}" for n in range(99)), tuple(f"name {n}" for n in range(30))),
    ],
)
def test_names_are_parted_at_commas(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names
