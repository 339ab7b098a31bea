"""Looks at a page's words before its article is looked for: general news that nobody wants is told by its title alone.

Finding the article in a page takes most of the time of reading one. Who reads pages says what is wanted in a text.
"""

from __future__ import annotations

import re
from html import unescape

from lxml import etree
from lxml.html import HtmlElement

from pipeline.read.draft import Draft, Wanted, everything
from pipeline.read.metadata import Metadata
from pipeline.types import Block, BlockKind

RE_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^>]*)?/?>"
)
RE_TAG = re.compile(r"<[^>]*>")
LEAST = 1600  # characters: what is shorter is quickly read, and may hold no article at all


def skimmed(meta: Metadata, tree: HtmlElement, is_wanted: Wanted) -> Draft | None:
    """The draft of a page whose words are not wanted, its title alone; None for a page that must be read.

    `tree` is the page without what is never part of an article. Only a page that states its title and date is skimmed,
    since they are looked for in the article otherwise.
    """
    if is_wanted is everything or not meta.title or meta.published_date is None:
        return None
    texts = shown_texts(tree)
    if len(texts[0]) < LEAST or any(is_wanted(f"{meta.title}\n{text}") for text in texts):
        return None
    title = Block(BlockKind.TITLE, 0, len(meta.title))
    return Draft(
        text=meta.title,
        blocks=(title,),
        title=meta.title,
        published_date=meta.published_date,
        publisher=meta.publisher,
        url=meta.url,
        byline=meta.writers,
        is_skimmed=True,
    )


def shown_texts(tree: HtmlElement) -> tuple[str, ...]:
    """The text of a tree, with blanks where elements end; and as it is seen, where "Nas<b>daq</b>" is one word, should
    that be another."""
    source = etree.tostring(tree, encoding="unicode", with_tail=False)
    spaced = unescape(RE_TAG.sub(" ", source))
    glued = RE_INLINE.sub("", source)
    return (spaced,) if len(glued) == len(source) else (spaced, unescape(RE_TAG.sub(" ", glued)))
