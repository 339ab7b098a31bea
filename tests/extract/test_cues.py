"""The words that weigh for a view and for a stance: features of a text, and what the weights make of them."""

from __future__ import annotations

import re

import pytest

from pipeline.extract.cues import (
    STANCES,
    Weights,
    cue_features,
    load_cues,
    load_weights,
    stance_probabilities,
    view_probability,
)
from pipeline.types import Stance

KINDS = {"state", "move", "judge", "forward", "today", "negate"}


def test_every_cue_is_a_pattern_of_a_known_kind_and_stance() -> None:
    assert len(load_cues()) > 50
    assert {cue.kind for cue in load_cues()} <= KINDS
    assert {cue.stance for cue in load_cues()} <= {"", *(stance.value for stance in Stance)}
    for cue in load_cues():
        re.compile(cue.pattern)


def test_no_cue_twice() -> None:
    patterns = [(cue.pattern, cue.kind) for cue in load_cues()]
    assert len(set(patterns)) == len(patterns)


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        pytest.param("They are bullish on it.", "c:bullish", "n:bullish", id="cue"),
        pytest.param("They are not bullish on it.", "n:bullish", "c:bullish", id="negated"),
        pytest.param("They aren’t bullish on it.", "n:bullish", "c:bullish", id="negated-short"),
        pytest.param("They are BULLISH on it.", "c:bullish", "n:bullish", id="any-case"),
        pytest.param("They beat it.", "w:beat", "w:they-beat", id="small-word"),
        pytest.param("They spoke of Corvane.", "w:spoke", "w:corvane", id="names-are-no-words"),
    ],
)
def test_features(text: str, present: str, absent: str) -> None:
    features = cue_features(text)
    assert features.get(present) == 1.0
    assert absent not in features


def test_sums_per_kind_stop_at_three() -> None:
    features = cue_features("bullish, bullish, bullish, bullish and bullish")
    groups = [value for name, value in features.items() if name.startswith("k:")]
    assert max(groups) == 3.0


def test_empty_text_has_no_features() -> None:
    assert cue_features("") == {}


def test_view_probability_is_logistic() -> None:
    weights = Weights({"bias": 0.0, "up": 2.0, "down": -1e9}, {})
    assert view_probability({}, weights) == 0.5
    assert view_probability({"unknown": 1.0}, weights) == 0.5
    assert view_probability({"up": 1.0}, weights) == pytest.approx(0.880797, abs=1e-6)
    assert 0.0 <= view_probability({"down": 1.0}, weights) < 1e-9


def test_stance_probabilities_sum_to_one() -> None:
    weights = Weights({}, {"bias": (0.0, 0.0, 0.0), "good": (3.0, 0.0, -3.0)})
    even = stance_probabilities({}, weights)
    assert list(even) == list(STANCES)
    assert list(even.values()) == pytest.approx([1 / 3] * 3)
    good = stance_probabilities({"good": 1.0}, weights)
    assert sum(good.values()) == pytest.approx(1.0)
    assert max(good, key=lambda stance: good[stance]) is Stance.BULLISH


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("we are bullish and expect it to rally to new highs", Stance.BULLISH),
        ("we are bearish and expect it to fall sharply", Stance.BEARISH),
    ],
)
def test_fitted_weights_know_plain_words(text: str, stance: Stance) -> None:
    found = stance_probabilities(cue_features(text), load_weights())
    assert max(found, key=lambda s: found[s]) is stance


def test_fitted_weights_tell_a_view_from_news() -> None:
    view = view_probability(cue_features("we are bullish and expect it to rally to new highs"), load_weights())
    news = view_probability(cue_features("it closed lower in quiet trading on Monday"), load_weights())
    assert view > news
