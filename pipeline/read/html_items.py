"""Finds the main content of a page as items in reading order: headings, paragraphs, list items, table rows.

trafilatura finds the content; tables and lists that it lost or flattened are put back from the page itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

from lxml.html import HtmlElement

from pipeline.read.html_tree import Page, joined_text, size_of, spaced_text
from pipeline.types import BlockKind

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LEAVES = (*HEADINGS, "p", "li", "blockquote", "pre", "dt", "dd", "figcaption")
NESTING = frozenset(("p", "list", "table", "quote", "head", "code"))
BREAK = "\x1e"
ENOUGH_WORDS = 100
ENOUGH_SHARE = 0.2
MUCH_MORE = 2
MOST_HELD = 50
MOST_ELEMENTS_TWICE = 5_000  # where a second look at a page takes too long


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of the content: its kind and text, for a table row its cells; `group` numbers tables and lists."""

    kind: BlockKind
    text: str
    cells: tuple[str, ...] = ()
    group: int | None = None
    is_header: bool = False

    @property
    def key(self) -> str:
        """The text without white space, by which an element of the page is known again."""
        return key_of(self.text)


def key_of(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def keys_of(page: Page) -> dict[HtmlElement, str]:
    """The text without white space of each element of a page that may be a paragraph, in reading order."""
    return {tag: key_of(joined_text(tag)) for tag in page.root.iter(*LEAVES) if not _holds_many(tag)}


def _holds_many(tag: HtmlElement) -> bool:
    """Whether an element holds so many paragraphs that it is none itself."""
    return len(tag) > 0 and next(islice(tag.iterdescendants(*LEAVES), MOST_HELD, None), None) is not None


def extracted_items(root: HtmlElement) -> list[Item]:
    """What trafilatura takes for the article in a tree, which it leaves as it is; nothing where it finds none.

    It is asked to be strict and quick. Where that leaves little, also as a share of a page of usual size, it looks
    again at leisure, and what it takes when it is not strict may be much more.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    quick = _extracted(root, favor_precision=True, fast=True)
    enough = min(ENOUGH_WORDS, ENOUGH_SHARE * len(joined_text(root).split()))
    if _words(quick) >= enough or size_of(root) > MOST_ELEMENTS_TWICE:
        return quick
    strict = _extracted(root, favor_precision=True, fast=False)
    if _words(strict) >= ENOUGH_WORDS:
        return strict
    usual = _extracted(root, favor_precision=False, fast=True)
    return usual if _words(usual) > MUCH_MORE * _words(strict) else strict


def _words(items: Sequence[Item]) -> int:
    return sum(len(item.text.split()) for item in items)


def _extracted(root: HtmlElement, *, favor_precision: bool, fast: bool) -> list[Item]:
    """The items of one extraction."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(
        root, output_format="xml", include_comments=False, favor_precision=favor_precision, fast=fast
    )
    return list(_items(found.body, count(), is_main=True)) if isinstance(found, Document) else []


def all_items(page: Page) -> list[Item]:
    """All paragraphs of a page outside menus and forms, for pages in which no article can be told from the rest."""
    root = next((found for name in ("article", "main", "body") for found in page.root.iter(name)), page.root)
    items = []
    for tag in root.iterdescendants(*LEAVES):
        is_leaf = next(tag.iterdescendants(*LEAVES), None) is None and next(tag.iterancestors("table"), None) is None
        if is_leaf and not page.is_beside(tag):
            kind = BlockKind.HEADING if tag.tag in HEADINGS else BlockKind.PARAGRAPH
            items.append(Item(BlockKind.LIST_ITEM if tag.tag == "li" else kind, spaced_text(tag)))
    if not items:
        items = [Item(BlockKind.PARAGRAPH, " ".join(line.split())) for line in _visible_lines(root)]
    return [item for item in items if any(map(str.isalnum, item.text))]


def rows_as_items(rows: Sequence[tuple[str, ...]], *, group: int, has_header: bool) -> Iterator[Item]:
    """Table rows as items; a row with a single filled cell names what follows and is a heading."""
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        if len(filled) == 1:
            yield Item(BlockKind.HEADING, filled[0], group=group)
        elif filled:
            yield Item(BlockKind.TABLE_ROW, " | ".join(row).strip(), row, group, is_header=has_header and number == 0)


def _items(parent: HtmlElement, groups: Iterator[int], *, is_main: bool = False) -> Iterator[Item]:
    """The items of trafilatura's XML: <head>, <p>, <list><item>, <table><row><cell>, <quote>."""
    if is_main and parent.text and any(map(str.isalnum, parent.text)):
        yield Item(BlockKind.PARAGRAPH, " ".join(parent.text.split()))
    for element in parent:
        if element.tag == "table":
            rows = [tuple(" ".join(" ".join(_lines(cell)).split()) for cell in row) for row in element.iter("row")]
            yield from rows_as_items(rows, group=next(groups), has_header=False)
        elif element.tag == "list":
            group = next(groups)
            entries = (line for entry in element.iter("item") for line in _lines(entry))
            yield from (Item(BlockKind.LIST_ITEM, line, group=group) for line in entries)
        else:
            kind = BlockKind.HEADING if element.tag == "head" else BlockKind.PARAGRAPH
            yield from (Item(kind, line) for line in _lines(element))
            if any(child.tag in NESTING for child in element):
                yield from _items(element, groups)
        if element.tail and element.tail.strip() and (is_main or element.tag in NESTING):
            yield Item(BlockKind.PARAGRAPH, " ".join(element.tail.split()))


def _lines(element: HtmlElement) -> list[str]:
    """The lines of an element, cut at <lb/>, each with single spaces; elements nested as blocks are left out."""
    lines = (" ".join(line.split()) for line in "".join(_parts(element)).split(BREAK))
    return [line for line in lines if any(map(str.isalnum, line))]


def _parts(element: HtmlElement) -> Iterator[str]:
    """The texts in an element with a mark for each <lb/> and for each nested block."""
    yield element.text or ""
    for child in element:
        if child.tag == "lb" or (child.tag in NESTING and element.tag not in ("cell", "item")):
            yield BREAK
        elif child.tag == "list":
            continue
        else:
            yield from _parts(child)
            if child.tag in NESTING:
                yield " "
        if child.tag not in NESTING or element.tag in ("cell", "item"):
            yield child.tail or ""


def _visible_lines(root: HtmlElement) -> Iterator[str]:
    """The lines of a page that has no paragraphs, without menus and forms."""
    hidden = ("noscript", "nav", "footer", "aside", "form", "head", "title")
    outside = " or ".join(f"ancestor::{name}" for name in hidden)
    for text in root.xpath(f".//text()[not({outside})]"):
        yield from text.split("\n")
