"""Offers what else an unnamed market may be: "equities" in an article on America and Europe is one of the two.

The rules choose the article's home market; a trained decision may choose one of these instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.market import Market
from pipeline.extract.mentions import HOME
from pipeline.extract.parse import Parsed
from pipeline.extract.pieces import Piece
from pipeline.extract.places import stocks_of

WORLD = "MXWO"
RECENT = 2
UNNAMED = frozenset({"home", "carried"})


def find_alternatives(
    pieces: Sequence[Piece], parsed: Sequence[Parsed], markets: Sequence[Sequence[Market]]
) -> list[Piece]:
    """Candidates like those of `pieces` that name no index, for the two indices named last and for the world."""
    named: list[str] = []
    recent: list[tuple[str, ...]] = []
    for here in markets:
        named += [m.symbol for m in here if not m.proxy]
        recent.append(tuple(dict.fromkeys(reversed(named)))[:RECENT])
    world = (WORLD,) if any(m.symbol == WORLD for here in markets for m in here) else ()
    return [
        replace(piece, symbol=symbol, proxy=True, link="alternative", levels=())
        for piece in pieces
        if piece.link in UNNAMED or _is_home_word(piece, parsed[piece.sentence])
        for symbol in dict.fromkeys((*recent[piece.sentence], *world))
        if symbol != piece.symbol
    ]


def _is_home_word(piece: Piece, sentence: Parsed) -> bool:
    """Whether the market is named by a word for the home market only: "stocks", "the market"; not "stocks in Japan"."""
    text, at = sentence.text, sentence.start
    home = (u for u in sentence.units if u.key == HOME and not stocks_of(text, u.end - at, len(text)))
    words = {(u.start, u.end) for u in home}
    return bool(piece.spans) and all(span in words for span in piece.spans)
