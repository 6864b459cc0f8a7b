"""What the database guards, and what a product says of itself."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from products.models import Brand, Product
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "field",
    ["spf", "pao_months", "label_max_per_day", "label_max_per_week", "aha_percent"],
)
def test_catalogue_limit_needs_its_source(field: str) -> None:
    stated: dict[str, Any] = {field: 2}
    with pytest.raises(IntegrityError, match="limits_name_their_source"), transaction.atomic():
        make_product(**stated)
    assert make_product(**stated, source="Label, front").pk
    assert make_product(**stated, owner=make_user()).pk


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        pytest.param({"spf": 101}, "spf_is_at_most_100", id="an SPF above 100"),
        pytest.param({"label_max_per_week": 0}, "limits_are_1_to_99", id="no use a week"),
        pytest.param({"aha_percent": 101}, "aha_is_at_most_100_percent", id="101 % of an acid"),
        pytest.param({"kojic_percent": -1}, "kojic_is_at_most_100", id="less than no acid"),
        pytest.param({"label_max_per_day": 100}, "limits_are_1_to_99", id="100 uses a day"),
        pytest.param(
            {"brand_typed": "Mine"}, "types_its_brand", id="a typed brand in the catalogue"
        ),
    ],
)
def test_database_refuses(facts: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_product(source="Label", **facts)


def test_private_product_never_points_to_a_brand_of_the_catalogue() -> None:
    with pytest.raises(IntegrityError, match="types_its_brand"), transaction.atomic():
        make_product(owner=make_user(), brand=Brand.objects.create(name="Open"))


def test_product_is_never_merged_into_itself() -> None:
    product = make_product()
    product.merged_into = product
    with pytest.raises(IntegrityError, match="not_merged_into_itself"), transaction.atomic():
        product.save()


@pytest.mark.parametrize(
    ("kind", "facts", "single_use"),
    [
        pytest.param("ampoule", {}, True, id="an ampoule of unknown size"),
        pytest.param("ampoule", {"size_ml": 2}, True, id="a small ampoule"),
        pytest.param("ampoule", {"size_ml": 9.99}, True, id="just under 10 ml"),
        pytest.param("ampoule", {"size_ml": 10}, False, id="a dropper bottle of 10 ml"),
        pytest.param("ampoule", {"size_ml": 30}, False, id="a dropper bottle of 30 ml"),
        pytest.param("ampoule", {"size_ml": 14, "units": 7}, True, id="seven single doses"),
        pytest.param("ampoule", {"size_ml": 30, "single_use": True}, True, id="stated single"),
        pytest.param(
            "ampoule", {"size_ml": 2, "single_use": False}, False, id="stated not single"
        ),
        pytest.param("sheet_mask", {"size_ml": 25}, True, id="a large sheet mask"),
        pytest.param("serum", {"size_ml": 2}, False, id="a small serum"),
        pytest.param("serum", {"single_use": True}, True, id="a serum stated single"),
    ],
)
def test_single_use(kind: str, facts: dict[str, Any], single_use: bool) -> None:  # noqa: FBT001 - a table column
    assert Product(kind=kind, name="It", **facts).is_single_use is single_use


def test_private_address_says_nothing() -> None:
    owner = make_user()
    first, second = (make_product(name="Secret gel", owner=owner) for _ in range(2))
    assert "secret" not in first.slug
    assert len(first.slug) >= 20
    assert first.slug != second.slug


def test_catalogue_address_reads_well_and_stays() -> None:
    brand = Brand.objects.create(name="Étude")
    product = make_product(name="Crème 5 %", brand=brand)
    slug = product.slug
    assert slug.startswith("etude-creme-5-")
    product.name = "Other"
    product.save()
    assert product.slug == slug


def test_only_catalogue_rows_have_a_history() -> None:
    private, public = make_product(owner=make_user()), make_product()
    private.name = public.name = "Renamed"
    private.save()
    public.save()
    private.delete()
    assert {row.id for row in Product.history.all()} == {public.pk}
    assert Product.history.filter(id=public.pk).count() == 2


def test_name_carries_the_brand_once() -> None:
    brand = Brand.objects.create(name="Open")
    assert str(make_product(name="Gel", brand=brand)) == "Open Gel"
    assert str(make_product(name="Gel", owner=make_user(), brand_typed="Mine")) == "Mine Gel"
    assert str(make_product(name="Gel")) == "Gel"


def test_history_keeps_what_the_source_was() -> None:
    product = make_product(source="Old page", source_date=date(2020, 1, 2))
    product.source = "New page"
    product.save()
    assert [row.source for row in Product.history.all()] == ["New page", "Old page"]


def test_strengths_are_told_by_what_they_are_of() -> None:
    stated: dict[str, Any] = {"retinol_percent": "0.3", "kojic_percent": 0, "source": "Label"}
    make_product(**stated)
    assert Product.objects.get().percents == {"retinol": 0.3, "kojic": 0.0}
