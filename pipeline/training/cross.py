"""Measures a model on articles that it has not learned from: five folds, each decided by what the others taught.

Of a fold's articles nothing is used to decide them: neither the encoder nor the weights and the confidence that stand
behind it have seen one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.extract.blend import Blend
from pipeline.extract.deciders import LEAST, Quick
from pipeline.extract.encoder import Scores
from pipeline.training.copies import folds_of, word_grams
from pipeline.training.course import Course, Log, scores_of
from pipeline.training.data import Held
from pipeline.training.examples import Example
from pipeline.training.fit import fit_blend, fit_confidence
from pipeline.training.trial import ByArticle, Lines, Trial, Tried, try_article, verdicts_of, with_confidence

FOLDS = 5
VIEW_AT, JOINS_AT = 0.5, 0.25
BELOW, ABOVE = 0.15, 0.85  # chosen on annotated articles; beyond these the quick encoder settles


@dataclass(frozen=True, slots=True)
class Crossed:
    """What came out of five folds: each article as tried, and the confidence of each view with whether it is right."""

    tried: tuple[Tried, ...]
    sure: tuple[tuple[float, bool], ...]
    fitted: tuple[Fitted, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is fitted behind an encoder: its blend, and that of the quick one, if there is one."""

    blend: Blend
    quick: Blend | None = None


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
        learned = articles_to_learn(trial, folds, but=fold)
        lines = scores_of(course, passages, learned, trial.lines(here), work=work, log=log)
        found |= dict.fromkeys(here, lines)
    return found


def articles_to_learn(trial: Trial, folds: Mapping[str, int], *, but: int | None) -> list[Example]:
    """The examples of the articles of all folds but one that the encoder will be asked about."""
    examples = (example for one in trial.held if folds[one.key] != but for example in one.examples)
    return [example for example in examples if example.rules >= LEAST]


def cross(trial: Trial, scores: ByArticle, folds: Mapping[str, int], quick: ByArticle | None = None) -> Crossed:
    """Decide every fold by what is fitted to the others; `quick` are the scores of an encoder that is asked first."""
    tried: list[Tried] = []
    sure: list[tuple[float, bool]] = []
    all_fitted = []
    for fold in range(FOLDS):
        here = {key for key, number in folds.items() if number == fold}
        fitted = fit(trial, scores, folds.keys() - here, quick)
        found = decided(trial, scores, fitted, here, quick)
        all_fitted.append(fitted)
        tried += found
        sure += with_confidence(verdicts_of(found), fitted.blend.confidence)
    return Crossed(tuple(tried), tuple(sure), tuple(all_fitted))


def fit(trial: Trial, scores: ByArticle, keys: Collection[str], quick: ByArticle | None = None) -> Fitted:
    """The blends that are best on some articles, and the confidence of what is then decided.

    What is more likely a view than not is one: a threshold that is fitted is no better on held-out articles.
    """
    first = _weights(trial, quick, keys) if quick else None
    fitted = Fitted(_weights(trial, scores, keys), first)
    confidence = fit_confidence(verdicts_of(decided(trial, scores, fitted, keys, quick)))
    return replace(fitted, blend=replace(fitted.blend, confidence=confidence))


def _weights(trial: Trial, scores: ByArticle, keys: Collection[str]) -> Blend:
    return fit_blend(trial.told(scores, keys), view_at=VIEW_AT, joins_at=JOINS_AT)


def decided(
    trial: Trial, scores: ByArticle, fitted: Fitted, keys: Collection[str], quick: ByArticle | None = None
) -> list[Tried]:
    """What blends decide of some articles."""
    found = []
    for one in trial.held:
        if one.key in keys:
            first = quick_of(quick[one.key], fitted.quick) if quick and fitted.quick else None
            found.append(try_article(one, trial.by_model(one, scores[one.key], fitted.blend, first)))
    return found


def quick_of(scores: Lines, blend: Blend) -> Quick:
    """A quick encoder that looks scores up, by short lines."""
    return Quick(scores.__getitem__, blend, BELOW, ABOVE)


def by_rules(trial: Trial) -> list[Tried]:
    """What the rules alone decide of all articles."""
    return [try_article(one, trial.by_rules(one)) for one in trial.held]
