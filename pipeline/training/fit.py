"""Fits what stands between the encoder's scores and a decision: the weights of the blend, on held-out lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.extract.blend import Blend, view_logit
from pipeline.extract.confidence import Facts
from pipeline.extract.cues import STANCES
from pipeline.extract.encoder import LABELS, NONE, Scores
from pipeline.extract.numeric import SMALLEST, logit
from pipeline.extract.opinions import Opinion

SMOOTH = 0.001  # keeps the weights of stance small where the examples leave them open


@dataclass(frozen=True, slots=True)
class Told:
    """A candidate of the article `key` that the encoder did not learn from, with the labels that gold accepts.

    `text` is its stretch as printed, `line` what the encoder read.
    """

    key: str
    text: str
    line: str
    scores: Scores
    rules: Opinion
    stances: tuple[str, ...]
    optional: bool


def fit_blend(told: Sequence[Told], *, view_at: float, joins_at: float) -> Blend:
    """The weights under which the blend is most right about candidates; the thresholds are given."""
    view = _view_weights([one for one in told if not one.optional])
    stance = _stance_weights([one for one in told if one.stances != (NONE,)])
    return Blend(view, stance, confidence={}, view_at=view_at, joins_at=joins_at)


def _view_weights(told: Sequence[Told]) -> dict[str, float]:
    from sklearn.linear_model import LogisticRegression

    facts = [(view_logit(one.scores), logit(one.rules.view)) for one in told]
    model = LogisticRegression(C=10.0).fit(facts, [one.stances != (NONE,) for one in told])
    encoder, rules = model.coef_[0]
    return {"bias": _rounded(model.intercept_[0]), "encoder": _rounded(encoder), "rules": _rounded(rules)}


def _stance_weights(told: Sequence[Told]) -> dict[str, float]:
    """The weights of both opinions and a bias for each stance, by maximum likelihood of an accepted one."""
    import numpy as np
    from scipy.optimize import minimize

    encoder = np.array([[one.scores.labels[LABELS.index(s.value)] for s in STANCES] for one in told])
    rules = np.array([[math.log(max(SMALLEST, one.rules.stances[s])) for s in STANCES] for one in told])
    accepted = np.array([[s.value in one.stances for s in STANCES] for one in told])

    def wrong(weights: Any) -> float:
        totals = weights[0] * encoder + weights[1] * rules + weights[2:]
        totals = totals - totals.max(axis=1, keepdims=True)
        shares = np.exp(totals) / np.exp(totals).sum(axis=1, keepdims=True)
        likely = np.log((shares * accepted).sum(axis=1) + SMALLEST)
        return float(SMOOTH * (weights**2).sum() - likely.mean())

    found = minimize(wrong, np.array([1.0, 0.3, 0.0, 0.0, 0.0])).x
    names = ("encoder", "rules", *(stance.value for stance in STANCES))
    return {name: _rounded(weight) for name, weight in zip(names, found, strict=True)}


def _rounded(weight: float) -> float:
    return round(float(weight), 4)


def fit_confidence(verdicts: Sequence[tuple[Facts, bool]]) -> dict[str, float]:
    """The weights under which the confidence of a view is how often such views are right."""
    from sklearn.linear_model import LogisticRegression

    names = sorted({name for facts, _ in verdicts for name in facts} - {"bias"})
    table = [[facts[name] for name in names] for facts, _ in verdicts]
    model = LogisticRegression(C=1.0, max_iter=1000).fit(table, [right for _, right in verdicts])
    return {"bias": _rounded(model.intercept_[0])} | {
        name: _rounded(weight) for name, weight in zip(names, model.coef_[0], strict=True)
    }
