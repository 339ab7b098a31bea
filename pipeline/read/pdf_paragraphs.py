"""Makes paragraphs, headings and list items of the lines of a PDF, in reading order, over columns and pages.

"the index fell, and ex-" at the foot of a column and "pectations rose." at the head of the next are one paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.read.pdf_layout import Part, Region
from pipeline.read.pdf_lines import RE_BULLET, Line
from pipeline.read.pdf_tables import Table, is_figure
from pipeline.read.text import RE_SENTENCE_END, is_heading
from pipeline.types import BlockKind

RE_END = re.compile(r"[.!?:…][”\"’'»)\]]*$")
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
RE_TICK = re.compile(
    rf"^\W*(?:(?:{MONTHS})\w*[-/ .'’]*\d{{2,4}}|[1-4]?[QH][1-4]?[ -/'’]?\d{{0,4}}[EF]?|\d+[YMW])\W*$",
    re.IGNORECASE,
)
RE_FOOTNOTE = re.compile(r"^(?:\d{1,2}|[*†‡§]{1,3})[.)]?\s?\S*[A-Z]")
RE_ADDRESS = re.compile(r"^\S+@\S|^(?:www\.|https?:)")
RE_SOURCE = re.compile(r"^(?:sources?|notes?)\s?:", re.IGNORECASE)

SAME_SIZE = 0.93
BIG_STEP = 1.2
INDENT = 0.6
HANGING = 1.5
LOOSELY_HANGING = 0.35
FITS = 0.5
SHORT_LINE = 0.25
FULL_LINE = 0.12
RAGGED_LINE = 0.25
FLUSH = 1.0
LARGE = 1.12
SMALL = 0.95
FOOT = 0.7
SHORT_WORDS = 6
HEADING_WORDS = 20
HEADING_LINES = 3
LEAST_FLUSH = 3
MOST_LINES = 200
AHEAD = 8


@dataclass(slots=True)
class Paragraph:
    """Lines of one block: what it is, and all its lines in reading order, also those of the next column or page."""

    kind: BlockKind
    lines: list[Line]
    region: Region = field(repr=False)

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page


Piece = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Style:
    """The usual type size of the text, the usual distance of its lines in parts of it, and the height of a page."""

    size: float
    leading: float
    height: float


def body_size(lines: Iterable[Line]) -> float:
    """The type size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(2 * line.size) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def pieces_of(parts: Sequence[Part], style: Style) -> list[Piece]:
    """The paragraphs and tables of the parts, which are in reading order; figures that label a chart are left out."""
    groups: list[list[Piece]] = []
    columns = _Columns([line for part in parts if isinstance(part, Region) for line in part.lines])
    for part in parts:
        if isinstance(part, Table):
            groups.append([part])
        elif not _is_note(part, style):
            groups.append([Paragraph(_kind(lines, style), lines, part) for lines in _split(part, style, columns)])
    for number, group in enumerate(groups):
        _continue(group[-1] if group else None, groups[number + 1 :][:AHEAD], columns)
    return [piece for group in groups for piece in group]


def _is_note(region: Region, style: Style) -> bool:
    """Whether small type belongs to a chart or is a footnote: the labels of axes, "Source: Elm Bank", "2 In points"."""
    if region.size >= SMALL * style.size:
        return False
    first = region.lines[0].text
    is_foot = region.top > FOOT * style.height and bool(RE_FOOTNOTE.match(first))
    return is_foot or bool(RE_SOURCE.match(first)) or all(_is_label(line.text) for line in region.lines)


def _is_label(text: str) -> bool:
    """Whether a line is a figure or a period of time by itself, as beside the axes of a chart: "4,500", "Jan-25"."""
    return is_figure(text) or all(is_figure(word) or RE_TICK.match(word) for word in text.split())


