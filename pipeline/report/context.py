"""Evidence in its surroundings: stretches of articles, and where in them holder, index and numbers stand.

In "Ward sees the S&P 500 at 7,600" are marked "Ward", "S&P 500" and "7,600", in the units that JavaScript counts in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import gazetteer
from pipeline.report.data import ShownLevel, ShownView

SHORTEST = 3  # letters of a surname that is looked for

HOLDER, INDEX = "holder", "index"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an article that holds the evidence of some of its views.

    `start` is in the article's text, which has `whole` characters.
    """

    article_id: str
    start: int
    text: str
    whole: int

    @property
    def end(self) -> int:
        """Where it ends in the article's text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) of a text and what is there: "holder", "index", or the kind of a number."""

    start: int
    end: int
    what: str


def cropped(view: ShownView, reach: int) -> ShownView:
    """A view with at most so many characters before and after its evidence."""
    start = max(view.context_start, view.evidence_start - reach)
    end = view.evidence_end + reach - view.context_start
    return replace(view, context_start=start, context=view.context[start - view.context_start : end])


def windows_of(views: Iterable[ShownView]) -> list[Window]:
    """The stretches around the evidence of some views; those of one article that meet become one."""
    by_article: dict[str, list[ShownView]] = defaultdict(list)
    for view in views:
        by_article[view.article_id].append(view)
    return [window for some in by_article.values() for window in _merged(some)]


def _merged(views: Sequence[ShownView]) -> Iterator[Window]:
    """The stretches of one article in their order."""
    window: Window | None = None
    for view in sorted(views, key=lambda view: (view.context_start, len(view.context))):
        if window is None or view.context_start > window.end:
            if window:
                yield window
            window = Window(view.article_id, view.context_start, view.context, view.text_length)
        else:
            more = view.context[max(window.end - view.context_start, 0) :]
            window = replace(window, text=window.text + more)
    if window:
        yield window


def window_of(view: ShownView, windows: Sequence[Window]) -> int:
    """The number of the window that holds the evidence of a view."""
    return next(
        number
        for number, window in enumerate(windows)
        if window.article_id == view.article_id and window.start <= view.evidence_start < window.end
    )


def spans_of(view: ShownView, levels: Sequence[ShownLevel], window: Window) -> list[Span]:
    """What is to be marked for a view in its window, in order and apart: its numbers, its index, its holder."""
    first = view.context_start - window.start
    last = first + len(view.context)
    spans = [Span(level.start - window.start, level.end - window.start, level.kind) for level in levels]
    for found in (_markets(view, window.text), _holders(view, window.text)):
        spans += [one for one in found if not any(one.start < it.end and it.start < one.end for it in spans)]
    inside = (span for span in spans if first <= span.start < span.end <= last)
    return _apart(sorted(inside, key=lambda span: (span.start, span.end)))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Sorted spans without those that begin in another."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _markets(view: ShownView, text: str) -> list[Span]:
    """Where the index of a view is named, or the group of stocks that stands for it."""
    found = [(start, end) for start, end, symbol in gazetteer.find_indices(text) if symbol == view.symbol]
    if view.proxy:
        groups = gazetteer.find_proxies(text)
        found += [
            (start, end) for start, end, group in groups if group.symbol == view.symbol or group.context == "home"
        ]
    return [Span(start, end, INDEX) for start, end in found]


def _holders(view: ShownView, text: str) -> list[Span]:
    """Where a view's analyst, by full name or surname, and its firm are named."""
    surname = view.analyst_name.split()[-1:]
    names = {view.analyst_name, view.analyst_firm, *(name for name in surname if len(name) >= SHORTEST)} - {""}
    if not names:
        return []
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
    return [Span(*match.span(), HOLDER) for match in re.finditer(pattern, text)]


def in_utf16(text: str, offsets: Iterable[int]) -> list[int]:
    """Offsets of a text as JavaScript counts them, where letters beyond U+FFFF are two: "🙂 ok" at 2 is 3."""
    if text.isascii():
        return list(offsets)
    return [len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2 for offset in offsets]
