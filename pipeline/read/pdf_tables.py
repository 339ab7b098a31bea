"""Finds tables among the rows of a PDF page: cells that stand below each other in at least two columns of figures.

"Elm Bank   Oak 100   5,200" below "Firm   Index   Target" becomes rows of three cells; text in columns stays text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.read.pdf_lines import Line, Row
from pipeline.read.tables import is_header_text

RE_FIGURE = re.compile(r"^\W*(?:[$€£¥]|US\$|USD|EUR|GBP)?\s?\d[\d.,'’ %x–/+-]*(?:[%x]|bps?|pts?|bn|m|[EF])?\W*$")

LONGEST_CELL = 6
LONGEST_LABEL = 9
FAR_ROW = 3.5
EDGE = 2.5
NEAR_HEADER = 2.6
LEAST_FIGURES = 0.5
MOST_RUNNING = 0.3
MOST_LABELS = 2
LEAST_TEXT = 3
TEXT_STEP = 1.6
TEXT_WORDS = 2.5
WRAPPED = 0.8


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page: its cells row by row, whether the first row names the columns, and its place."""

    page: int
    cells: tuple[tuple[str, ...], ...]
    has_header: bool
    left: float
    right: float
    top: float
    bottom: float
    size: float

    def continues(self, before: object) -> bool:
        """Whether it is the rest of a table in the column or on the page before: as many cells, and no head."""
        return (
            isinstance(before, Table)
            and not self.has_header
            and len(before.cells[0]) == len(self.cells[0])
            and (before.page != self.page or before.right < self.left)
        )


@dataclass(slots=True)
class _Grid:
    """The lines of a table by row and the columns [left, right] that they make."""

    rows: list[Row]
    columns: list[tuple[float, float]]

    def column(self, line: Line) -> int:
        """The column that a line shares most with, or the nearest one."""
        return max(
            range(len(self.columns)),
            key=lambda n: min(line.right, self.columns[n][1]) - max(line.left, self.columns[n][0]),
        )


def find_tables(rows: Sequence[Row]) -> tuple[list[Table], set[int]]:
    """The tables of a page from the top, and the ids of the lines that are in them."""
    tables: list[Table] = []
    used: set[int] = set()
    text = _running_text(rows)
    gutters = _gutters([line for row in rows for line in row if id(line) in text])
    rows = [[line for line in row if id(line) not in text] for row in rows]
    for group in (part for whole in _groups(rows) for part in _split(whole, gutters)):
        grid = _grid(rows, group, used)
        if grid is None:
            continue
        used.update(id(line) for row in grid.rows for line in row)
        tables.append(_table(grid))
    return sorted(tables, key=lambda table: table.top), used


def is_figure(text: str) -> bool:
    """Whether a cell holds one figure: "5,200", "+4.5%", "2026E", "$61", but not "Oak 100"."""
    return bool(RE_FIGURE.match(text))


def _running_text(rows: Sequence[Row]) -> set[int]:
    """The ids of lines that are text in a narrow column: three and more below each other that go on in lower case."""
    runs: dict[tuple[int, int], list[list[Line]]] = defaultdict(list)
    for row in rows:
        for line in row:
            columns = runs[round(line.left), round(2 * line.size)]
            if columns and line.y - columns[-1][-1].y <= TEXT_STEP * line.size:
                columns[-1].append(line)
            else:
                columns.append([line])
    return {
        id(line)
        for columns in runs.values()
        for run in columns
        if len(run) >= LEAST_TEXT
        and sum(line.text[0].islower() for line in run[1:]) >= MOST_RUNNING * (len(run) - 1)
        and sum(line.words for line in run) >= TEXT_WORDS * len(run)
        for line in run
    }


def _gutters(text: Sequence[Line]) -> list[float]:
    """The middles of the gutters between the columns of text."""
    columns = _merged([(line.left, line.right) for line in text])
    return [(left[1] + right[0]) / 2 for left, right in zip(columns, columns[1:], strict=False)]


