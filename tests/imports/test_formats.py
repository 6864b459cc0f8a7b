"""Files of every format come out as the same rows, and hostile ones as clear errors."""

import csv
import gzip
import io
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.imports.files import LONGEST_LINE, ImportFileError, lines_of
from products.imports.formats import Format, Record, Rejected, records
from products.imports.rows import Row, kind_of, read_row
from products.imports.values import RowError

HEAD = "id,brand,name,category,ingredients_text\n"


def read(data: bytes, form: Format | None = None) -> list[Record | Rejected]:
    return list(records(lines_of(io.BytesIO(data)), form))


def rows(data: bytes) -> list[Row]:
    return [read_row(one) for one in read(data) if isinstance(one, Record)]


@pytest.mark.parametrize(
    "data",
    [
        (HEAD + 'a1,Cosrx,Serum,serum,"Aqua, Glycerin"\n').encode(),
        b"\xef\xbb\xbf" + (HEAD + 'a1,Cosrx,Serum,serum,"Aqua, Glycerin"').encode(),
        gzip.compress((HEAD + 'a1,Cosrx,Serum,serum,"Aqua, Glycerin"\r\n').encode(), mtime=0),
        b"name;id;ingredients_text;other;brand\nSerum;a1;Aqua, Glycerin;?;Cosrx\n",
        b"ID\tName\tBrand\tIngredients_text\na1\tSerum\tCosrx\tAqua, Glycerin\n\n",
    ],
    ids=["plain", "byte order mark", "gzip", "semicolons", "tabs"],
)
def test_tables_are_read_however_they_are_written(data: bytes) -> None:
    (row,) = rows(data)
    assert (row.source, row.source_id, row.brand) == ("CSV file", "a1", "Cosrx")
    assert row.facts["name"] == "Serum"
    assert row.facts["ingredients_text"] == "Aqua, Glycerin"


OBF: dict[str, Any] = {
    "code": "4006381333931",
    "product_name": "Crème visage",
    "brands": "Nivea,Beiersdorf",
    "categories_tags": ["en:face", "en:face-creams"],
    "ingredients_text": "Aqua, _lait_",
    "last_modified_t": 1700000000,
}


@pytest.mark.parametrize("packed", [False, True])
def test_a_dump_is_read_with_its_source_and_licence(packed: bool) -> None:  # noqa: FBT001
    data = (json.dumps(OBF) + "\n\n").encode()
    (row,) = rows(gzip.compress(data) if packed else data)
    assert (row.source, row.source_id, row.brand) == ("Open Beauty Facts", OBF["code"], "Nivea")
    assert row.facts["source"].endswith("https://world.openbeautyfacts.org/product/4006381333931")
    assert str(row.facts["source_date"]) == "2023-11-14"
    assert row.facts["licence"] == "ODbL 1.0"
    assert row.facts["barcode"] == "04006381333931"
    assert row.facts["ingredients_text"] == "Aqua,  lait"
    assert row.facts["kind"] == "moisturizer"


def test_the_table_of_the_dump_comes_to_the_same() -> None:
    told = {**OBF, "categories_tags": "en:face,en:face-creams", "last_modified_t": "1700000000"}
    table = "\t".join(told) + "\n" + "\t".join(map(str, told.values())) + "\n"
    line = json.dumps(OBF)
    (from_table,), (from_line,) = rows(table.encode()), rows(line.encode())
    assert from_table.facts == from_line.facts


