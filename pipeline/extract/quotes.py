"""Finds what stands in quotation marks in a block, also with an odd number of marks.

An opening mark without its close runs to the end of the block, as in a quote continued in the next paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

RE_MARK = re.compile(r"[“”„«»\"]|''|``|‘‘|’’")
OPENING = {"“", "„", "«", "``", "‘‘"}
CLOSING = {"”", "»", "''", "’’"}
_SAYS = r"(?:said|says|wrote|added)"
RE_SAID = re.compile(
    rf",\s(?=(?:{_SAYS}\s(?:[A-Z]|the\s)|(?:he|she|they|(?:[A-Z][\w’'-]+ ){{0,2}}[A-Z][\w’'-]+)\s{_SAYS}\s?[.,;]))"
)
# The speaker of the quote before: ", said Nomi Ward, a strategist at Kest Bank, ", " she added. ".
RE_SPEAKER = re.compile(
    rf",?\s(?:{_SAYS}\s[^,.;]*|[\w’' -]{{2,40}}\s{_SAYS}[^,.;]*)"
    r"(?:,\s(?:an?|the|chief|head|senior|who)\s[^,.;]*)*[,.;]\s"
)
RE_SENTENCE_END = re.compile(r"[.!?]\s")


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands between two marks, [start, end) without them; `closed` is False where no closing mark came."""

    start: int
    end: int
    closed: bool


def find_quotes(text: str, start: int, end: int) -> list[Quote]:
    """The quotes of `text[start:end]`: in `"Buy," he said. "Sell.` there are two, the second not closed."""
    quotes: list[Quote] = []
    opened: int | None = None
    for mark in RE_MARK.finditer(text, start, end):
        if opened is None:
            if _may_open(text, mark, start):
                opened = mark.end()
            elif quotes and (lost := _lost_opening(text, quotes[-1].end + 1, mark)) is not None:
                quotes.append(Quote(lost, mark.start(), True))
        elif _may_close(text, mark, end) or (mark.group() == "“" and text[opened - 1] == "„"):
            if mark.start() > opened:
                quotes.append(Quote(opened, mark.start(), True))
            opened = None
        elif mark.group() in OPENING or _may_open(text, mark, start):
            quotes.append(Quote(opened, mark.start(), False))
            opened = mark.end()
    if opened is not None and opened < end:
        quotes.append(Quote(opened, end, False))
    return [_before_said(text, q) for q in quotes if text[q.start : q.end].strip()]


def _lost_opening(text: str, start: int, mark: re.Match[str]) -> int | None:
    """Where a quote begins whose opening mark is lost behind the quote that ends before `start`: behind its speaker.

    In `“Buy,” said Ward, hold on,” he added.` it is "hold on,"; a straight mark may be one that opens, so that its
    quote is in the sentence of the one before.
    """
    speaker = RE_SPEAKER.match(text, start, mark.start())
    begin = speaker.end() if speaker else start
    ends = [m.end() for m in RE_SENTENCE_END.finditer(text, start, mark.start())]
    if ends and mark.group() not in CLOSING:
        return None
    return max(begin, ends[-1]) if ends and speaker else None if ends else begin


def _before_said(text: str, quote: Quote) -> Quote:
    """A quote that lost its closing mark ends where its speaker is named: `"A pullback is near, said Nomi Ward.`"""
    said = None if quote.closed else RE_SAID.search(text, quote.start, quote.end)
    return Quote(quote.start, said.start(), True) if said else quote


def _may_open(text: str, mark: re.Match[str], start: int) -> bool:
    if mark.group() in OPENING:
        return True
    if mark.group() in CLOSING:
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end() : mark.end() + 1]
    return not after.isspace() and after != "" and (before.isspace() or before in "([—–-.,:/*" or not before.isalnum())


def _may_close(text: str, mark: re.Match[str], end: int) -> bool:
    if mark.group() in CLOSING:
        return True
    if mark.group() in OPENING:
        return False
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < end else " "
    return not before.isspace() or not after.isalnum()


def share_quoted(quotes: list[Quote], start: int, end: int) -> float:
    """Which part of [start, end) stands in quotation marks, 0 to 1."""
    inside = sum(max(0, min(q.end, end) - max(q.start, start)) for q in quotes)
    return inside / (end - start) if end > start else 0.0
