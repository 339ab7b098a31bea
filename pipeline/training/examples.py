"""Turns annotated texts into what the encoder learns from: the line of each candidate with its label.

"[HOLDER] is bullish on the [MARKET] S&P 500" is labelled bullish where gold has that view, none where it has not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.article import Reading
from pipeline.extract.encoder import NONE
from pipeline.extract.holders import ALONE, UNKNOWN
from pipeline.extract.levels import plausible_symbol
from pipeline.extract.marking import mark
from pipeline.extract.opinions import rule_opinion
from pipeline.extract.pieces import Piece
from pipeline.fitting import views_of
from pipeline.gold import OTHER, GoldArticle, GoldView, index_code


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate as a line, with what gold says of it.

    `stances` are the accepted labels, the best first: ("none",), ("bullish",), ("neutral", "bearish").
    `optional` views may be missed. `kinds` are the level kinds of the line's value markers, NONE for a number that is
    none to the view, "" where gold does not say. `rules` is how likely the rules think that it is a view.
    """

    group: str
    line: str
    stances: tuple[str, ...]
    optional: bool
    kinds: tuple[str, ...]
    rules: float

    @property
    def is_view(self) -> bool:
        """Whether gold has it as a view."""
        return self.stances != (NONE,)


def label(gold: GoldArticle, reading: Reading) -> Iterator[Example]:
    """The examples of an article. A candidate whose view gold finds in another sentence is none: whether this one
    says it again nobody has told."""
    for candidate in weighed(reading):
        piece = with_gold_index(gold, reading, candidate)
        mine, here = views_of(gold, reading, piece)
        if (mine and not here) or piece.symbol == OTHER:
            continue
        view = here[0] if here else None
        line = mark(reading, piece)
        yield Example(
            group=gold.article_id,
            line=line.text,
            stances=view.stances if view else (NONE,),
            optional=bool(view and view.optional),
            kinds=tuple(_kind(reading, piece, start, view) for start in line.numbers),
            rules=rule_opinion(reading, piece).view,
        )


def weighed(reading: Reading) -> Iterator[Piece]:
    """What is decided by weight, and what would be if the text were whole: the holder of "Ward said" has a first name
    further up."""
    return (p for p in reading.pieces if p.link != "row" and p.actor.barred in ("", ALONE, UNKNOWN))


def with_gold_index(gold: GoldArticle, reading: Reading, piece: Piece) -> Piece:
    """A candidate with the index that gold has for it, where its words name none: of a passage alone nobody can tell
    that "stocks" are Europe's. OTHER where it is none of the indices that the measure knows."""
    if piece.link == "index" or views_of(gold, reading, piece)[0]:
        return piece
    mates = [p for p in reading.pieces if (p.sentence, p.actor.key) == (piece.sentence, piece.actor.key)]
    taken = {index_code(mate.symbol) for mate in mates}
    for index in dict.fromkeys(view.index for view in gold.views if view.index not in taken):
        moved = replace(piece, symbol=index, levels=())
        if views_of(gold, reading, moved)[1]:
            return moved
    return piece


def _kind(reading: Reading, piece: Piece, start: int, view: GoldView | None) -> str:
    """What the number at an offset is to the view, "" where it stands in another sentence than the candidate."""
    sentence = reading.parsed[piece.sentence]
    if not sentence.start <= start < sentence.end:
        return ""
    value = next(number.value for number in sentence.numbers if number.start == start)
    plausible = plausible_symbol(value, [piece.symbol])
    levels = view.levels if view and plausible else ()
    return next((level.kinds[0] for level in levels if plausible and level.value == round(plausible[1], 4)), NONE)
