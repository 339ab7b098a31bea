"""Weighs what an encoder and the rules think of a candidate: two opinions, one probability that can be trusted.

The weights are fitted on articles that the encoder had not seen, and stand in the model's meta.json.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.extract.cues import STANCES
from pipeline.extract.encoder import LABELS, NONE, Scores
from pipeline.extract.numeric import SMALLEST, logit, sigmoid, softmax
from pipeline.extract.opinions import Opinion


@dataclass(frozen=True, slots=True)
class Blend:
    """How much the encoder and the rules count, as logistic weights: `view` over bias, encoder and rules, `stance`
    over encoder, rules and a bias for each stance, `confidence` over what a view rests on. `view_at` and `joins_at`
    are probabilities."""

    view: Mapping[str, float]
    stance: Mapping[str, float]
    confidence: Mapping[str, float]
    view_at: float
    joins_at: float


UNFITTED = Blend(
    view={"encoder": 1.0},
    stance={"encoder": 1.0, "rules": 0.0},
    confidence={"view": 1.0},
    view_at=0.5,
    joins_at=0.25,
)


def read_blend(meta: Mapping[str, Any]) -> Blend:
    """The blend of a meta.json; the encoder alone where none is given, as by a checkpoint of transformers."""
    given = meta.get("blend")
    return Blend(**given) if given else UNFITTED


def blended(rules: Opinion, scores: Scores, blend: Blend) -> Opinion:
    """One opinion of two."""
    facts = {"bias": 1.0, "encoder": view_logit(scores), "rules": logit(rules.view)}
    view = sigmoid(sum(blend.view.get(name, 0.0) * value for name, value in facts.items()))
    totals = [
        blend.stance["encoder"] * scores.labels[LABELS.index(stance.value)]
        + blend.stance["rules"] * math.log(max(SMALLEST, rules.stances[stance]))
        + blend.stance.get(stance.value, 0.0)
        for stance in STANCES
    ]
    return Opinion(view, dict(zip(STANCES, softmax(totals), strict=True)))


def view_logit(scores: Scores) -> float:
    """The logit of any stance against none."""
    none = LABELS.index(NONE)
    others = [value for place, value in enumerate(scores.labels) if place != none]
    top = max(others)
    return top + math.log(sum(math.exp(value - top) for value in others)) - scores.labels[none]
