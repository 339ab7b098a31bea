"""Measures a model on articles that it has not learned from: five folds, each decided by what the others taught.

Of a fold's articles nothing is used to decide them: neither the encoder nor the weights, the thresholds and the
confidence that stand behind it have seen one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.extract.blend import Blend
from pipeline.extract.encoder import Scores
from pipeline.scoring import score
from pipeline.training.copies import folds_of, word_grams
from pipeline.training.course import Course, Log, scores_of
from pipeline.training.data import Held
from pipeline.training.examples import Example
from pipeline.training.fit import fit_blend, fit_confidence
from pipeline.training.trial import ByArticle, Trial, Tried, try_article, verdicts_of, with_confidence

FOLDS = 5
VIEW_AT = (0.35, 0.4, 0.45, 0.5, 0.55)
JOINS = 0.5  # of what a view must have, a candidate must have to join one


@dataclass(frozen=True, slots=True)
class Crossed:
    """What came out of five folds: each article as tried, and the confidence of each view with whether it is right."""

    tried: tuple[Tried, ...]
    sure: tuple[tuple[float, bool], ...]
    blends: tuple[Blend, ...]


def folds_by_article(held: Iterable[Held]) -> dict[str, int]:
    """The fold of each article; copies of each other are in one."""
    return folds_of({one.key: word_grams(one.reading.article.text) for one in held}, FOLDS)


def held_out_scores(
    course: Course, passages: Sequence[Example], trial: Trial, folds: Mapping[str, int], *, work: Path, log: Log
) -> ByArticle:
    """The scores of each article's lines, by the model of its fold, which learned from the articles of the others."""
    found: dict[str, Mapping[str, Scores]] = {}
    for fold in range(FOLDS):
        here = [key for key, number in folds.items() if number == fold]
        learned = [example for one in trial.held if folds[one.key] != fold for example in one.examples]
        lines = scores_of(course, passages, learned, trial.lines(here), work=work, log=log)
        found |= dict.fromkeys(here, lines)
    return found


def cross(trial: Trial, scores: ByArticle, folds: Mapping[str, int]) -> Crossed:
    """Decide every fold by what is fitted to the others."""
    tried: list[Tried] = []
    sure: list[tuple[float, bool]] = []
    blends = []
    for fold in range(FOLDS):
        here = {key for key, number in folds.items() if number == fold}
        blend = fit(trial, scores, folds.keys() - here)
        found = decided(trial, scores, blend, here)
        blends.append(blend)
        tried += found
        sure += with_confidence(verdicts_of(found), blend.confidence)
    return Crossed(tuple(tried), tuple(sure), tuple(blends))


def fit(trial: Trial, scores: ByArticle, keys: Collection[str]) -> Blend:
    """The blend that is best on some articles: its weights, then its threshold, then its confidence."""
    told = trial.told(scores, keys)
    weights = fit_blend(told, view_at=0.5, joins_at=0.25)
    blends = [replace(weights, view_at=at, joins_at=round(JOINS * at, 4)) for at in VIEW_AT]
    best = max(blends, key=lambda blend: _worth(decided(trial, scores, blend, keys)))
    return replace(best, confidence=fit_confidence(verdicts_of(decided(trial, scores, best, keys))))


def _worth(tried: Iterable[Tried]) -> float:
    """What a threshold is chosen by: the F1 of stance."""
    return round(score(one.graded for one in tried).rates["stance"].f1, 4)


def decided(trial: Trial, scores: ByArticle, blend: Blend, keys: Collection[str]) -> list[Tried]:
    """What a blend decides of some articles."""
    chosen = (one for one in trial.held if one.key in keys)
    return [try_article(one, trial.by_model(one, scores[one.key], blend)) for one in chosen]


def by_rules(trial: Trial) -> list[Tried]:
    """What the rules alone decide of all articles."""
    return [try_article(one, trial.by_rules(one)) for one in trial.held]
