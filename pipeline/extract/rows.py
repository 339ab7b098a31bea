"""Reads lists and tables of targets: "Kest Bank (Nomi Ward): 8,100", a table row, or a firm's line above its number.

The index and the horizon carry over from the row's table head, or from the text before the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.holders import Cast, is_house
from pipeline.extract.levels import Typed, plausible_symbol
from pipeline.extract.market import Market
from pipeline.extract.numbers import Number, NumberKind
from pipeline.extract.parse import Parsed
from pipeline.extract.row_pieces import RE_CASE_WORDS, RE_SUMMARY, Frame, Row, build_rows, split_ranges
from pipeline.extract.tables import table_row
from pipeline.extract.units import COMMON, NAME, OUTSIDER, PERSON, PLACE
from pipeline.types import Article, BlockKind, Holder, Horizon, LevelKind

RE_LEAD = re.compile(r"^[\s•▲▼●■◦*·\-–—>\d.)]*")
RE_NOTE = re.compile(r"^\s?\(?\s?(?P<words>[^()\d]{0,60}?)\s?\)")


def find_rows(
    article: Article, parsed: Sequence[Parsed], cast: Cast, markets: Sequence[Sequence[Market]], home: str
) -> list[Row]:
    """The rows of all tables and lists, in reading order."""
    rows: list[Row] = []
    frame = Frame(home, Horizon())
    head: dict[int, str] = {}
    table = None
    for number, sentence in enumerate(parsed):
        block = article.blocks[sentence.block]
        found: list[Row] = []
        if block.kind is BlockKind.TABLE_ROW:
            if block.table != table:
                table, head = block.table, {}
            cells = _cells(article.text, block.cells)
            if block.is_header or (not head and not _has_value(sentence)):
                head = dict(enumerate(cells))
                frame = framed(frame, sentence, markets[number])
                continue
            found = table_row(article, number, sentence, cast, markets[number], frame, head)
        else:
            found = _line_row(article, number, parsed, cast, markets[number], frame)
        rows += found
        frame = framed(frame, sentence, markets[number]) if not found else frame
    return _trusted(rows)


def _cells(text: str, cells: Sequence[tuple[int, int]]) -> list[str]:
    return [text[a:b].strip() for a, b in cells]


def _has_value(sentence: Parsed) -> bool:
    return any(n.kind is NumberKind.VALUE and n.value >= 20 for n in sentence.numbers)


def framed(frame: Frame, sentence: Parsed, markets: Sequence[Market]) -> Frame:
    """The frame with the index and the horizon that a sentence names last."""
    named = [m.symbol for m in markets if not m.proxy]
    dated = [h.horizon for h in sentence.horizons if h.horizon.until or h.horizon.words.endswith("m")]
    return Frame(named[-1] if named else frame.symbol, dated[-1] if dated else frame.horizon)


def _line_row(
    article: Article, number: int, parsed: Sequence[Parsed], cast: Cast, markets: Sequence[Market], frame: Frame
) -> list[Row]:
    """A line that is a name and numbers, or a name alone above a line that is a number alone."""
    text, sentence = article.text, parsed[number]
    values = [n for n in sentence.numbers if n.kind is NumberKind.VALUE]
    start = sentence.start + len(RE_LEAD.match(text[sentence.start : sentence.end]).group())  # type: ignore[union-attr]
    if values:
        name_end = _name_end(text, start, values[0], sentence)
        if name_end is None:
            return _inline_rows(article, number, sentence, cast, markets, frame)
        holder = _line_holder(text, start, name_end, sentence)
        used: tuple[int, ...] = (number,)
        numbers = values
    else:
        following = parsed[number + 1] if number + 1 < len(parsed) else None
        if not following or not _is_number_alone(text, following) or sentence.end - sentence.start > 60:
            return []
        holder = _line_holder(text, start, sentence.end, sentence)
        used = (number, number + 1)
        numbers = [n for n in following.numbers if n.kind is NumberKind.VALUE]
        sentence = replace(sentence, end=following.end)
    if holder is None or RE_SUMMARY.match(text[start : sentence.end]):
        return []
    named = [m.symbol for m in markets if not m.proxy]
    typed = _typed_line(text, sentence, numbers, [*named, frame.symbol], number)
    horizon = next((h.horizon for h in sentence.horizons if h.horizon.until), frame.horizon)
    return build_rows(split_ranges(typed), holder, cast, number, sentence, horizon, used)


def _name_end(text: str, start: int, value: Number, sentence: Parsed) -> int | None:
    """Where the name of a line ends: before ":" or the like and the first number; None where words come between."""
    before = text[start : value.start]
    match = re.match(
        (
            r"^(?P<name>[^:|│—–=\n]{2,60}?)\s?(?:\((?P<note>[^()]{2,40})\))?\s?(?:[:—–=|│]|"
            r"-(?=\s)|,|\s)\s?[*]{0,2}(?:at |target )?$"
        ),
        before,
    )
    if not match:
        return None
    name = match["name"]
    if name.split()[0].lower() in COMMON or any(u.kind == "I" and u.start < value.start for u in sentence.units):
        return None
    if re.search(r"\s[a-z]{3,}\b(?!\s(?:&|and)\s)", re.sub(r"\b(?:and|of|the|by|de|for)\b", "", name)):
        return None
    return start + match.end("note") + 1 if match["note"] else start + match.end("name")


def _line_holder(text: str, start: int, end: int, sentence: Parsed) -> Holder | None:
    """ "Kest Bank", "Kest Bank (Nomi Ward)", or a name behind the numbers: "Kest — 6,500 → 5,200 (Nomi Ward)"."""
    name = text[start:end].strip(" :—–-*")
    note = re.search(r"\((?P<note>[^()]{2,40})\)$", name)
    main = name[: note.start()].strip() if note else name
    units = [u for u in sentence.units if u.start < end and start <= u.start]
    if (
        not main
        or not main[0].isupper()
        and not main[0].isdigit()
        or any(u.kind in (OUTSIDER, PLACE) and u.text == main for u in units)
    ):
        return None
    tail = next(
        (
            u.text
            for u in sentence.units
            if u.kind in (PERSON, NAME) and u.start >= end and text[u.start - 1] == "(" and len(u.text.split()) >= 2
        ),
        "",
    )
    person = any(u.kind == PERSON and u.text == main for u in units) and not is_house(main)
    if person:
        return Holder(main, "", note["note"] if note else "")
    analyst = note["note"] if note and not re.search(r"\d", note["note"]) else tail
    if len(main.split()) > 7 or main.casefold() in {"target", "support", "resistance", "key support", "key resistance"}:
        return None
    return Holder(analyst if len(analyst.split()) >= 2 else "", "", main)


def _is_number_alone(text: str, sentence: Parsed) -> bool:
    return bool(re.match(r"^\W*\d[\d,.\s\-–—~k]*(?:points|pts)?\W*$", text[sentence.start : sentence.end]))


def _typed_line(
    text: str, sentence: Parsed, numbers: Sequence[Number], symbols: Sequence[str], number_of: int
) -> list[Typed]:
    """The numbers of a line: targets, unless a note says "bull" or an arrow or "from" makes them prior ones."""
    typed: list[Typed] = []
    for n in numbers:
        found = plausible_symbol(n.value, symbols)
        before, after = text[max(sentence.start, n.start - 24) : n.start], text[n.end : min(sentence.end, n.end + 40)]
        if found is None or re.search(r"[\"“]", text[sentence.start : n.start]):
            continue
        typed.append(Typed(n, found[0], _line_kind(before, after), found[1], number_of))
    return typed


def _line_kind(before: str, after: str) -> LevelKind:
    if re.match(r"^\s?(?:→|->|–>|=>|➔)", after) or re.search(
        r"(?:\bfrom|\bwas|\bprev\w*|\bprior|\bold|\bearlier):?\s(?:about )?$", before, re.IGNORECASE
    ):
        return LevelKind.PRIOR_TARGET
    note = RE_NOTE.match(after) if after.lstrip().startswith("(") else None
    words = note["words"] if note else re.split(r"[,;:(]", before)[-1]
    for kind, pattern in RE_CASE_WORDS:
        if pattern.search(words):
            return kind
    return LevelKind.TARGET


def _inline_rows(
    article: Article, number: int, sentence: Parsed, cast: Cast, markets: Sequence[Market], frame: Frame
) -> list[Row]:
    """A list whose line breaks are lost: "Kest Bank: 17,600Teller & Co: 17,400Corvane: 17,050" (three or more)."""
    text = article.text
    pattern = re.compile(
        r"(?P<name>[A-ZÀ-Þ][\w&’'.À-ÿ -]{2,38}?)(?: \((?P<note>[^()\d]{3,40})\))?: " r"(?P<value>\d[\d,]{2,8})"
    )
    found = list(pattern.finditer(text, sentence.start, sentence.end))
    if len(found) < 3:
        return []
    named = [m.symbol for m in markets if not m.proxy]
    rows: list[Row] = []
    for m in found:
        value = float(m["value"].rstrip(",").replace(",", ""))
        symbol = plausible_symbol(value, [*named, frame.symbol])
        if symbol is None:
            continue
        n = Number(m.start("value"), m.end("value"), value, NumberKind.VALUE)
        part = replace(sentence, start=m.start(), end=m.end())
        holder = Holder(m["note"] or "", "", m["name"].strip())
        rows += build_rows(
            [Typed(n, symbol[0], LevelKind.TARGET, value, number)], holder, cast, number, part, frame.horizon
        )
    return rows


def _trusted(rows: Sequence[Row]) -> list[Row]:
    """A row of an unknown firm counts only in company: a list has at least two rows, or the firm is a house."""

    def company(i: int) -> bool:
        return any(abs(rows[j].piece.sentence - rows[i].piece.sentence) <= 4 for j in range(len(rows)) if j != i)

    return [r for i, r in enumerate(rows) if is_house(r.piece.actor.holder.firm) or (company(i))]
