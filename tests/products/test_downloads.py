"""Anyone may take the catalogue away as a file, and nothing else."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

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


def imported(text: str, folder: Path) -> dict[str, int]:
    """Import a file, and return the counts that are not zero."""
    path = folder / "products.csv"
    path.write_text(text, newline="")
    out = io.StringIO()
    call_command("import_products", str(path), rejected=folder / "rejected.csv", stdout=out)
    return {outcome: count for outcome, count in json.loads(out.getvalue()).items() if count}


def table(row: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, row)
    writer.writeheader()
    writer.writerow(row)
    return out.getvalue()


STATED: dict[str, Any] = {
    "kind": "ampoule",
    "spf": 15,
    "licence": "MIT",
    "source_date": date(2026, 11, 1),
    "name": "=Serum, 5 ml",
    "ingredients_text": "-Aqua, Retinol 2%",
    "source": "@maker" * 50,
    "size_ml": Decimal("1.50"),
    "units": 7,
    "single_use": False,
    "keep_days": 0,
    "pao_months": 12,
    "label_max_per_day": 1,
    "label_max_per_week": 2,
    "retinol_percent": Decimal("0.30"),
    "barcode": "04006381333931",
}


def test_another_site_imports_what_stands_here(client: Client, tmp_path: Path) -> None:
    brand = Brand.objects.create(name="+Plus")
    make_product(brand=brand, **STATED)
    text = text_of(client, CSV)
    Product.objects.all().delete()
    brand.delete()
    assert imported(text, tmp_path) == {"created": 1}
    product = Product.objects.get()
    assert {name: getattr(product, name) for name in STATED} == STATED
    assert product.brand_name == "+Plus"
    assert imported(text, tmp_path) == {"unchanged": 1}
    [row] = csv.DictReader(io.StringIO(text))
    changed = {"single_use": "yes", "size_ml": "2,5", "units": "", "retinol_percent": "1"}
    Product.objects.update(retinol_percent="0.50")  # a curator's word
    assert imported(table(row | changed), tmp_path) == {"updated": 1}
    product.refresh_from_db()
    assert (product.single_use, product.size_ml, product.units) == (True, Decimal("2.5"), None)
    assert product.retinol_percent == Decimal("0.5")


def test_no_is_told_from_what_nobody_knows(tmp_path: Path) -> None:
    row = {"id": "1", "brand": "", "name": "Ampoule", "ingredients_text": ""}
    for told, kept in [("", None), ("no", False), ("yes", True), ("No", False), ("", None)]:
        imported(table(row | {"single_use": told}), tmp_path)
        assert Product.objects.get().single_use is kept


def test_where_it_came_from_every_row_is_known(client: Client, tmp_path: Path) -> None:
    make_product(name="x" * 200, brand=Brand.objects.create(name="y" * 120), source="s" * 300)
    make_product(name="Plain Serum", size_ml="30")
    text = text_of(client, CSV)
    Product.objects.filter(name="Plain Serum").update(name="Plain Serum II")  # since then
    assert imported(text, tmp_path) == {"unchanged": 2}
    assert {product.name for product in Product.objects.all()} == {"x" * 200, "Plain Serum II"}


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda text: text == text.strip() and not text.startswith("'")
)
PRODUCTS = st.fixed_dictionaries(
    {
        "name": WORDS,
        "source": WORDS,
        "size_ml": st.none() | st.decimals("0.01", "99999", places=2),
        "units": st.none() | st.integers(1, 999),
        "single_use": st.none() | st.booleans(),
        "pao_months": st.none() | st.integers(1, 120),
        "label_max_per_week": st.none() | st.integers(1, 99),
        "aha_percent": st.none() | st.decimals("0.01", "100", places=2),
    }
)


@given(st.lists(PRODUCTS, min_size=1, max_size=3))
def test_what_another_site_exports_again_says_the_same(stated: list[dict[str, Any]]) -> None:
    client = Client()
    with TemporaryDirectory() as folder, transaction.atomic():
        for facts in stated:
            make_product("serum", brand=None, **facts)
        text = text_of(client, CSV)
        Product.objects.all().delete()
        assert imported(text, Path(folder)) == {"created": len(stated)}
        Product.objects.update(status=Product.Status.PUBLISHED)
        again = rows_of(client, CSV)
        first = csv.DictReader(io.StringIO(text))
        assert [row | {"id": ""} for row in again] == [row | {"id": ""} for row in first]
        transaction.set_rollback(True)


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
