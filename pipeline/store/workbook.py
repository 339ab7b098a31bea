"""Writes tables as an Excel workbook that can be read at once: a sheet each, with filters and the head in place.

What comes from articles is only ever text there: no cell is a formula, and no link leads anywhere but to the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.store.database import StoreError
from pipeline.store.export import cell

LONGEST_TEXT = 32_767  # UTF-16 units, as Excel counts characters; a limit of Excel, as are the next four
MOST_ROWS = 1_048_576  # with the head
MOST_LINKS = 65_530
LONGEST_LINK = 2_079
FIRST_YEAR = 1900
INSTEAD = "export them one by one as .parquet or .csv, or choose fewer rows"
CUT = " [...]"
MADE = datetime(2000, 1, 1)  # the same store gives the same bytes

# What a spreadsheet runs, signs of full width included; XlsxWriter takes "<r>...</r>" for markup of its own.
RE_RUNS = re.compile(r"[=+\-@\t\n\uff1d\uff0b\uff0d\uff20]|<r>")
RE_LINE_END = re.compile(r"\r\n?")
RE_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
# Signs that would have to be escaped in a link are left to plain text: escaped it could be longer than a link may be.
RE_WEB = re.compile(r"https?://(?:[^\s\x00-\x1f\x7f\ufffe\uffff\"<>\[\]^`{}%]|%[0-9A-Fa-f]{2})+")

WIDTHS = {"evidence": 80, "title": 40, "status_reason": 30, "source_file": 28, "index_name": 20, "url": 30}
WIDTHS |= {"analyst_name": 20, "analyst_firm": 24, "analyst_role": 24, "condition": 30, "reference_source": 28}
NARROW = 13
LOOKS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bottom": 1},
    "points": {"num_format": "#,##0"},
    "broken points": {"num_format": "#,##0.##"},  # of a whole number it would show the point: "7,500."
    "share": {"num_format": "0.0%"},
    "score": {"num_format": "0.00"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "wrapped": {"text_wrap": True},
    "link": {"font_color": "#0563C1", "underline": 1},
    "plain": {},
}
SHARES = ("upside_stated", "target_upside")
SCORES = ("confidence", "stance_score", "net_stance")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on its way into a workbook: `Sheet("views", ("symbol",), 1, iter([("SPX",)]))`."""

    name: str
    columns: Sequence[str]
    count: int
    rows: Iterator[Sequence[Any]]


def write_workbook(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write sheets one after the other; only what is packed already is held in memory.

    Raises StoreError where a sheet has more rows than Excel takes, and OSError where the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError, FileSizeError

    packed = BytesIO()
    try:
        with TemporaryDirectory(prefix="market-views-") as scratch:
            options = {"constant_memory": True, "tmpdir": scratch}
            with xlsxwriter.Workbook(packed, options) as book:
                book.set_properties({"created": MADE})
                formats = {name: book.add_format({"valign": "top"} | looks) for name, looks in LOOKS.items()}
                for sheet in sheets:
                    _write_sheet(book, sheet, formats)
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error
    except FileSizeError as error:
        raise StoreError(f"the tables are too large for a workbook; {INSTEAD}") from error
    path.write_bytes(packed.getbuffer())


def _write_sheet(book: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    if sheet.count >= MOST_ROWS:
        most = f"{MOST_ROWS - 1:,}"
        raise StoreError(f"the table {sheet.name} has {sheet.count:,} rows, and a sheet takes {most}; {INSTEAD}")
    page = book.add_worksheet(sheet.name)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, WIDTHS.get(column, NARROW))
        page.write_string(0, place, column, formats["head"])
    page.freeze_panes(1, 0)
    last = len(sheet.columns) - 1
    page.autofilter(0, 0, sheet.count, last)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})  # an id may look like a number
    for number, row in enumerate(sheet.rows, start=1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            if value is not None:
                _write_cell(page, number, place, column, value, formats)


def _write_cell(page: Any, row: int, place: int, column: str, value: Any, formats: Mapping[str, Any]) -> None:
    """One value as what it is; everything that is no number, date or boolean as text."""
    if isinstance(value, bool):
        page.write_boolean(row, place, value, formats["plain"])
    elif isinstance(value, int | float):
        page.write_number(row, place, value, formats[_look(column, value)])
    elif isinstance(value, date) and value.year >= FIRST_YEAR:
        page.write_datetime(row, place, value, formats["day"])
    elif column == "url" and row <= MOST_LINKS and is_link(value):
        page.write_url(row, place, value, formats["link"], value)
    elif text := harmless(cell(value)):
        page.write_string(row, place, text, formats["wrapped" if column == "evidence" else "plain"])


def _look(column: str, value: float) -> str:
    """How a number is shown: 7500 as 7,500, 4549.78 as 4,549.78, an upside of 0.07 as 7.0%, counts as they are."""
    if column in SHARES:
        return "share"
    if column in SCORES:
        return "score"
    if isinstance(value, int):
        return "plain"
    return "points" if round(value, 2).is_integer() else "broken points"


def is_link(text: str) -> bool:
    """Whether a text can be a link: a whole address of the web, not too long for Excel, and nothing else."""
    return RE_WEB.fullmatch(text) is not None and _units(text) <= LONGEST_LINK


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: one that begins like a formula gets an apostrophe, "=1+1" is "'=1+1".

    In the workbook it is text without that, too; but who saves the sheet as CSV and opens it again is safe as well.
    Lines end in LF, control characters are left out, and what is longer than a cell may be is cut.
    """
    clean = RE_CONTROL.sub("", RE_LINE_END.sub("\n", text))
    clean = f"'{clean}" if RE_RUNS.match(clean) else clean
    if _units(clean) <= LONGEST_TEXT:
        return clean
    kept = clean.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(CUT))]
    return kept.decode("utf-16-le", errors="ignore") + CUT


def _units(text: str) -> int:
    """The length of a text as Excel counts it: an emoji is two."""
    return len(text) + sum(character > "\uffff" for character in text) if not text.isascii() else len(text)
