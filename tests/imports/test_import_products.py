"""`manage.py import_products`: what a file says comes in, and no curator's work goes."""

import csv
import gc
import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from products.models import Brand, ImportedRow, Product
from products.services.tagging import product_tag
from tests.factories import make_product

COLUMNS = ("id", "brand", "name", "category", "ingredients_text", "spf", "barcode", "licence")
SERUM = ("s1", "COSRX", "Snail Serum", "serum", "Aqua, Niacinamide", "", "4006381333931", "CC0")
TONER = ("t1", "Cosrx", "앰플 토너", "ampoule", "정제수", "", "", "")
CREAM = ("c1", "", "Day Cream SPF", "sunscreen", "", "30", "", "")
ROOT = Path(__file__).resolve().parents[2]
Import = Callable[..., dict[str, int]]


def write(path: Path, rows: Iterable[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


@pytest.fixture
def importing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Import:
    """Import rows, and return the printed counts."""
    monkeypatch.chdir(tmp_path)

    def run(*rows: tuple[str, ...], **options: Any) -> dict[str, int]:
        call_command("import_products", str(write(tmp_path / "new.csv", rows)), **options)
        counts: dict[str, int] = json.loads(capsys.readouterr().out)
        return {outcome: number for outcome, number in counts.items() if number}

    return run


@pytest.mark.django_db
def test_products_come_in_as_tagged_drafts_with_history(importing: Import) -> None:
    assert importing(SERUM, TONER, CREAM) == {"created": 3}
    serum = Product.objects.get(name="Snail Serum")
    assert (serum.status, serum.kind, serum.barcode) == ("draft", "serum", "04006381333931")
    assert (serum.families, serum.inci_names) == (["niacinamide"], ["AQUA", "NIACINAMIDE"])
    assert (serum.search_text, serum.source) == ("cosrx snail serum", "CSV file")
    assert serum.licence == "CC0"
    record = Product.history.get(slug=serum.slug)
    assert (record.history_type, record.history_change_reason) == ("+", "Import")
    assert (record.name, record.brand, record.barcode) == (serum.name, serum.brand, serum.barcode)
    assert [brand.name for brand in Brand.objects.all()] == ["COSRX"]
    assert Brand.history.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("was_usual", [True, False])
def test_python_looks_for_unused_objects_as_before(importing: Import, *, was_usual: bool) -> None:
    try:
        if not was_usual:
            gc.disable()
        importing(SERUM)
        assert gc.isenabled() is was_usual
    finally:
        gc.enable()


@pytest.mark.django_db
def test_what_comes_in_is_the_row_that_saving_would_write(importing: Import) -> None:
    importing(SERUM, ("c1", "", "Sun Cream SPF 30", "sunscreen", "", "30", "", ""), publish=True)
    own = ("id", "slug", "created_at", "updated_at")
    for name in ("Snail Serum", "Sun Cream SPF 30"):
        row: dict[str, Any] = {**Product.objects.values().get(name=name)}
        product = Product.objects.get(name=name)
        product.pk, product.slug = None, "again"
        product_tag(product).save()
        saved: dict[str, Any] = {**Product.objects.values().get(pk=product.pk)}
        assert [(key, row[key]) for key in row if key not in own] == [
            (key, saved[key]) for key in saved if key not in own
        ]
        assert row["created_at"] == row["updated_at"]
        product.delete()


@pytest.mark.django_db
def test_strengths_come_from_the_label_or_the_name_and_nowhere_else(importing: Import) -> None:
    night = ("r1", "", "Retinol 1% Night Serum", "", "Squalane, Retinol (3,000 ppm)", "", "", "")
    named = ("r2", "", "Retinol 1% in Squalane", "", "Squalane, Retinol", "", "", "")
    silent = ("r3", "", "Retinol Serum", "", "Squalane, Retinol, Kojic Acid 0.004%", "", "", "")
    importing(night, named, silent)
    stated = [product.percents for product in Product.objects.order_by("pk")]
    assert stated == [{"retinol": 0.3}, {"retinol": 1.0}, {}]
    assert importing(night, named, silent) == {"unchanged": 3}
    Product.objects.filter(name=named[2]).update(retinol_percent=None)
    weaker = (*named[:2], "Retinol 0.5% in Squalane", *named[3:])
    assert importing(night, weaker, silent) == {"updated": 1, "unchanged": 2}
    assert Product.objects.get(name="Retinol 0.5% in Squalane").percents == {}


@pytest.mark.django_db
def test_kinds_that_are_unsure_wait_even_if_the_rest_is_published(importing: Import) -> None:
    importing(SERUM, TONER, publish=True)
    assert Product.objects.published().get().name == "Snail Serum"
    toner = Product.objects.get(name="앰플 토너")
    assert (toner.kind, toner.status) == ("hydrating_toner", "draft")


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(importing: Import) -> None:
    importing(SERUM, TONER, CREAM)
    before = list(Product.objects.order_by("pk").values())
    assert importing(SERUM, TONER, CREAM) == {"unchanged": 3}
    assert list(Product.objects.order_by("pk").values()) == before
    assert Product.history.count() == 3


@pytest.mark.django_db
def test_what_the_file_changed_is_taken_over(importing: Import) -> None:
    importing(SERUM, TONER)
    new = ("s1", "Some By Mi", "Snail Toner", "toner", "Aqua, Retinol", "", "", "CC0")
    assert importing(new, TONER) == {"updated": 1, "unchanged": 1}
    product = Product.objects.get(name="Snail Toner")
    assert (str(product), product.kind) == ("Some By Mi Snail Toner", "hydrating_toner")
    assert (product.families, product.search_text) == (["retinoid_otc"], "some by mi snail toner")
    assert [one.name for one in Product.history.filter(id=product.pk)] == [
        "Snail Toner",
        "Snail Serum",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "Ours"), ("kind", "essence"), ("ingredients_text", "Aqua"), ("barcode", "")],
)
def test_what_a_curator_changed_stays(importing: Import, field: str, value: str) -> None:
    importing(SERUM)
    product = Product.objects.get()
    setattr(product, field, value)
    product.save()
    new = ("s1", "COSRX", "New Toner", "toner", "Water, Retinol", "", "036000291452", "MIT")
    for outcome in ("updated", "unchanged"):
        assert importing(new) == {outcome: 1}
        product.refresh_from_db()
        assert getattr(product, field) == value
    assert product.licence == "MIT"


