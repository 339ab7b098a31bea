"""Puts the words of a PDF page into lines, cut where a gap goes on above or below: the gutter of two columns, a table.

"Elm   5,000   5,200" with such gaps is three lines of one row; a wide blank in a justified line is no gap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.read.pdf_words import Page, Word

RE_BULLET = re.compile(r"^(?:[•▪■●◦‣·►▶◆○➢➤✓\uf0b7\uf0a7\uf0d8–—-]|o|\(?\d{1,2}[.)])$")
RE_FIGURE = re.compile(r"^[–+(-]?[$€£¥]?\d|^[–-]$|^n/?a$")
RE_LEADER = re.compile(r"^[._·…]{3,}$")

INITIAL = 2.0
SAME_ROW = 0.3
LEAST_GAP = 0.8
LEAST_COMMON_GAP = 0.5
SURE_GAP = 4.0
LIKELY_GAP = 3.0
BULLET_GAP = 5.0
DASH_GAP = 2.0
FAR_ROW = 3.5
NEXT_ROW = 1.4
NEAR_ROWS = 10
LEAST_SUPPORT = 3
LEAST_STARTS = 5
WIDE_GAP = 1.1
SAME_EDGE = 0.35
INDENTED = 1.5
RAGGED = 4.0
WIDEST_BLANK = 2.5
SAME_WIDTH = 0.15
BOLD_SHARE = 0.8
FREQUENT = 0.25
RECENT_LINES = 8
USUAL_LEADING = (1.2, 2.6)

Gap = tuple[float, float]
NOWHERE = 1e6


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column or cell: its text, its place (`y` is its baseline from the page's top) and its type.

    `inner` is where the words behind the mark of a list begin, else `left`.
    """

    text: str
    page: int
    left: float
    inner: float
    right: float
    y: float
    size: float
    is_bold: bool
    words: int

    @property
    def top(self) -> float:
        """The upper edge of its letters."""
        return self.y - self.size

    @property
    def bottom(self) -> float:
        """The edge below which nothing of it stands."""
        return self.y + 0.3 * self.size


Row = list[Line]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one row from left to right, its free places (left of it, wide gaps, right of it), where figures
    begin and end, and where the words behind the mark of a list do."""

    words: list[Word]
    y: float
    size: float
    free: list[Gap]
    figures: frozenset[float]
    figure_ends: frozenset[float]
    inner: dict[float, float]


def rows_of(page: Page) -> list[Row]:
    """The rows of a page from the top, each with its lines from the left."""
    rows = [_measured(words) for words in _grouped(_with_initials(page.words))]
    starts = Counter(round(right) for row in rows for _, right in row.free[:-1])
    columns = frozenset(start for start, count in starts.items() if count >= LEAST_STARTS)
    return [row for number in range(len(rows)) if (row := _cut(rows, number, page.number, columns))]


def leading_of(rows: Iterable[Sequence[Line]]) -> float:
    """The usual distance of two baselines in parts of the type size: about 1.2, 2 for a text with double spacing.

    It is the smallest one that is frequent, since between paragraphs of a line or two there are many larger ones.
    """
    steps: Counter[float] = Counter()
    for above, below in _pairs(rows):
        step = (below.y - above.y) / max(above.size, below.size)
        if step < USUAL_LEADING[1]:
            steps[round(20 * step) / 20] += 1
    least = FREQUENT * max(steps.values(), default=0)
    return max(USUAL_LEADING[0], min((step for step, count in steps.items() if count >= least), default=0.0))


def _pairs(rows: Iterable[Sequence[Line]]) -> Iterator[tuple[Line, Line]]:
    """Each line of several words with the line above it that is in its column and of its size."""
    recent: list[Line] = []
    for line in (line for row in rows for line in row):
        above = next((other for other in reversed(recent) if _is_below(line, other)), None)
        if above and line.words > 2:
            yield above, line
        recent = [*recent[1 - RECENT_LINES :], line]


def _is_below(line: Line, above: Line) -> bool:
    """Whether a line stands below another of the same size that begins at the same place but for an indentation."""
    return (
        line.page == above.page
        and line.y > above.y
        and abs(line.size - above.size) < 0.5
        and abs(line.left - above.left) <= INDENTED * line.size
    )


def _with_initials(words: Sequence[Word]) -> list[Word]:
    """The words with large initials put before their word: "E" over three lines and "lm" beside it are "Elm"."""
    result = list(words)
    usual = median(word.size for word in words) if words else 0.0
    for large in words:
        if len(large.text) > 1 or not large.text.isupper() or large.size < INITIAL * usual:
            continue
        beside = [
            word
            for word in words
            if word.size * INITIAL <= large.size
            and large.y - large.size <= word.y <= large.y - word.size
            and 0 <= word.left - large.right + LEAST_GAP * word.size <= 2 * LEAST_GAP * word.size
        ]
        first = min(beside, key=lambda word: word.y, default=None)
        if first in result:
            gap = " " if large.text in "AI" and not _is_word(large.text + first.text, words) else ""
            result.remove(large)
            result[result.index(first)] = replace(first, text=f"{large.text}{gap}{first.text}")
    return result


def _is_word(text: str, words: Sequence[Word]) -> bool:
    """Whether a word stands elsewhere on the page, whatever its capitals."""
    return any(word.text.casefold() == text.casefold() for word in words)


def _grouped(words: Iterable[Word]) -> list[list[Word]]:
    """The words by baseline, each group from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.y, word.left)):
        first = rows[-1][0] if rows else None
        if first and word.y - first.y <= SAME_ROW * min(word.size, first.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda word: word.left)
    return rows


