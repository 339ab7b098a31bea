"""Turns a <table> into rows of cells: spans are filled, captions become headings, layout tables are left alone.

"<tr><td rowspan=2>Elm Bank</td><td>5,000</td></tr>" gives the firm's name to both rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.read.html_tree import spaced_text
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


def grid_of(table: HtmlElement) -> Grid | None:
    """The grid of a data table; None for a table that only lays out a page, or has a single column or row."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows = [row for row in _filled(table) if any(row)]
    used = [number for number, column in enumerate(zip(*rows, strict=True)) if any(column)]
    grid = [tuple(row[number] for number in used) for row in rows]
    if len(used) < 2 or len(grid) < 2 or any(len(cell.split()) > LONGEST_CELL for row in grid for cell in row):
        return None
    caption = next(table.iterdescendants("caption"), None)
    first = next(tag for tag in table.iterdescendants("tr") if any(map(spaced_text, _cells(tag))))
    has_header = is_header_text(grid[0]) or all(cell.tag == "th" for cell in _cells(first))
    return Grid(spaced_text(caption) if caption is not None else "", tuple(grid), has_header)


def _filled(table: HtmlElement) -> list[list[str]]:
    """The cells of each row; a text that spans rows stands in each of them, one that spans columns in the first."""
    cells: dict[tuple[int, int], str] = {}
    lines = list(table.iterdescendants("tr"))
    for row, tag in enumerate(lines):
        column = 0
        for cell in _cells(tag):
            while (row, column) in cells:
                column += 1
            height, width = _span(cell, "rowspan"), _span(cell, "colspan")
            for below in range(height):
                for right in range(width):
                    cells[row + below, column + right] = "" if right else spaced_text(cell)
            column += width
    columns = max((column + 1 for _, column in cells), default=0)
    return [[cells.get((row, column), "") for column in range(columns)] for row in range(len(lines))]


def _span(cell: HtmlElement, name: str) -> int:
    """How many rows or columns a cell spans; nonsense counts as one."""
    value = str(cell.get(name) or "")
    return min(int(value), MOST_SPAN) if value.isdecimal() and int(value) else 1


def _cells(row: HtmlElement) -> list[HtmlElement]:
    """The cells of a row."""
    return list(row.iterdescendants("td", "th"))
