"""Finds the main content of a page as items in reading order: headings, paragraphs, list items, table rows.

trafilatura finds the content; tables and lists that it lost or flattened are put back from the page itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag

from pipeline.read.metadata import is_beside_article
from pipeline.types import BlockKind

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LEAVES = (*HEADINGS, "p", "li", "blockquote", "pre", "dt", "dd", "figcaption")
NESTING = frozenset(("p", "list", "table", "quote", "head", "code"))
BREAK = "\x1e"
ENOUGH_WORDS = 250
MUCH_MORE = 1.5


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


def extracted_items(page: str) -> list[Item]:
    """What trafilatura takes for the article; nothing where it finds none.

    It is asked to be strict first; where that leaves little, what it takes otherwise may be much more.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    strict = _extracted(page, favor_precision=True)
    if _words(strict) >= ENOUGH_WORDS:
        return strict
    usual = _extracted(page, favor_precision=False)
    return usual if _words(usual) > MUCH_MORE * _words(strict) else strict


def _words(items: Sequence[Item]) -> int:
    return sum(len(item.text.split()) for item in items)


def _extracted(page: str, *, favor_precision: bool) -> list[Item]:
    """The items of one extraction."""
    from trafilatura import extract

    xml = extract(page, output_format="xml", include_comments=False, favor_precision=favor_precision)
    try:
        main = ElementTree.fromstring(xml).find("main") if xml else None
    except ElementTree.ParseError:
        return []
    return [] if main is None else list(_items(main, count()))


def all_items(soup: BeautifulSoup) -> list[Item]:
    """All paragraphs of a page outside menus and forms, for pages in which no article can be told from the rest."""
    root = soup.find("article") or soup.find("main") or soup.body or soup
    items = []
    for tag in root.find_all(LEAVES):
        if tag.find(LEAVES) is None and not tag.find_parent("table") and not is_beside_article(tag):
            kind = BlockKind.HEADING if tag.name in HEADINGS else BlockKind.PARAGRAPH
            items.append(Item(BlockKind.LIST_ITEM if tag.name == "li" else kind, " ".join(tag.get_text(" ").split())))
    if not items:
        lines = (" ".join(line.split()) for line in _visible_text(root).split("\n"))
        items = [Item(BlockKind.PARAGRAPH, line) for line in lines]
    return [item for item in items if any(map(str.isalnum, item.text))]


def rows_as_items(rows: Sequence[tuple[str, ...]], *, group: int, has_header: bool) -> Iterator[Item]:
    """Table rows as items; a row with a single filled cell names what follows and is a heading."""
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        if len(filled) == 1:
            yield Item(BlockKind.HEADING, filled[0], group=group)
        elif filled:
            yield Item(BlockKind.TABLE_ROW, " | ".join(row).strip(), row, group, is_header=has_header and number == 0)


def _items(parent: ElementTree.Element, groups: Iterator[int]) -> Iterator[Item]:
    """The items of trafilatura's XML: <head>, <p>, <list><item>, <table><row><cell>, <quote>."""
    if parent.tag == "main" and parent.text and parent.text.strip():
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
        if element.tail and element.tail.strip() and (parent.tag == "main" or element.tag in NESTING):
            yield Item(BlockKind.PARAGRAPH, " ".join(element.tail.split()))


def _lines(element: ElementTree.Element) -> list[str]:
    """The lines of an element, cut at <lb/>, each with single spaces; elements nested as blocks are left out."""
    lines = (" ".join(line.split()) for line in "".join(_parts(element)).split(BREAK))
    return [line for line in lines if any(map(str.isalnum, line))]


def _parts(element: ElementTree.Element) -> Iterator[str]:
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


def _visible_text(root: Tag) -> str:
    """The text of a page that has no paragraphs, a line for each piece, without scripts, menus and forms."""
    hidden = ("script", "style", "noscript", "template", "nav", "footer", "aside", "form", "head", "title")
    strings = (string for string in root.find_all(string=True) if type(string).__name__ == "NavigableString")
    return "\n".join(string for string in strings if not string.find_parent(hidden))
