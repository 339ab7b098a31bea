"""Reads lists and tables of targets: "Kest Bank (Nomi Ward): 8,100", a table row, or a firm's line above its number.

The index and the horizon carry over from the row's table head, or from the text before the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.holders import Actor, Cast, firm_key, is_house, surname_key
from pipeline.extract.levels import Typed, plausible_symbol
from pipeline.extract.market import Market
from pipeline.extract.numbers import Number, NumberKind
from pipeline.extract.parse import Parsed
from pipeline.extract.pieces import Piece
from pipeline.extract.units import COMMON, FIRM, NAME, OUTSIDER, PERSON, PLACE
from pipeline.types import Article, BlockKind, Holder, Horizon, LevelKind

RE_SUMMARY = re.compile(
    (r"^\W*(?:average|mean|median|high|low|highest|lowest|consensus|total|range|midpoint|" r"street)\b"), re.IGNORECASE
)
RE_LEAD = re.compile(r"^[\s•▲▼●■◦*·\-–—>\d.)]*")
RE_BETWEEN = re.compile(r"^\s?(?::|—|–|-|=|,|\||│|at|target|–>)?\s?[*]{0,2}$")
RE_NOTE = re.compile(r"^\s?\(?\s?(?P<words>[^()\d]{0,60}?)\s?\)")
RE_CASE_WORDS = (
    (LevelKind.BULL_CASE, re.compile(r"\bbull|\bbest|\boptimis|\bupside case", re.IGNORECASE)),
    (LevelKind.BEAR_CASE, re.compile(r"\bbear|\bworst|\bpessimis|\bdownside", re.IGNORECASE)),
    (
        LevelKind.PRIOR_TARGET,
        re.compile(r"\bprior|\bprevious|\bold\b|\bwas\b|\bearlier|\bformer|^from\b|\bstart of", re.IGNORECASE),
    ),
    (LevelKind.SUPPORT, re.compile(r"\bsupport|^s[1-3]$", re.IGNORECASE)),
    (LevelKind.RESISTANCE, re.compile(r"\bresistance|^r[1-3]$", re.IGNORECASE)),
    (LevelKind.FAIR_VALUE, re.compile(r"\bfair value", re.IGNORECASE)),
)
RE_HEAD_FIRM = re.compile(
    (r"\b(?:firm|bank|broker\w*|house|institution|company|company name|shop|source|" r"forecaster)\b"), re.IGNORECASE
)
RE_HEAD_PERSON = re.compile(r"\b(?:strategist|analyst|name|economist|forecaster)\b", re.IGNORECASE)
RE_HEAD_INDEX = re.compile(r"\b(?:index|market|benchmark)\b", re.IGNORECASE)
RE_HEAD_SKIP = re.compile(
    (
        r"\b(?:eps|earnings|upside|downside|change|%|p/e|multiple|date|updated|rating|"
        r"implied|gain|probability|growth|move)\b|%"
    ),
    re.IGNORECASE,
)
RE_HEAD_TARGET = re.compile(
    (
        r"\b(?:target|close|base|forecast|year[- ]?end|level|objective|estimate|20\d\d|call|"
        r"new|current|latest|now|to|points)\b"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What rows inherit: the index and the horizon named before them."""

    symbol: str
    horizon: Horizon


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a candidate; `sentences` are the ones it used up."""

    piece: Piece
    sentences: tuple[int, ...]


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
                frame = _framed(frame, sentence, markets[number])
                continue
            found = _table_row(article, number, sentence, cast, markets[number], frame, head)
        else:
            found = _line_row(article, number, parsed, cast, markets[number], frame)
        rows += found
        frame = _framed(frame, sentence, markets[number]) if not found else frame
    return _trusted(rows)


def _cells(text: str, cells: Sequence[tuple[int, int]]) -> list[str]:
    return [text[a:b].strip() for a, b in cells]


def _has_value(sentence: Parsed) -> bool:
    return any(n.kind is NumberKind.VALUE and n.value >= 20 for n in sentence.numbers)


def _framed(frame: Frame, sentence: Parsed, markets: Sequence[Market]) -> Frame:
    named = [m.symbol for m in markets if not m.proxy]
    dated = [h.horizon for h in sentence.horizons if h.horizon.until or h.horizon.words.endswith("m")]
    return Frame(named[-1] if named else frame.symbol, dated[-1] if dated else frame.horizon)


def _table_row(
    article: Article,
    number: int,
    sentence: Parsed,
    cast: Cast,
    markets: Sequence[Market],
    frame: Frame,
    head: dict[int, str],
) -> list[Row]:
    """A table row by its head: "Firm | Strategist | Target | Prior | EPS"."""
    text, cells = article.text, article.blocks[sentence.block].cells
    if not cells or RE_SUMMARY.match(text[cells[0][0] : cells[0][1]]):
        return []
    holder = _row_holder(text, cells, sentence, head)
    if holder is None:
        return []
    named = [m.symbol for m in markets if not m.proxy]
    typed = []
    for column, (a, b) in enumerate(cells):
        kind = _column_kind(head.get(column, ""))
        for n in sentence.numbers:
            found = (
                plausible_symbol(n.value, [*named, frame.symbol])
                if a <= n.start < b and n.kind is NumberKind.VALUE and kind
                else None
            )
            if found and kind:
                typed.append(Typed(n, found[0], kind, found[1], number))
    horizon = next((h.horizon for h in sentence.horizons), frame.horizon)
    return _rows(_one_target(typed), holder, cast, number, sentence, horizon)


def _column_kind(title: str) -> LevelKind | None:
    if RE_HEAD_SKIP.search(title):
        return None
    for kind, pattern in RE_CASE_WORDS:
        if pattern.search(title):
            return kind
    return LevelKind.TARGET if RE_HEAD_TARGET.search(title) or not title else None


def _one_target(typed: list[Typed]) -> list[Typed]:
    """Two targets in a row that are a range ("5,100-5,300") become its low and high."""
    result = []
    for t in typed:
        pair = next(
            (
                o
                for o in typed
                if o is not t and t.number.range_id is not None and o.number.range_id == t.number.range_id
            ),
            None,
        )
        if pair and t.kind is LevelKind.TARGET:
            result.append(replace(t, kind=LevelKind.RANGE_LOW if t.value <= pair.value else LevelKind.RANGE_HIGH))
        else:
            result.append(t)
    return result


def _row_holder(text: str, cells: Sequence[tuple[int, int]], sentence: Parsed, head: dict[int, str]) -> Holder | None:
    """The firm and the person of a table row, by the head's words or else by what the cells look like."""
    firm = analyst = role = ""
    for column, (a, b) in enumerate(cells):
        title, cell = head.get(column, ""), text[a:b].strip(" *")
        if (
            not cell
            or re.search(r"\d", cell)
            and not re.search(r"[A-Za-z]{3}", cell)
            or any(m.kind == "I" and m.start < b and a < m.end for m in sentence.units)
        ):
            continue
        units = [u for u in sentence.units if u.start < b and a < u.end]
        if not analyst and RE_HEAD_PERSON.search(title) and len(cell.split()) >= 2:
            analyst, role = re.sub(r"\s*\(.*\)$", "", cell), RE_HEAD_PERSON.search(title).group()  # type: ignore[union-attr]
        elif not firm and (RE_HEAD_FIRM.search(title) or any(u.kind == FIRM for u in units)):
            firm = re.sub(r"\s*\(.*\)$", "", cell)
        elif not analyst and not title and any(u.kind == PERSON for u in units):
            analyst = cell
    if not firm and not analyst and cells and not head.get(0):
        first = text[cells[0][0] : cells[0][1]].strip(" *")
        firm = first if re.match(r"^[A-Z]", first) and not re.search(r"\d", first) and len(first.split()) <= 6 else ""
    return Holder(analyst, role, firm) if firm or analyst else None


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
    return _rows(_one_target(typed), holder, cast, number, sentence, horizon, used)


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
    """The numbers of a line: the first a target, unless a note says "bull"; "6,500 → 5,200" and "(from 7,000)" as such."""
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
        rows += _rows([Typed(n, symbol[0], LevelKind.TARGET, value, number)], holder, cast, number, part, frame.horizon)
    return rows