def _measured(words: list[Word]) -> _Words:
    """A row with its free places."""
    size = max(word.size for word in words)
    gaps: list[tuple[Word, Word, float]] = []
    right = words[0].right
    for before, word in zip(words, words[1:], strict=False):
        gaps.append((before, word, word.left - right))
        right = max(right, word.right)
    free = [(-NOWHERE, words[0].left)]
    width_before = NOWHERE
    for number, (before, word, width) in enumerate(gaps):
        em = max(before.size, word.size)
        if width < LEAST_GAP * em or _is_mark(before.text, width, width_before, em) or _is_blank(gaps, number):
            width_before = 0.0
        else:
            free.append((word.left - width, word.left))
            width_before = width
    figures = [word for word in words if RE_FIGURE.match(word.text)]
    inner = {a.left: b.left for a, b in zip(words, words[1:], strict=False) if RE_BULLET.match(a.text)}
    return _Words(
        words=words,
        y=words[0].y,
        size=size,
        free=[*free, (right, NOWHERE)],
        figures=frozenset(word.left for word in figures),
        figure_ends=frozenset(word.right for word in figures),
        inner=inner,
    )


def _is_blank(gaps: Sequence[tuple[Word, Word, float]], number: int) -> bool:
    """Whether a gap is a wide blank of a justified line: the gap before or behind it has the same width."""
    before, word, width = gaps[number]
    if RE_FIGURE.match(before.text) or RE_FIGURE.match(word.text) or width > WIDEST_BLANK * word.size:
        return False
    beside = [gap[2] for gap in (*gaps[max(0, number - 1) : number], *gaps[number + 1 : number + 2])]
    return any(abs(width - other) <= SAME_WIDTH for other in beside)


def _is_mark(text: str, width: float, width_before: float, em: float) -> bool:
    """Whether a gap only parts the mark of a list from its words: one at the head of a column, and no wider than that.

    A dash may also end a line or fill a cell: then the gap behind it is wider than the one before.
    """
    if not width_before or not RE_BULLET.match(text):
        return False
    return width < min(DASH_GAP * em, width_before) if text in "o–—-" else width < BULLET_GAP * em


def _cut(rows: Sequence[_Words], number: int, page: int, columns: frozenset[int]) -> Row:
    """The lines of a row: its words between the gaps that are more than wide blanks."""
    row = rows[number]
    gaps = [gap for gap in row.free[1:-1] if _is_cut(rows, number, gap, columns)]
    lines: Row = []
    words: list[Word] = []
    for word in row.words:
        while gaps and word.left >= gaps[0][1]:
            gaps.pop(0)
            lines += _line(words, page)
            words = []
        words.append(word)
    return lines + _line(words, page)


