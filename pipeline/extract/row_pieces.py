"""One row of a list or a table as candidates: its holder, its numbers with their kinds, its horizon.

"Kest Bank (Nomi Ward): 8,100" is a candidate of Nomi Ward of Kest Bank with the target 8,100.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extract.holders import UNKNOWN, Actor, Cast, barred_firm, firm_key, surname_key
from pipeline.extract.levels import Typed
from pipeline.extract.parse import Parsed
from pipeline.extract.pieces import Piece
from pipeline.types import Holder, Horizon, LevelKind

RE_SUMMARY = re.compile(
    (r"^\W*(?:average|mean|median|high|low|highest|lowest|consensus|total|range|midpoint|" r"street)\b"), re.IGNORECASE
)
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


def build_rows(
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
    barred = known.barred if known else barred_firm(holder.firm)
    barred = "" if barred == UNKNOWN else barred  # any name in a list can be a firm
    return Actor(firm_key(holder.firm), holder, barred, True)


def split_ranges(typed: list[Typed]) -> list[Typed]:
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
