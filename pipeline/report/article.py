"""Makes the page of one article: its text with all that was found in it, and what became of each candidate.

`article_page(ArticlePage(...))`; what is on the page is gathered by `pipeline.explain_page`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.report.context import Span
from pipeline.report.page import fill

SCRIPTS = ("theme.js", "start_article.js")


@dataclass(frozen=True, slots=True)
class Fate:
    """A candidate in words, the stretch it stands in where that is not the sentence, and why it was dropped, or ""."""

    words: str
    stretch: str
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the article's text: a sentence, or what lies between sentences (then `kind` is "left out").

    `spans` are [start, end) in `text` with what they are; `says` who speaks in it, and how far; `is_evidence` where it
    shows a view.
    """

    kind: str
    text: str
    spans: Sequence[Span] = ()
    says: Sequence[str] = ()
    levels: Sequence[str] = ()
    horizons: Sequence[str] = ()
    fates: Sequence[Fate] = ()
    is_evidence: bool = False

    def pieces(self) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with what it is, or "": ("sees the ", ""), ("S&P 500", "index SPX")."""
        place = 0
        for span in sorted(self.spans, key=lambda span: (span.start, -span.end)):
            if span.start >= place:
                yield self.text[place : span.start], ""
                yield self.text[span.start : span.end], span.what
                place = span.end
        yield self.text[place:], ""


@dataclass(frozen=True, slots=True)
class FoundView:
    """A view of the article: its holder, what it says, its numbers and its evidence, in words."""

    holder: str
    stance: str
    symbol: str
    until: str
    levels: Sequence[str]
    remarks: Sequence[str]
    evidence: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the page of an article shows; `holders` are (name, why it holds no view or "")."""

    source_file: str
    title: str
    url: str
    facts: str
    notes: Sequence[str]
    views: Sequence[FoundView]
    holders: Sequence[tuple[str, str]]
    passages: Sequence[Passage]
    dropped: Sequence[tuple[str, int]]
    stated: Sequence[str]
    version: str


def article_page(page: ArticlePage) -> str:
    """The page of an article; the same article gives the same page."""
    return fill("article.html.j2", SCRIPTS, page=page, version=page.version)
