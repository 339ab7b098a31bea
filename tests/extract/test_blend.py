"""Two opinions become one: what each counts."""

from __future__ import annotations

import math

import pytest

from pipeline.extract.blend import UNFITTED, Blend, blended, read_blend, view_logit
from pipeline.extract.encoder import Scores
from pipeline.extract.opinions import Opinion
from pipeline.types import Stance

EVEN = {Stance.BULLISH: 1 / 3, Stance.NEUTRAL: 1 / 3, Stance.BEARISH: 1 / 3}
BEARISH = {Stance.BULLISH: 0.1, Stance.NEUTRAL: 0.1, Stance.BEARISH: 0.8}


def scores(none: float = 0.0, bullish: float = 0.0, bearish: float = 0.0, neutral: float = 0.0) -> Scores:
    return Scores((none, bullish, bearish, neutral))


def test_view_logit_is_any_stance_against_none() -> None:
    assert view_logit(scores()) == pytest.approx(math.log(3))
    assert view_logit(scores(none=2.0)) == pytest.approx(math.log(3) - 2)
    assert view_logit(scores(none=-800.0, bullish=800.0)) == pytest.approx(1600)


@pytest.mark.parametrize(
    ("blend", "rules", "found", "view", "stance"),
    [
        pytest.param(UNFITTED, Opinion(0.1, BEARISH), scores(bullish=4.0), 0.98, Stance.BULLISH, id="encoder-alone"),
        pytest.param(
            Blend({"rules": 1.0}, {"encoder": 0.0, "rules": 1.0}, {}, 0.5, 0.25),
            Opinion(0.1, BEARISH),
            scores(bullish=4.0),
            0.1,
            Stance.BEARISH,
            id="rules-alone",
        ),
        pytest.param(
            Blend({"bias": -2.0, "encoder": 1.0, "rules": 1.0}, {"encoder": 1.0, "rules": 1.0}, {}, 0.5, 0.25),
            Opinion(0.5, EVEN),
            scores(none=1.0, neutral=1.0),
            0.19,
            Stance.NEUTRAL,
            id="both-and-a-bias",
        ),
        pytest.param(
            Blend({}, {"encoder": 1.0, "rules": 0.0, "bearish": 3.0}, {}, 0.5, 0.25),
            Opinion(0.5, EVEN),
            scores(bullish=2.0),
            0.5,
            Stance.BEARISH,
            id="a-bias-for-a-stance",
        ),
    ],
)
def test_blended(blend: Blend, rules: Opinion, found: Scores, view: float, stance: Stance) -> None:
    opinion = blended(rules, found, blend)
    assert opinion.view == pytest.approx(view, abs=0.01)
    assert opinion.stance is stance
    assert sum(opinion.stances.values()) == pytest.approx(1)


def test_blend_of_a_meta() -> None:
    weights = {"view": {"encoder": 2.0}, "stance": {"encoder": 1.0, "rules": 0.5}, "confidence": {}}
    assert read_blend({"blend": {**weights, "view_at": 0.4, "joins_at": 0.2}}).view_at == 0.4
    assert read_blend({}) is UNFITTED
