"""Turns a <table> into rows of cells: spans are filled, captions become headings, layout tables are left alone.

"<tr><td rowspan=2>Elm Bank</td><td>5,000</td></tr>" gives the firm's name to both rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import Tag

from pipeline.read.tables import is_header_text

LONGEST_CELL = 60
MOST_SPAN = 50


@dataclass(frozen=True, slots=True)
class Grid:
    """A data table: its caption, its rows of equally many cells, and whether the first row names the columns."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    has_header: bool

    @property
    def cell_texts(self) -> frozenset[str]:
        """The texts of the cells, by which a table is known again."""
        return frozenset(cell for row in self.rows for cell in row if cell)


def grid_of(table: Tag) -> Grid | None:
    """The grid of a data table; None for a table that only lays out a page, or has a single column or row."""
    if table.find("table") is not None:
        return None
    rows = [row for row in _filled(table) if any(row)]
    used = [number for number, column in enumerate(zip(*rows, strict=True)) if any(column)]
    grid = [tuple(row[number] for number in used) for row in rows]
    if len(used) < 2 or len(grid) < 2 or any(len(cell.split()) > LONGEST_CELL for row in grid for cell in row):
        return None
    caption = table.find("caption")
    first = next(tag for tag in table.find_all("tr") if any(map(_text, _cells(tag))))
    has_header = is_header_text(grid[0]) or all(cell.name == "th" for cell in _cells(first))
    return Grid(_text(caption) if caption else "", tuple(grid), has_header)


def _filled(table: Tag) -> list[list[str]]:
    """The cells of each row; a text that spans rows stands in each of them, one that spans columns in the first."""
    cells: dict[tuple[int, int], str] = {}
    lines = table.find_all("tr")
    for row, tag in enumerate(lines):
        column = 0
        for cell in _cells(tag):
            while (row, column) in cells:
                column += 1
            height, width = _span(cell, "rowspan"), _span(cell, "colspan")
            for below in range(height):
                for right in range(width):
                    cells[row + below, column + right] = "" if right else _text(cell)
            column += width
    columns = max((column + 1 for _, column in cells), default=0)
    return [[cells.get((row, column), "") for column in range(columns)] for row in range(len(lines))]


def _span(cell: Tag, name: str) -> int:
    """How many rows or columns a cell spans; nonsense counts as one."""
    value = str(cell.get(name) or "")
    return min(int(value), MOST_SPAN) if value.isdecimal() and int(value) else 1


def _cells(row: Tag) -> list[Tag]:
    """The cells of a row."""
    return list(row.find_all(["td", "th"]))


def _text(tag: Tag) -> str:
    """The text of an element with single spaces."""
    return " ".join(tag.get_text(" ").split())
