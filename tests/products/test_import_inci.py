"""`import_inci`: the official list of ingredients, in the shape CosIng exports it."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from products.cosing import COLUMNS, read_cosing
from products.models import Ingredient, IngredientName, Product, ProductIngredient
from products.services.official import cosing_load
from products.services.tagging import products_retag
from tests.factories import make_product

HEADER = ",".join(COLUMNS)
FUNCTIONS = "PRESERVATIVE, KERATOLYTIC"
ACID = f'37595,SALICYLIC ACID,,,69-72-7,,"An acid, plain",III/98 V/3,"{FUNCTIONS}",11/08/2020'
DUST = "1,WONDER  DUST,,,,,,,,01/12/2017"


def write(folder: Path, *lines: str) -> Path:
    file = folder / "cosing.csv"
    file.write_text("\n".join([HEADER, *lines, ""]), "utf-8-sig")
    return file


def run(file: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    call_command("import_inci", str(file))
    counts: dict[str, int] = json.loads(capsys.readouterr().out)
    return counts


@pytest.mark.django_db
def test_rows_become_ingredients_and_a_second_run_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, ACID, DUST, DUST.replace("1,", "2,", 1))
    none = {"created": 0, "updated": 0, "unchanged": 0, "repeated": 1}
    assert run(file, capsys) == {**none, "created": 2}
    acid = Ingredient.objects.get(cosing_ref=37595)
    assert (acid.functions, acid.restriction) == (["PRESERVATIVE", "KERATOLYTIC"], "III/98 V/3")
    assert (acid.cas_numbers, str(acid.cosing_date)) == ("69-72-7", "2020-08-11")
    assert run(file, capsys) == {**none, "unchanged": 2}
    assert run(write(tmp_path, ACID.replace("V/3", "V/4"), DUST, DUST), capsys) == {
        **none,
        "updated": 1,
        "unchanged": 1,
    }


@pytest.mark.django_db
def test_a_renamed_entry_takes_its_reference_along(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(write(tmp_path, DUST), capsys)
    run(write(tmp_path, DUST.replace("DUST", "POWDER")), capsys)
    refs = dict(Ingredient.objects.values_list("name", "cosing_ref"))
    assert refs == {"WONDER DUST": None, "WONDER POWDER": 1}


@pytest.mark.django_db
def test_names_of_labels_are_known_from_then_on(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    product = make_product(ingredients_text="Salicylic Acid, Wonder-Dust, Moon Dust")
    products_retag([product.pk])
    run(write(tmp_path, ACID, DUST), capsys)
    unknown = IngredientName.objects.filter(ingredient=None)
    assert [name.name for name in unknown] == ["Moon Dust"]
    assert Ingredient.objects.get(cosing_ref=37595).name == "Salicylic Acid"  # as it was spelled
    assert product.name in client.get("/ingredients/wonder-dust/").content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEADER},extra\n", "line 1: unknown column 'extra'"),
        (HEADER.replace("function,", "") + "\n", "line 1: missing column 'function'"),
        ("", "line 1: missing column 'cosing_ref_no'"),
        (f"{HEADER}\n{DUST}\n{DUST},x\n", "line 3: 11 cells for 10 columns"),
        (
            f"{HEADER}\n{DUST}\n{'9' * 5_000}{DUST}\n",
            f"line 3: cosing_ref_no: '{'9' * 20}' is no number above 0",
        ),
        (f"{HEADER}\n{DUST}\nx{DUST}\n", "line 3: cosing_ref_no: 'x1' is no number above 0"),
        (f"{HEADER}\n{DUST.replace('WONDER  DUST', '-')}\n", "line 2: inci_name: '-' is no name"),
        (f"{HEADER}\n{DUST.replace('01/12', '31/02')}\n", "line 2: update_date: '31/02/2017'"),
        (f"{HEADER}\n{DUST.replace('DUST', 'x' * 2001)}\n", "line 2: inci_name: longer than 2000"),
        (f'{HEADER}\n{DUST}\n"{DUST}\n', "line 3: unexpected end of data"),
        (f"{HEADER}\n{DUST.replace('DUST', 'x' * 140_000)}\n", "line 2: field larger than"),
    ],
)
@pytest.mark.django_db
def test_a_mistake_names_its_line_and_nothing_is_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    file = tmp_path / "cosing.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(SystemExit) as left:
        call_command("import_inci", str(file))
    assert left.value.code == 2
    assert f"error: {file}: {words}" in capsys.readouterr().err
    assert not Ingredient.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("data", [None, HEADER.encode() + b"\n\xff\xfe\x00,\n", b"\x1f\x8b\x08"])
def test_a_file_that_is_no_text_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes | None
) -> None:
    file = tmp_path / "cosing.csv"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(SystemExit):
        call_command("import_inci", str(file))
    assert f"error: {file}: " in capsys.readouterr().err


@pytest.mark.parametrize("number", [10, 900])
@pytest.mark.django_db
def test_loading_costs_the_same_number_of_queries_for_a_batch_of_any_size(
    tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    rows = [DUST.replace("1,WONDER", f"{n},WONDER {n}", 1) for n in range(1, number + 1)]
    file = write(tmp_path, *rows)
    with django_assert_max_num_queries(40):
        assert cosing_load(read_cosing(file))["created"] == number
    assert not ProductIngredient.objects.exists()
    assert not Product.objects.exists()
