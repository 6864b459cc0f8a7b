"""Add and change a product of one's own."""

from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import User
from products.models import Brand, Product
from products.services.private import private_product_save
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client: Client) -> User:
    """Sign somebody in."""
    user = make_user()
    client.force_login(user)
    return user


def test_name_and_kind_are_enough(client: Client, user: User) -> None:
    answer = client.post("/products/suggest/", {"name": "My gel", "kind": "serum"})
    product = Product.objects.for_user(user).get()
    assert (product.name, product.kind, product.owner) == ("My gel", "serum", user)
    assert (answer.status_code, answer["Location"]) == (302, product.get_absolute_url())


def test_ingredients_are_read_at_once(client: Client, user: User) -> None:
    client.post(
        "/products/suggest/",
        {"name": "A", "kind": "serum", "ingredients_text": "Water, Retinol, Citric Acid"},
    )
    product = Product.objects.for_user(user).get()
    assert product.families == ["retinoid_otc"]
    assert product.trace_families == ["aha"]
    assert product.inci_names == ["AQUA (WATER)", "RETINOL", "CITRIC ACID"]


def test_typed_brand_stays_out_of_the_list_of_brands(client: Client, user: User) -> None:
    client.post("/products/suggest/", {"name": "A", "kind": "serum", "brand_typed": "Grandma"})
    assert Product.objects.for_user(user).get().brand_name == "Grandma"
    assert not Brand.objects.exists()
    assert b"Grandma" in client.get("/products/?q=grandma").content


@pytest.mark.parametrize(
    ("answer", "per_week", "per_day"),
    [("weekly", 2, 1), ("daily", 7, 1), ("twice_daily", 14, 2), ("silent", None, None)],
)
def test_pack_of_an_ampoule_sets_its_limits(
    client: Client, user: User, answer: str, per_week: int | None, per_day: int | None
) -> None:
    fields = {"name": "A", "kind": "ampoule", "pack_asked": "1", "pack_says": answer}
    assert client.post("/products/suggest/", fields).status_code == 302
    product = Product.objects.for_user(user).get()
    assert (product.label_max_per_week, product.label_max_per_day) == (per_week, per_day)
    assert product.label_asked
    edit = client.get(f"{product.get_absolute_url()}edit/")
    assert edit.context["form"]["pack_says"].value() == answer


def test_ampoule_is_asked_about_in_a_second_step(client: Client, user: User) -> None:
    fields = {"name": "My ampoule", "kind": "ampoule", "spf": "15"}
    answer = client.post("/products/suggest/?next=/today/", {**fields, "next": "/today/"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "How often does the pack say?" in html
    assert 'value="My ampoule"' in html
    assert 'value="/today/"' in html
    assert not Product.objects.for_user(user).exists()


def test_unanswered_question_sets_no_limit(client: Client, user: User) -> None:
    client.post("/products/suggest/", {"name": "A", "kind": "ampoule", "pack_asked": "1"})
    product = Product.objects.for_user(user).get()
    assert (product.label_max_per_week, product.label_max_per_day) == (None, None)


@pytest.mark.parametrize(("kind", "asked"), [("ampoule", True), ("serum", False), ("", False)])
def test_question_follows_the_chosen_kind(
    client: Client,
    user: User,
    kind: str,
    asked: bool,  # noqa: FBT001 - a table column
) -> None:
    page = client.get(f"/products/suggest/?kind={kind}")
    part = client.get(f"/products/suggest/?kind={kind}", headers={"HX-Request": "true"})
    assert (b"pack_says" in page.content) is asked
    assert (b"pack_says" in part.content) is asked
    assert b"<html" not in part.content


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"kind": ""},
        {"kind": "potion"},
        {"spf": "101"},
        {"size_ml": "-1"},
        {"units": "0"},
        {"kind": "ampoule", "pack_asked": "1", "pack_says": "hourly"},
    ],
)
def test_wrong_form_comes_back_with_everything_typed(
    client: Client, user: User, wrong: dict[str, str]
) -> None:
    fields = {"name": "My gel", "kind": "serum", "ingredients_text": "Water, Sugar", **wrong}
    answer = client.post("/products/suggest/", fields)
    assert answer.status_code == 422
    assert b"Water, Sugar" in answer.content
    assert set(answer.context["form"].errors) == {list(wrong)[-1]}
    assert not Product.objects.for_user(user).exists()


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [("/today/", "/today/"), ("https://evil.example/", None), ("//evil.example/", None)],
)
def test_saving_goes_on_to_pages_of_this_site_only(
    client: Client, user: User, asked: str, leads_to: str | None
) -> None:
    answer = client.post("/products/suggest/", {"name": "A", "kind": "serum", "next": asked})
    own_page = Product.objects.for_user(user).get().get_absolute_url()
    assert answer["Location"] == (leads_to or own_page)


