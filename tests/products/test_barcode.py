"""A typed barcode finds the product that bears it, and a page names source and licence."""

import pytest
from django.test import Client

from tests.factories import make_product

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["4006381333931", "04006381333931", "400 6381 333931"])
def test_a_barcode_finds_its_product_alone(client: Client, typed: str) -> None:
    make_product(name="This one", barcode="04006381333931")
    make_product(name="Serum 4006381333931")
    page = client.get("/products/", {"q": typed}).content.decode()
    assert "This one" in page
    assert "Serum 4006381333931" not in page


def test_a_number_that_is_no_barcode_is_looked_for_in_names(client: Client) -> None:
    make_product(name="No. 12345678")
    assert "No. 12345678" in client.get("/products/?q=12345678").content.decode()


def test_a_page_links_its_source_and_names_its_licence(client: Client) -> None:
    link = "https://world.openbeautyfacts.org/product/4006381333931"
    source = f"Open Beauty Facts {link}"
    fields = {"source": source, "licence": "ODbL 1.0", "ingredients_text": "Aqua"}
    page = client.get(make_product(**fields).get_absolute_url()).content.decode()
    assert f'href="{link}"' in page
    assert "Licence: ODbL 1.0." in page
