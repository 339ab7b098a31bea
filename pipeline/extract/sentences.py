"""Cuts a block into sentences, also where the blank is lost: "outlook is negative.The index fell" are two.

Offsets are those of the article. A sentence keeps its closing quotation mark, and one that goes on after it
("“We are bullish,” she said.") is not cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline import gazetteer
from pipeline.extract.roles import role_words
from pipeline.extract.units import FIRM_WORDS

_ABBREVIATIONS = (
    "mr|mrs|ms|dr|prof|st|jr|sr|inc|corp|co|ltd|llc|plc|vs|no|nos|u.s|u.k|e.u|u.n|d.c|l.p|s.a|n.v|a.g|j.p|p.m|a.m|"
    "jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|wed|thu|fri|gen|gov|sen|rep|lt|col|ft|est|approx|"
    "rs|cos|bros|dept|assn|e.g|i.e|etc|al|fig|ph.d"
)
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split("|"))
MAY_END = frozenset({"u.s", "u.k", "inc", "corp", "co", "ltd", "llc", "plc", "p.m", "a.m", "etc", "e.u"})
MARKS = "\"”’'»)]"
AHEAD = 60
SHORTEST_WRAPPED = 30
RE_END = re.compile(r"[.!?…]+[\"”’'»)\]]*")
RE_LINE_END = re.compile(r"[.!?:;…][”\"’'»)\]]*$")
# A heading that ran into its paragraph: "FINDING VALUE But Nomi Ward said".
RE_HEAD_INSIDE = re.compile(
    r"\s*[A-Z][A-Z’',&-]+(?:\s(?:A|I|[A-Z][A-Z’',&-]+)){0,7}\s(?P<last>[A-Z][A-Z’'&-]+)(?:(?P<mark>[?!])|(?<!,))"
    r"\s(?=[\"“]?(?:[A-Z][a-z]+\s(?P<name>[A-Z][a-z])?|[AI]\s[A-Z]?[a-z]))"
)
RE_PARAGRAPH_START = re.compile(
    r"[\"“]|(?:An?|The|This|That|These|Those|It|Its|He|His|She|Her|They|Their|We|Our|I|You|Your|There|Here|But|And|So"
    r"|Yet|Still|If|In|On|At|For|As|By|With|From|To|Of|After|Before|Since|Despite|Amid|While|When|Although|Though"
    r"|Because|What|How|Why|Some|Many|Most|Few|All|No|Not)\b"
)
RE_SHORT_CAPITALS = re.compile(r"\s*(?:[A-Z&]{1,4}\s)+")  # "UK PM Keller" and "AXA IM Chief" begin with names
RE_NEWLINE = re.compile(r"\n")
RE_INITIALS = re.compile(r"(?!(?:U\.S|U\.K|E\.U|U\.A\.E|[AP]\.M)$)[A-Z](?:\.-?[A-Z])*")
RE_WORD_BEFORE = re.compile(r"[\w.&’'-]*$")
RE_NEXT_START = re.compile(r"\s*[\"“‘'«(\[*•–—-]*\s*[A-Z0-9$€£“\"‘À-Þ]")
RE_SAYS_AFTER = re.compile(r"\s*[,—–-]?\s*(?:said|says|wrote|he|she|they|told|added|according)\b")
RE_NAME_SAYS_AFTER = re.compile(r"\s(?:[A-ZÀ-Þ][\w’-]+\s){1,3}(?:said|says|wrote|told|added|asked)\b")
RE_SENTENCE_START = re.compile(
    r"(?:\s*[\"“‘]?)(?:The|But|And|He|She|They|It|In|If|That|This|We|I|At|For|As|On|His|Her|Its|\"|“)\b"
)
RE_SIGNED = re.compile(r"\s?[—–]\s?[A-ZÀ-Þ][\w.’'-]*\s[A-ZÀ-Þ]")  # “It is cheap.” — Nomi Ward, strategist at Kest Bank
RE_GLUED_BEFORE = re.compile(r"[a-z0-9)%”\"]{2}$")
RE_GLUED_AFTER = re.compile(r"[\"“‘]?(?:(?!(?:Com|Net|Org)\b)[A-Z][A-Za-z]+\b|[AI]\s)")


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
        stop = match.end() - _opens_next(text, match, start, end)
        if stop < end and _ends_sentence(text, match.start(), stop, cuts[-1], end):
            cuts.append(stop)
    cuts += [newline.end() for newline in RE_NEWLINE.finditer(text, start, end) if not _is_wrap(text, newline, start)]
    cuts = sorted({*cuts, end})
    cuts += [head for a, b in zip(cuts, cuts[1:], strict=False) if (head := _heading_end(text, a, b))]
    cuts.sort()
    spans = [_strip(text, a, b) for a, b in zip(cuts, cuts[1:], strict=False)]
    return [Sentence(a, b, block) for a, b in spans if a < b]


def _heading_end(text: str, start: int, end: int) -> int | None:
    """Where a heading in capitals ends that ran into its paragraph: "FINDING VALUE |But Nomi Ward said".

    "KEST BANK Strategists", "KEST CIO Nomi Ward" and "FTSE MIB Index" are names.
    """
    head = RE_HEAD_INSIDE.match(text, start, end)
    if not head or head["mark"] or RE_PARAGRAPH_START.match(text, head.end()):
        return head.end() if head else None
    last = head["last"].lower()
    across = text[start : min(end, head.end() + AHEAD)]
    named = any(a < head.end() - start < b for a, b, _ in gazetteer.find_indices(across))
    firm = gazetteer.find_firms(across[: head.end() - start]) or RE_SHORT_CAPITALS.fullmatch(head[0])
    return None if named or firm or last in FIRM_WORDS or (head["name"] and last in role_words()[0]) else head.end()


def _opens_next(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a straight mark behind a full stop opens the next quotation: `at Kest Bank."It is dear," she said.`"""
    if not match.group().endswith('"') or not RE_GLUED_AFTER.match(text, match.end(), end):
        return False
    return text.count('"', start, match.end() - 1) % 2 == 0


