"""Reads the rows of a table by its head: Firm, Strategist, Target, Prior, EPS, Upside.

A row "Kest Bank | Nomi Ward | 8,100 | 7,800" below that head has a target and a prior target.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.holders import Cast
from pipeline.extract.levels import Typed, plausible_symbol
from pipeline.extract.market import Market
from pipeline.extract.numbers import NumberKind
from pipeline.extract.parse import Parsed
from pipeline.extract.row_pieces import RE_CASE_WORDS, RE_SUMMARY, Frame, Row, build_rows, split_ranges
from pipeline.extract.units import FIRM, PERSON
from pipeline.types import Article, Holder, LevelKind

RE_HEAD_FIRM = re.compile(
    (r"\b(?:firm|bank|broker\w*|house|institution|company|company name|shop|source|" r"forecaster)\b"), re.IGNORECASE
)
RE_HEAD_PERSON = re.compile(r"\b(?:strategist|analyst|name|economist|forecaster)\b", re.IGNORECASE)
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


def table_row(
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
    return build_rows(split_ranges(typed), holder, cast, number, sentence, horizon)


def _column_kind(title: str) -> LevelKind | None:
    if RE_HEAD_SKIP.search(title):
        return None
    for kind, pattern in RE_CASE_WORDS:
        if pattern.search(title):
            return kind
    return LevelKind.TARGET if RE_HEAD_TARGET.search(title) or not title else None


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
