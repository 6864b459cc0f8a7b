"""Rows that were left out come back as a table: mended, it is imported like any other."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from products.imports.cells import unguarded
from products.imports.files import lines_of
from products.imports.formats import Record, Rejected, records
from products.imports.left_out import RejectedTable
from products.models import ImportedRow, Product

COLUMNS = ("id", "brand", "name", "ingredients_text", "shop's own")
HEAD = ",".join(COLUMNS).encode() + b"\n"
CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
BYTES = st.binary(max_size=6).map(lambda data: data.decode("utf-8", "surrogateescape"))


def read(data: bytes) -> list[Record | Rejected]:
    return list(records(lines_of(io.BytesIO(data))))


def table_of(*rows: Rejected) -> bytes:
    file = io.BytesIO()
    table = RejectedTable(file)
    for row in rows:
        table.add(row)
    return file.getvalue()


def left_out(data: bytes) -> list[Rejected]:
    return [row for row in read(data) if isinstance(row, Rejected)]


@given(st.lists(st.tuples(*[CELL | BYTES] * len(COLUMNS))))
def test_each_cell_comes_back_as_it_was_read(rows: list[tuple[str, ...]]) -> None:
    out = [Rejected(2, "why", dict(zip(COLUMNS, cells, strict=True))) for cells in rows]
    again = read(table_of(*out) or HEAD)
    own = {"line": "2", "reason": "why"}
    assert [row.values for row in again] == [
        own | {name: unguarded(cell) for name, cell in row.values.items()} for row in out
    ]
    assert all(isinstance(row, Record) for row in again)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula_and_none_is_changed(start: str) -> None:
    row = Rejected(2, "why", {"id": "1", "brand": "", "name": f"{start}SUM(1)"})
    table = table_of(row._replace(values={**row.values, "ingredients_text": ""}))
    [cells] = csv.DictReader(io.StringIO(table.decode(), newline=""))
    assert cells["name"] == f"'{start}SUM(1)"
    [again] = read(table)
    assert again.values["name"] == f"{start}SUM(1)"


@pytest.mark.parametrize("line", [b"1,Brand,Serum\n", b"1,Brand,Serum,Aqua,,Glycerin,\n"])
def test_a_row_with_other_cells_than_columns_keeps_them_and_stays_out(line: bytes) -> None:
    [row] = left_out(HEAD + line)
    table = table_of(row)
    assert line.strip() in table
    [again] = left_out(table)
    assert again.reason == f"has {line.count(b',') + 3} cells, and the first line 7"
    assert table_of(again).splitlines()[1].endswith(line.strip())


def test_a_quotation_mark_that_is_not_closed_takes_no_other_row_with_it() -> None:
    good = [b'%d,Brand,"Serum\n%d",Aqua,note\n' % (number, number) for number in range(3)]
    broken = b'9,Brand,Toner,"Aqua\n'
    later = [b"%d,Brand,Cream %d,Aqua,note\n" % (number, number) for number in range(10, 13)]
    found = read(HEAD + b"".join([*good, broken, *later]))
    assert [row.line for row in found] == [2, 4, 6, 8, 9, 10, 11]
    out = [row for row in found if isinstance(row, Rejected)]
    assert [row.reason.split(":")[0] for row in out] == [
        "a quotation mark may not be closed",
        *["was read as a part of line 8, where a quotation mark is not closed"] * 3,
    ]
    again = read(table_of(*out))
    assert [row.values["id"] for row in again if isinstance(row, Record)] == ["10", "11", "12"]


def test_a_quotation_mark_far_from_the_end_takes_no_other_row_with_it() -> None:
    later = [b"%d,Brand,Cream,Aqua,%s\n" % (number, b"x" * 1_000) for number in range(10, 300)]
    found = read(HEAD + b"".join([b'9,Brand,"Toner,Aqua,\n', *later]))
    out = [row for row in found if isinstance(row, Rejected)]
    assert [row.line for row in found] == list(range(2, 293))
    assert len(out) > 100
    again = read(table_of(*out))
    assert [row.values["id"] for row in again if isinstance(row, Record)] == [
        row.values["id"] for row in out[1:]
    ]


def test_bytes_that_are_no_utf_8_stay_the_same_bytes() -> None:
    line = "1,Brand,Crème,Aqua,\n".encode("latin-1")
    [row] = read(HEAD + line)
    assert table_of(Rejected(2, "name: is not UTF-8", row.values)).endswith(line.strip() + b"\r\n")
    [half] = read(json.dumps({"code": "1", "product_name": "\ud83d"}).encode())
    assert b"\xed\xa0\xbd" in table_of(Rejected(1, "name: is not UTF-8", half.values))


@pytest.mark.parametrize(
    ("data", "cell"),
    [
        (b'{"code": "1"}\n{"code": \n', b'{""code"":'),
        (
            b"code\tproduct_name\tbrands\tingredients_text\n1\tSerum\n",
            b"1\tSerum",
        ),
    ],
)
def test_a_line_of_a_dump_that_cannot_be_read_is_kept_whole(data: bytes, cell: bytes) -> None:
    [row] = left_out(data)
    table = table_of(row)
    assert table.startswith(b"line,reason,id,brand,name,category,ingredients_text,barcode,")
    assert cell in table
    assert len(left_out(table)) == 1


def run(path: Path, **options: Any) -> bytes:
    """Import a file, and return the table of what was left out."""
    rejected = path.with_suffix(".rejected.csv")
    call_command("import_products", str(path), rejected=rejected, **options)
    return rejected.read_bytes() if rejected.exists() else b""


@pytest.mark.django_db
def test_what_is_mended_in_the_table_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_bytes(HEAD.replace(b"brand", b"spf,brand") + b"1,fifty,=Brand,-Serum,Aqua,note\n")
    table = run(path)
    assert table.splitlines()[0] == b"line,reason,id,spf,brand,name,ingredients_text,shop's own"
    assert table.splitlines()[1].endswith(b",1,fifty,'=Brand,'-Serum,Aqua,note")
    path.write_bytes(table)
    assert run(path).count(b"reason") == 1
    path.write_bytes(table.replace(b",fifty,", b",50,"))
    run(path)
    product = Product.objects.get()
    assert (str(product), product.spf) == ("=Brand -Serum", 50)


@pytest.mark.django_db
def test_a_mended_row_of_a_dump_is_the_same_product_for_the_next_dump(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    told = {"code": "4006381333931", "product_name": "", "brands": "Nivea"}
    path.write_text(json.dumps(told))
    path.with_suffix(".csv").write_bytes(run(path).replace(b"Nivea,", b"Nivea,Day Cream"))
    run(path.with_suffix(".csv"))
    one = ImportedRow.objects.select_related("product").get()
    assert (one.source, one.source_id) == ("Open Beauty Facts", told["code"])
    assert one.product
    assert (one.product.name, one.product.barcode) == ("Day Cream", "04006381333931")
    path.write_text(json.dumps({**told, "product_name": "Day Cream"}))
    run(path)
    assert Product.objects.count() == 1


@pytest.mark.django_db
def test_the_table_is_not_written_over_the_file_it_is_read_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "shop.csv"
    path.write_bytes(HEAD)
    with pytest.raises(SystemExit) as stop:
        call_command("import_products", str(path), rejected=path)
    assert stop.value.code == 2
    assert "--rejected would write over it" in capsys.readouterr().err
    assert path.read_bytes() == HEAD
