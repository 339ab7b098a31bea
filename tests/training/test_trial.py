"""Articles are decided by scores that were kept: as the extractor would, with gold beside, and calibration measured."""

from __future__ import annotations

import pytest
from gold_factories import held as gold_view

from pipeline.extract.blend import UNFITTED
from pipeline.extract.decide import decide
from pipeline.extract.deciders import encoder_decider
from pipeline.scoring import Verdict
from pipeline.training.trial import (
    Trial,
    binned,
    calibration_error,
    found_view,
    try_article,
    verdicts_of,
    with_confidence,
)
from training.factories import BEAR, BULL, held_article, scored, sure

HELD = [
    held_article("dev/a", BULL, gold_view("Nomi Ward", evidence=BULL)),
    held_article("dev/b", BEAR, gold_view("Ravi Teshome", index="IXIC", stances=("bearish",), evidence=BEAR)),
]


def test_lines_are_those_that_an_encoder_would_be_asked_about() -> None:
    asked: list[str] = []
    for one in HELD:
        decide(one.reading, encoder_decider(lambda line: asked.append(line) or sure("none"), UNFITTED))
    assert Trial(HELD).lines(["dev/a", "dev/b"]) == asked
    assert Trial(HELD).lines(["dev/b"]) == asked[1:]


def test_a_trial_decides_as_the_extractor_does() -> None:
    trial, scores = Trial(HELD), scored(HELD, "bullish")
    for one in HELD:
        tried = try_article(one, trial.by_model(one, scores[one.key], UNFITTED))
        extraction = decide(one.reading, encoder_decider(lambda line: sure("bullish"), UNFITTED))
        assert tried.graded.found == tuple(found_view(view, extraction.article) for view in extraction.views)


def test_verdicts_are_right_where_the_stance_is() -> None:
    trial, scores = Trial(HELD), scored(HELD, "bullish")
    tried = [try_article(one, trial.by_model(one, scores[one.key], UNFITTED)) for one in HELD]
    assert [one.graded.verdicts for one in tried] == [(Verdict.RIGHT,), (Verdict.STANCE,)]
    assert [right for _, right in verdicts_of(tried)] == [True, False]


def test_told_leaves_out_what_gold_does_not_say() -> None:
    elsewhere = held_article("dev/c", BULL, gold_view("Nomi Ward", evidence="another sentence of the article"))
    held = [*HELD, elsewhere]
    told = Trial(held).told(scored(held, "none") | {"dev/c": {}}, ["dev/a", "dev/c"])
    assert [(one.key, one.text, one.stances) for one in told] == [("dev/a", BULL, ("bullish",))]


@pytest.mark.parametrize(
    ("sure_views", "error"),
    [
        pytest.param([(0.8, True)] * 8 + [(0.8, False)] * 2, 0.0, id="as-often-right-as-said"),
        pytest.param([(0.9, False)] * 10, 0.9, id="always-wrong"),
        pytest.param([(0.25, True), (0.75, False)], 0.75, id="by-bins"),
        pytest.param([], 0.0, id="nothing"),
    ],
)
def test_calibration_error(sure_views: list[tuple[float, bool]], error: float) -> None:
    assert calibration_error(sure_views) == pytest.approx(error)


def test_binned() -> None:
    groups = binned([(0.0, True), (0.1, True), (0.99, True), (1.0, True)])
    assert [len(group) for group in groups] == [1, 1, *[0] * 7, 2]


def test_with_confidence() -> None:
    assert with_confidence([({"bias": 1.0, "view": 0.0}, True)], {"view": 1.0}) == [(0.5, True)]
