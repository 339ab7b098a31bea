"""Brings a PDF page into reading order: a headline over two columns, the left column, the right one, a bar at the side.

Lines that stand close below each other are a region; regions are ordered by where they stand, not by the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.read.pdf_lines import Line, Row
from pipeline.read.pdf_tables import Table

SAME_SIZE = 0.93
LOOSE = 1.3
LEAST_SHARED = 0.5
MOST_REGIONS = 80


@dataclass(slots=True)
class Region:
    """Lines of a column that stand together, from the top."""

    lines: list[Line]

    @property
    def page(self) -> int:
        """The page on which it stands."""
        return self.lines[0].page

    @property
    def left(self) -> float:
        """The left edge of its widest line."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """The right edge of its widest line."""
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        """The upper edge of its first line."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """The lower edge of its last line."""
        return self.lines[-1].bottom

    @property
    def size(self) -> float:
        """The type size of its first line."""
        return self.lines[0].size


Part = Region | Table


@dataclass(frozen=True, slots=True)
class _Box:
    """The place of a part of the page."""

    left: float
    right: float
    top: float
    bottom: float

    def is_beside(self, other: _Box) -> bool:
        """Whether the two share no column."""
        return self.right <= other.left or other.right <= self.left


def regions_of(rows: Iterable[Row], leading: float) -> list[Region]:
    """The regions of a page; `leading` is the usual distance of lines in parts of the type size."""
    regions: list[Region] = []
    current: list[Region] = []
    for row in rows:
        above = {id(line): [region for region in current if _joins(region, line, leading)] for line in row}
        fresh = []
        for line in row:
            found = above[id(line)]
            shared = [one for one in found if sum(any(one is r for r in above[id(other)]) for other in row) == 1]
            if len(found) == 1 and shared:
                found[0].lines.append(line)
            else:
                fresh.append(Region([line]))
        regions += fresh
        y = row[0].y if row else 0.0
        current = [r for r in (*current, *fresh) if y - r.lines[-1].y <= LOOSE * leading * r.lines[-1].size]
    return regions


def _joins(region: Region, line: Line, leading: float) -> bool:
    """Whether a line goes on right below a region, in its column and its type size."""
    last = region.lines[-1]
    size = max(last.size, line.size)
    if min(last.size, line.size) < SAME_SIZE * size or not 0 < line.y - last.y <= LOOSE * leading * size:
        return False
    shared = min(last.right, line.right) - max(last.left, line.left)
    return shared >= LEAST_SHARED * min(last.right - last.left, line.right - line.left)


def in_reading_order(parts: Sequence[Part]) -> list[Part]:
    """The parts of a page as they are read.

    One comes before another that stands below it in the same column, and before all to its right unless something
    between the two spans both. Of what is left open the higher one comes first.
    """
    parts = sorted(parts, key=lambda part: (part.top, part.left))
    if len(parts) > MOST_REGIONS:
        return list(parts)
    boxes = [_Box(part.left, part.right, part.top, part.bottom) for part in parts]
    before = {
        number: {other for other in range(len(boxes)) if other != number and _precedes(boxes, other, number)}
        for number in range(len(boxes))
    }
    order: list[int] = []
    while before:
        free = [number for number, earlier in before.items() if not earlier]
        number = min(free or before, key=lambda n: (len(before[n]), boxes[n].top, boxes[n].left))
        order.append(number)
        del before[number]
        for earlier in before.values():
            earlier.discard(number)
    return [parts[number] for number in order]


def _precedes(boxes: Sequence[_Box], first: int, second: int) -> bool:
    """Whether a box is read before another one."""
    one, two = boxes[first], boxes[second]
    if not one.is_beside(two):
        return (one.top, first) < (two.top, second)
    if one.right > two.left:
        return False
    top, bottom = min(one.bottom, two.bottom), max(one.top, two.top)
    return not any(
        top <= box.top and box.bottom <= bottom and not box.is_beside(one) and not box.is_beside(two) for box in boxes
    )
