"""Copies the tree of a page without what no reader of articles looks at: scripts, menus, pictures, layout by tables.

An extraction walks its tree many times, so each element that is left out before is not looked at a dozen times after.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement

from pipeline.read.html_tables import LONGEST_CELL
from pipeline.read.html_tree import joined_text

UNREAD = (
    "head", "script", "style", "template", "noscript", "svg", "math", "canvas", "iframe", "object", "embed", "applet",
    "audio", "video", "map", "picture", "source", "track", "link", "nav", "menu", "aside", "footer", "dialog",
    "button", "select", "input", "textarea", "label", "fieldset", "time",
)  # fmt: skip
UNWRAPPED = ("img", "font", "small", "big", "abbr", "acronym", "cite", "ins", "mark", "wbr", "meta")
PARTS = ("tbody", "thead", "tfoot", "tr")
CELLS = ("td", "th")


def trimmed(root: HtmlElement) -> HtmlElement:
    """A copy of a tree without what is never part of an article; text behind what is left out stays.

    A table that lays out the page, as <td><p>The Oak 100 fell ...</p></td>, becomes boxes.
    """
    copy = deepcopy(root)
    etree.strip_elements(copy, *UNREAD, with_tail=False)
    etree.strip_tags(copy, *UNWRAPPED)
    for table in [table for table in copy.iter("table") if _is_layout(table)]:
        for part in [table, *_parts(table)]:
            part.tag = "div"
    return copy


def _is_layout(table: HtmlElement) -> bool:
    """Whether a table has a cell that is longer than those of data."""
    return any(len(joined_text(part).split()) > LONGEST_CELL for part in _parts(table) if part.tag in CELLS)


def _parts(element: HtmlElement) -> Iterator[HtmlElement]:
    """The rows and cells of a table, without those of tables in it."""
    for part in element.iterchildren(*PARTS, *CELLS):
        yield part
        if part.tag in PARTS:
            yield from _parts(part)
