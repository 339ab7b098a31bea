"""How far a view can be trusted: of those with confidence 0.8, eight in ten have holder, index and stance right.

A logistic weighing of what the view rests on; the weights are fitted on articles that the model had not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.extract.numeric import logit, sigmoid
from pipeline.extract.opinions import ECHOES
from pipeline.extract.stance import Judged
from pipeline.types import LevelKind, Stance

Facts = dict[str, float]


def confidence_of(facts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """A probability, rounded to two digits as it is printed."""
    return round(sigmoid(sum(weights.get(name, 0.0) * value for name, value in facts.items())), 2)


def view_facts(part: Sequence[Judged], stance: Stance, *, by_words: bool) -> Facts:
    """What a view of these candidates rests on: how likely the best of them is, how many there are, what numbers they
    have, and how likely its stance is where words decided it."""
    weighed = [j for j in part if j.piece.link != "row"]
    likely = max((j.probability for j in weighed), default=1.0)
    total = sum(j.probability for j in part)
    share = sum(j.probability * j.stances[stance] for j in part) / total if total else 0.5
    kinds = {t.kind for j in part for t in j.piece.levels if t.sure and j.piece.form not in ECHOES}
    return {
        "bias": 1.0,
        "view": logit(likely) if weighed else 0.0,
        "stance": logit(share) if by_words else 0.0,
        "arithmetic": float(not by_words),
        "row": float(not weighed),
        "level": float(bool(kinds - {LevelKind.OBSERVED})),
        "several": float(len(part) > 1),
    }
