"""A curator's word on an active comes before the label, and outlasts every reading of it."""

import pytest
from django.test import Client

from accounts.models import User
from products.models import Product, ProductActive
from products.services.curators import curator_make
from products.services.tagging import products_retag
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db

EMPTY = {"single_use": "unknown", "silicone_heavy": "unknown"}


@pytest.fixture
def curator(client: Client) -> User:
    """Sign a curator in."""
    user = curator_make(email=make_user("curator@example.org").email)
    client.force_login(user)
    return user


def say(client: Client, product: Product, family: str, verdict: str, **more: str) -> None:
    """Send the product's form with one verdict on a new row."""
    fields = {"name": product.name, "kind": product.kind, "status": "published", **EMPTY}
    rows = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "0-family": family, "0-verdict": verdict}
    fields |= {"ingredients_text": product.ingredients_text, **more}
    fields |= {f"verdicts-{name}": value for name, value in rows.items()}
    answer = client.post(f"/admin/products/product/{product.pk}/change/", fields)
    assert answer.status_code == 302
    product.refresh_from_db()


@pytest.mark.parametrize(
    ("family", "verdict", "families", "traces"),
    [
        ("aha", "confirmed", ["retinoid_otc", "aha"], []),
        ("aha", "denied", ["retinoid_otc"], []),
        ("retinoid_otc", "denied", [], ["aha"]),
        ("retinoid_otc", "confirmed", ["retinoid_otc"], ["aha"]),
        ("peptide", "confirmed", ["retinoid_otc", "peptide"], ["aha"]),
        ("peptide", "denied", ["retinoid_otc"], ["aha"]),
    ],
)
def test_verdict_comes_before_the_label(
    client: Client,
    curator: User,
    family: str,
    verdict: str,
    families: list[str],
    traces: list[str],
) -> None:
    product = make_product(ingredients_text="Water, Retinol, Citric Acid")
    say(client, product, family, verdict)
    for _ in range(2):
        assert (product.families, product.trace_families) == (families, traces)
        products_retag([product.pk])
        product.refresh_from_db()
    row = ProductActive.objects.get()
    assert (row.decided_by, row.decided_at is not None) == (curator, True)


def test_verdict_survives_another_list_and_goes_when_deleted(
    client: Client, curator: User
) -> None:
    product = make_product(ingredients_text="Water")
    say(client, product, "bha", "confirmed")
    product.ingredients_text = "Glycerin, Retinol"
    product.save()
    products_retag([product.pk])
    product.refresh_from_db()
    assert product.families == ["humectant", "retinoid_otc", "bha"]
    row = ProductActive.objects.get()
    fields = {"name": product.name, "kind": product.kind, "status": "published", **EMPTY}
    fields |= {"verdicts-TOTAL_FORMS": "1", "verdicts-INITIAL_FORMS": "1"}
    fields |= {"verdicts-0-id": str(row.pk), "verdicts-0-product": str(product.pk)}
    fields |= {"verdicts-0-family": "bha", "verdicts-0-verdict": "confirmed"}
    fields |= {"ingredients_text": "Glycerin, Retinol", "verdicts-0-DELETE": "on"}
    client.post(f"/admin/products/product/{product.pk}/change/", fields)
    product.refresh_from_db()
    assert product.families == ["humectant", "retinoid_otc"]


def test_product_page_says_what_a_curator_confirmed(client: Client, curator: User) -> None:
    product = make_product(ingredients_text="Water, Retinol")
    assert b"Confirmed by a curator" not in client.get(product.get_absolute_url()).content
    say(client, product, "bha", "confirmed")
    assert b"Confirmed by a curator" in client.get(product.get_absolute_url()).content