def _split(group: list[Row], gutters: Sequence[float]) -> list[list[Row]]:
    """The rows left and right of a gutter, where they are two tables in two columns or a table beside text."""
    for gutter in gutters:
        if any(line.left < gutter < line.right for row in group for line in row):
            continue
        left = [part for row in group if (part := [line for line in row if line.right < gutter])]
        right = [part for row in group if (part := [line for line in row if line.left > gutter])]
        labels = sum(not is_figure(row[0].text) for row in right)
        if left and right and _has_figures(left) and 2 * labels > len(right):
            return [left, *_split(right, gutters)]
        if left and right and not _has_figures(left) and all(len(row) == 1 for row in left):
            return _split(right, gutters)
    return [group]


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows of short lines of which at least two stand below two of the row before."""
    parents: dict[int, int] = {}
    lines = {id(line): line for row in rows for line in row}

    def root(key: int) -> int:
        while parents[key] != key:
            key = parents[key]
        return key

    for number, row in enumerate(rows):
        for below in rows[number + 1 : number + 3]:
            pairs = _aligned(row, below)
            keys = [id(line) for pair in pairs for line in pair] if len(pairs) > 1 else []
            for key in keys:
                parents.setdefault(key, key)
                parents[root(key)] = root(keys[0])
    for row in rows:
        if _is_row(row):
            for line in row:
                parents.setdefault(id(line), id(line))
                parents[root(id(line))] = root(id(row[0]))
    groups: dict[int, dict[int, Row]] = defaultdict(dict)
    places = {id(line): number for number, row in enumerate(rows) for line in row}
    for key in sorted(parents, key=lambda key: (places[key], lines[key].left)):
        groups[root(key)].setdefault(places[key], []).append(lines[key])
    for group in groups.values():
        yield list(group.values())


def _is_row(row: Row) -> bool:
    """Whether a row is one of a table by itself: a label and at least two figures, as on top of a page."""
    return (
        len(row) > MOST_LABELS
        and _is_cell(row[0])
        and [is_figure(line.text) for line in row]
        == [
            False,
            *[True] * (len(row) - 1),
        ]
    )


def _aligned(row: Row, below: Row) -> list[tuple[Line, Line]]:
    """The pairs of cells that stand below each other by their left or right edge or by their middle."""
    return [
        (one, two)
        for one in row
        for two in below
        if _is_cell(one)
        and _is_cell(two)
        and two.y - one.y <= FAR_ROW * max(one.size, two.size)
        and min(
            abs(one.left - two.left), abs(one.right - two.right), abs(one.left + one.right - two.left - two.right) / 2
        )
        <= EDGE
    ]


def _is_cell(line: Line) -> bool:
    """Whether a line is short enough for a cell."""
    return line.words <= LONGEST_CELL or is_figure(line.text)


def _grid(rows: Sequence[Row], group: list[Row], used: set[int]) -> _Grid | None:
    """The table of a group of rows with the lines that belong to it, None where it is no table."""
    group = [[line for line in row if id(line) not in used] for row in group]
    group = [row for row in group if row]
    if not group or (len(group) == 1 and not _is_row(group[0])) or not _has_figures(group) or _is_running_text(group):
        return None
    grid = _Grid(group, _columns(group))
    if len(grid.columns) < 2:
        return None
    known = {id(line) for row in group for line in row} | used
    _absorb(grid, [[line for line in row if id(line) not in known] for row in rows])
    return grid


def _has_figures(rows: Sequence[Row]) -> bool:
    """Whether at least half of the rows hold a figure of their own."""
    return sum(any(is_figure(line.text) for line in row) for row in rows) >= LEAST_FIGURES * len(rows)


def _is_running_text(rows: Sequence[Row]) -> bool:
    """Whether the lines go on from row to row, as text in narrow columns does."""
    words = [line for row in rows for line in row if not is_figure(line.text)]
    return sum(line.text[0].islower() for line in words) > MOST_RUNNING * max(1, len(words))


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns of the rows that have the most cells, widened by the cells of other rows that touch only one."""
    most = max(map(len, rows))
    full = [line for row in rows if len(row) == most for line in row]
    columns = _merged([(line.left, line.right) for line in full])
    for row in rows:
        for line in row:
            touched = [n for n, (left, right) in enumerate(columns) if line.left < right and line.right > left]
            if not touched:
                columns = _merged([*columns, (line.left, line.right)])
            elif len(touched) == 1:
                left, right = columns[touched[0]]
                columns[touched[0]] = (min(left, line.left), max(right, line.right))
    return _merged(columns)