def _is_wrap(text: str, newline: re.Match[str], start: int) -> bool:
    """Whether a line break is only where the text was wrapped: behind a long line that ends in no full stop, or in
    that of an abbreviation: "at Kest Inc. / in Oslo"."""
    line = text[max(start, text.rfind("\n", start, newline.start()) + 1) : newline.start()].rstrip()
    if len(line) < SHORTEST_WRAPPED:
        return False
    goes_on = text[newline.end() : newline.end() + 1].islower()
    return not RE_LINE_END.search(line) or (goes_on and _abbreviates(line[:-1], ""))


def _ends_sentence(text: str, start: int, stop: int, begin: int, end: int) -> bool:
    """Whether the mark at [start, stop) ends one: not in "U.S. stocks", "No. 5", "4.5", "J. Powell", "“...,” said"."""
    rest = text[stop : min(end, stop + AHEAD)]
    mark = text[start:stop]
    if mark[-1] in MARKS and RE_SIGNED.match(rest):
        return False
    if not RE_NEXT_START.match(rest) or RE_SAYS_AFTER.match(rest):
        return False
    if mark[0] in "!?" and mark[-1] in MARKS and RE_NAME_SAYS_AFTER.match(rest):
        return False
    before = text[begin:start]
    if mark.rstrip(MARKS) == "." and _abbreviates(before, rest):
        return False
    if not rest[0].isspace() and mark[-1] not in MARKS:
        return bool(RE_GLUED_BEFORE.search(before) and RE_GLUED_AFTER.match(rest))
    return True


def _abbreviates(before: str, rest: str) -> bool:
    """Whether a full stop belongs to the word before it: "Mr.", "J.", but not the one in "in the U.S. The index"."""
    match = RE_WORD_BEFORE.search(before)
    word = match.group().strip("’'-") if match else ""
    if RE_INITIALS.fullmatch(word):
        return True
    may_end = word.lower() in MAY_END and RE_SENTENCE_START.match(rest)
    return word.lower() in ABBREVIATIONS and not may_end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
