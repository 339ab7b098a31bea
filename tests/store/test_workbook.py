"""A workbook as Excel would open it, read back with openpyxl: types, formats, limits, and nothing in it that runs."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline import store
from pipeline.store import workbook
from pipeline.store.workbook import Sheet, harmless, is_link, write_workbook

FULL_DISK = Path("/dev/full")
MARKUP = '<r></r></is></c><c r="A3"><f>1+1</f></c><c r="B3" t="inlineStr"><is><r></r>'
HOSTILE = ("=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\uff1d1+1", "\x01=1", MARKUP)


def sheet(columns: Sequence[str], *rows: Sequence[Any], name: str = "views") -> Sheet:
    return Sheet(name, columns, len(rows), iter(rows))


def written(folder: Path, *sheets: Sheet) -> Any:
    """The workbook of some sheets as openpyxl reads it."""
    write_workbook(folder / "book.xlsx", sheets)
    return openpyxl.load_workbook(folder / "book.xlsx")


def test_sheets_have_a_head_that_stays_and_filters(tmp_path: Path) -> None:
    book = written(
        tmp_path, sheet(("symbol", "evidence"), ("SPX", "Up."), ("RUT", "Down.")), sheet(("a",), name="none")
    )
    assert book.sheetnames == ["views", "none"]
    page = book["views"]
    assert [[cell.value for cell in row] for row in page.rows] == [
        ["symbol", "evidence"],
        ["SPX", "Up."],
        ["RUT", "Down."],
    ]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:B3")
    assert page["A1"].font.bold
    assert page.column_dimensions["B"].width > page.column_dimensions["A"].width
    assert (page["B2"].alignment.wrap_text, page["A2"].alignment.wrap_text) == (True, None)
    assert (book["none"].max_row, book["none"].auto_filter.ref) == (1, "A1")


@pytest.mark.parametrize(
    ("column", "value", "read", "shown"),
    [
        pytest.param("price_target", 7500.0, 7500, "#,##0", id="whole points"),
        pytest.param("value", 4549.78, 4549.78, "#,##0.##", id="broken points"),
        pytest.param("target_std", 7433.0012, 7433.0012, "#,##0", id="points that are whole to two digits"),
        pytest.param("target_upside", -0.0712, -0.0712, "0.0%", id="a fraction"),
        pytest.param("net_stance", -0.3333, -0.3333, "0.00", id="a score"),
        pytest.param("bullish", 12, 12, "General", id="a count"),
        pytest.param("proxy", False, False, "General", id="a boolean"),
        pytest.param("published_date", date(2026, 1, 6), datetime(2026, 1, 6), "yyyy-mm-dd", id="a date"),
        pytest.param("published_date", date(1850, 1, 6), "1850-01-06", "General", id="a date that Excel has not"),
        pytest.param("horizon", "2026-12-31", "2026-12-31", "General", id="words that are a date"),
        pytest.param("view_id", "0012345678901234", "0012345678901234", "General", id="an id of digits"),
        pytest.param("support", [6500.0, 4549.78], "6500;4549.78", "General", id="several values"),
        pytest.param("support", [], None, "General", id="no values"),
        pytest.param("price_target", None, None, "General", id="unknown"),
    ],
)
def test_values_have_their_types(tmp_path: Path, column: str, value: Any, read: Any, shown: str) -> None:
    cell = written(tmp_path, sheet(("symbol", column), ("SPX", value)))["views"]["B2"]
    assert (cell.value, type(cell.value), cell.number_format) == (read, type(read), shown)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("column", ["analyst_name", "analyst_firm", "title", "evidence", "url"])
def test_no_text_is_a_formula(tmp_path: Path, column: str, text: str) -> None:
    page = written(tmp_path, sheet((column, "symbol"), (text, "SPX")))["views"]
    assert [(cell.data_type, cell.value) for cell in page[2]] == [("s", harmless(text)), ("s", "SPX")]
    assert page["A2"].value.startswith("'")
    assert page.max_row == 2
    with zipfile.ZipFile(tmp_path / "book.xlsx") as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a text", "a text", id="as it is"),
        pytest.param("7 - 1 = 6", "7 - 1 = 6", id="signs inside"),
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("a\x00b\x1bc\uffff", "abc", id="control characters"),
        pytest.param("\x01=1+1", "'=1+1", id="a formula behind one"),
        pytest.param("one\r\ntwo\rthree", "one\ntwo\nthree", id="ends of lines"),
        pytest.param("_x0041_", "_x0041_", id="what Excel would read as a sign"),
        pytest.param("x" * 32_767, "x" * 32_767, id="as long as can be"),
        pytest.param("x" * 32_768, "x" * 32_761 + " [...]", id="too long"),
        pytest.param("😀" * 16_384, "😀" * 16_380 + " [...]", id="too long in halves of emoji"),
    ],
)
def test_harmless(text: str, expected: str) -> None:
    assert harmless(text) == expected


@pytest.mark.parametrize(
    ("url", "link"),
    [
        pytest.param("https://ledger.example/a?b=1&c=%20#d", True, id="an address"),
        pytest.param("http://ledger.example/ä", True, id="another letter"),
        pytest.param("javascript:alert(1)", False, id="a script"),
        pytest.param("file:///etc/passwd", False, id="a file"),
        pytest.param("mailto:a@ledger.example", False, id="mail"),
        pytest.param("internal:views!A1", False, id="a cell"),
        pytest.param("ledger.example", False, id="no scheme"),
        pytest.param("https://ledger.example/a b", False, id="words"),
        pytest.param("https://ledger.example/\x01", False, id="a control character"),
        pytest.param('https://ledger.example/"<a>', False, id="markup"),
        pytest.param("https://ledger.example/" + "a" * 2_056, True, id="as long as can be"),
        pytest.param("https://ledger.example/" + "a" * 2_057, False, id="too long"),
    ],
)
def test_only_addresses_of_the_web_are_links(tmp_path: Path, url: str, link: bool) -> None:
    assert is_link(url) is link
    cell = written(tmp_path, sheet(("url",), (url,)))["views"]["A2"]
    assert (cell.value, cell.hyperlink is not None) == (harmless(url), link)
    if cell.hyperlink:
        whole = f"{cell.hyperlink.target}#{cell.hyperlink.location or ''}".removesuffix("#")
        assert whole == url


def test_more_links_than_excel_takes_are_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_LINKS", 2)
    page = written(tmp_path, sheet(("url",), *[(f"https://ledger.example/{n}",) for n in range(4)]))["views"]
    assert [cell.hyperlink is not None for cell in page["A"]] == [False, True, True, False, False]
    assert page["A5"].value == "https://ledger.example/3"


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, sheet(("symbol", "url"), ("SPX", "https://ledger.example/a")))
    one, two = (tmp_path / name / "book.xlsx" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as packed:
        assert {member.date_time[0] for member in packed.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z" in packed.read("docProps/core.xml")


def test_as_many_rows_as_a_sheet_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    assert written(tmp_path, sheet(("a",), ("b",), ("c",)))["views"].max_row == 3
    message = r"the table views has 3 rows, and a sheet takes 2; export them one by one as \.parquet or \.csv"
    with pytest.raises(store.StoreError, match=message):
        write_workbook(tmp_path / "more.xlsx", [sheet(("a",), ("b",), ("c",), ("d",))])
    assert not (tmp_path / "more.xlsx").exists()


@pytest.mark.skipif(not FULL_DISK.exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="No space left on device"):
        write_workbook(FULL_DISK, [sheet(("a",), ("b",))])


def test_no_room_for_what_is_not_packed_yet_is_one_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlsxwriter.workbook.Workbook._store_workbook", full)
    with pytest.raises(OSError, match="No space left on device"):
        write_workbook(tmp_path / "book.xlsx", [])
