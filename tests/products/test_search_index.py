"""The index follows whatever happens to products, and shows nobody what is not theirs."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from products.models import Brand, Product
from products.search.finding import Filters, find, suggest
from products.search.index import hits, index_rebuild
from products.search.query import Query, Term
from products.services.tagging import brand_reindex, product_tag
from tests.factories import make_item, make_product, make_user

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def found(text: str) -> list[int]:
    return find(NOBODY, text).keys


def rename(product: Product) -> None:
    product.name = "Other"
    product.save()


def rename_in_bulk(product: Product) -> None:
    product.name = "Other"
    product.index_words()
    Product.objects.bulk_update([product], ["name", *Product.WORDS])


def merge(product: Product) -> None:
    Product.objects.filter(pk=product.pk).update(merged_into=make_product())


def status(name: str) -> Callable[[Product], object]:
    return lambda product: Product.objects.filter(pk=product.pk).update(status=name)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(rename, id="renamed"),
        pytest.param(rename_in_bulk, id="renamed in bulk"),
        pytest.param(merge, id="merged"),
        pytest.param(status("rejected"), id="rejected in bulk"),
        pytest.param(Product.delete, id="deleted"),
        pytest.param(lambda row: Product.objects.filter(pk=row.pk).delete(), id="deleted in bulk"),
    ],
)
def test_what_leaves_the_catalogue_is_not_found(change: Callable[[Product], object]) -> None:
    product = make_product(name="Quillaja Drops")
    stays = make_product(name="Quillaja Cream")
    assert set(found("quillaja")) == {product.pk, stays.pk}
    change(product)
    assert found("quillaja") == [stays.pk]


def test_two_letters_begin_a_name_and_three_an_ingredient_too() -> None:
    named = make_product(name="Quillaja Drops")
    holding = make_product(name="Gel")
    holding.ingredients_text = "Aqua, Quillaja Saponaria Bark Extract"
    product_tag(holding).save()
    assert found("qu") == [named.pk]
    assert found("qui") == found("quillaja") == [named.pk, holding.pk]


@pytest.mark.parametrize("typed", ["q", "quillaja", "quillajas", "quillajasapon"])
def test_a_long_word_is_found_however_much_of_it_is_typed(typed: str) -> None:
    product = make_product(name="Quillajasaponin")
    assert found(typed) == [product.pk]
    assert found(f"{typed}xyz") == []


def test_what_enters_the_catalogue_is_found() -> None:
    pending = make_product(name="Quillaja Drops", status="pending")
    assert found("quillaja") == []
    Product.objects.filter(pk=pending.pk).update(status="published")
    assert found("quillaja") == [pending.pk]
    made = [Product(name="Quillaja Gel", slug="q", kind="serum", status="published")]
    made[0].index_words()
    Product.objects.bulk_create(made)
    assert len(found("quillaja")) == 2


def test_a_rolled_back_change_leaves_no_trace() -> None:
    stays = make_product(name="Quillaja Drops")
    with transaction.atomic():
        make_product(name="Quillaja Cream")
        assert len(found("quillaja")) == 2
        transaction.set_rollback(True)
    assert found("quillaja") == [stays.pk]


def test_a_kind_changed_in_bulk_is_found_by_its_filter() -> None:
    product = make_product("serum")
    Product.objects.filter(pk=product.pk).update(kind="ampoule")
    assert find(NOBODY, "", Filters(kind="ampoule")).keys == [product.pk]
    assert find(NOBODY, "", Filters(kind="serum")).keys == []


def test_a_brand_renamed_is_found_by_its_new_name() -> None:
    brand = Brand.objects.create(name="Quillaja")
    product = make_product(name="Drops", brand=brand)
    brand.name = "Saponaria"
    brand.save()
    brand_reindex(brand)
    assert (found("quillaja"), found("saponaria drops")) == ([], [product.pk])


def test_the_index_made_anew_finds_the_same() -> None:
    for number in range(3):
        make_product(name=f"Quillaja {number}", ingredients_text="Aqua, Saponin Extract")
    make_product(name="Quillaja draft", status="draft")
    before = [find(NOBODY, text) for text in ("quillaja", "saponin", "quilaja", "")]
    index_rebuild(connection)
    assert [find(NOBODY, text) for text in ("quillaja", "saponin", "quilaja", "")] == before
    assert len(found("quillaja")) == 3


def test_private_products_are_found_by_their_owner_only() -> None:
    owner, other = make_user(), make_user()
    own = make_product(
        name="Quillaja Secret", owner=owner, brand_typed="Nonesuch", status="published"
    )
    own.ingredients_text = "Aqua, Saponin"
    product_tag(own).save()
    for text in ("quillaja", "secret", "nonesuch quil", "saponin", "serum", ""):
        assert find(owner, text).keys == [own.pk], text
        assert find(other, text).keys == [], text
        assert find(NOBODY, text).keys == [], text


def test_an_own_product_is_found_by_its_typed_brand_and_filters() -> None:
    user = make_user()
    brand = Brand.objects.create(name="Nonesuch")
    own = make_product("sunscreen", "Veil", owner=user, brand_typed="Nonesuch", spf=50)
    shared = make_product("sunscreen", "Fluid", brand=brand, spf=30, source="Maker")
    make_product("sunscreen", "Else", brand=Brand.objects.create(name="Else"))
    named = Filters(maker="Nonesuch", brands=(brand.pk,))
    assert find(user, "", named).keys == [own.pk, shared.pk]
    assert find(user, "", Filters(spf=50)).keys == [own.pk]
    assert find(user, "", Filters(kind="serum")).keys == []


def test_the_best_known_comes_first_among_equals() -> None:
    names = ("Quillaja Gel", "Quillaja Oil", "Quillaja Wax")
    gel, oil, wax = (make_product(name=name) for name in names)
    assert found("quillaja") == [gel.pk, oil.pk, wax.pk]
    for _ in range(2):
        make_item(make_user(), wax)
    make_item(make_user(), make_product(name="Private", owner=make_user()))
    for changed in (1, 0):
        out = StringIO()
        call_command("rank_products", stdout=out)
        assert out.getvalue() == f'{{"changed": {changed}}}\n'
        assert found("quillaja") == [wax.pk, gel.pk, oil.pk]
    assert found("")[0] == wax.pk


def test_first_come_the_best_known_then_the_first_made() -> None:
    owned = {60_001: 0, 3: 15, 2: 1, 50_000: 0, 60_000: 0, 4: 16, 1: 0, 49_999: 0, 60_002: 2_000}
    for key, popularity in owned.items():
        make_product(id=key, name="Quillaja", popularity=popularity)
    in_order = [60_002, 4, 3, 2, 1, 49_999, 50_000, 60_000, 60_001]
    assert found("") == in_order
    assert [hit.pk for hit in hits([Query(((Term("quillaja"),),))], each=7)[0]] == in_order[:7]
    Product.objects.filter(pk=60_001).update(popularity=20)
    Product.objects.filter(pk=4).update(popularity=0)
    assert found("") == [60_002, 60_001, 3, 2, 1, 4, 49_999, 50_000, 60_000]


def test_a_shelf_counts_for_what_its_product_was_merged_into() -> None:
    target, double = make_product(name="Quillaja Wax"), make_product(name="Quillaja Wox")
    first = make_product(name="Quillaja Gel")
    make_item(make_user(), double)
    Product.objects.filter(pk=double.pk).update(merged_into=target)
    call_command("rank_products", stdout=StringIO())
    assert found("quillaja") == [target.pk, first.pk]


HOSTILE = ["'", '"', "*", "a:*", "'a' & !b", '" OR "1', "NEAR(a b)", "a NOT", "%", "_all", "=aqua"]


@pytest.mark.parametrize(
    "text", [*HOSTILE, "\0", "a\0b", "x" * 10_000, "가" * 10_000, "\\", "\ud7ff"]
)
def test_no_text_breaks_a_search(text: str) -> None:
    make_product(name="Quillaja")
    find(NOBODY, text, Filters(contains=(f"a {text}",), free_of=(f"b {text}",)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    find(NOBODY, text)


def test_more_than_five_hundred_are_told_as_more() -> None:
    rows = [
        Product(name="Quillaja", slug=f"q{n}", kind="serum", status="published")
        for n in range(501)
    ]
    for row in rows:
        row.index_words()
    Product.objects.bulk_create(rows[:500])
    assert (len(found("quillaja")), find(NOBODY, "quillaja").more) == (500, False)
    Product.objects.bulk_create(rows[500:])
    assert (len(found("quillaja")), find(NOBODY, "quillaja").more) == (500, True)
    assert find(NOBODY).more


def test_suggestions_are_the_published_and_ones_own() -> None:
    user = make_user()
    own = make_product(name="Quillaja Secret", owner=user)
    make_product(name="Quillaja Hidden", owner=make_user(), status="published")
    make_product(name="Quillaja Draft", status="draft")
    shared = make_product(name="Quillaja Gel")
    for text in ("quillaja", "quilaja"):
        assert shared in suggest(user, text, 8)
    assert {each.pk for each in suggest(user, "quillaja", 8)} == {own.pk, shared.pk}
    assert suggest(user, "unheard", 8) == []


def test_suggestions_are_as_few_as_asked_for(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(9):
        make_product(name=f"Quillaja {number}", brand=Brand.objects.create(name=f"Maker {number}"))
    user = make_user()
    with django_assert_num_queries(1):
        assert len({str(each) for each in suggest(user, "quillaja", 5)}) == 5


@pytest.mark.parametrize("text", ["4006381333931", "4006381 333931", "04006381333931"])
def test_a_barcode_finds_the_product_that_bears_it(text: str) -> None:
    user = make_user()
    make_product(name="4006381333999 Other")
    shared = make_product(name="Pen", barcode="04006381333931")
    own = make_product(name="Mine", barcode="04006381333931", owner=user)
    assert set(find(user, text).keys) == {shared.pk, own.pk}
    assert {each.pk for each in suggest(user, text, 8)} == {shared.pk, own.pk}
    assert find(user, "4006381333948").keys == []
