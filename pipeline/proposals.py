"""Measures what the rules propose before anything is decided: a view that no candidate stands for is lost for good.

A gold view is proposed where a candidate has its holder and index, a gold level where some candidate has its index and
a number that can be a level of it has its value: "support at 6,500" proposes 6,500 for the S&P 500, whatever its kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.article import Reading
from pipeline.extract.levels import plausible_symbol
from pipeline.extract.numbers import NumberKind
from pipeline.gold import FoundView, GoldArticle, GoldView, index_code
from pipeline.matching import same_holder


@dataclass(frozen=True, slots=True)
class Proposals:
    """Of one article: how many gold views and levels must be proposed, and those that are not.

    Optional views and levels do not count. A level is missed as (view, value in index points).
    """

    views: int
    levels: int
    missed_views: tuple[GoldView, ...]
    missed_levels: tuple[tuple[GoldView, float], ...]


def proposals(gold: GoldArticle, reading: Reading) -> Proposals:
    """What the candidates of a reading leave out of the gold views of its article."""
    required = [view for view in gold.views if not view.optional]
    levels = [(view, value) for view in required for value in _values(view)]
    offered = list(_offered(reading))
    return Proposals(
        len(required),
        len(levels),
        tuple(v for v in required if not any(f.index == v.index and same_holder(f, v) for f in offered)),
        tuple((view, value) for view, value in levels if not _has_number(reading, view.index, value)),
    )


def _values(view: GoldView) -> Iterator[float]:
    return (level.value for level in view.levels if level.value is not None and not level.optional)


def _offered(reading: Reading) -> Iterator[FoundView]:
    """The (holder, index) pairs of the candidates and alternatives whose holder is not barred."""
    for piece in (*reading.pieces, *reading.alternatives):
        if piece.actor.barred:
            continue
        for actor in (piece.actor, *piece.co_actors):
            yield FoundView(index_code(piece.symbol), "", actor.holder.analyst, actor.holder.firm)


def _has_number(reading: Reading, index: str, value: float) -> bool:
    symbols = {piece.symbol for piece in reading.pieces if index_code(piece.symbol) == index}
    for number in (n for sentence in reading.parsed for n in sentence.numbers if n.kind is NumberKind.VALUE):
        for symbol in symbols:
            found = plausible_symbol(number.value, [symbol])
            if found and round(found[1], 4) == value:
                return True
    return False
