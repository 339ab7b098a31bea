"""Logits and probabilities: what a logistic model adds up, and what it means."""

from __future__ import annotations

import math
from collections.abc import Sequence

SMALLEST = 1e-4
STEEPEST = 30.0


def logit(probability: float) -> float:
    """The logit of a probability, which is kept 0.0001 from 0 and 1."""
    bounded = min(1 - SMALLEST, max(SMALLEST, probability))
    return math.log(bounded / (1 - bounded))


def sigmoid(value: float) -> float:
    """The probability of a logit."""
    return 1 / (1 + math.exp(-max(-STEEPEST, min(STEEPEST, value))))


def softmax(values: Sequence[float]) -> list[float]:
    """The probabilities of the logits of all there is to choose from."""
    powers = [math.exp(max(-STEEPEST, value - max(values))) for value in values]
    return [power / sum(powers) for power in powers]
