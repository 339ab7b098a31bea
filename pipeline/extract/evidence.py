"""Finds the words that show a view: the sentence that says it best, with its neighbours where they say more of it.

Never more than 400 characters, never a sentence in which another holder thinks otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.article import Reading
from pipeline.extract.pieces import Piece
from pipeline.extract.stance import Judged
from pipeline.types import BlockKind, Excerpt, LevelKind, Stance, excerpt_of

EVIDENCE = 400
GAP = 1
SHOWN_AT = 0.3
GOALS = frozenset({LevelKind.TARGET, LevelKind.RANGE_LOW, LevelKind.RANGE_HIGH})


def has_goal(judged: Judged) -> bool:
    """Whether a candidate has a target or a range."""
    return any(t.kind in GOALS for t in judged.piece.levels)


def evidence_of(reading: Reading, part: Sequence[Judged], against: frozenset[int]) -> Excerpt:
    """The sentence that says the view best, prose before headlines and rows, with those around it in which the same
    holder speaks of the same index, as far as they fit in 400 characters.

    No sentence of `against`, in which another holder contradicts, may stand between them.
    """
    shown = max(part, key=lambda j: (_rank(reading, j), _clarity(j)))
    mine = {(j.piece.actor.key, j.piece.symbol) for j in part}
    telling = {j.piece.sentence: j.probability for j in sorted(part, key=_clarity)}
    others = (p for p in reading.pieces if (p.actor.key, p.symbol) in mine)
    telling |= {p.sentence: 0.0 for p in others if p.sentence not in telling}
    first = last = shown.piece.sentence
    while wider := [
        (f, e)
        for f, e in _wider(first, last)
        if {f, e} <= telling.keys() and not against & {*range(f, e)} - telling.keys() and _fits(reading, f, e)
    ]:
        first, last = max(wider, key=lambda span: (telling[span[0] if span[0] < first else span[1]], span))
    if first < last:
        return excerpt_of(reading.article.text, reading.parsed[first].start, reading.parsed[last].end)
    sentence = reading.parsed[first]
    middle = (shown.piece.start + shown.piece.end) // 2
    return clip(reading.article.text, sentence.start, max(sentence.end, shown.piece.end), middle)


def contradicted(piece: Piece, stance: Stance, judged: Sequence[Judged]) -> frozenset[int]:
    """The sentences in which another holder thinks otherwise of the index of a view."""
    others = (j for j in judged if j.piece.symbol == piece.symbol and j.piece.actor.key != piece.actor.key)
    return frozenset(j.piece.sentence for j in others if j.stance != stance)


def _wider(first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches of sentences one and two wider: [4, 4] is in [4, 5], [3, 4], [4, 6] and [2, 4]."""
    for step in range(1, GAP + 2):
        yield first, last + step
        yield first - step, last


def _rank(reading: Reading, judged: Judged) -> int:
    """How well a candidate can show its view: 2 for prose that says it, 1 for headlines, 0 for the rest."""
    if judged.piece.link == "row":
        return 0
    said = judged.probability >= SHOWN_AT or has_goal(judged)
    prose = reading.parsed[judged.piece.sentence].kind is BlockKind.PARAGRAPH
    return 2 if said and prose else 1 if said else 0


def _clarity(judged: Judged) -> tuple[float, int]:
    """How well a sentence shows its view: how likely it is one, of two alike the first."""
    return judged.probability, -judged.piece.start


def _fits(reading: Reading, first: int, last: int) -> bool:
    """Whether sentences of one block, or of paragraphs that follow each other, fit in one excerpt."""
    if first < 0 or last >= len(reading.parsed):
        return False
    between = reading.parsed[first : last + 1]
    prose = all(s.kind is BlockKind.PARAGRAPH for s in between) or between[0].block == between[-1].block
    return prose and between[-1].end - between[0].start <= EVIDENCE


def clip(text: str, start: int, end: int, centre: int) -> Excerpt:
    """The excerpt, cut to 400 characters around `centre` at blanks where the sentence is longer."""
    if end - start <= EVIDENCE:
        return excerpt_of(text, start, end)
    first = max(start, min(centre - EVIDENCE // 2, end - EVIDENCE))
    last = min(end, first + EVIDENCE)
    blank = text.find(" ", first, centre)
    first = blank + 1 if first > start and blank >= 0 else first
    blank = text.rfind(" ", centre, last)
    last = blank if last < end and blank > centre else last
    return excerpt_of(text, first, last)
