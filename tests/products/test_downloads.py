"""Anyone may take the catalogue away as a file, and nothing else."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from products.models import Brand, Product
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db
CSV, JSON = "/products/download/products.csv", "/products/download/products.json"
ODBL = "/products/download/products-odbl.csv"


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return b"".join(response).decode()


def rows_of(client: Client, url: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(client, url))))


def test_each_row_has_its_facts_its_source_and_its_licence(client: Client) -> None:
    make_product(
        "serum",
        "Vitamin C Serum",
        brand=Brand.objects.create(name="Ordinary Ltd, Toronto"),
        ingredients_text="Aqua, 1,2-Hexanediol\nGlycerin",
        spf=15,
        source="ordinary.example",
        source_date=date(2026, 11, 1),
        licence="MIT",
        families=["humectant", "vitamin_c_pure"],
    )
    [row] = rows_of(client, CSV)
    assert row["brand"] == "Ordinary Ltd, Toronto"
    assert row["name"] == "Vitamin C Serum"
    assert row["ingredients_text"] == "Aqua, 1,2-Hexanediol\nGlycerin"
    assert row["families"] == "humectant vitamin_c_pure"
    assert [row["spf"], row["size_ml"]] == ["15", ""]
    assert [row["source"], row["source_date"], row["licence"]] == [
        *("ordinary.example", "2026-11-01", "MIT"),
    ]
    [same] = json.loads(text_of(client, JSON))
    assert same["families"] == ["humectant", "vitamin_c_pure"]
    assert same["size_ml"] is None
    assert same["id"] == row["id"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(client: Client, start: str) -> None:
    make_product(name=f"{start}HYPERLINK(1)", size_ml="5.00")
    [row] = rows_of(client, CSV)
    assert row["name"] == f"'{start}HYPERLINK(1)"
    assert row["size_ml"] == "5.00"


def test_another_site_imports_what_stands_here(client: Client, tmp_path: Path) -> None:
    stated: dict[str, Any] = {
        "kind": "serum",
        "spf": 15,
        "licence": "MIT",
        "source_date": date(2026, 11, 1),
    }
    brand = Brand.objects.create(name="+Plus")
    stated |= {"name": "=Serum, 5 ml", "ingredients_text": "-Aqua", "source": "@maker"}
    make_product(brand=brand, **stated)
    path = tmp_path / "products.csv"
    path.write_text(text_of(client, CSV), newline="")
    Product.objects.all().delete()
    brand.delete()
    call_command("import_products", str(path), rejected=tmp_path / "rejected.csv")
    product = Product.objects.get()
    assert {name: getattr(product, name) for name in stated} == stated
    assert product.brand_name == "+Plus"


def test_what_is_private_or_not_published_stays_here(client: Client) -> None:
    make_product(name="Mine", owner=make_user())
    target = make_product(name="Target")
    make_product(name="Merged", merged_into=target)
    for status in (Product.Status.DRAFT, Product.Status.PENDING, Product.Status.REJECTED):
        make_product(name=status, status=status)
    assert [row["name"] for row in rows_of(client, CSV)] == ["Target"]
    assert [row["name"] for row in json.loads(text_of(client, JSON))] == ["Target"]


def test_open_beauty_facts_stands_in_a_file_of_its_own(client: Client) -> None:
    make_product(name="Ours", licence="MIT")
    make_product(name="Theirs", licence="ODbL 1.0")
    assert [row["name"] for row in rows_of(client, CSV)] == ["Ours"]
    assert [row["name"] for row in rows_of(client, ODBL)] == ["Theirs"]


def test_an_empty_catalogue_is_an_empty_file(client: Client) -> None:
    assert rows_of(client, CSV) == []
    assert json.loads(text_of(client, JSON)) == []


def test_the_page_offers_files_that_hold_something(client: Client) -> None:
    make_product(licence="MIT")
    page = client.get("/products/download/").content.decode()
    assert CSV in page
    assert ODBL not in page
    assert "/products/download/" in client.get("/products/").content.decode()
