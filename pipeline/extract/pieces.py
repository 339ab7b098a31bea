"""Proposes who may hold a view of which index: every pair of a speaker and a market of one stretch of text.

"Low thinks that small caps will do best" proposes (Low, Russell 2000); whether it is a view is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.holders import Actor, firm_key
from pipeline.extract.levels import Typed
from pipeline.extract.market import Market
from pipeline.extract.statements import Said
from pipeline.gazetteer import index_name
from pipeline.types import Horizon

CARRIES = 2
RE_COMPARED = re.compile(
    r"(?:\b(?:than|over|against|versus|vs\.?|relative to|compared (?:with|to)|at the "
    r"expense of|instead of|rather than|out of|lag\w*|trail\w*|outpac\w+|outperform\w*|"
    r"underperform\w*|beat\w*|ahead of|behind|"
    r"gain\w*(?: ground)? on|catch\w* up (?:with|to))\s(?:the |those of |that of |its |their |"
    r"bigger |other )*)$"
)
RE_VOLATILITY = re.compile(r"VIX|volatility", re.IGNORECASE)  # "a correction" after the VIX is no fall of the VIX


@dataclass(frozen=True, slots=True)
class Piece:
    """A candidate: an actor, an index, and the stretch [start, end) of the sentence that speaks of both.

    `link` says how the stretch names the market: index, proxy, short ("the index"), carried (from the speaker's
    sentence before), home (not at all: the article's home market) or row. Only rows bring their `horizon`.
    `spans` are where the market is named in the stretch.
    """

    actor: Actor
    co_actors: tuple[Actor, ...]
    symbol: str
    proxy: bool
    link: str
    form: str
    sentence: int
    start: int
    end: int
    levels: tuple[Typed, ...] = ()
    horizon: Horizon | None = None
    spans: tuple[tuple[int, int], ...] = ()


def propose(
    text: str,
    said: Sequence[Said],
    markets: Sequence[Sequence[Market]],
    levels: Sequence[Sequence[Typed]],
    home: str,
) -> list[Piece]:
    """All candidates in reading order; those of barred actors too, so that `explain` can say why they go."""
    pieces: list[Piece] = []
    last: dict[str, Piece] = {}
    for stretch in said:
        here = [m for m in markets[stretch.sentence] if stretch.start <= m.start < stretch.end]
        typed = [t for t in levels[stretch.sentence] if stretch.start <= t.number.start < stretch.end]
        for group in _groups(stretch.actors):
            found = _of_stretch(text, stretch, group, here, typed, last.get(group[0].key), home)
            pieces += found
            if found:
                last[group[0].key] = found[-1]
    return pieces


def _groups(actors: Sequence[Actor]) -> list[tuple[Actor, ...]]:
    """Co-analysts of one firm are one group; people of two firms are two."""
    groups: list[list[Actor]] = []
    for actor in actors:
        mates = next(
            (g for g in groups if g[0].holder.firm == actor.holder.firm and not actor.key.startswith("@")), None
        )
        if mates is not None and not mates[0].key.startswith("@"):
            mates.append(actor)
        else:
            groups.append([actor])
    return [tuple(g) for g in groups]


def _of_stretch(
    text: str,
    stretch: Said,
    group: tuple[Actor, ...],
    here: Sequence[Market],
    typed: Sequence[Typed],
    last: Piece | None,
    home: str,
) -> list[Piece]:
    """One piece for every index of the stretch; where it names none, the one carried or the home market."""
    symbols = list(dict.fromkeys([*(m.symbol for m in here), *(t.symbol for t in typed)]))
    if not symbols:
        near = last is not None and (
            stretch.sentence - last.sentence <= CARRIES or last.symbol == home or not last.proxy
        )
        near = near and (bool(typed) or not RE_VOLATILITY.search(index_name(last.symbol if last else "")))
        symbol, proxy, link = (last.symbol, last.proxy, "carried") if last and near else (home, True, "home")
        return [_piece(stretch, group, symbol, proxy, link, stretch.start, stretch.end, typed)]
    pieces = []
    second = _compared(text, here)
    for symbol in symbols:
        if symbol in second and not any(t.symbol == symbol for t in typed):
            continue
        mine = [m for m in here if m.symbol == symbol]
        start, end = _window(stretch, mine, here) if len(symbols) > 1 and mine else (stretch.start, stretch.end)
        proxy = all(m.proxy for m in mine) and bool(mine)
        link = "proxy" if proxy else "index" if any(not m.short for m in mine) else "short" if mine else "carried"
        piece = _piece(stretch, group, symbol, proxy, link, start, end, [t for t in typed if t.symbol == symbol])
        pieces.append(replace(piece, spans=tuple((m.start, m.end) for m in mine)))
    return pieces


def _compared(text: str, here: Sequence[Market]) -> set[str]:
    """The markets that are only what another is compared with: "small caps will beat large caps" judges the first."""
    second = set()
    for first, other in zip(here, here[1:], strict=False):
        if first.symbol != other.symbol and RE_COMPARED.search(text[first.end : other.start]):
            second.add(other.symbol)
    return second - {here[0].symbol} if here else set()


def _window(stretch: Said, mine: Sequence[Market], here: Sequence[Market]) -> tuple[int, int]:
    """The part of a stretch nearest to a market: from the one before it to the one after it."""
    first, last = mine[0], mine[-1]
    before = [m.end for m in here if m.end <= first.start and m.symbol != first.symbol]
    after = [m.start for m in here if m.start >= last.end and m.symbol != first.symbol]
    return (before[-1] if before else stretch.start), (after[0] if after else stretch.end)


def _piece(
    stretch: Said,
    group: tuple[Actor, ...],
    symbol: str,
    proxy: bool,
    link: str,
    start: int,
    end: int,
    typed: Sequence[Typed],
) -> Piece:
    return Piece(group[0], group[1:], symbol, proxy, link, stretch.form, stretch.sentence, start, end, tuple(typed))


def one_voice(pieces: Sequence[Piece]) -> list[Piece]:
    """Gives a firm's candidates to its analyst where just one speaks: "Jefferies' target" is Low's."""
    speaking: dict[str, dict[str, Actor]] = {}
    for piece in pieces:
        if not piece.actor.key.startswith("@") and not piece.actor.barred and piece.actor.holder.firm:
            speaking.setdefault(firm_key(piece.actor.holder.firm), {})[piece.actor.key] = piece.actor
    result = []
    for piece in pieces:
        voices = speaking.get(piece.actor.key, {})
        alone = len(voices) == 1 and not piece.actor.barred
        result.append(replace(piece, actor=next(iter(voices.values()))) if alone else piece)
    return sorted(result, key=lambda p: (p.start, p.end))
