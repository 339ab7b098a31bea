"""Reads a saved page: metadata, main content and its tables and lists as an article with blocks.

`Article.text` is built here: the title, then the items with an empty line between them; table rows are "Elm | 5,000".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lxml.html import HtmlElement

from pipeline.read.content import content_of
from pipeline.read.dates import published_in_line
from pipeline.read.draft import NO_DATE, Draft, Wanted, everything
from pipeline.read.html_items import Item, all_items, extracted_items, keys_of
from pipeline.read.html_lost import with_lost
from pipeline.read.html_repair import with_tables_and_lists
from pipeline.read.html_skim import skimmed
from pipeline.read.html_split import trees_of
from pipeline.read.html_tree import Page, page_of, root_of, size_of
from pipeline.read.html_trim import trimmed
from pipeline.read.metadata import Metadata, read_metadata
from pipeline.read.page_kind import no_article
from pipeline.types import Block, BlockKind

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
CELL_GAP = " | "
DATE_ITEMS = 12
SHORT_BODY = 1500
LEAST_TITLE_WORDS = 3
READ_WHOLE = "the page is too large to look for its article: read whole"
MOST_ELEMENTS = 20_000  # an extraction takes time with their square; articles of news have 700


def read_pages(page: str, is_wanted: Wanted = everything) -> list[Draft]:
    """What a page holds, article by article: a blog that shows two posts in full gives two drafts.

    Where nothing is wanted of an article's words, its draft has the title alone.
    """
    root = root_of(_visible(page))
    return [_read(tree, is_wanted) for tree in trees_of(root)] if root is not None else [Draft("", ())]


def read_html(page: str) -> Draft:
    """What a page holds as one article; a draft without blocks where there is no article text."""
    root = root_of(_visible(page))
    return _read(root) if root is not None else Draft("", ())


def _visible(page: str) -> str:
    """The page without marks that nobody sees: soft hyphens, joiners, byte order marks."""
    for mark in INVISIBLE:
        page = page.replace(mark, "")
    return page


def _read(root: HtmlElement, is_wanted: Wanted = everything) -> Draft:
    """The article of a tree, which is changed."""
    reason = no_article(root)
    page = page_of(root)
    meta = read_metadata(page)
    tree = _trimmed(page)
    if tree is not None and (draft := skimmed(meta, tree, is_wanted)):
        return replace(draft, no_article=reason)
    keys = keys_of(page)
    main = _main_items(tree) if tree is not None else None
    found = with_lost(main or [], keys, page) or all_items(page)
    draft = draft_of(meta, with_tables_and_lists(found, keys, page))
    notes = draft.notes if main is not None else (*draft.notes, READ_WHOLE)
    return replace(draft, no_article=reason, notes=notes)


def _trimmed(page: Page) -> HtmlElement | None:
    """The tree in which the article is looked for; None for a page that is too large or too deep for that."""
    if size_of(page.root) > MOST_ELEMENTS:
        return None
    try:
        return trimmed(page.root)
    except RecursionError:
        return None


def _main_items(tree: HtmlElement) -> list[Item] | None:
    """What is found to be the article in a trimmed tree; None for one that is too deep."""
    try:
        return extracted_items(tree)
    except RecursionError:
        return None


def draft_of(meta: Metadata, items: Sequence[Item]) -> Draft:
    """The article of the items and the metadata, without boilerplate in its blocks."""
    title = meta.title or next((item.text for item in items[:2] if _is_title(item)), "")
    items = [item for item in items if item.key.casefold() != "".join(title.split()).casefold()]
    shown = {item.key for item in items}
    bylines = [Item(BlockKind.HEADING, line) for line in meta.expert_bylines if "".join(line.split()) not in shown]
    text, candidates = compose(title, [*bylines, *items])
    content = content_of(text, candidates)
    blocks = content.blocks if any(block.kind is not BlockKind.TITLE for block in content.blocks) else ()
    published = meta.published_date or _date_in(items, meta.day_first)
    is_stub = not meta.is_free and sum(block.end - block.start for block in blocks) < SHORT_BODY
    return Draft(
        text=text,
        blocks=blocks,
        title=title,
        published_date=published,
        publisher=meta.publisher,
        url=meta.url,
        byline=tuple(dict.fromkeys((*meta.writers, *content.byline))),
        truncated=content.is_paywalled or is_stub,
        notes=() if published else (NO_DATE,),
    )


def _is_title(item: Item) -> bool:
    """Whether a heading of the body can serve as the title of a page that states none."""
    return item.kind is BlockKind.HEADING and len(item.text.split()) >= LEAST_TITLE_WORDS


def _date_in(items: Sequence[Item], day_first: bool) -> date | None:
    """The date of a date line among the first items."""
    found = (published_in_line(item.text, day_first=day_first) for item in items[:DATE_ITEMS])
    return next(filter(None, found), None)


def compose(title: str, items: Sequence[Item]) -> tuple[str, list[Block]]:
    """The article's text and its candidate blocks: rows of a table and items of a list stand on lines of their own."""
    parts = [title] if title else []
    blocks = [Block(BlockKind.TITLE, 0, len(title))] if title else []
    position = len(title)
    tables: dict[int, int] = {}
    group: int | None = None
    for item in items:
        gap = "" if not parts else "\n" if item.group is not None and item.group == group else "\n\n"
        start = position + len(gap)
        parts.append(gap + item.text)
        position = start + len(item.text)
        group = item.group
        is_row = item.kind is BlockKind.TABLE_ROW and item.group is not None
        table = tables.setdefault(item.group, len(tables)) if is_row and item.group is not None else None
        blocks.append(Block(item.kind, start, position, _cells(item, start), table, item.is_header))
    return "".join(parts), blocks


def _cells(item: Item, start: int) -> tuple[tuple[int, int], ...]:
    """The offsets of a row's cells in the text; an empty cell is an empty span."""
    cells = []
    end = start + len(item.text)
    position = start if not item.cells or item.cells[0] else start - 1  # the row's text begins with the bar
    for cell in item.cells:
        left = min(max(position, start), end)
        cells.append((left, left + len(cell)))
        position += len(cell) + len(CELL_GAP)
    return tuple(cells)