@pytest.mark.django_db
def test_a_renamed_brand_and_a_confirmed_kind_stay(importing: Import) -> None:
    importing(TONER)
    Brand.objects.update(name="Cosrx Inc.")
    ImportedRow.objects.update(kind_confirmed=True)
    importing(("t1", "Other", "Ampoule", "ampoule", "", "", "", ""))
    product = Product.objects.get()
    assert (str(product), product.kind) == ("Cosrx Inc. Ampoule", "hydrating_toner")


@pytest.mark.django_db
def test_a_product_a_curator_deleted_does_not_come_back(importing: Import) -> None:
    importing(SERUM, TONER)
    Product.objects.filter(name="Snail Serum").delete()
    new = ("s1", "COSRX", "Snail Serum 2", "serum", "", "", "", "")
    assert importing(new, TONER) == {"unchanged": 2}
    assert Product.objects.get().name == "앰플 토너"


@pytest.mark.django_db
def test_other_products_of_the_catalogue_are_left_alone(importing: Import) -> None:
    other = make_product("serum", name="Snail Serum", barcode="04006381333931")
    importing(SERUM)
    assert Product.objects.filter(barcode=other.barcode).count() == 2


@pytest.mark.django_db
def test_a_dry_run_counts_and_writes_nothing(importing: Import) -> None:
    importing(SERUM)
    changed = (*SERUM[:2], "Other", *SERUM[3:])
    counts = importing(changed, TONER, ("", "", "", "", "", "", "", ""), dry_run=True)
    assert counts == {"created": 1, "updated": 1, "rejected": 1}
    assert Product.objects.get().name == "Snail Serum"
    assert (Product.history.count(), Brand.objects.count()) == (1, 1)
    assert importing(SERUM) == {"unchanged": 1}


