"""Reads a Markdown file: "# Oak lifts its target" is the title, front matter may state title, date, author and url.

The markup goes, what it marks stays: a link keeps its words, a table its rows and cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING

from pipeline.read.bylines import parse_byline
from pipeline.read.dates import parse_date
from pipeline.read.draft import Draft
from pipeline.read.html import draft_of
from pipeline.read.html_items import Item, rows_as_items
from pipeline.read.metadata import Metadata
from pipeline.types import BlockKind

if TYPE_CHECKING:
    from markdown_it.token import Token

RE_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
RE_FIELD = re.compile(r"^(\w[\w-]*)\s*:\s*(.*?)\s*$", re.MULTILINE)
BLANK = {"softbreak": " ", "hardbreak": "\n"}
SHOWN = ("text", "code_inline")


def read_markdown(text: str) -> Draft:
    """What a Markdown text holds, as an article with headings, paragraphs, list items and table rows."""
    from markdown_it import MarkdownIt

    front = RE_FRONT_MATTER.match(text)
    fields = {key.lower(): value.strip("\"'") for key, value in RE_FIELD.findall(front[1])} if front else {}
    tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end() :] if front else text)
    return draft_of(_metadata(fields), list(_items(tokens)))


def _metadata(fields: Mapping[str, str]) -> Metadata:
    """What the front matter states."""
    line = f"By {fields['author']}" if fields.get("author") else ""
    byline = parse_byline(line)
    is_expert = byline is not None and byline.is_expert
    return Metadata(
        title=fields.get("title", ""),
        published_date=parse_date(fields.get("date") or fields.get("published") or ""),
        publisher=fields.get("publisher") or fields.get("source") or "",
        url=fields.get("url") or fields.get("link") or "",
        writers=byline.names if byline and not is_expert else (),
        expert_bylines=(line,) if is_expert else (),
        is_free=True,
        day_first=False,
    )


def _items(tokens: Sequence[Token]) -> Iterator[Item]:
    """The items of the parsed text in reading order."""
    groups = count()
    group = 0
    lists = 0
    rows: list[tuple[str, ...]] = []
    has_header = False
    kind = BlockKind.PARAGRAPH
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists, group = lists + 1, group if lists else next(groups)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
        elif token.type == "table_open":
            rows, has_header, group = [], False, next(groups)
        elif token.type == "tr_open":
            rows.append(())
        elif token.type == "table_close":
            yield from rows_as_items(rows, group=group, has_header=has_header)
            rows = []
        elif token.type in ("heading_open", "paragraph_open"):
            kind = BlockKind.HEADING if token.type == "heading_open" else BlockKind.PARAGRAPH
        elif token.type == "inline" and rows:
            rows[-1] = (*rows[-1], " ".join(_text(token).split()))
        elif token.type == "inline":
            yield from _lines(token, kind, group if lists else None)
        has_header = has_header or token.type == "thead_open"


def _lines(token: Token, kind: BlockKind, group: int | None) -> Iterator[Item]:
    """The lines of a paragraph, a heading or a list entry, each as an item."""
    for line in _text(token).split("\n"):
        if any(map(str.isalnum, line)):
            text = " ".join(line.split())
            yield Item(kind, text) if group is None else Item(BlockKind.LIST_ITEM, text, group=group)


def _text(token: Token) -> str:
    """The words of an inline token, without marks, addresses of links, and images."""
    children = token.children or []
    return "".join(child.content if child.type in SHOWN else BLANK.get(child.type, "") for child in children)
