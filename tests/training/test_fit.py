"""The weights behind the encoder: what is right counts more, and a fold is decided by what the others taught."""

from __future__ import annotations

import pytest
from gold_factories import held as gold_view

from pipeline.extract.blend import blended
from pipeline.extract.encoder import Scores
from pipeline.extract.opinions import Opinion
from pipeline.training.cross import cross
from pipeline.training.fit import Told, fit_blend, fit_confidence
from pipeline.training.make import score_of
from pipeline.training.trial import Trial
from pipeline.types import Stance
from training.factories import BULL, held_article, sure

pytest.importorskip("sklearn", reason="needs the extra train")

WRONG = (2, 4, 12, 14)  # articles in which the encoder sees a view that is none
EVEN = dict.fromkeys(Stance, 1 / 3)


def told(stance: str, scores: Scores, view: float) -> Told:
    return Told("a", "text", "line", scores, Opinion(view, EVEN), (stance,), optional=False)


def test_an_encoder_that_is_right_outweighs_rules_that_guess() -> None:
    examples = [told(name, sure(name), 0.5) for name in ("none", "bullish", "bearish", "neutral") for _ in range(20)]
    blend = fit_blend(examples, view_at=0.5, joins_at=0.25)
    assert blend.view["encoder"] > 0.5 > abs(blend.view["rules"])
    assert blended(Opinion(0.5, EVEN), sure("none"), blend).view < 0.1
    found = blended(Opinion(0.5, EVEN), sure("bearish"), blend)
    assert (found.stance, found.view > 0.9) == (Stance.BEARISH, True)


def test_rules_that_are_right_outweigh_an_encoder_that_guesses() -> None:
    examples = [told("none", sure("bullish"), 0.1), told("bullish", sure("bullish"), 0.9)] * 20
    blend = fit_blend(examples, view_at=0.5, joins_at=0.25)
    assert blend.view["rules"] > 0.5
    assert blended(Opinion(0.1, EVEN), sure("bullish"), blend).view < 0.3


def test_confidence_is_how_often_views_are_right() -> None:
    level, words = {"bias": 1.0, "level": 1.0}, {"bias": 1.0, "level": 0.0}
    weights = fit_confidence([(level, True)] * 90 + [(level, False)] * 10 + [(words, True), (words, False)] * 50)
    assert weights["level"] > 1 > abs(weights["bias"])


def test_five_folds() -> None:
    held, scores = [], {}
    for n in range(20):
        views = [gold_view("Nomi Ward", evidence=BULL)] if n % 2 else []
        held.append(held_article(f"{'dev' if n < 10 else 'train'}/{n}", BULL, *views))
        label = "bullish" if views or n in WRONG else "none"
        scores[held[-1].key] = {example.line: sure(label) for example in held[-1].examples}
    done = cross(Trial(held), scores, {one.key: n % 5 for n, one in enumerate(held)})
    assert sorted(one.key for one in done.tried) == sorted(one.key for one in held)
    assert score_of(done.tried, "").rates["stance"].recall == 1.0
    assert score_of(done.tried, "dev/").articles == 10
    assert len(done.fitted) == 5
    assert sorted(right for _, right in done.sure) == [False] * len(WRONG) + [True] * 10
