"""Finds the main content of a page as items in reading order: headings, paragraphs, list items, table rows.

trafilatura finds the content; tables and lists that it lost or flattened are put back from the page itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag

from pipeline.read.html_tables import Grid, grid_of
from pipeline.read.metadata import is_beside_article
from pipeline.types import BlockKind

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LEAVES = (*HEADINGS, "p", "li", "blockquote", "pre", "dt", "dd")
LEAST_SHARED_CELLS = 0.5
MOST_LINKED = 0.5
LEAST_ITEMS = 2
NEAR_LEVELS = 4


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
        return "".join(self.text.split())


def main_items(page: str, soup: BeautifulSoup) -> list[Item]:
    """The items of the article in a page; of all the page's text where no article can be told from it."""
    items = _extracted(page)
    if not items:
        items = list(_fallback(soup))
    return _with_tables_and_lists(items, soup)


def _extracted(page: str) -> list[Item]:
    """What trafilatura takes for the article; nothing where it finds none or fails."""
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    xml = extract(page, output_format="xml", include_comments=False, include_tables=True, include_formatting=False)
    try:
        main = ElementTree.fromstring(xml).find("main") if xml else None
    except ElementTree.ParseError:
        return []
    return [] if main is None else list(_items(main))


def _items(parent: ElementTree.Element) -> Iterator[Item]:
    """The items of trafilatura's XML: <head>, <p>, <list><item>, <table><row><cell>, <quote>."""
    for number, element in enumerate(parent):
        if element.tag == "table":
            rows = [tuple(_line(cell) for cell in row) for row in element.iter("row")]
            yield from rows_as_items([row for row in rows if any(row)], group=id(element), has_header=False)
        elif element.tag == "list":
            for entry in element.iter("item"):
                yield from _of_lines(BlockKind.LIST_ITEM, _lines(entry), group=id(element))
        elif element.tag == "quote" and len(element) and all(child.tag == "p" for child in element):
            yield from _items(element)
        else:
            kind = BlockKind.HEADING if element.tag == "head" else BlockKind.PARAGRAPH
            yield from _of_lines(kind, _lines(element), group=None)
        tail = " ".join((element.tail or "").split())
        if tail and number < len(parent):
            yield Item(BlockKind.PARAGRAPH, tail)


def rows_as_items(rows: Sequence[tuple[str, ...]], *, group: int, has_header: bool) -> Iterator[Item]:
    """Table rows as items; a row of one cell names what follows and is a heading."""
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        if len(filled) == 1 and len(row) > 1:
            yield Item(BlockKind.HEADING, filled[0])
        else:
            yield Item(BlockKind.TABLE_ROW, " | ".join(row), row, group, is_header=has_header and number == 0)


def _of_lines(kind: BlockKind, lines: Iterable[str], *, group: int | None) -> Iterator[Item]:
    """One item a line."""
    for line in lines:
        yield Item(kind, line, group=group)


def _lines(element: ElementTree.Element) -> list[str]:
    """The lines of an element, cut at <lb/>, each with single spaces."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag != "list":
            parts.append("\n".join(_lines(child)) if len(child) else "".join(child.itertext()))
        parts.append(child.tail or "")
    joined = "".join(part if part == "\n" else " ".join(part.split(" ")) for part in parts)
    return [line for line in (" ".join(line.split()) for line in _split_at_breaks(joined, parts)) if line]


def _split_at_breaks(joined: str, parts: Sequence[str]) -> list[str]:
    """The lines between the breaks; line ends inside a text are white space only."""
    lines = [""]
    for part in parts:
        if part == "\n":
            lines.append("")
        else:
            lines[-1] += part
    return lines if joined else []


def _line(element: ElementTree.Element) -> str:
    """The whole text of an element on one line."""
    return " ".join("".join(element.itertext()).split())
