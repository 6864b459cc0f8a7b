"""The first products come into the catalogue, and never in a curator's way."""

import json
from pathlib import Path
from shutil import copy

import pytest
from django.core.management import call_command

from products.models import Brand, Product
from products.services.starter import STARTER, starter_entries, starter_load

SLUG = "the-ordinary-niacinamide-10-zinc-1"
ENTRIES = starter_entries()


@pytest.mark.django_db
def test_products_are_published_and_tagged() -> None:
    starter_load()
    product = Product.objects.published().get(slug=SLUG)
    assert str(product) == "The Ordinary Niacinamide 10% + Zinc 1%"
    assert product.families == ["niacinamide", "zinc_pca"]
    assert Product.objects.published().count() == len(ENTRIES)


@pytest.mark.django_db
def test_label_limits_come_along_with_their_source() -> None:
    starter_load()
    product = Product.objects.get(slug="wellspring-adapalene-gel-0-1")
    assert (product.kind, product.label_max_per_day) == ("medicated_topical", 1)
    assert product.source.endswith(": use once daily")


@pytest.mark.django_db
def test_command_prints_counts_and_can_be_run_again(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = []
    for _ in range(2):
        call_command("seed_catalogue")
        outcomes.append(json.loads(capsys.readouterr().out))
    none = {"created": 0, "updated": 0, "unchanged": 0, "deleted_by_curator": 0}
    assert outcomes == [{**none, "created": len(ENTRIES)}, {**none, "unchanged": len(ENTRIES)}]
    assert Product.objects.count() == Product.history.count() == len(ENTRIES)


@pytest.fixture
def serums(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the serums only: enough for what happens to one of them."""
    folder = tmp_path_factory.mktemp("serums")
    copy(STARTER / "serum.toml", folder)
    return folder


@pytest.fixture
def later_data(tmp_path: Path) -> Path:
    """Write data that brings one entry in a new wording."""
    (tmp_path / "serum.toml").write_text(
        f'[{SLUG}]\nbrand = "The Ordinary"\nname = "New name"\n'
        'ingredients_text = "Water, Retinol"\nsource = "Page"\nsource_date = 2026-12-01\n'
    )
    return tmp_path


@pytest.mark.django_db
def test_curators_edit_survives_and_the_rest_is_updated(serums: Path, later_data: Path) -> None:
    starter_load(serums)
    product = Product.objects.get(slug=SLUG)
    product.name = "A curator's name"
    product.status = Product.Status.REJECTED
    product.save()
    for _ in range(2):  # the second time, our own update is the newest in the history
        starter_load(later_data)
    product.refresh_from_db()
    assert product.name == "A curator's name"
    assert product.status == "rejected"
    assert product.families == ["retinoid_otc"]


@pytest.mark.django_db
def test_field_nobody_touched_is_updated(serums: Path, later_data: Path) -> None:
    starter_load(serums)
    assert starter_load(later_data)["updated"] == 1
    assert Product.objects.get(slug=SLUG).name == "New name"


@pytest.mark.django_db
def test_our_own_update_does_not_count_as_a_curators(serums: Path, later_data: Path) -> None:
    starter_load(serums)
    starter_load(later_data)
    file = later_data / "serum.toml"
    file.write_text(file.read_text("utf-8").replace("New name", "Newer name"))
    starter_load(later_data)
    assert Product.objects.get(slug=SLUG).name == "Newer name"


@pytest.mark.django_db
def test_product_a_curator_deleted_stays_away(serums: Path) -> None:
    starter_load(serums)
    Product.objects.get(slug=SLUG).delete()
    assert starter_load(serums)["deleted_by_curator"] == 1
    assert not Product.objects.filter(slug=SLUG).exists()


@pytest.mark.django_db
def test_renamed_brand_is_not_made_again(serums: Path) -> None:
    starter_load(serums)
    number = Brand.objects.count()
    brand = Brand.objects.get(name="The Ordinary")
    brand.name = "Ordinary"
    brand.save()
    starter_load(serums)
    assert Brand.objects.count() == number


@pytest.mark.django_db
def test_stale_tags_are_read_again(serums: Path) -> None:
    starter_load(serums)
    Product.objects.filter(slug=SLUG).update(families=[])
    assert starter_load(serums)["updated"] == 1
    assert Product.objects.get(slug=SLUG).families == ["niacinamide", "zinc_pca"]
