"""Typos in a search: which words are corrected, to which, and what that costs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from products.models import Brand, Product
from products.search.finding import find
from products.search.index import index_rebuild, similar_terms
from products.services.tagging import product_tag
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def terms() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT term FROM products_search_term")
        return {term for (term,) in cursor.fetchall()}


def test_the_index_made_anew_corrects_typos_by_the_same_words() -> None:
    maker = Brand.objects.create(name="Kiehl's")
    sold = make_product(
        "sunscreen", "비타민 SPF50", brand=maker, barcode="04006381333931", spf=50, source="Maker"
    )
    sold.ingredients_text = "Aqua, Quillaja Saponaria Bark Extract, 1,2-Hexanediol"
    product_tag(sold).save()
    make_product(name="Own", owner=make_user(), status="published")
    kept = terms()
    assert {"kiehl", "spf", "quillaja", "hexanediol"} < kept
    index_rebuild(connection)
    assert terms() == kept


def test_words_of_private_products_correct_nobodys_typos() -> None:
    make_product(name="Quillaja Secret", owner=make_user(), status="published")
    make_product(name="Other")
    assert similar_terms({"quillaja": 2, "other": 1}) == {"quillaja": []}


@pytest.mark.parametrize(
    ("text", "number", "meant"),
    [
        pytest.param("quillaja", 1, "", id="as it is written"),
        pytest.param("", 1, "", id="no words"),
        pytest.param("quilaja gelo", 3, "quillaja gelo", id="a typo"),
        pytest.param("quilaja gelu", 4, "quillaja gelo", id="as near to gela, which fewer have"),
    ],
)
def test_a_search_takes_one_query_and_a_typo_at_most_three_more(
    text: str, number: int, meant: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in range(30):
        make_product(name=f"Quillaja {'gelo' if count else 'gelo gela'} {count}")
    user = make_user()
    with django_assert_num_queries(number):
        result = find(user, text)
    assert (len(result.keys), result.mended) == (30, meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("gelu", "gelo", id="which more have"),
        pytest.param("gelu wuxu", "gelo wuxo", id="each word by itself"),
        pytest.param("fobu", "foba", id="two hundred are as many as more"),
    ],
)
def test_of_equally_near_words_that_of_most_products_is_meant(text: str, meant: str) -> None:
    names = {"gela wuxa": 1, "gelo wuxo": 2, "gelo": 200, "foba": 200, "fobo": 201}
    each = [name for name, count in names.items() for _ in range(count)]
    rows = [
        Product(name=name, slug=f"{number}", kind="serum", status="published")
        for number, name in enumerate(each)
    ]
    for row in rows:
        row.index_words()
    Product.objects.bulk_create(rows)
    assert find(NOBODY, text).mended == meant


@pytest.mark.parametrize("typed", ["zx", "zx 9", "9 drops", "z 9 dr"])
def test_a_word_too_short_to_correct_typos_is_found(typed: str) -> None:
    product = make_product(name="Zx 9 Drops")
    make_product(name="Zebra")
    assert find(NOBODY, typed).keys == [product.pk]
