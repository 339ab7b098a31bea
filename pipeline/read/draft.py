"""What a reader makes of a file before it gets its identity: title, date, text and blocks of one article.

Readers of all formats answer with a `Draft`; `read_article` turns it into the `Article`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipeline.types import Block

Wanted = Callable[[str], bool]  # whether a text is worth reading

NO_DATE = "no published date found: its views count only without --as-of"


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of one file; the fields are those of `Article`, where they are explained.

    `no_article` says why a page is none ("a page of links to 40 stories"); then it has no blocks.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    published_date: date | None = None
    publisher: str = ""
    url: str = ""
    byline: tuple[str, ...] = ()
    truncated: bool = False
    notes: tuple[str, ...] = ()
    is_skimmed: bool = False
    no_article: str = ""


def everything(_: str) -> bool:
    """Wants every text."""
    return True