def _split(region: Region, style: Style, columns: _Columns) -> Iterator[list[Line]]:
    """The lines of each paragraph of a region."""
    edge, flush = columns.right(region.lines[0])
    left, right = region.left, max(region.right, edge) if flush >= LEAST_FLUSH else region.right
    if _is_list_of_lines(region, style):
        yield from ([line] for line in region.lines)
        return
    lines: list[Line] = []
    for line in region.lines:
        if lines and _begins(lines, line, left, right, style):
            yield lines
            lines = []
        lines.append(line)
    yield lines


def _is_list_of_lines(region: Region, style: Style) -> bool:
    """Whether short lines in small type stand for themselves: "Oak 100: overweight" above "Fir 50: neutral"."""
    return region.size < SMALL * style.size and all(
        line.words <= SHORT_WORDS and not line.text[0].islower() and not RE_END.search(line.text)
        for line in region.lines
    )


def _begins(lines: Sequence[Line], line: Line, left: float, right: float, style: Style) -> bool:
    """Whether a line begins a new paragraph below the lines of another."""
    last = lines[-1]
    if len(lines) >= MOST_LINES:
        return True
    if (is_bullet(line) and not _is_in_text(lines, line)) or min(last.size, line.size) < SAME_SIZE * max(
        last.size, line.size
    ):
        return True
    if last.is_bold != line.is_bold and not line.text[0].islower():
        return True
    if line.y - last.y > BIG_STEP * style.leading * last.size:
        return True
    deeper = line.left - last.left
    if is_bullet(lines[0]):
        return _leaves_item(lines, line)
    is_centred = last.is_bold or last.size > LARGE * style.size
    is_indented = line.left - left > INDENT * line.size and not is_centred
    if is_indented and (deeper > INDENT * line.size or (abs(deeper) < HANGING and bool(RE_END.search(last.text)))):
        return True
    return _is_last(last, line, right, right - left, is_centred=is_centred)