def _rows(
    typed: list[Typed],
    holder: Holder,
    cast: Cast,
    number: int,
    sentence: Parsed,
    horizon: Horizon,
    used: tuple[int, ...] = (),
) -> list[Row]:
    """One row per index; a row whose numbers fit no index is none."""
    actor = _actor(holder, cast)
    rows = []
    for symbol in dict.fromkeys(t.symbol for t in typed):
        mine = tuple(t for t in typed if t.symbol == symbol)
        piece = Piece(actor, (), symbol, False, "row", "row", number, sentence.start, sentence.end, mine, horizon)
        rows.append(Row(piece, used or (number,)))
    return rows


def _actor(holder: Holder, cast: Cast) -> Actor:
    if holder.analyst:
        known = cast.person(holder.analyst)
        if known and not known.barred:
            firm = holder.firm or known.holder.firm
            return replace(
                known,
                holder=replace(known.holder, analyst=max(known.holder.analyst, holder.analyst, key=len), firm=firm),
            )
        return Actor(surname_key(holder.analyst), holder, "", True)
    known = cast.firm(holder.firm)
    barred = known.barred if known and known.barred != "unknown firm" else ""
    return Actor(firm_key(holder.firm), holder, barred, True)


def _trusted(rows: Sequence[Row]) -> list[Row]:
    """A row of an unknown firm counts only in company: a list has at least two rows, or the firm is a house."""

    def company(i: int) -> bool:
        return any(abs(rows[j].piece.sentence - rows[i].piece.sentence) <= 4 for j in range(len(rows)) if j != i)

    return [r for i, r in enumerate(rows) if is_house(r.piece.actor.holder.firm) or (company(i))]
