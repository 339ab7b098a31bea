"""Writes a candidate as the line that the encoder reads: who speaks, of which market, in which words.

"Nomi Ward of Kest Bank sees the S&P 500 at 7,000. It is at 6,600." becomes
"subject index person S&P 500 | [START] [HOLDER] of [FIRM] sees the [MARKET] S&P 500 at [ABOVE] [END] It is at [AT]."
Names and values are blinded, so that nothing is learned about a person, a house or a year's numbers; where a number
stands against the market is told by arithmetic, which an encoder cannot do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.article import Reading
from pipeline.extract.holders import firm_key, surname_key
from pipeline.extract.levels import plausible_symbol
from pipeline.extract.numbers import NumberKind
from pipeline.extract.pieces import Piece
from pipeline.extract.stance import CLEARLY, present_level
from pipeline.extract.units import FIRM, NAME, PERSON
from pipeline.gazetteer import index_name

START, END = "[START]", "[END]"  # around the stretch in question
HOLDER, OTHER_PERSON, OTHER_FIRM = "[HOLDER]", "[PERSON]", "[FIRM]"
MARKET = "[MARKET]"  # before each mention of the index in question
VALUE, ABOVE, BELOW, AT = "[VALUE]", "[ABOVE]", "[BELOW]", "[AT]"
VALUES = (VALUE, ABOVE, BELOW, AT)
MARKERS = (START, END, HOLDER, OTHER_PERSON, OTHER_FIRM, MARKET, *VALUES)

BEFORE, AFTER = 160, 80  # characters of context around the sentence
LONGEST_BEFORE, LONGEST_AFTER = 400, 240  # and around the stretch, where the sentence is long
SHORT_BEFORE, SHORT_AFTER = 80, 40  # characters around the stretch that are left in a short line
HEAD_END = " | "
RE_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate as the encoder reads it; `numbers` are the article offsets of its value markers, in order."""

    text: str
    numbers: tuple[int, ...]


def mark(reading: Reading, piece: Piece) -> Line:
    """The line of a candidate."""
    text = reading.article.text
    start, end = _context(reading, piece)
    changes = sorted(_changes(reading, piece, start, end))
    parts, numbers, at = [], [], start
    for first, last, _, marker in changes:
        if first < at:
            continue
        parts += [text[at:first], marker]
        if marker.strip() in VALUES:
            numbers.append(first)
        at = last
    parts.append(text[at:end])
    who = "firm" if piece.actor.key.startswith("@") else "person"
    line = f"{piece.form} {piece.link} {who} {index_name(piece.symbol)}{HEAD_END}{''.join(parts)}"
    return Line(RE_BLANKS.sub(" ", line).strip(), tuple(numbers))


def short_line(line: str) -> str:
    """The line with little around its stretch, cut at blanks: what a quick encoder reads."""
    head, _, text = line.partition(HEAD_END)
    first, last = text.find(START), text.find(END) + len(END)
    if first < 0 or last < len(END):
        return line
    start, end = max(0, first - SHORT_BEFORE), min(len(text), last + SHORT_AFTER)
    while 0 < start < first and text[start - 1] != " ":
        start += 1
    while last < end < len(text) and text[end] != " ":
        end -= 1
    return head + HEAD_END + text[start:end]


def _context(reading: Reading, piece: Piece) -> tuple[int, int]:
    """The sentence of a candidate with what stands around it, cut at blanks."""
    text, sentence = reading.article.text, reading.parsed[piece.sentence]
    start = max(0, sentence.start - BEFORE, piece.start - LONGEST_BEFORE)
    end = min(len(text), max(sentence.end, piece.end) + AFTER, piece.end + LONGEST_AFTER)
    while 0 < start < piece.start and not text[start - 1].isspace():
        start += 1
    while piece.end < end < len(text) and not text[end].isspace():
        end -= 1
    return start, end


def _changes(reading: Reading, piece: Piece, start: int, end: int) -> Iterator[tuple[int, int, int, str]]:
    """What is replaced or put in, as (start, end, rank, marker); of two at one place the lower rank comes first."""
    yield piece.end, piece.end, 0, f" {END} "
    yield piece.start, piece.start, 1, f" {START} "
    for a, _ in piece.spans:
        yield a, a, 2, f" {MARKET} "
    present = present_level(reading, piece.symbol)
    for sentence in reading.parsed:
        if sentence.end <= start or sentence.start >= end:
            continue
        for unit in sentence.units:
            marker = _name_marker(reading, piece, unit.kind, unit.text)
            if marker and start <= unit.start and unit.end <= end:
                yield unit.start, unit.end, 3, f" {marker} "
        for number in sentence.numbers:
            if number.kind is NumberKind.VALUE and start <= number.start and number.end <= end:
                yield number.start, number.end, 3, f" {_value_marker(piece.symbol, number.value, present)} "


def _name_marker(reading: Reading, piece: Piece, kind: str, name: str) -> str:
    """What stands for a name: the holder's own, another person's, another firm's; empty for names that stay."""
    if kind == FIRM:
        return HOLDER if firm_key(name) == piece.actor.key else OTHER_FIRM
    if kind == PERSON or (kind == NAME and reading.cast.person(name)):
        return HOLDER if surname_key(name) == piece.actor.key else OTHER_PERSON
    return ""


def _value_marker(symbol: str, value: float, present: float | None) -> str:
    """Where a value stands against the present level of the index in question, if both are known."""
    plausible = plausible_symbol(value, [symbol])
    if present is None or plausible is None:
        return VALUE
    change = plausible[1] / present - 1
    return ABOVE if change > CLEARLY else BELOW if change < -CLEARLY else AT
