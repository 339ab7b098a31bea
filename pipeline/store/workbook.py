"""Writes tables as an Excel workbook that can be read at once: a sheet each, with filters and the head in place.

What comes from articles is only ever text there: no cell is a formula, and no link leads anywhere but to the web.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipeline.store.database import StoreError
from pipeline.store.export import cell

Rows = tuple[Sequence[str], Iterator[Sequence[Any]]]

LONGEST_TEXT = 32_767  # characters, a limit of Excel, as are the next two
MOST_ROWS = 1_048_576
MOST_LINKS = 65_530
LONGEST_LINK = 2_079
CUT = " [...]"
MADE = datetime(2000, 1, 1)  # the same store gives the same bytes

RE_FORMULA = re.compile(r"[=+\-@\t\r]")
RE_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
RE_WEB = re.compile(r"https?://\S+")

WIDTHS = {"evidence": 80, "title": 40, "status_reason": 30, "source_file": 28, "index_name": 20, "url": 30}
NARROW = 13
LOOKS = {
    "head": {"bold": True, "bottom": 1},
    "points": {"num_format": "#,##0.##", "valign": "top"},
    "share": {"num_format": "0.0%", "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "top": {"valign": "top"},
}
SHARES = ("upside_stated", "target_upside")
PLAIN = ("confidence", "stance_score", "net_stance")


def write_workbook(path: Path, sheets: Mapping[str, Callable[[], Rows]]) -> None:
    """Write sheets, each of columns and rows that are asked for when it is its turn.

    Raises StoreError where a sheet has more rows than Excel takes, and OSError where the file cannot be written.
    """
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": MADE})
        formats = {name: book.add_format(looks) for name, looks in LOOKS.items()}
        for name, rows_of in sheets.items():
            _write_sheet(book.add_worksheet(name), name, rows_of(), formats)


def _write_sheet(sheet: Any, name: str, rows: Rows, formats: Mapping[str, Any]) -> None:
    columns, lines = rows
    for place, column in enumerate(columns):
        sheet.set_column(place, place, WIDTHS.get(column, NARROW))
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, formats["head"])
    number = 0
    for number, line in enumerate(lines, start=1):
        if number >= MOST_ROWS:
            raise StoreError(f"{name} has more rows than a workbook takes; export it as .parquet or .csv, or filter it")
        for place, (column, value) in enumerate(zip(columns, line, strict=True)):
            _write_cell(sheet, number, place, column, value, formats)
    sheet.autofilter(0, 0, number, len(columns) - 1)


def _write_cell(sheet: Any, row: int, place: int, column: str, value: Any, formats: Mapping[str, Any]) -> None:
    """One value as what it is; everything that is no number, date or boolean as text."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value, formats["top"])
    elif isinstance(value, int | float):
        form = "share" if column in SHARES else "top" if column in PLAIN or isinstance(value, int) else "points"
        sheet.write_number(row, place, value, formats[form])
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), formats["day"])
    elif column == "url" and row <= MOST_LINKS and RE_WEB.fullmatch(value) and len(value) <= LONGEST_LINK:
        sheet.write_url(row, place, value, formats["top"], value)
    else:
        sheet.write_string(row, place, harmless(cell(value)), formats["wrap" if column == "evidence" else "top"])


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: one that begins like a formula gets an apostrophe, "=1+1" is "'=1+1".

    In the workbook it is text without that, too; but who saves the sheet as CSV and opens it again is safe as well.
    Control characters are left out, and what is longer than a cell may be is cut.
    """
    clean = RE_CONTROL.sub("", text)
    clean = f"'{clean}" if RE_FORMULA.match(clean) else clean
    return clean if len(clean) <= LONGEST_TEXT else clean[: LONGEST_TEXT - len(CUT)] + CUT
