"""Takes away what stands around the text of a PDF's pages: running heads, page numbers, the address of a printed page.

What repeats at the same place on other pages is furniture: "Elm Research | 26 November 2025", "Page 3 of 9".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.read.pdf_lines import Line, Row
from pipeline.read.pdf_words import Page

RE_URL = re.compile(r"https?://[^\s…]+(?!\S*…)")
RE_PRINTED = re.compile(r"^\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d{2}(?: ?[AP]M)?\b", re.IGNORECASE)
RE_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:(?:page|p\.|seite)\s?)?\d{1,4}(?:\s?(?:/|of|von)\s?\d{1,4})?[\W_]*$", re.IGNORECASE
)
RE_DIGITS = re.compile(r"\d+")

HEAD = 0.16
FOOT = 0.14
EDGE = 0.06
SAME_PLACE = 4.0
SHORT_LINE = 10
LEAST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Furniture:
    """The rows of each page that are text, the lines taken away from page one, and the printed address."""

    rows: tuple[tuple[Row, ...], ...]
    heads: tuple[str, ...]
    url: str


def without_furniture(pages: Sequence[Page], rows: Sequence[Sequence[Row]], size: float) -> Furniture:
    """The rows of all pages without heads, feet, page numbers and what a browser prints around a page.

    `size` is the usual type size; what is set smaller at the very edge of a page is furniture even on a single page.
    """
    repeated = _repeated(pages, rows)
    kept: list[tuple[Row, ...]] = []
    heads: list[str] = []
    url = ""
    for page, own in zip(pages, rows, strict=True):
        text: list[Row] = []
        for row in own:
            found = _browser_url(row, page)
            url = url or found or ""
            taken = [line for line in row if found is not None or id(line) in repeated or _is_note(line, page, size)]
            if found is None and page is pages[0]:
                heads += [line.text for line in taken]
            text.append([line for line in row if all(line is not other for other in taken)])
        kept.append(tuple(row for row in text if row))
    return Furniture(tuple(kept), tuple(heads), url)


def _repeated(pages: Sequence[Page], rows: Sequence[Sequence[Row]]) -> set[int]:
    """The ids of the lines in the margins that stand at the same place of other pages, whatever their numbers."""
    seen: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for number, (page, own) in enumerate(zip(pages, rows, strict=True)):
        for line in _margin_lines(page, own):
            seen[RE_DIGITS.sub("#", line.text).casefold()].append((number, line))
    least = max(2, LEAST_SHARE * len(pages))
    return {
        id(line)
        for alike in seen.values()
        for _, line in alike
        if len({page for page, other in alike if abs(other.y - line.y) <= SAME_PLACE}) >= least
    }


def _margin_lines(page: Page, rows: Sequence[Row]) -> Iterator[Line]:
    """The lines in the upper and lower margin."""
    for row in rows:
        if row[0].y < HEAD * page.height or row[0].y > (1 - FOOT) * page.height:
            yield from row


def _is_note(line: Line, page: Page, size: float) -> bool:
    """Whether a line at the edge of the page is its number, or short and in no larger type than the text."""
    is_short = line.words <= SHORT_LINE and line.size <= size
    return _is_at_edge(line, page) and (is_short or bool(RE_PAGE_NUMBER.match(line.text)))


def _is_at_edge(line: Line, page: Page) -> bool:
    """Whether a line stands where no text does."""
    return line.y < EDGE * page.height or line.y > (1 - EDGE) * page.height


def _browser_url(row: Row, page: Page) -> str | None:
    """The address in a row that a browser printed around a page, "" for one without; None for any other row."""
    if not _is_at_edge(row[0], page):
        return None
    found = next((match[0] for line in row if (match := RE_URL.match(line.text))), "")
    return found if found or any(RE_PRINTED.match(line.text) for line in row) else None
