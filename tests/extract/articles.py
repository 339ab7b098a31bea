"""Articles built by hand: `make_article(["Ravi Low sees 7,000."])` has one paragraph and the date 2025-10-16.

A paragraph that starts with "- " is a list item; `table` is a tuple of rows, the first of them the head.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.types import Article, Block, BlockKind

PUBLISHED = "2025-10-16"
Table = Sequence[Sequence[str]]


def make_article(
    paragraphs: str | Sequence[str],
    *,
    title: str = "",
    published: str = PUBLISHED,
    byline: Sequence[str] = (),
    table: Table = (),
    headings: Sequence[int] = (),
) -> Article:
    """An article of a title, paragraphs and a table behind them; `headings` are the numbers of those that are one."""
    parts = [paragraphs] if isinstance(paragraphs, str) else list(paragraphs)
    text, blocks = "", []
    if title:
        text, blocks = title, [Block(BlockKind.TITLE, 0, len(title))]
    for number, part in enumerate(parts):
        text += "\n\n" if text else ""
        kind = BlockKind.LIST_ITEM if part.startswith("- ") else BlockKind.PARAGRAPH
        kind = BlockKind.HEADING if number in headings else kind
        blocks.append(Block(kind, len(text), len(text) + len(part)))
        text += part
    for number, row in enumerate(table):
        text += "\n" if text else ""
        start, cells = len(text), []
        for cell in row:
            text += " | " if cells else ""
            cells.append((len(text), len(text) + len(cell)))
            text += cell
        blocks.append(Block(BlockKind.TABLE_ROW, start, len(text), tuple(cells), 0, number == 0))
    day = date.fromisoformat(published) if published else None
    return Article("0" * 16, "made.txt", "0" * 32, title, day, "", "", text, tuple(blocks), tuple(byline))