@pytest.mark.django_db
def test_rows_left_out_go_to_a_file_with_line_and_reason(
    importing: Import, tmp_path: Path
) -> None:
    again = ("s1", "Else", "Serum twice", "", "", "", "", "")
    wrong = ("w1", "Brand", "Wrong", "", "", "abc", "", "")
    assert importing(SERUM, wrong, again) == {"created": 1, "rejected": 2}
    with (tmp_path / "new.csv.rejected.csv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert [(row["line"], row["id"], row["name"]) for row in told] == [
        ("3", "w1", "Wrong"),
        ("4", "s1", "Serum twice"),
    ]
    assert told[0]["reason"] == "spf: 'abc' is no whole number up to 100"
    assert told[1]["reason"] == "id: 's1' stands in line 2 already"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "No such file or directory"),
        (b"id,name\n", "line 1: brand: this column is missing"),
        (
            gzip.compress(b"id,brand,name,ingredients_text\n" * 999, mtime=0)[:-4],
            "archive is damaged",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    data: bytes | None,
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)  # where the rows that were read before go
    path = tmp_path / "file.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SystemExit) as stop:
        call_command("import_products", str(path))
    told = capsys.readouterr()
    assert (stop.value.code, told.out) == (2, "")
    assert told.err.splitlines()[-1].startswith(f"error: {path}: ")
    assert reason in told.err


@pytest.mark.django_db
def test_a_place_that_takes_no_rejected_rows_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "file.csv", [("", "Brand", "No id", "", "", "", "", "")])
    nowhere = tmp_path / "nowhere" / "rejected.csv"
    with pytest.raises(SystemExit):
        call_command("import_products", str(path), "--rejected", str(nowhere))
    said = capsys.readouterr().err
    assert f"error: {nowhere}: No such file or directory (--rejected FILE" in said


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 300])
def test_queries_do_not_grow_with_new_brands(
    importing: Import, django_assert_max_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    many = [(f"{n}", f"Brand {n}", f"Serum {n}", "", "Aqua", "", "", "") for n in range(rows)]
    with django_assert_max_num_queries(60):
        importing(*many)


def test_a_run_that_is_killed_can_be_run_again(tmp_path: Path) -> None:
    database = tmp_path / "db.sqlite3"
    names = ((f"{n}", f"Brand {n % 9}", f"Serum {n}", "", "Aqua") for n in range(6000))
    path = write(tmp_path / "many.csv", ((*name, "", "", "") for name in names))
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdout=-1, stderr=-1
        )

    start("migrate", "-v0").communicate()
    arguments = ("import_products", str(path), "--rejected", str(tmp_path / "rejected.csv"))
    with start(*arguments) as run:
        assert run.stderr
        assert run.stderr.readline().startswith("line 2001: 2000 created")
        run.send_signal(signal.SIGKILL)
    held = _count(database)
    assert 2000 <= held < 6000
    assert held % 2000 == 0
    counts = json.loads(start(*arguments).communicate()[0])
    assert counts == {"created": 6000 - held, "updated": 0, "unchanged": held, "rejected": 0}
    assert _count(database) == 6000


def _count(database: Path) -> int:
    """Return the products, each of which has its row, its history and its brand."""
    with sqlite3.connect(database) as connection:
        tables = ("products_product", "products_historicalproduct", "products_importedrow")
        found = {connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}  # noqa: S608
    (number,) = found
    return int(number)
