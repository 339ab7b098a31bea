"""Reads a plain text file: title line, date line, then the lines as blocks ("What the Charts Say" is a heading).

`Article.text` stays the whole text; blocks mark what is content. A menu may stand above the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.read.boilerplate import RE_URL_LINE, drop_reasons, is_prose
from pipeline.read.content import content_of
from pipeline.read.dates import is_date_attempt, published_in_line
from pipeline.read.draft import NO_DATE, Draft
from pipeline.read.navigation import has_index_number
from pipeline.read.tables import Span, find_rows
from pipeline.types import Block, BlockKind

RE_MARKER = re.compile(r"(?:[•▪●◦‣·■►▶▲△▼◆○*–—-]|(?:\\\*){1,2}|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
RE_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
RE_EMPHASIS = re.compile(r"(?:\*\*|__)(?=\S)")
RE_SENTENCE_END = re.compile(r"(?:[.!…][”\"’'»)\]]*|[,;])$")
RE_LINE_END = re.compile(r"[.!?:…][”\"’'»)\]]*$")

DATE_LINES = 15
HEADING_WORDS = 14
TITLE_WORDS = (4, 35)
LEAST_TITLE = 18
SHORT_TITLE = 15
LONGEST_TITLE = 45
WRAPPED_SHARE = 0.25
LEAST_WRAPPED = 3
SHORTEST_WRAPPED = 30


def read_text(text: str) -> Draft:
    """What a plain text holds: title, published date, by-line, blocks, and notes on what is missing."""
    lines = _lines(text)
    candidates = _candidates(text, lines)
    title = _title(text, candidates)
    if title is not None:
        candidates = [
            Block(BlockKind.TITLE, block.start, block.end) if number == title else block
            for number, block in enumerate(candidates)
            if number >= title
        ]
    content = content_of(text, candidates)
    heads = [text[start:end] for start, end in lines[:DATE_LINES]]
    published = _published(heads)
    first = content.blocks[0] if content.blocks and content.blocks[0].kind is BlockKind.TITLE else None
    return Draft(
        text=text,
        title=" ".join(text[first.start : first.end].split()) if first else "",
        published_date=published,
        url=next((head.split()[-1] for head in heads if RE_URL_LINE.match(head)), ""),
        blocks=content.blocks,
        byline=content.byline,
        truncated=content.is_paywalled,
        notes=() if published else _date_notes(heads),
    )


def _lines(text: str) -> list[Span]:
    """The spans of the lines that hold a letter or a digit, without white space at their ends."""
    spans = []
    start = 0
    for line in text.split("\n"):
        if any(char.isalnum() for char in line):
            left = start + len(line) - len(line.lstrip())
            spans.append((left, start + len(line.rstrip())))
        start += len(line) + 1
    return spans


def _candidates(text: str, lines: Sequence[Span]) -> list[Block]:
    """Every line as a block, whatever it is: table rows with their cells, wrapped lines as one paragraph."""
    rows = find_rows(text, lines)
    is_wrapped = _is_wrapped(text, lines)
    blocks: list[Block] = []
    for number, (start, end) in enumerate(lines):
        row = rows.get(number)
        if row:
            blocks.append(Block(BlockKind.TABLE_ROW, start, end, row.cells, row.table, row.is_header))
        elif is_wrapped and blocks and _goes_on(text, blocks[-1], start, end, is_head=len(blocks) == 1):
            kind = BlockKind.PARAGRAPH if blocks[-1].kind is BlockKind.HEADING else blocks[-1].kind
            blocks[-1] = Block(kind, blocks[-1].start, end)
        else:
            blocks.append(_line_block(text, start, end))
    return blocks


def _line_block(text: str, start: int, end: int) -> Block:
    """The block of one line, without its bullet, number or emphasis marks: "• Elm Bank: 7,100" is a list item."""
    while start < end and text[start] in "|│ ":
        start += 1
    while end > start and text[end - 1] in "|│ ":
        end -= 1
    marker = RE_MARKER.match(text, start, end)
    heading = RE_MARKDOWN_HEADING.match(text, start, end)
    start = marker.end() if marker else heading.end() if heading else start
    emphasis = RE_EMPHASIS.match(text, start, end)
    if emphasis and text[emphasis.end() : end].endswith(emphasis[0]):
        start, end = emphasis.end(), end - len(emphasis[0])
    if marker:
        return Block(BlockKind.LIST_ITEM, start, end)
    return Block(BlockKind.HEADING if heading or is_heading(text[start:end]) else BlockKind.PARAGRAPH, start, end)


def is_heading(line: str) -> bool:
    """Whether a line stands like a heading: short and without a full stop, e.g. "What the Charts Say"."""
    return len(line.split()) <= HEADING_WORDS and not RE_SENTENCE_END.search(line)


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether the text was wrapped at a fixed width: many lines break off and the next begins in lower case."""
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if text.count("\n", a[1], b[0]) == 1]
    broken = sum(text[b[0]].islower() and not RE_LINE_END.search(text[slice(*a)]) for a, b in pairs)
    return broken >= LEAST_WRAPPED and broken >= WRAPPED_SHARE * len(pairs)


def _goes_on(text: str, block: Block, start: int, end: int, *, is_head: bool) -> bool:
    """Whether the line [start, end) continues the wrapped paragraph before it; a date below the title does not."""
    if block.table is not None or text.count("\n", block.end, start) != 1 or RE_MARKER.match(text, start, end):
        return False
    if published_in_line(text[start:end]) or published_in_line(text[block.start : block.end]):
        return False
    if is_head and not text[start].islower():
        return False
    last_line = text[block.start : block.end].rsplit("\n", 1)[-1]
    return text[start].islower() or (len(last_line) >= SHORTEST_WRAPPED and not RE_LINE_END.search(last_line))


def _title(text: str, candidates: Sequence[Block]) -> int | None:
    """Which candidate is the title: the first line above a date line, else the first headline that is no menu."""
    lines = [text[block.start : block.end] for block in candidates]
    if _is_title_above_date(lines):
        return 0
    reasons = drop_reasons(lines, candidates)
    for number, line in enumerate(lines[:DATE_LINES]):
        if reasons[number] or candidates[number].kind in (BlockKind.TABLE_ROW, BlockKind.LIST_ITEM):
            continue
        if _is_headline(line):
            return number
        if is_prose(line):
            return None
    return None


def _is_title_above_date(lines: Sequence[str]) -> bool:
    """Whether the first line is the title because the second is the date: the usual head of a text file."""
    if len(lines) < 2 or not published_in_line(lines[1]) or published_in_line(lines[0]):
        return False
    return len(lines[0].split()) <= LONGEST_TITLE and (has_index_number(lines[0]) or not drop_reasons(lines[:1])[0])


def _is_headline(line: str) -> bool:
    """Whether a line can be a headline: four words and more, and a full stop only if it is short."""
    words = len(line.split())
    if not TITLE_WORDS[0] <= words <= TITLE_WORDS[1] or len(line) < LEAST_TITLE:
        return False
    return words <= SHORT_TITLE or not RE_SENTENCE_END.search(line)


def _published(heads: Sequence[str]) -> date | None:
    """The date of the first date line among the first lines of the file."""
    return next((found for head in heads if (found := published_in_line(head))), None)


def _date_notes(heads: Sequence[str]) -> tuple[str, ...]:
    """Why there is no date: a date line that cannot be parsed, or none at all."""
    attempts = [head for head in heads if is_date_attempt(head)]
    return (*(f"the date line '{attempt}' could not be parsed" for attempt in attempts[:1]), NO_DATE)