def _merged(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The spans from the left, those that overlap as one."""
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _absorb(grid: _Grid, others: Sequence[Row]) -> None:
    """Adds lines between and right above the rows that stand in the table's columns: heads, wrapped cells, labels."""
    left, right = grid.columns[0][0] - EDGE, grid.columns[-1][1] + EDGE
    for row in reversed(others):
        inside = [line for line in row if line.left >= left and line.right <= right]
        if not inside or len(inside) < len(row) or any(line.words > LONGEST_LABEL for line in inside):
            continue
        top, bottom = grid.rows[0][0], grid.rows[-1][0]
        y, size = inside[0].y, max(inside[0].size, top.size)
        is_between = top.y < y < bottom.y
        is_head = top.y - NEAR_HEADER * size < y <= top.y and len(inside) > 1
        same = next((own for own in grid.rows if abs(own[0].y - y) < 0.3 * size), None)
        if same is not None:
            same.extend(inside)
            same.sort(key=lambda line: line.left)
        elif is_between or (is_head and is_header_text([line.text for line in inside])):
            grid.rows.append(inside)
            grid.rows.sort(key=lambda row: row[0].y)


def _table(grid: _Grid) -> Table:
    """The table of a grid: one text for each cell, wrapped ones in one, heads of several lines in one."""
    cells = [_cells(grid, row) for row in grid.rows]
    cells = _unwrapped(cells, [row[0].y for row in grid.rows])
    while len(cells) > 2 and not cells[0][0] and is_header_text(cells[0]) and is_header_text(cells[1]):
        cells[:2] = [_joined(cells[0], cells[1])]
    lines = [line for row in grid.rows for line in row]
    return Table(
        page=lines[0].page,
        cells=tuple(cells),
        has_header=len(cells) > 1 and is_header_text(cells[0]),
        left=min(line.left for line in lines),
        right=max(line.right for line in lines),
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
        size=median(line.size for line in lines),
    )


def _cells(grid: _Grid, row: Row) -> tuple[str, ...]:
    """The texts of a row by column."""
    cells = [""] * len(grid.columns)
    for line in row:
        column = grid.column(line)
        cells[column] = f"{cells[column]} {line.text}".strip()
    return tuple(cells)


def _unwrapped(rows: Sequence[tuple[str, ...]], places: Sequence[float]) -> list[tuple[str, ...]]:
    """The rows without those that only carry on a cell of the row above or, in the head, of the row below."""
    steps = [b - a for a, b in zip(places, places[1:], strict=False)]
    full = [step for step, row in zip(steps, rows[1:], strict=True) if all(row)] or steps
    near = WRAPPED * median(full or [0.0])
    result: list[tuple[str, ...]] = []
    pending: tuple[str, ...] | None = None
    for number, row in enumerate(rows):
        is_part = not all(row) and not any(map(is_figure, row))
        if is_part and result and pending is None and steps[number - 1] < near:
            result[-1] = _joined(result[-1], row)
        elif is_part and number + 1 < len(rows) and steps[number] < near:
            pending = _joined(pending, row) if pending else row
        else:
            result.append(_joined(pending, row) if pending else row)
            pending = None
    return [*result, pending] if pending else result


def _joined(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """Two rows as one, cell by cell."""
    return tuple(f"{one} {two}".strip() for one, two in zip(above, below, strict=True))
