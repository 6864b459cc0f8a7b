"""Two products side by side: what differs, what both share, and who may see which."""

from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from products.compare import compare
from products.models import Brand, Product
from products.services.tagging import products_retag
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db
SESSION_AND_USER, PRODUCTS = 2, 1


def labelled(name: str, ingredients: str = "", **fields: Any) -> Product:
    """Make a product whose label was read."""
    fields.setdefault("kind", "serum")
    product = make_product(name=name, ingredients_text=ingredients, **fields)
    products_retag([product.pk])
    return Product.objects.select_related("brand").get(pk=product.pk)


def address(*products: Product | str, **query: str) -> str:
    slugs = [each.slug if isinstance(each, Product) else each for each in products]
    asked = [*(("with", slug) for slug in slugs), *query.items()]
    return f"/products/compare/?{urlencode(asked)}"


def page(client: Client, *products: Product | str, **query: str) -> str:
    answer = client.get(address(*products, **query))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def said_of(*products: Product) -> dict[str, list[list[str]]]:
    """Return what stands in each row, a list for each product."""
    rows = compare(products).rows
    return {row.label: [[line.text for line in cell] for cell in row.cells] for row in rows}


def test_each_row_says_what_both_state() -> None:
    one = labelled(
        "One",
        "Aqua, Retinol, Limonene",
        size_ml=30,
        spf=30,
        pao_months=6,
        label_max_per_week=3,
        retinol_percent="0.30",
        source="https://one.example/",
        licence="MIT",
    )
    other = labelled("Other", "Aqua, Niacinamide", kind="ampoule", units=7, size_ml=14)
    rows = said_of(one, other)
    assert rows["Kind"] == [["Serum"], ["Ampoule"]]
    assert rows["Size"] == [["30 ml"], ["14 ml", "7 single doses"]]
    assert rows["SPF"] == [["30"], []]
    assert rows["How often"] == [["At most 3 times in 7 days"], ["At most twice in 7 days"]]
    assert rows["Once opened"][0] == ["Within 6 months"]
    assert rows["Stated strengths"] == [["Retinol 0.3 %"], []]
    assert rows["Actives in it"] == [["Retinol or retinal"], ["Niacinamide"]]
    assert rows["Fragrance and its allergens"] == [["Limonene"], ["None in its list"]]
    assert rows["Source"] == [["https://one.example/"], []]


def test_what_is_the_same_stands_once_and_what_neither_states_not_at_all() -> None:
    rows = {row.label: row for row in compare([labelled("One"), labelled("Other")]).rows}
    assert rows["Kind"].same
    assert {"SPF", "Size", "Stated strengths", "Actives in it"}.isdisjoint(rows)
    assert rows["Fragrance and its allergens"].cells[0][0].text == "No ingredient list is known"


@pytest.mark.parametrize(
    ("one", "other", "both", "first", "second"),
    [
        ("Aqua, Retinol", "Water, Glycerin", ("Aqua",), ("Retinol",), ("Glycerin",)),
        ("Aqua, Glycerin", "Glycerin, Aqua", ("Aqua", "Glycerin"), (), ()),
        ("Parfum", "Limonene", (), ("Parfum",), ("Limonene",)),
        ("Aqua, Aqua", "Retinol", (), ("Aqua",), ("Retinol",)),
    ],
)
def test_ingredients_are_told_apart_by_what_they_are(
    one: str,
    other: str,
    both: tuple[str, ...],
    first: tuple[str, ...],
    second: tuple[str, ...],
) -> None:
    shared = compare([labelled("One", one), labelled("Other", other)]).shared
    assert shared
    assert (shared.both, shared.first, shared.second) == (both, first, second)


def test_an_unknown_list_shares_nothing(client: Client) -> None:
    one, other = labelled("One", "Aqua, Retinol"), labelled("Other")
    assert compare([one, other]).shared is None
    assert "the list of at least one of them is not known" in page(client, one, other)


@pytest.fixture
def asked(client: Client) -> dict[str, str]:
    """Read the page of each thing an address may name, by what that is."""
    one, other, third = labelled("One"), labelled("Other"), labelled("Third")
    merged = labelled("Double", merged_into=one)
    hidden = labelled("Hidden", owner=make_user())
    return {
        "two": page(client, one, other),
        "three": page(client, one, other, third),
        "one": page(client, one),
        "none": page(client),
        "the same twice": page(client, one, one),
        "one and its double": page(client, one, merged),
        "unknown": page(client, one, "no-such-thing"),
        "somebody else's": page(client, one, hidden),
        "unpublished": page(client, one, labelled("Draft", status="draft")),
    }


@pytest.mark.parametrize(
    ("what", "compared", "words"),
    [
        ("two", True, "Can I use them together?"),
        ("three", True, "Two products are compared at a time; 1 more is left out."),
        ("one", False, "Compare it with"),
        ("none", False, "The first product"),
        ("the same twice", False, "Both names mean this one product."),
        ("one and its double", False, "Both names mean this one product."),
        ("unknown", False, "“no-such-thing” is not known here."),
        ("somebody else's", False, "is not known here."),
        ("unpublished", False, "is not known here."),
    ],
)
def test_whatever_an_address_names_is_answered_in_words(
    asked: dict[str, str],
    what: str,
    compared: bool,  # noqa: FBT001 - a column of the table
    words: str,
) -> None:
    assert words in asked[what]
    assert ("<table" in asked[what]) is compared
    assert ('content="noindex"' in asked[what]) is not compared
    assert "Hidden" not in asked[what]


def test_an_own_product_is_compared_by_its_owner_and_kept_from_search_engines(
    client: Client,
) -> None:
    user = make_user()
    own = labelled("Mine", owner=user)
    client.force_login(user)
    found = page(client, own, labelled("Other"))
    assert "<table" in found
    assert "Your own entry" in found
    assert 'content="noindex"' in found


def test_the_second_is_found_by_words_or_among_its_kind(client: Client) -> None:
    one, near = labelled("One"), labelled("Rose Serum", brand=Brand.objects.create(name="Maison"))
    labelled("Rose Toner", kind="hydrating_toner")
    offered = f'href="{address(one, near)}"'.replace("&", "&amp;")
    raw = client.get(address(one)).content.decode()
    assert offered in raw
    assert "Rose Toner" not in raw
    assert "Rose Toner" in page(client, one, q="rose")
    assert "Nothing found for “zzz”" in page(client, one, q="zzz")
    swapped = client.get(address(one, q="maison"), headers={"HX-Request": "true"})
    assert offered in swapped.content.decode()
    assert "<html" not in swapped.content.decode()


def test_each_can_be_left_out_and_the_product_pages_lead_here(client: Client) -> None:
    one, other = labelled("One"), labelled("Other")
    assert f'class="chip" href="{address(other)}"' in page(client, one, other)
    assert f'href="{address(one)}"' in page_of(client, one)
    assert 'href="/products/compare/"' in client.get("/products/").content.decode()


def page_of(client: Client, product: Product) -> str:
    return client.get(product.get_absolute_url()).content.decode()


@pytest.mark.parametrize("signed_in", [False, True])
def test_comparing_costs_one_query_beside_who_asks(
    client: Client,
    signed_in: bool,  # noqa: FBT001 - a column of the table
) -> None:
    brand = Brand.objects.create(name="Maison")
    one = labelled("One", "Aqua, Retinol, Parfum", brand=brand)
    other = labelled("Other", "Aqua", brand=brand)
    if signed_in:
        user: User = make_user()
        client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        page(client, one, other)
    assert len(queries) == PRODUCTS + (SESSION_AND_USER if signed_in else 0)
