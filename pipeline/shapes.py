"""Which shape an article has, by its blocks and its gold: targets in a table fail in other ways than quotes in a wire.

An article has the first shape that fits:

- `no view`: gold has no view;
- `list or table`: at least half of gold's views have their evidence in a table row, a list item, or another line of at
  most eight words below the title (rows of a page are often saved as lines);
- `technical`: supports, resistances and triggers are at least half of gold's levels, and two or more;
- `quotes`: of at least half of gold's views half of the evidence's words stand in quotation marks;
- `other`: what is left, mostly views that are reported in the journalist's words.

The evidence stands in the block that holds most of its words, the first of equal ones.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum

from pipeline.gold import GoldArticle, GoldView
from pipeline.matching import fold
from pipeline.types import Article, Block, BlockKind

SHORT_LINE = 8
CHART_KINDS = frozenset({"support", "resistance", "trigger"})
CHART_LEVELS = 2


class Shape(StrEnum):
    """The shapes of articles, in the order in which they are tried."""

    NO_VIEW = "no view"
    LIST = "list or table"
    TECHNICAL = "technical"
    QUOTES = "quotes"
    OTHER = "other"


def shape_of(gold: GoldArticle, article: Article | None) -> Shape:
    """The shape of an article; one that could not be read (None) has none of those that its blocks would tell."""
    if not gold.views:
        return Shape.NO_VIEW
    if _mostly(gold.views, lambda view: article is not None and _in_row(article, view)):
        return Shape.LIST
    kinds = [level.kinds[0] for view in gold.views for level in view.levels]
    charts = sum(kind in CHART_KINDS for kind in kinds)
    if charts >= CHART_LEVELS and 2 * charts >= len(kinds):
        return Shape.TECHNICAL
    if _mostly(gold.views, lambda view: article is not None and _in_quotes(article, view)):
        return Shape.QUOTES
    return Shape.OTHER


def _mostly(views: Collection[GoldView], fits: Callable[[GoldView], bool]) -> bool:
    return 2 * sum(map(fits, views)) >= len(views)


def _in_row(article: Article, view: GoldView) -> bool:
    block = _block_of(article, view)
    is_line = block.kind is not BlockKind.TITLE and len(article.text[block.start : block.end].split()) <= SHORT_LINE
    return is_line or block.kind in (BlockKind.TABLE_ROW, BlockKind.LIST_ITEM)


def _in_quotes(article: Article, view: GoldView) -> bool:
    from pipeline.extract.quotes import find_quotes

    block = _block_of(article, view)
    quotes = find_quotes(article.text, block.start, block.end)
    return 2 * _shared_words(view, " ".join(article.text[quote.start : quote.end] for quote in quotes)) >= _length(view)


def _block_of(article: Article, view: GoldView) -> Block:
    return max(article.blocks, key=lambda block: _shared_words(view, article.text[block.start : block.end]))


def _shared_words(view: GoldView, text: str) -> int:
    had = set(fold(text).split())
    return sum(word in had for word in fold(view.evidence).split())


def _length(view: GoldView) -> int:
    return max(1, len(fold(view.evidence).split()))
