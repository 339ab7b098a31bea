"""Decides what of an article's lines is content: drops boilerplate, cuts glued credits, collects the writers' names.

Works on candidate blocks of any source; "... fell. (Editing by Jane Doe)" ends its block before the bracket.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.read.boilerplate import drop_reasons
from pipeline.read.bylines import is_expert_elsewhere, is_name, names_in, parse_byline
from pipeline.read.credits import cut_credits
from pipeline.types import Block, BlockKind

RE_READING = re.compile(r"^(?:now )?reading\s?:\s*", re.IGNORECASE)
RE_OTHER = re.compile(r"[\W_]+")
LONGEST_READING = len("now reading: ")
MUCH_LONGER = 2
WRITER_REASONS = frozenset(("by-line", "date line", "credits", "contact"))


@dataclass(frozen=True, slots=True)
class Content:
    """The blocks that stay, the names of the writers, and the reason for each candidate that went (by its start)."""

    blocks: tuple[Block, ...]
    byline: tuple[str, ...]
    dropped: dict[int, str]

    @property
    def is_paywalled(self) -> bool:
        """Whether the text says that it goes on behind a paywall."""
        return "paywall" in self.dropped.values()


def content_of(text: str, candidates: Sequence[Block]) -> Content:
    """The content among the candidates, which are in reading order; a TITLE block stays as it is."""
    body = [block for block in candidates if block.kind is not BlockKind.TITLE]
    lines = [text[block.start : block.end] for block in body]
    reasons = drop_reasons(lines, body)
    kept = [block for block in candidates if block.kind is BlockKind.TITLE]
    names: list[str] = []
    dropped: dict[int, str] = {}
    title = _key(text[kept[0].start : kept[0].end]) if kept else ""
    for block, line, reason in zip(body, lines, reasons, strict=True):
        reason = reason or _repeats(line, title)
        writers = _writers(line, reason)
        if reason == "by-line" and _is_expert(line, writers, text):
            kept.append(replace(block, kind=BlockKind.HEADING))
            continue
        names.extend(writers)
        if reason:
            dropped[block.start] = reason
            continue
        pieces, credited = cut_credits(line) if block.kind is not BlockKind.TABLE_ROW else ([(0, len(line))], ())
        names.extend(credited)
        kept.extend(_piece(text, block, *piece) for piece in pieces)
    byline = tuple(name for name in dict.fromkeys(names) if not is_expert_elsewhere(name, text))
    return Content(tuple(sorted(kept, key=lambda block: block.start)), byline, dropped)


def _repeats(line: str, title: str) -> str:
    """The reason to drop a line that is the title again, or its beginning ("Reading: Elm Bank lifts ...")."""
    if len(line) > MUCH_LONGER * (len(title) + LONGEST_READING):
        return ""
    key = _key(RE_READING.sub("", line))
    is_cut = key != _key(line) and title.startswith(key)
    return "title repeated" if key and (key == title or is_cut) else ""


def _key(line: str) -> str:
    """The letters and digits of a line, for comparison."""
    return " ".join(RE_OTHER.sub(" ", line.casefold()).split())


def _writers(line: str, reason: str) -> tuple[str, ...]:
    """The names that a dropped line adds to the by-line: all of a credit, a lone name of an author block."""
    if reason == "author block":
        named = line.split(":", 1)[-1].strip()
        first_words = " ".join(named.split()[:2])
        return (named,) if is_name(named) else (first_words,) if ":" in line and is_name(first_words) else ()
    return names_in(line) if reason in WRITER_REASONS else ()


def _is_expert(line: str, writers: tuple[str, ...], text: str) -> bool:
    """Whether the writer is the one who gives the view: by the role in the by-line or by the text's introduction."""
    byline = parse_byline(line)
    return byline is not None and (byline.is_expert or any(is_expert_elsewhere(name, text) for name in writers))


def _piece(text: str, block: Block, start: int, end: int) -> Block:
    """The part [start, end) of a block, without white space at its ends."""
    start, end = block.start + start, block.start + end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return block if (start, end) == (block.start, block.end) else replace(block, start=start, end=end)