def _leaves_item(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line does not hang below the words of a list item, and does not go on with a sentence of it."""
    if line.text[0].islower() and not RE_END.search(lines[-1].text):
        return False
    if len(lines) > 1:
        return abs(line.left - lines[1].left) > HANGING
    return abs(line.left - lines[0].inner) > LOOSELY_HANGING * line.size


def _is_last(last: Line, line: Line, right: float, width: float, *, is_centred: bool) -> bool:
    """Whether a paragraph ends with a line because the next word had room in it."""
    word = line.text.split()[0]
    room = right - last.right - (len(word) + 1) / len(line.text) * (line.right - line.left)
    if RE_END.search(last.text):
        return room > FITS * last.size
    return room > SHORT_LINE * width and not line.text[0].islower() and not is_centred


def is_bullet(line: Line) -> bool:
    """Whether a line begins with the mark of a list: "• Elm Bank raises its target", "2) Kest Bank waits"."""
    first, _, rest = line.text.partition(" ")
    return bool(rest) and bool(RE_BULLET.match(first)) and (first not in "o–—-" or len(rest) > 2)


def _is_in_text(lines: Sequence[Line], line: Line) -> bool:
    """Whether a number or a dash only looks like the mark of a list: "the Euro Stoxx" above "50. It fell"."""
    if RE_END.search(lines[-1].text) or lines[-1].is_bold:
        return False
    return line.text[0].isdigit() or (line.text[0] in "–—-" and not is_bullet(lines[0]))


def _kind(lines: Sequence[Line], style: Style) -> BlockKind:
    """What a paragraph is by its type and its form."""
    text = " ".join(line.text for line in lines)
    stands_out = all(line.is_bold for line in lines) or lines[0].size >= LARGE * style.size
    if is_bullet(lines[0]) and not (stands_out and text[0].isdigit()):
        return BlockKind.LIST_ITEM
    if stands_out and len(lines) <= HEADING_LINES and len(text.split()) <= HEADING_WORDS:
        return BlockKind.PARAGRAPH if RE_SENTENCE_END.search(text) else BlockKind.HEADING
    is_line = len(lines) == 1 and is_heading(text) and not text.endswith(("?", "!"))
    return BlockKind.HEADING if is_line else BlockKind.PARAGRAPH


class _Columns:
    """The right edges of the columns, by which a full line is told from a last one."""

    def __init__(self, lines: Iterable[Line]) -> None:
        """Collects the lines by page."""
        self._lines: dict[int, list[Line]] = {}
        for line in lines:
            self._lines.setdefault(line.page, []).append(line)

    def right(self, line: Line) -> tuple[float, int]:
        """Where the column of a line ends, and how many lines end exactly there."""
        alike = [
            round(other.right)
            for other in self._lines[line.page]
            if abs(other.left - line.left) <= 2 * line.size and abs(other.size - line.size) < 1 and other.words > 2
        ]
        edges = Counter(alike)
        if not edges:
            return line.right, 0
        edge, count = max(edges.items(), key=lambda item: (item[1], item[0]))
        return (edge, count) if count >= LEAST_FLUSH else (max(alike), 1)


def _continue(piece: Piece | None, groups: Sequence[list[Piece]], columns: _Columns) -> None:
    """Moves the rest of a paragraph, which stands at the head of a later group, to the paragraph."""
    if not isinstance(piece, Paragraph) or piece.kind is BlockKind.HEADING and not _is_open_line(piece, columns):
        return
    for group in groups:
        first = group[0] if group else None
        if not isinstance(first, Paragraph) or not _is_alike(piece, first):
            continue
        if _goes_on(piece, first, columns):
            piece.lines.extend(first.lines)
            if piece.kind is BlockKind.HEADING:
                piece.kind = BlockKind.PARAGRAPH
            del group[0]
            if not group:
                _continue(piece, groups[groups.index(group) + 1 :], columns)
        elif first.kind is BlockKind.HEADING:
            continue
        return


def _is_open_line(piece: Paragraph, columns: _Columns) -> bool:
    """Whether a single line that looks like a heading fills its column, as the first line of a paragraph does."""
    last = piece.lines[-1]
    edge, flush = columns.right(last)
    return len(piece.lines) == 1 and not last.is_bold and flush >= LEAST_FLUSH and last.right >= edge - FLUSH


def _is_alike(piece: Paragraph, other: Paragraph) -> bool:
    """Whether two paragraphs are set in the same type."""
    one, two = piece.lines[-1], other.lines[0]
    return min(one.size, two.size) >= SAME_SIZE * max(one.size, two.size) and one.is_bold == two.is_bold


def _goes_on(piece: Paragraph, other: Paragraph, columns: _Columns) -> bool:
    """Whether a paragraph ends in the middle of a sentence, or with a full line at the foot of its column."""
    last, first = piece.lines[-1], other.lines[0]
    if len(piece.lines) >= MOST_LINES:
        return False
    if is_bullet(first) and not _is_in_text(piece.lines, first):
        return False
    edge, flush = columns.right(last)
    if not RE_END.search(last.text):
        if first.text[0].islower() or last.text.endswith("-"):
            return not RE_ADDRESS.match(first.text)
        width = edge - min(line.left for line in piece.lines)
        is_full = last.right >= edge - (FULL_LINE if flush >= LEAST_FLUSH else RAGGED_LINE) * width
        is_full = is_full and (flush >= LEAST_FLUSH or len(piece.lines) > 1)
        is_text = piece.kind is BlockKind.PARAGRAPH or abs(last.right - edge) <= FLUSH
        return is_full and is_text and other.kind is not BlockKind.HEADING
    if first.page == last.page and first.left < last.right:
        return False
    is_indented = len(other.region.lines) > 1 and first.left - other.region.left > INDENT * first.size
    return flush >= LEAST_FLUSH and abs(last.right - edge) <= FLUSH and not is_indented and len(piece.lines) > 1
