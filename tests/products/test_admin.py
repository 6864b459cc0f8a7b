"""Curators' part of the admin: the catalogue, and nothing private."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from products.models import Brand, Product
from products.services.curators import curator_make
from tests.factories import make_item, make_product, make_user
from tests.products.handed_in import entry_of, offer

pytestmark = pytest.mark.django_db

PRODUCTS = "/admin/products/product/"
NO_VERDICTS = {"verdicts-TOTAL_FORMS": "0", "verdicts-INITIAL_FORMS": "0"}


@pytest.fixture
def curator(client: Client) -> User:
    """Sign a curator in."""
    user = curator_make(email=make_user("curator@example.org").email)
    client.force_login(user)
    return user


def act(client: Client, action: str, *products: Product) -> str:
    """Run an action on the list and return the page after it."""
    fields = {"action": action, "_selected_action": [product.pk for product in products]}
    return client.post(PRODUCTS, fields, follow=True).content.decode()


def test_curators_may_curate_and_nothing_else(curator: User) -> None:
    assert curator.get_all_permissions() == {
        f"products.{verb}_{model}"
        for model in ("product", "brand", "productactive")
        for verb in ("view", "add", "change", "delete")
    } | {
        *("products.view_historicalproduct", "products.view_historicalbrand"),
        *("products.view_ingredient", "products.view_ingredientname"),
        "products.change_ingredientname",
    }
    assert not curator.is_superuser


def test_only_the_catalogue_is_on_the_index(client: Client, curator: User) -> None:
    apps = client.get("/admin/").context["app_list"]
    assert [app["app_label"] for app in apps] == ["products"]
    models = {model["object_name"] for model in apps[0]["models"]}
    assert models == {"Brand", "Ingredient", "IngredientName", "Product"}


def test_the_owner_of_the_server_is_offered_what_makes_sense(client: Client) -> None:
    client.force_login(User.objects.create_superuser("owner@example.org"))
    apps = client.get("/admin/").context["app_list"]
    models = {model["object_name"]: model["add_url"] for app in apps for model in app["models"]}
    assert [name for name, address in models.items() if address is None] == [
        *("User", "Ingredient", "IngredientName"),
    ]
    assert models.keys() - {"User", "Ingredient", "IngredientName"} == {
        *("Brand", "Group", "KindSetting", "Product", "RuleSetting"),
    }


def test_the_admin_has_the_icon_of_the_site(client: Client, curator: User) -> None:
    icon = re.compile(r'<link rel="icon" href="[^"]*favicon[^"]*"')
    pages = [client.get(address).content.decode() for address in ("/rules/", "/admin/", PRODUCTS)]
    assert len({tuple(icon.findall(page)) for page in pages}) == 1
    assert len(icon.findall(pages[0])) == 2


@pytest.mark.parametrize("role", ["anonymous", "person"])
def test_others_are_sent_away(client: Client, role: str) -> None:
    if role == "person":
        client.force_login(make_user())
    assert client.get(PRODUCTS).status_code == 302


def test_make_curator_can_be_said_twice(capsys: pytest.CaptureFixture[str]) -> None:
    user = make_user("Ann@example.org")
    for _ in range(2):
        call_command("make_curator", "ann@EXAMPLE.org")
    user.refresh_from_db()
    assert user.is_staff
    assert [group.name for group in user.groups.all()] == ["Curators"]
    assert "ann@example.org" in capsys.readouterr().out.lower()


def test_make_curator_takes_surplus_permissions_away() -> None:
    user = curator_make(email=make_user().email)
    user.groups.get().permissions.add(Permission.objects.get(codename="change_user"))
    curator_make(email=user.email)
    assert not User.objects.get(pk=user.pk).has_perm("accounts.change_user")


def test_make_curator_names_an_unknown_email() -> None:
    with pytest.raises(CommandError, match=r"nobody has signed up as no@example\.org") as caught:
        call_command("make_curator", "no@example.org")
    assert caught.value.returncode == 2


def test_private_products_are_nowhere_in_the_admin(client: Client, curator: User) -> None:
    owner = make_user()
    private = make_product(name="Hidden", owner=owner)
    public = make_product(name="Shown", ingredients_text="Water")
    addresses = [f"{PRODUCTS}?q=hidden", PRODUCTS, f"{PRODUCTS}?missing=source"]
    for address in addresses:
        assert b"Hidden" not in client.get(address).content
    for page in ("change/", "history/", "delete/"):
        answer = client.get(f"{PRODUCTS}{private.pk}/{page}")
        assert answer.status_code in {302, 404}
        assert b"Hidden" not in answer.content
        assert client.get(f"{PRODUCTS}{public.pk}/{page}").status_code == 200
    act(client, "reject", private)
    private.refresh_from_db()
    assert private.status != "rejected"
    client.post(f"{PRODUCTS}{private.pk}/delete/", {"post": "yes"})
    assert Product.objects.for_user(owner).get() == private


def test_brand_search_of_the_form_knows_no_private_brand(client: Client, curator: User) -> None:
    make_product(owner=make_user(), brand_typed="Hidden")
    Brand.objects.create(name="Shown")
    query = {"app_label": "products", "model_name": "product", "field_name": "brand", "term": ""}
    found = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [row["text"] for row in found] == ["Shown"]


@pytest.mark.parametrize(
    ("action", "status", "words"),
    [("publish", "published", "2 products published."), ("reject", "rejected", "2 products rej")],
)
@pytest.mark.parametrize("before", ["pending", "draft"])
def test_publish_and_reject_count_and_keep_history(
    client: Client, curator: User, action: str, status: str, words: str, before: str
) -> None:
    products = [make_product(status=before) for _ in range(2)]
    assert words in act(client, action, *products)
    for product in products:
        product.refresh_from_db()
        assert product.status == status
        newest = Product.history.filter(id=product.pk).first()
        assert (newest.status, newest.history_user) == (status, curator)


@pytest.mark.parametrize("number", [2, 60])
def test_many_drafts_are_published_at_once(
    client: Client,
    curator: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    drafts = [make_product(name=f"Gel {n}", status="draft") for n in range(number)]
    before: dict[str, Any] = {**Product.objects.values().get(pk=drafts[-1].pk)}
    with django_assert_max_num_queries(30):
        assert f"{number} products published." in act(client, "publish", *drafts)
    after: dict[str, Any] = {**Product.objects.values().get(pk=drafts[-1].pk)}
    assert {name for name in after if after[name] != before[name]} == {"status", "updated_at"}
    newest = Product.history.filter(id=drafts[-1].pk).latest("history_id")
    assert (newest.status, newest.history_change_reason) == ("published", "Approved")
    assert newest.history_user == curator
    assert f"Gel {number - 1}" in client.get(f"/products/?q=gel+{number - 1}").content.decode()
    client.post(reverse("curation-revert", args=[newest.pk]))
    drafts[-1].refresh_from_db()
    assert drafts[-1].status == "draft"


def test_drafts_that_somebody_offered_or_whose_brand_was_typed_go_in_one_by_one(
    client: Client, curator: User
) -> None:
    suggestion = offer(make_user(), brand_typed="Grandma")
    Product.objects.filter(pk=suggestion.copy.pk).update(status="draft")
    act(client, "publish", suggestion.copy, make_product(status="draft", brand_typed="Uncle"))
    assert [brand.name for brand in Brand.objects.order_by("name")] == ["Grandma", "Uncle"]
    assert entry_of(suggestion.product) == suggestion.copy


def test_product_that_is_published_already_is_not_counted(client: Client, curator: User) -> None:
    assert "1 product published." in act(
        client, "publish", make_product(), make_product(status="draft")
    )


def test_saving_reads_the_tags_off_the_list(client: Client, curator: User) -> None:
    brand = Brand.objects.create(name="Open")
    fields = {
        "brand": brand.pk,
        "name": "Night acid",
        "kind": "serum",
        "status": "published",
        "ingredients_text": "Water, Glycolic Acid",
        "single_use": "unknown",
        "silicone_heavy": "unknown",
        **NO_VERDICTS,
    }
    assert client.post(f"{PRODUCTS}add/", fields).status_code == 302
    product = Product.objects.get()
    assert (product.families, product.owner, str(product)) == (["aha"], None, "Open Night acid")


def test_limit_without_source_comes_back_with_words(client: Client, curator: User) -> None:
    fields = {"name": "A", "kind": "serum", "status": "draft", "spf": "30", **NO_VERDICTS}
    page = client.post(f"{PRODUCTS}add/", fields)
    assert "SPF, PAO, label limits and strengths need their source." in page.content.decode()
    assert not Product.objects.exists()


@pytest.mark.parametrize("key", ["x", "²", "-1", "999999", "9" * 30])
def test_a_forged_brand_is_refused_and_the_rest_kept(
    client: Client, curator: User, key: str
) -> None:
    fields = {"brand": key, "name": "Typed", "kind": "serum", "status": "draft", **NO_VERDICTS}
    for address in ("add/", f"{make_product(name='Stays').pk}/change/"):
        page = client.post(f"{PRODUCTS}{address}", fields)
        assert page.context["errors"].as_data()
        assert 'value="Typed"' in page.content.decode()
    assert Product.objects.get().name == "Stays"


@pytest.mark.parametrize(
    ("gap", "found"), [("ingredients_text", "No list"), ("source", "No source")]
)
def test_missing_data_filter(client: Client, curator: User, gap: str, found: str) -> None:
    make_product(name="No list", source="Page")
    make_product(name="No source", ingredients_text="Water")
    page = client.get(f"{PRODUCTS}?missing={gap}")
    assert [product.name for product in page.context["cl"].result_list] == [found]


def test_search_takes_words_in_any_order_and_accent(client: Client, curator: User) -> None:
    make_product(name="Crème de nuit")
    make_product(name="Crème de jour")
    page = client.get(f"{PRODUCTS}?q=NUIT+creme")
    assert [product.name for product in page.context["cl"].result_list] == ["Crème de nuit"]


def test_renamed_brand_is_found_by_its_new_name(client: Client, curator: User) -> None:
    brand = Brand.objects.create(name="Old")
    make_product(name="Gel", brand=brand)
    client.post(f"/admin/products/brand/{brand.pk}/change/", {"name": "Fresh"})
    assert b"Gel" in client.get("/products/?q=fresh").content
    assert b"Gel" not in client.get("/products/?q=old").content


def test_product_in_use_stays_and_nobody_is_named(client: Client, curator: User) -> None:
    product = make_product()
    make_item(make_user(), product)
    page = client.get(f"{PRODUCTS}{product.pk}/delete/").content.decode()
    assert "A product that is in use stays." in page
    assert "Shelf item" not in page
    client.post(f"{PRODUCTS}{product.pk}/delete/", {"post": "yes"})
    assert Product.objects.filter(pk=product.pk).exists()


def test_history_shows_who_changed_what_without_inline_styles(
    client: Client, curator: User
) -> None:
    product = make_product(name="Before")
    fields = {"name": "After", "kind": "serum", "status": "draft"}
    fields |= {"single_use": "unknown", "silicone_heavy": "unknown", **NO_VERDICTS}
    client.post(f"{PRODUCTS}{product.pk}/change/", fields)
    html = client.get(f"{PRODUCTS}{product.pk}/history/").content.decode()
    assert "Before → After" in html
    assert str(curator) in html
    assert "style=" not in html
    old = Product.history.filter(id=product.pk).last()
    version = f"{PRODUCTS}{product.pk}/history/{old.pk}/"
    assert b"Before" in client.get(version).content
    client.post(version, {**fields, "name": "Before"})
    product.refresh_from_db()
    assert product.name == "Before"


@pytest.mark.parametrize("number", [1, 120])
def test_lists_cost_the_same_at_any_size(
    client: Client,
    curator: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    for n in range(number):
        brand = Brand.objects.create(name=f"Brand {n}")
        make_product(name=f"P{n}", brand=brand, source="S", source_date=date(2026, 1, 1))
    counts = []
    for address in (PRODUCTS, "/admin/products/brand/"):
        with django_assert_max_num_queries(25) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts == [6, 7]
