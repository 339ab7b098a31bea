"""Cuts a block into sentences, also where the blank is lost: "outlook is negative.The index fell" are two.

Offsets are those of the article. A sentence keeps its closing quotation mark, and one that goes on after it
("“We are bullish,” she said.") is not cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "jr",
        "sr",
        "inc",
        "corp",
        "co",
        "ltd",
        "llc",
        "plc",
        "vs",
        "no",
        "nos",
        "u.s",
        "u.k",
        "e.u",
        "u.n",
        "d.c",
        "l.p",
        "s.a",
        "n.v",
        "a.g",
        "j.p",
        "p.m",
        "a.m",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "gen",
        "gov",
        "sen",
        "rep",
        "lt",
        "col",
        "ft",
        "est",
        "approx",
        "rs",
        "cos",
        "bros",
        "dept",
        "assn",
        "e.g",
        "i.e",
        "etc",
        "al",
        "fig",
        "ph.d",
    ]
)
RE_END = re.compile(r"[.!?…]+[\"”’'»)\]]*")
RE_WORD_BEFORE = re.compile(r"[\w.&’'-]*$")
RE_GLUED = re.compile(r"[a-z)%\"”’][.!?][\"”]?$|[a-z]{3,}[\"”]?[.!?]$")
RE_NEXT_START = re.compile(r"\s*[\"“‘'«(\[*•–—-]*\s*[A-Z0-9$€£“\"‘À-Þ]")
RE_SAYS_AFTER = re.compile(r"\s*[,—–-]?\s*(?:said|says|wrote|he|she|they|told|added|according)\b")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, [start, end) in the article; `block` is the number of its block."""

    start: int
    end: int
    block: int


def split_block(text: str, start: int, end: int, *, block: int = 0) -> list[Sentence]:
    """The sentences of `text[start:end]`: "It fell. He said so." gives two, "Mr. Low of J.P. Morgan fell." one."""
    cuts = [start]
    for match in RE_END.finditer(text, start, end):
        if match.end() < end and _ends_sentence(text, match, cuts[-1], end):
            cuts.append(match.end())
    for newline in re.finditer(r"\n", text[start:end]):
        cuts.append(start + newline.end())
    cuts = sorted({*cuts, end})
    spans = [_strip(text, a, b) for a, b in zip(cuts, cuts[1:], strict=False)]
    return [Sentence(a, b, block) for a, b in spans if a < b]


def _ends_sentence(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Whether the mark ends a sentence: not in "U.S. stocks", "No. 5", "4.5", "J. Powell", "“...,” said"."""
    rest = text[match.end() : min(end, match.end() + 24)]
    if not RE_NEXT_START.match(rest) or RE_SAYS_AFTER.match(rest):
        return False
    mark = match.group()
    before = text[begin : match.start()]
    glued = not rest[:1].isspace() and mark[-1] not in "\"”’'»)]"
    if mark.startswith((".", "…")) and mark.strip("\"”’'»)]") == ".":
        word = _word_before(before)
        if word.lower() in ABBREVIATIONS and not _certain_end(word, rest):
            return False
        if len(word) == 1 and word.isupper():
            return False
    if glued:
        return _glued_end(before, rest)
    return True


def _word_before(before: str) -> str:
    match = RE_WORD_BEFORE.search(before)
    return match.group().strip("’'-") if match else ""


def _certain_end(word: str, rest: str) -> bool:
    """ "... in the U.S. The index": an abbreviation that may end a sentence, before a word that starts one."""
    may_end = word.lower() in {"u.s", "u.k", "inc", "corp", "co", "ltd", "llc", "plc", "p.m", "a.m", "etc", "e.u"}
    starts = re.match(
        (r"\s+[\"“‘]?(?:The|But|And|He|She|They|It|In|If|That|This|We|I|At|For|As|On|His|Her|" r"Its|\"|“)\b"), rest
    )
    return may_end and bool(starts)


def _glued_end(before: str, rest: str) -> bool:
    """ "negative.The": a small letter, a digit or a mark before, a capitalised word after; not "yahoo.Com", "S.P"."""
    return bool(re.search(r"[a-z0-9)%”\"]{2}$", before)) and bool(re.match(r"[\"“‘]?(?:[A-Z][A-Za-z]+\b|[AI]\s)", rest))


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