def _is_cut(rows: Sequence[_Words], number: int, gap: Gap, columns: frozenset[int]) -> bool:
    """Whether a gap parts columns or cells: very wide, or there are gaps above and below it.

    `columns` are where many lines of the page begin.
    """
    size = rows[number].size
    width = (gap[1] - gap[0]) / size
    row = rows[number]
    is_figure = gap[1] in row.figures or (gap[0] in row.figure_ends and width >= WIDE_GAP)
    if width >= SURE_GAP or (is_figure and _has_figure_cells(row)):
        return True
    if gap[1] not in row.figures and any(
        _is_across(rows[other], row, gap) for other in (number - 1, number + 1) if 0 <= other < len(rows)
    ):
        return False
    if width >= LIKELY_GAP:
        return True
    supports = [support for step in (1, -1) for support in _supports(rows, number, gap, step)]
    supports += [(False, True, False)] * (round(gap[1]) in columns)
    has_left, has_right = (any(support[side] for support in supports) for side in (0, 1))
    has_right = has_right or (width >= WIDE_GAP and sum(is_flush for *_, is_flush in supports) >= LEAST_SUPPORT)
    return has_left and has_right and len(supports) >= LEAST_SUPPORT - (width >= WIDE_GAP)


def _has_figure_cells(row: _Words) -> bool:
    """Whether a row has two figures with a gap between them, as only tables have."""
    return any(gap[0] in row.figure_ends and gap[1] in row.figures for gap in row.free[1:-1])


def _is_across(row: _Words, own: _Words, gap: Gap) -> bool:
    """Whether the row right above or below runs across the gap, as in a justified paragraph with wide blanks."""
    if abs(row.y - own.y) > NEXT_ROW * own.size or abs(row.size - own.size) > 1:
        return False
    return not any(min(right, gap[1]) - max(left, gap[0]) > 0 for left, right in row.free)


def _supports(rows: Sequence[_Words], number: int, gap: Gap, step: int) -> Iterator[tuple[bool, bool, bool]]:
    """For each row next to a row that leaves the same gap, in one direction: whether it has words to its left and to
    its right, and whether it ends exactly there."""
    left, right = gap
    size = rows[number].size
    last = rows[number]
    for row in rows[number + step :: step][:NEAR_ROWS] if step > 0 else rows[:number][::-1][:NEAR_ROWS]:
        own = max(row.free, key=lambda free: min(right, free[1]) - max(left, free[0]))
        left, right = max(left, own[0]), min(right, own[1])
        if abs(row.y - last.y) > FAR_ROW * size or right - left < LEAST_COMMON_GAP * size:
            return
        if _agrees(row, own, rows[number], gap):
            has_right = own[1] <= gap[1] + INDENTED * size
            yield own[0] != -NOWHERE, has_right, not has_right and abs(own[0] - gap[0]) <= SAME_EDGE * size
        last = row


def _agrees(row: _Words, own: Gap, other: _Words, gap: Gap) -> bool:
    """Whether what stands beside a free place of a row is in the columns beside a gap of another row.

    The right column begins at the same place or with figures; or there is none, and the left one ends near the gap.
    """
    size = other.size
    if own[1] > gap[1] + INDENTED * size and own[1] not in row.figures:
        return 0 <= gap[0] - own[0] + LEAST_COMMON_GAP * size <= RAGGED * size
    starts = {own[1], row.inner.get(own[1], own[1])}
    others = {gap[1], other.inner.get(gap[1], gap[1])}
    nearest = min(abs(one - two) for one in starts for two in others)
    is_indented = abs(own[0] - gap[0]) <= SAME_EDGE * size and nearest <= INDENTED * size
    has_figure = own[1] in row.figures and gap[1] - gap[0] >= WIDE_GAP * size
    return has_figure or nearest <= SAME_EDGE * size or is_indented


def _line(words: Sequence[Word], page: int) -> Row:
    """The line of some words, without dot leaders; none where nothing is left."""
    words = [word for word in words if not RE_LEADER.match(word.text)]
    if not words:
        return []
    sizes: Counter[float] = Counter()
    bold = total = 0
    for word in words:
        sizes[word.size] += len(word.text)
        total += len(word.text)
        bold += len(word.text) * word.is_bold
    return [
        Line(
            text=" ".join(word.text for word in words),
            page=page,
            left=words[0].left,
            inner=words[1].left if len(words) > 1 and RE_BULLET.match(words[0].text) else words[0].left,
            right=max(word.right for word in words),
            y=words[0].y,
            size=sizes.most_common(1)[0][0],
            is_bold=bold >= BOLD_SHARE * total,
            words=len(words),
        )
    ]
