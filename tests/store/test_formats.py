"""One table in every format, filtered: the same rows in the same order, and nothing in a workbook that would run."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from pipeline import store
from pipeline.store import formats, workbook
from pipeline.types import LevelKind

from .factories import extraction, said, write

ALL = store.Wanted()
FULL_DISK = Path("/dev/full")


@pytest.fixture(autouse=True)
def articles(con: duckdb.DuckDBPyConnection) -> None:
    support = ((LevelKind.SUPPORT, 6100.5), (LevelKind.SUPPORT, 6000))
    first = said("Dana Whitlock", "HLB", target=7500, levels=support, confidence=0.125, upside_stated=0.07)
    write(con, extraction("a.txt", "2025-03-01", first, observed=(("SPX", 6671.5),)))
    write(con, extraction("b.txt", "2025-06-01", said("Dana Whitlock", "HLB", target=7600)))
    write(con, extraction("c.txt", None, said("", "Kest Bank", symbol="RUT", stance="bearish")))


def export(
    con: duckdb.DuckDBPyConnection, path: Path, table: str = "views", wanted: store.Wanted = ALL, **more: Any
) -> Path:
    store.export_table(con, path, table, wanted, **more)
    return path


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", ["views", "levels", "consensus"])
def test_the_whole_csv_is_that_of_a_run(con: duckdb.DuckDBPyConnection, tmp_path: Path, table: str) -> None:
    store.export_all(con, tmp_path / "run", as_of=None)
    path = export(con, tmp_path / "one.csv", table)
    assert path.read_bytes() == (tmp_path / "run" / f"{table}.csv").read_bytes()


def test_the_articles_are_those_of_a_run(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store.export_all(con, tmp_path / "run", as_of=None)
    path = export(con, tmp_path / "one.jsonl", "articles")
    assert path.read_bytes() == (tmp_path / "run" / "articles.jsonl").read_bytes()


def test_only_the_wanted_rows(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    wanted = store.Wanted(("SPX",), date(2025, 1, 1), ("superseded",))
    assert [row["source_file"] for row in read_csv(export(con, tmp_path / "v.csv", wanted=wanted))] == ["a.txt"]
    book = openpyxl.load_workbook(export(con, tmp_path / "v.xlsx", wanted=wanted))
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("views", 2), ("levels", 4), ("consensus", 2)]


def test_jsonl_and_parquet_have_types(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    lines = export(con, tmp_path / "v.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    assert (first["price_target"], first["proxy"], first["support"]) == (7500.0, False, [6100.5, 6000.0])
    assert (first["published_date"], first["confidence"], first["condition"]) == ("2025-03-01", 0.12, None)
    assert json.loads(lines[2])["published_date"] is None
    path = export(con, tmp_path / "v.parquet")
    found = duckdb.sql(f"FROM '{path}'")
    kinds = dict(zip(found.columns, map(str, found.types), strict=True))
    assert tuple(found.columns) == store.VIEW_COLUMNS
    assert (kinds["published_date"], kinds["horizon_date"]) == ("DATE", "DATE")
    assert (kinds["price_target"], kinds["confidence"], kinds["proxy"]) == ("DOUBLE", "DOUBLE", "BOOLEAN")
    assert (kinds["support"], kinds["co_analysts"], kinds["evidence_start"]) == ("DOUBLE[]", "VARCHAR[]", "INTEGER")
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    assert [json.loads(json.dumps(row, default=str)) for row in rows] == [json.loads(line) for line in lines]


def test_a_name_with_a_quote(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert export(con, tmp_path / "it's.parquet").stat().st_size


def test_a_byte_order_mark_only_where_it_is_wanted(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    plain, marked = (export(con, tmp_path / f"{bom}.csv", bom=bom).read_bytes() for bom in (False, True))
    assert marked == b"\xef\xbb\xbf" + plain


def test_a_workbook_has_three_sheets_that_can_be_filtered(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(con, tmp_path / "v.xlsx"))
    assert book.sheetnames == ["views", "levels", "consensus"]
    sheet = book["views"]
    head = [cell.value for cell in sheet[1]]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{sheet.cell(4, len(head)).coordinate}")
    first = dict(zip(head, sheet[2], strict=True))
    assert (first["price_target"].value, first["price_target"].number_format) == (7500, "#,##0")
    assert (first["upside_stated"].value, first["upside_stated"].number_format) == (0.07, "0.0%")
    assert first["published_date"].value == datetime(2025, 3, 1)
    assert (first["support"].value, first["proxy"].value) == ("6100.5;6000", False)
    assert first["evidence"].alignment.wrap_text
    assert first["url"].hyperlink.target == "https://ledger.example/a.txt"
    assert sheet.max_row == 4


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(1)", "\t=1", "\r=1"], ids=repr)
def test_nothing_in_a_workbook_is_a_formula(con: duckdb.DuckDBPyConnection, tmp_path: Path, text: str) -> None:
    one = extraction("x.txt", "2025-07-01", said(f"{text} Ward", f"{text} Bank"))
    hostile = replace(one.article, title=text, url=f"javascript:{text}", publisher=text)
    write(con, replace(one, article=hostile))
    wanted = store.Wanted(since=date(2025, 7, 1))
    sheet = openpyxl.load_workbook(export(con, tmp_path / "v.xlsx", wanted=wanted))["views"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
    assert [cell.value for cell in cells if str(cell.value or "").startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert [cell for cell in cells if cell.hyperlink] == []
    assert read_csv(export(con, tmp_path / "v.csv", wanted=wanted))[0]["title"] == text


@pytest.mark.parametrize("suffix", formats.SUFFIXES)
def test_the_same_store_gives_the_same_bytes(con: duckdb.DuckDBPyConnection, tmp_path: Path, suffix: str) -> None:
    one, two = (export(con, tmp_path / f"{name}{suffix}").read_bytes() for name in "ab")
    assert one == two


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("v.txt", r"has no suffix that says its format; name it \.csv, \.jsonl", id="another suffix"),
        pytest.param("v", "has no suffix", id="no suffix"),
    ],
)
def test_an_unknown_format_is_refused(con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(store.StoreError, match=message):
        export(con, tmp_path / name)


def test_a_sheet_that_excel_cannot_hold_is_refused_and_nothing_is_left(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(store.StoreError, match="the table views has 3 rows, and a sheet takes 2"):
        export(con, tmp_path / "v.xlsx")
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith((".xlsx", ".tmp"))] == []


@pytest.mark.parametrize("suffix", formats.SUFFIXES)
def test_evidence_that_is_not_the_text_is_never_exported(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, suffix: str
) -> None:
    path = export(con, tmp_path / f"v{suffix}")
    before = path.read_bytes()
    con.execute("UPDATE view SET evidence_start = evidence_start + 1")
    with pytest.raises(store.StoreError, match=r"evidence of a\.txt is not the text at"):
        export(con, path)
    assert path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []


@pytest.mark.parametrize("suffix", formats.SUFFIXES)
def test_a_folder_that_is_not_there_is_an_error_of_the_system(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, suffix: str
) -> None:
    with pytest.raises(OSError, match="No such file or directory"):
        export(con, tmp_path / "nowhere" / f"v{suffix}")


@pytest.mark.skipif(not FULL_DISK.exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_told_in_words_for_parquet_too(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("CREATE TEMP TABLE exported AS SELECT 1 AS a")
    with pytest.raises(OSError, match="No space left on device"):
        formats.write_parquet(con, FULL_DISK)
