"""Decides which candidates are views, and puts the article's extraction together.

A candidate is dropped with a reason: its speaker holds no view, its words say nothing of where the market goes.
"""

from __future__ import annotations

from pipeline.extract.article import Reading, read_candidates
from pipeline.extract.cues import Weights, load_weights, stance_probabilities, view_probability
from pipeline.extract.features import piece_features
from pipeline.extract.load import Extractor
from pipeline.extract.outright import outright_stance
from pipeline.extract.pieces import Piece
from pipeline.extract.stance import Judged
from pipeline.extract.views import assemble, by_level_horizon, clip, horizon_of
from pipeline.types import Article, Dropped, Extraction, Level, LevelKind, excerpt_of

VIEW_AT = 0.35
JOINS_AT = 0.15
OUTRIGHT = 0.6
AUTHOR = 2.0
SURE_KINDS = frozenset(set(LevelKind) - {LevelKind.OBSERVED})


def extract_article(extractor: Extractor, article: Article) -> Extraction:
    """The views of an article, the observed levels that nobody's view holds, and what was dropped and why."""
    reading = read_candidates(extractor.nlp, article)
    return decide(reading)


def decide(reading: Reading) -> Extraction:
    """The extraction of a reading; the second half of `extract_article`, without spaCy."""
    judged, dropped = judge(reading)
    views = assemble(reading, judged)
    return Extraction(reading.article, tuple(views), observed_levels(reading), tuple(dropped))


def judge(reading: Reading) -> tuple[list[Judged], list[Dropped]]:
    """The candidates that are views; a weaker one joins a view of the same holder and index."""
    weights = load_weights()
    scored: list[tuple[Judged, bool]] = []
    dropped: list[Dropped] = []
    for piece in reading.pieces:
        if piece.actor.barred:
            dropped.append(_drop(reading, piece, "holder", piece.actor.barred))
            continue
        scored += [_judged(reading, part, weights) for part in by_level_horizon(reading, piece)]
    strong = {(j.piece.actor.key, j.piece.symbol) for j, sure in scored if sure or j.probability >= VIEW_AT}
    judged = []
    for j, sure in scored:
        if (
            sure
            or j.probability >= VIEW_AT
            or (j.piece.actor.key, j.piece.symbol) in strong
            and (j.piece.levels or j.probability >= JOINS_AT)
        ):
            judged.append(j)
        else:
            dropped.append(_drop(reading, j.piece, "view", "says nothing of where the market goes"))
    return judged, dropped


def _judged(reading: Reading, piece: Piece, weights: Weights) -> tuple[Judged, bool]:
    features = piece_features(reading.article.text, reading.parsed[piece.sentence], piece)
    stances = stance_probabilities(features, weights)
    stance = max(stances, key=lambda s: (stances[s], s))
    probability = view_probability(features, weights)
    outright = outright_stance(reading.article.text, piece.start, piece.end, piece.spans)
    if outright and piece.form not in ("after", "carried"):
        probability = max(probability, OUTRIGHT)
        stance = outright
        stances = {s: 0.8 if s == outright else 0.1 for s in stances}
    if piece.form == "author":
        probability = min(1.0, AUTHOR * probability)
    sure = piece.form not in ("after", "carried") and any(t.kind in SURE_KINDS and t.sure for t in piece.levels)
    level = next((t for t in piece.levels if t.kind is LevelKind.TARGET), None)
    return Judged(piece, probability, stance, stances, horizon_of(reading, piece, level)), sure


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
