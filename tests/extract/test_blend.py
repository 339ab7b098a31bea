"""Two opinions become one: what each counts, when the encoder is asked, and what a decider's folder must hold."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from extract.factories import article_of, reading_of, table
from pipeline.extract.blend import UNFITTED, Blend, blended, read_blend, view_logit
from pipeline.extract.decide import decide, sure_enough
from pipeline.extract.deciders import encoder_decider
from pipeline.extract.encoder import LABELS, ModelError, Scores, load_encoder, read_meta
from pipeline.extract.opinions import Opinion
from pipeline.types import Stance

EVEN = {Stance.BULLISH: 1 / 3, Stance.NEUTRAL: 1 / 3, Stance.BEARISH: 1 / 3}
BEARISH = {Stance.BULLISH: 0.1, Stance.NEUTRAL: 0.1, Stance.BEARISH: 0.8}
SAID = "Nomi Ward of Kest Bank thinks that the S&P 500 can go on like this."


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


def test_the_encoder_decides_what_words_leave_open() -> None:
    reading = reading_of(article_of(SAID))
    asked: list[str] = []

    def encoder(line: str) -> Scores:
        asked.append(line)
        return scores(none=-3.0, bearish=3.0)

    (view,) = decide(reading, encoder_decider(encoder, UNFITTED)).views
    assert asked == [
        "subject index person S&P 500 | [START] [HOLDER] of [FIRM] thinks that the [MARKET] S&P 500 can go on like "
        "this. [END]"
    ]
    assert view.stance is Stance.BEARISH
    assert -1 < view.stance_score < -0.8
    assert view.confidence is not None and view.confidence > 0.9
    none = decide(reading, encoder_decider(lambda line: scores(none=9.0), UNFITTED))
    assert (none.views, [dropped.step for dropped in none.dropped]) == ((), ["view"])


def test_rows_are_not_asked_about() -> None:
    def encoder(line: str) -> Scores:
        raise AssertionError(line)

    article = article_of(*table("Firm | S&P 500 target", "Kest Bank | 7,000", "Orrin Capital | 7,200"))
    found = decide(reading_of(article), encoder_decider(encoder, UNFITTED))
    assert [view.holder.firm for view in found.views] == ["Kest Bank", "Orrin Capital"]


def test_views_less_sure_than_asked_for_are_dropped_with_a_reason() -> None:
    decider = encoder_decider(lambda line: scores(bullish=2.0), UNFITTED)
    extraction = decide(reading_of(article_of(SAID)), decider)
    (view,) = extraction.views
    assert view.confidence is not None
    assert sure_enough(extraction, view.confidence) == extraction
    dropped = sure_enough(extraction, view.confidence + 0.01)
    assert dropped.views == ()
    assert [(one.step, one.excerpt) for one in dropped.dropped] == [("confidence", view.evidence)]


def test_rules_leave_confidence_empty() -> None:
    extraction = decide(reading_of(article_of("Nomi Ward of Kest Bank is bullish on the S&P 500.")))
    assert [(view.confidence, view.stance_score) for view in extraction.views] == [(None, 1.0)]
    assert sure_enough(extraction, 0.9) == extraction


def test_blend_of_a_meta() -> None:
    weights = {"view": {"encoder": 2.0}, "stance": {"encoder": 1.0, "rules": 0.5}, "confidence": {}}
    assert read_blend({"blend": {**weights, "view_at": 0.4, "joins_at": 0.2}}).view_at == 0.4
    assert read_blend({}) is UNFITTED


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param({}, "holds no model", id="empty"),
        pytest.param({"meta.json": "{"}, "not readable as JSON", id="broken-meta"),
        pytest.param({"meta.json": '{"labels": ["up", "down"]}'}, "no model that decides", id="other-labels"),
        pytest.param({"meta.json": json.dumps({"labels": LABELS})}, "cannot be loaded", id="no-weights"),
    ],
)
def test_a_broken_model_is_told_in_one_line(files: dict[str, str], said: str, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=said) as error:
        load_encoder(tmp_path)
    assert "\n" not in str(error.value)
    assert str(tmp_path) in str(error.value)


def test_meta_of_a_checkpoint_is_empty(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    assert read_meta(tmp_path) == {}
