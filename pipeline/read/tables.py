"""Finds table rows in plain lines: "Firm | Analyst | 2027 close" is a header of three cells.

Rows are lines cut by bars or tabs, or three and more lines in columns of spaces with numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.read.navigation import has_index_number

Span = tuple[int, int]

RE_BAR = re.compile(r"[|│┃¦\t]")
RE_RULE = re.compile(r"^[\s|│┃+:=_-]*$")
RE_GAP = re.compile(r"\s{2,}")
RE_NUMBER = re.compile(r"\d")
RE_YEAR_LIKE = re.compile(
    r"""\b(?:FY\s?)?(?:19|20)\d\d[EF]?\b | \bFY\s?\d\d[EF]?\b | \b[1-4]?[QH][1-4]?\b | ['’]\d\d\b
      | \b\d{1,2}\s?-?(?:month|week|year|yr|m|w|y|d)s?\b""",
    re.IGNORECASE | re.VERBOSE,
)

LEAST_ALIGNED_ROWS = 3
LONGEST_ALIGNED_CELL = 6
LONGEST_CELL_WITH_NUMBER = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: which of the lines it is, its cells as (start, end) in the text, its table's number."""

    line: int
    cells: tuple[Span, ...]
    table: int
    is_header: bool


def find_rows(text: str, lines: Sequence[Span]) -> dict[int, Row]:
    """The table rows among the lines (spans in `text`), by line number; tables are numbered from 0.

    A row without numbers and with another number of cells than the row before begins a new table; so does a gap.
    """
    rows: dict[int, Row] = {}
    table = 0
    for run in _runs(text, lines):
        for part in _split_at_headers(text, run):
            rows |= {
                number: Row(number, cells, table, is_header) for number, cells, is_header in _with_header(text, part)
            }
            table += 1
    return rows


def is_header_text(cells: Sequence[str]) -> bool:
    """Whether cells name columns: no numbers besides years and periods, e.g. "2025 close", "12-month target"."""
    return not any(RE_NUMBER.search(RE_YEAR_LIKE.sub("", cell)) for cell in cells)


def _runs(text: str, lines: Sequence[Span]) -> Iterator[list[tuple[int, tuple[Span, ...]]]]:
    """Runs of rows that stand together: by bars and tabs first, else in columns of spaces."""
    run: list[tuple[int, tuple[Span, ...]]] = []
    aligned: list[tuple[int, tuple[Span, ...]]] = []
    for number, (start, end) in enumerate(lines):
        far = number > 0 and text.count("\n", lines[number - 1][1], start) > 2
        cells = _cells(text, start, end, RE_BAR)
        columns = () if cells else _aligned_cells(text, start, end)
        if run and (not cells or far):
            yield from _checked_run(text, run)
            run = []
        if aligned and (far or len(columns) != len(aligned[0][1])):
            yield from _checked_columns(text, aligned)
            aligned = []
        if cells:
            run.append((number, cells))
        elif columns:
            aligned.append((number, columns))
    yield from _checked_run(text, run)
    yield from _checked_columns(text, aligned)


def _cells(text: str, start: int, end: int, separator: re.Pattern[str]) -> tuple[Span, ...]:
    """The trimmed cells of one line, outer bars left off, empty ones in place; () for fewer than two."""
    while end > start and text[start] in "|│┃" and text[end - 1] in "|│┃":
        start, end = start + 1, end - 1
        break
    cuts = [match.span() for match in separator.finditer(text, start, end)]
    if not cuts:
        return ()
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    return tuple(_trim(text, left, right) for left, right in zip(edges[::2], edges[1::2], strict=True))


def _aligned_cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The cells of "Elm Bank     5,600    5,900", () where a cell is as long as prose."""
    cells = _cells(text, start, end, RE_GAP)
    return cells if all(len(text[a:b].split()) <= LONGEST_ALIGNED_CELL for a, b in cells) else ()


def _trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends; an empty cell is an empty span."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _checked_run(text: str, run: list[tuple[int, tuple[Span, ...]]]) -> Iterator[list[tuple[int, tuple[Span, ...]]]]:
    """The run, unless it is a single line in which no short cell has a number ("Oil slips | Gold gains")."""
    rows = [row for row in run if not _is_rule(text, row[1])]
    if len(rows) > 1 or any(_has_value(text, cells) for _, cells in rows):
        yield run


def _checked_columns(
    text: str, run: list[tuple[int, tuple[Span, ...]]]
) -> Iterator[list[tuple[int, tuple[Span, ...]]]]:
    """The run, where it has enough rows and most of them have a number in a cell of its own."""
    if len(run) >= LEAST_ALIGNED_ROWS and 2 * sum(_has_value(text, cells) for _, cells in run) > len(run):
        yield run


def _has_value(text: str, cells: Sequence[Span]) -> bool:
    """Whether one of the cells is short and holds an index value or a percentage."""
    return any(has_index_number(text[a:b]) and len(text[a:b].split()) <= LONGEST_CELL_WITH_NUMBER for a, b in cells)


def _is_rule(text: str, cells: Sequence[Span]) -> bool:
    """Whether a row is the "--- | ---" below a header."""
    return all(RE_RULE.match(text[a:b]) for a, b in cells)


def _split_at_headers(
    text: str, run: list[tuple[int, tuple[Span, ...]]]
) -> Iterator[list[tuple[int, tuple[Span, ...]]]]:
    """Parts of a run: a row of names with another number of cells than the row before is the next table's header."""
    part: list[tuple[int, tuple[Span, ...]]] = []
    for row in run:
        differs = bool(part) and len(row[1]) != len(part[-1][1])
        if differs and len(part) > 1 and not _is_rule(text, row[1]) and is_header_text([text[a:b] for a, b in row[1]]):
            yield part
            part = []
        part.append(row)
    yield part


def _with_header(text: str, part: Sequence[tuple[int, tuple[Span, ...]]]) -> list[tuple[int, tuple[Span, ...], bool]]:
    """The rows of one table with the mark of the header: the first row, if it has no numbers and others follow."""
    rows = [row for row in part if not _is_rule(text, row[1])]
    return [
        (number, cells, position == 0 and len(rows) > 1 and is_header_text([text[a:b] for a, b in cells]))
        for position, (number, cells) in enumerate(rows)
    ]
