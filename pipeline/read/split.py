"""Cuts a document that glues several articles together: wraps one below the other, a mailing digest, an endless page.

Only where it is plain: headlines with a date line or a dateline below them ("NEW YORK, Nov 25 (Pressline) - ..."), or
headlines below ruled lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.read.bylines import parse_byline
from pipeline.read.dates import MONTHS, parse_date, published_in_line
from pipeline.read.draft import NO_DATE, Draft
from pipeline.read.text import is_heading
from pipeline.types import Block, BlockKind

RE_DATELINE = re.compile(
    r"""^[A-Z][A-Z.'’/ -]{2,40}(?:,\s[A-Z][A-Za-z.]+)?
        (?: ,?\s(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>\d{1,2})(?:,\s(?P<year>\d{4}))?\s?(?:\([^)]{2,40}\)\s?)?
          | \s?\([^)]{2,40}\)\s? )
        [-–—]{1,2}\s?(?=\S)""",
    re.VERBOSE,
)
RE_RULE = re.compile(r"^(?:[-=_*~#]{5,}|(?:[*•~]\s){2,}[*•~])$")
LEAST_WORDS = 60
LEAST_RULES = 2
HEADLINE_WORDS = 5
LEAST_TITLE = 3
HALF_A_YEAR = 183


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that is not empty: where it lies, and its kind, None for lines that are no content."""

    start: int
    end: int
    text: str
    kind: BlockKind | None


@dataclass(frozen=True, slots=True)
class Head:
    """Where an article begins: the line of its headline, and its own date, if it has one."""

    start: int
    title: str
    published: date | None


def parts_of(draft: Draft) -> list[Draft]:
    """The articles of a draft, in their order: itself, where it is one.

    Of several each has its own title and text; what stands before the first headline is in the text of the first.
    """
    lines = list(_lines(draft))
    heads = [head for number in range(len(lines)) if (head := _head(lines, number, draft.published_date))]
    parts = _with_prose(draft, heads)
    if len(parts) < 2:
        parts = _with_prose(draft, _ruled(lines))
    if len(parts) < 2:
        return [draft]
    starts = [0, *(head.start for head in parts[1:]), len(draft.text)]
    return [_part(draft, head, *bounds) for head, *bounds in zip(parts, starts, starts[1:], strict=False)]


def _lines(draft: Draft) -> Iterator[Line]:
    """The lines of the text, each with the kind of the block that it begins or belongs to."""
    blocks = iter(draft.blocks)
    block = next(blocks, None)
    start = 0
    for text in draft.text.split("\n"):
        end = start + len(text)
        while block is not None and block.end <= start:
            block = next(blocks, None)
        if text.strip():
            yield Line(start, end, text.strip(), block.kind if block is not None and block.start < end else None)
        start = end + 1


def _head(lines: Sequence[Line], number: int, published: date | None) -> Head | None:
    """The head of an article that begins with this line: a headline, perhaps a by-line, then a date or a dateline."""
    headline = lines[number]
    if not _is_headline(headline):
        return None
    for line in lines[number + 1 : number + 3]:
        if found := published_in_line(line.text):
            return Head(headline.start, headline.text, found)
        if dateline := RE_DATELINE.match(line.text):
            return Head(headline.start, headline.text, _day(dateline, published))
        if parse_byline(line.text) is None:
            return None
    return None


def _is_headline(line: Line) -> bool:
    """Whether a line can be the headline of an article: short, without a full stop, not itself a date or a by-line."""
    if line.kind not in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH) or not is_heading(line.text):
        return False
    is_other = published_in_line(line.text) or parse_byline(line.text) or RE_DATELINE.match(line.text)
    return len(line.text.split()) >= LEAST_TITLE and not is_other


def _day(dateline: re.Match[str], published: date | None) -> date | None:
    """The day of a dateline; without a year the one nearest to the day on which the page was published."""
    month, day, year = dateline["month"], dateline["day"], dateline["year"]
    if not month or month.lower() not in MONTHS:
        return published
    if year:
        return parse_date(f"{month} {day}, {year}") or published
    if published is None:
        return None
    near = (parse_date(f"{month} {day}, {published.year + shift}") for shift in (0, -1, 1))
    return next((one for one in near if one and abs((one - published).days) <= HALF_A_YEAR), published)


def _ruled(lines: Sequence[Line]) -> list[Head]:
    """The heads of a digest: below each ruled line stands a headline; none where one of them is something else."""
    below = [after for line, after in zip(lines, lines[1:], strict=False) if RE_RULE.match(line.text)]
    below = [line for line in below if not RE_RULE.match(line.text)]
    if len(below) < LEAST_RULES or not all(
        _is_headline(line) and len(line.text.split()) >= HEADLINE_WORDS for line in below
    ):
        return []
    first = next((line for line in lines if _is_headline(line)), None)
    heads = [Head(line.start, line.text, None) for line in below]
    return [Head(first.start, first.text, None), *heads] if first and first.start < heads[0].start else heads


def _with_prose(draft: Draft, heads: Sequence[Head]) -> list[Head]:
    """The heads that have enough text of their own below them; the text of the others stays with the one before."""
    found: list[Head] = []
    ends = [*(head.start for head in heads[1:]), len(draft.text)]
    for head, end in zip(heads, ends, strict=False):
        words = sum(len(draft.text[b.start : b.end].split()) for b in _content(draft.blocks, head.start, end))
        if words >= LEAST_WORDS:
            found.append(head)
    return found


def _content(blocks: Sequence[Block], start: int, end: int) -> list[Block]:
    """The blocks in [start, end) that are text, and no headings."""
    kinds = (BlockKind.TITLE, BlockKind.HEADING)
    return [block for block in blocks if start <= block.start < end and block.kind not in kinds]


def _part(draft: Draft, head: Head, start: int, end: int) -> Draft:
    """The article of a head, [start, end) of the draft's text."""
    text = draft.text[start:end].rstrip()
    blocks = [block for block in draft.blocks if head.start <= block.start and block.end <= start + len(text)]
    published = head.published or draft.published_date
    notes = tuple(note for note in draft.notes if note != NO_DATE)
    return replace(
        draft,
        text=text,
        blocks=tuple(_moved(block, start, is_title=block.start == head.start) for block in blocks),
        title=" ".join(head.title.split()),
        published_date=published,
        notes=notes if published else (*notes, NO_DATE),
    )


def _moved(block: Block, start: int, *, is_title: bool) -> Block:
    """A block with its offsets counted from `start`; the headline becomes the title, other titles headings."""
    kind = BlockKind.TITLE if is_title else BlockKind.HEADING if block.kind is BlockKind.TITLE else block.kind
    cells = tuple((left - start, right - start) for left, right in block.cells)
    return replace(block, kind=kind, start=block.start - start, end=block.end - start, cells=cells)
