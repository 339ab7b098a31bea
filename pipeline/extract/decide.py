"""Decides which candidates are views, and puts the article's extraction together.

A candidate is dropped with a reason: its speaker holds no view, its words say nothing of where the market goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.article import Reading, read_candidates
from pipeline.extract.evidence import clip
from pipeline.extract.load import Extractor
from pipeline.extract.opinions import BY_RULES, ECHOES, Decider, Opinion
from pipeline.extract.pieces import Piece
from pipeline.extract.stance import Judged
from pipeline.extract.stated import find_stated
from pipeline.extract.views import assemble, by_level_horizon, horizon_of
from pipeline.types import Article, Dropped, Extraction, Level, LevelKind, excerpt_of

Parted = tuple[list[Judged], list[Dropped]]  # the candidates of an article that are views, and the others
SURE_KINDS = frozenset(set(LevelKind) - {LevelKind.OBSERVED})


def extract_article(extractor: Extractor, article: Article) -> Extraction:
    """The views of an article, the observed levels that nobody's view holds, and what was dropped and why."""
    return extract_articles(extractor, [article])[0]


def extract_articles(extractor: Extractor, articles: Sequence[Article]) -> list[Extraction]:
    """The same of several articles, each as if it were alone.

    One step is done for all before the next, so that what a step needs stays in the processor's caches: that saves a
    tenth of the time.
    """
    readings = [read_candidates(extractor.nlp, article) for article in articles]
    return [sure_enough(found, extractor.min_confidence) for found in decide_all(readings, extractor.decider)]


def decide(reading: Reading, decider: Decider = BY_RULES) -> Extraction:
    """The extraction of a reading; the second half of `extract_article`, without spaCy."""
    return decide_all([reading], decider)[0]


def decide_all(readings: Sequence[Reading], decider: Decider) -> list[Extraction]:
    """The extractions of several readings."""
    return [_decided(*each, decider) for each in zip(readings, _judged_all(readings, decider), strict=True)]


def _decided(reading: Reading, parted: Parted, decider: Decider) -> Extraction:
    if reading.is_unread:
        return Extraction(reading.article, (), dropped=(_unread(reading.article),))
    judged, dropped = parted
    views = assemble(reading, judged, decider.confidence)
    return Extraction(reading.article, tuple(views), observed_levels(reading), tuple(dropped), find_stated(reading))


def _unread(article: Article) -> Dropped:
    """Why nothing is read of an article; its first block stands for it."""
    first = article.blocks[0]
    return Dropped("market", "names no market", clip(article.text, first.start, first.end, first.start))


def sure_enough(extraction: Extraction, least: float) -> Extraction:
    """The extraction without the views of less confidence; those that have none, by rules, stay."""
    unsure = [view for view in extraction.views if view.confidence is not None and view.confidence < least]
    dropped = [Dropped("confidence", "less sure than asked for", view.evidence) for view in unsure]
    kept = tuple(view for view in extraction.views if view not in unsure)
    return replace(extraction, views=kept, dropped=(*extraction.dropped, *dropped))


def judge(reading: Reading, decider: Decider = BY_RULES) -> Parted:
    """The candidates that are views, and the others; a weaker one joins a view of the same holder and index."""
    return _judged_all([reading], decider)[0]


def _judged_all(readings: Sequence[Reading], decider: Decider) -> list[Parted]:
    """The same of several readings, whose candidates the decider is asked about together."""
    parts = [
        [part for piece in reading.pieces if not piece.actor.barred for part in by_level_horizon(reading, piece)]
        for reading in readings
    ]
    asked = [(reading, part) for reading, some in zip(readings, parts, strict=True) for part in some]
    opinions = iter(decider.opinions(asked))
    return [
        _parted(reading, [_judged(reading, part, next(opinions)) for part in some], decider)
        for reading, some in zip(readings, parts, strict=True)
    ]


def _parted(reading: Reading, scored: Sequence[tuple[Judged, bool]], decider: Decider) -> Parted:
    barred = [piece for piece in reading.pieces if piece.actor.barred]
    dropped = [_drop(reading, piece, "holder", piece.actor.barred) for piece in barred]
    strong = {(j.piece.actor.key, j.piece.symbol) for j, sure in scored if sure or j.probability >= decider.view_at}
    judged = []
    for j, sure in scored:
        if (
            sure
            or j.probability >= decider.view_at
            or (j.piece.actor.key, j.piece.symbol) in strong
            and (j.piece.levels or j.probability >= decider.joins_at)
        ):
            judged.append(j)
        else:
            dropped.append(_drop(reading, j.piece, "view", "says nothing of where the market goes"))
    return judged, dropped


def _judged(reading: Reading, piece: Piece, opinion: Opinion) -> tuple[Judged, bool]:
    """A candidate with what is thought of it, and whether its level alone makes it a view."""
    sure = piece.form not in ECHOES and any(t.kind in SURE_KINDS and t.sure for t in piece.levels)
    level = next((t for t in piece.levels if t.kind is LevelKind.TARGET), None)
    horizon = horizon_of(reading, piece, level)
    return Judged(piece, opinion.view, opinion.stance, opinion.stances, horizon), sure


def _drop(reading: Reading, piece: Piece, step: str, reason: str) -> Dropped:
    return Dropped(step, reason, excerpt_of(reading.article.text, piece.start, piece.end))


def observed_levels(reading: Reading) -> tuple[Level, ...]:
    """Where indices stood or closed by the article: "closed at 4,549.78"."""
    levels = []
    for sentence, typed in zip(reading.parsed, reading.levels, strict=True):
        for t in typed:
            if t.kind is LevelKind.OBSERVED:
                evidence = clip(reading.article.text, sentence.start, sentence.end, t.number.start)
                levels.append(Level(t.symbol, t.kind, t.value, t.number.start, t.number.end, evidence))
    return tuple(levels)