def test_a_code_the_site_gave_out_is_no_barcode() -> None:
    (row,) = rows(json.dumps({**OBF, "code": "2000000000015"}).encode())
    assert (row.source_id, row.facts["barcode"]) == ("2000000000015", "")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"a,b,Serum,serum", "has 4 cells, and the first line 5"),
        (b",b,Serum,serum,Aqua", "id: is empty"),
        (b"a,b,,serum,Aqua", "name: is empty"),
        (b"a,b,S\x00rum,serum,Aqua", "name: holds a NUL character"),
        ("a,b,Crème,serum,Aqua".encode("latin-1"), "name: is not UTF-8"),
        (b"a,b," + b"x" * 201 + b",serum,Aqua", "name: has more than 200 characters"),
        (b'a,b,Serum,serum,"' + b"x" * 200_000 + b'"', "field larger than field limit"),
    ],
)
def test_a_bad_row_is_named_and_the_next_one_is_read(line: bytes, reason: str) -> None:
    good = b"z,b,Toner,toner,Aqua\n"
    bad, (_, row) = [], ("", None)
    for one in read(HEAD.encode() + line + b"\n" + good):
        try:
            row = read_row(one) if isinstance(one, Record) else None
        except RowError as error:
            bad.append(f"{one.line}: {error}")
        else:
            bad += [f"{one.line}: {one.reason}"] if isinstance(one, Rejected) else []
    assert [told.startswith("2: ") and reason in told for told in bad] == [True]
    assert row is not None
    assert (row.line, row.source_id) == (3, "z")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("kind", "lotion", "kind: 'lotion' is none of oil_cleanser,"),
        ("spf", "9" * 5_000, f"spf: '{'9' * 20}' is no whole number up to 100"),
        ("spf", "101", "spf: '101' is no whole number up to 100"),
        ("spf", "50+", "spf: '50+' is no whole number up to 100"),
        ("barcode", "4006381333932", "barcode: '4006381333932': its last digit"),
        ("units", "0", "units: '0' is no whole number from 1 to 999"),
        ("units", "30 ml", "units: '30 ml' is no whole number from 1 to 999"),
        ("keep_days", "366", "keep_days: '366' is no whole number up to 365"),
        ("pao_months", "12M", "pao_months: '12M' is no whole number from 1 to 120"),
        ("label_max_per_week", "100", "label_max_per_week: '100' is no whole number from 1 to 99"),
        ("size_ml", "0", "size_ml: '0' is no number of ml from 0.01 to 99,999"),
        ("size_ml", "1e3", "size_ml: '1e3' is no number of ml"),
        ("single_use", "maybe", "single_use: 'maybe' is neither yes nor no"),
        ("retinol_percent", "101", "retinol_percent: '101' is no number up to 100"),
        ("kojic_percent", "a lot", "kojic_percent: 'a lot' is no number up to 100"),
        ("source_date", "yesterday", "source_date: 'yesterday' is no date like 2026-11-30"),
    ],
)
def test_a_value_that_cannot_be_is_named(column: str, value: str, reason: str) -> None:
    record = Record(2, {"id": "1", "name": "Serum", "brand": "", column: value})
    with pytest.raises(RowError) as caught:
        read_row(record)
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "line 1: is empty"),
        (b"id,brand,title,ingredients_text\n", "line 1: name: this column is missing"),
        (b"id,brand,Name,ingredients_text,name\n", "line 1: name: this column is named twice"),
        (gzip.compress(HEAD.encode() * 9000, mtime=0)[:-9], "the archive is damaged"),
        (b"\x1f\x8bnothing", "line 1: the archive is damaged"),
        (HEAD.encode() + b"x" * LONGEST_LINE, "line 2: is longer than 4,000,000 bytes"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_line(data: bytes, reason: str) -> None:
    with pytest.raises(ImportFileError, match=reason):
        read(data)


@pytest.mark.parametrize("line", [b"[1]", b"{", b'"text"', b"[" * 100_000, b"\xff"])
def test_a_line_that_is_no_object_is_left_out(line: bytes) -> None:
    first, second, third = read(json.dumps(OBF).encode() + b"\n" + line + b"\n{}")
    assert isinstance(second, Rejected)
    assert second.line == 2
    assert isinstance(first, Record)
    assert isinstance(third, Record)


@given(st.binary(max_size=300), st.sampled_from(Format))
def test_any_bytes_give_rows_or_a_clear_error(data: bytes, form: Format) -> None:
    with suppress(ImportFileError, RowError):
        for one in read(data, form):
            assert one.line > 0
            if isinstance(one, Record):
                assert read_row(one).facts["name"]


@pytest.mark.parametrize(
    ("name", "category", "kind", "is_sure"),
    [
        ("앰플 토너", "ampoule", "hydrating_toner", False),
        ("앰플 토너", "toner", "hydrating_toner", True),
        ("Vitamin C Ampoule", "", "ampoule", True),
        ("Ultra Facial Cream", "moisturizer", "moisturizer", True),
        ("Protini", "moisturizer", "moisturizer", False),
        ("Protini", "", "moisturizer", False),
    ],
)
def test_a_kind_is_sure_where_name_and_shop_agree(
    name: str,
    category: str,
    kind: str,
    is_sure: bool,  # noqa: FBT001 - a column of the table
) -> None:
    guess = kind_of({"name": name, "category": category})
    assert (guess.kind, guess.confidence >= 0.8) == (kind, is_sure)


def test_a_table_a_spreadsheet_wrote_is_read() -> None:
    text = io.StringIO()
    csv.writer(text).writerows([HEAD.strip().split(","), ["1", "b", "A\nB", "serum", 'x"y']])
    (row,) = rows(text.getvalue().encode())
    assert (row.line, row.facts["name"], row.facts["ingredients_text"]) == (2, "A\nB", 'x"y')