def test_edit_changes_the_product_and_its_tags(client: Client, user: User) -> None:
    product = make_product("ampoule", owner=user, label_max_per_week=2, label_asked=True)
    fields = {"name": "B", "kind": "serum", "ingredients_text": "Glycolic Acid"}
    client.post(f"{product.get_absolute_url()}edit/", fields)
    product.refresh_from_db()
    assert (product.name, product.kind, product.families) == ("B", "serum", ["aha"])
    assert product.label_max_per_week is None


def test_edit_keeps_limits_the_form_has_no_answer_for(client: Client, user: User) -> None:
    product = make_product("ampoule", owner=user, label_max_per_week=5)
    fields = {"name": "B", "kind": "ampoule", "pack_asked": "1"}
    client.post(f"{product.get_absolute_url()}edit/", fields)
    product.refresh_from_db()
    assert product.label_max_per_week == 5


def test_posting_to_a_foreign_product_changes_nothing(client: Client, user: User) -> None:
    foreign, public = make_product(owner=make_user(), name="Theirs"), make_product(name="Public")
    for product in (foreign, public):
        answer = client.post(f"{product.get_absolute_url()}edit/", {"name": "X", "kind": "serum"})
        assert answer.status_code == 404
        product.refresh_from_db()
        assert product.name in {"Theirs", "Public"}


def test_service_refuses_rows_of_others() -> None:
    for product in (make_product(), make_product(owner=make_user())):
        with pytest.raises(PermissionError):
            private_product_save(owner=make_user(), product=product)


def test_visitor_is_sent_to_sign_in(client: Client) -> None:
    assert "/accounts/login/" in client.get("/products/suggest/")["Location"]


@pytest.mark.parametrize(
    ("ingredients", "asked"),
    [
        pytest.param("Aqua, Glycerin", [], id="nothing that matters"),
        pytest.param("Aqua, Retinol", ["retinol_percent"], id="retinol"),
        pytest.param("Aqua, Glycolic Acid", ["aha_percent", "peel"], id="an acid"),
        pytest.param("Aqua, Salicylic Acid", ["salicylic_percent", "peel"], id="salicylic acid"),
        pytest.param("Aqua, Alpha-Arbutin", ["alpha_arbutin_percent"], id="arbutin"),
        pytest.param("Aqua, Kojic Acid", ["kojic_percent"], id="kojic acid"),
        pytest.param("Aqua, Citrus Limon Peel Oil", ["fcf"], id="a citrus oil"),
        pytest.param("Petrolatum", ["occlusive"], id="a balm"),
    ],
)
def test_only_what_matters_of_a_label_is_asked(
    client: Client, user: User, ingredients: str, asked: list[str]
) -> None:
    fields = {"name": "A", "kind": "serum", "ingredients_text": ingredients}
    client.post("/products/suggest/", fields)
    product = Product.objects.get(owner=user)
    page = client.get(f"{product.get_absolute_url()}edit/")
    assert [field.name for field in page.context["form"].stated] == asked


def test_a_stated_strength_is_kept_and_can_be_taken_back(client: Client, user: User) -> None:
    product = make_product("serum", owner=user, families=["aha"], name="A")
    address = f"{product.get_absolute_url()}edit/"
    fields = {"name": "A", "kind": "serum", "ingredients_text": "Glycolic Acid"}
    assert client.post(address, {**fields, "aha_percent": "101"}).status_code == 422
    client.post(address, {**fields, "aha_percent": "8.5", "peel": "on"})
    product.refresh_from_db()
    assert (product.percents, product.peel) == ({"aha": 8.5}, True)
    client.post(address, {"name": "A", "kind": "serum"})
    product.refresh_from_db()
    assert (product.percents, product.peel) == ({}, False)


ABOVE_ZERO = "Enter a number above 0 and below 100000, or leave it empty."
TO_999 = "Enter a whole number from 1 to 999, or leave it empty."
TO_100 = "Enter a whole number up to 100, or leave it empty."


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        *(("size_ml", typed, ABOVE_ZERO) for typed in ("0", "-1", "1e9", "abc", "100000", "NaN")),
        ("size_ml", "1,000", "no more than 2 decimal places"),
        *(("units", typed, TO_999) for typed in ("0", "-1", "1,5", "1e9", "100000")),
        *(("spf", typed, TO_100) for typed in ("-1", "101", "1.5", "abc")),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_what_to_do(
    client: Client, user: User, field: str, typed: str, said: str
) -> None:
    answer = client.post("/products/suggest/", {"name": "A", "kind": "serum", field: typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert f'value="{typed}"' in page
    assert not Product.objects.for_user(user).exists()


def test_decimals_may_follow_a_comma(client: Client, user: User) -> None:
    client.post("/products/suggest/", {"name": "A", "kind": "serum", "size_ml": "1,5"})
    assert Product.objects.for_user(user).get().size_ml == Decimal("1.5")


def test_a_proposal_tells_of_the_same_limits(client: Client, user: User) -> None:
    sent = {"name": "A", "kind": "serum", "pao_months": "0", "size_ml": "0"}
    page = client.post(f"{make_product().get_absolute_url()}propose/", sent).content.decode()
    assert ABOVE_ZERO in page
    assert "Enter a whole number from 1 to 120, or leave it empty." in page
