"""When an encoder is asked, what the quick one settles before, and what the folder of a model must hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.factories import article_of, reading_of, table
from pipeline.extract.blend import UNFITTED
from pipeline.extract.decide import decide, sure_enough
from pipeline.extract.deciders import Quick, encoder_decider, load_quick
from pipeline.extract.encoder import LABELS, ModelError, Scores, load_encoder, read_meta
from pipeline.types import Stance

SAID = "Nomi Ward of Kest Bank thinks that the S&P 500 can go on like this."


def scores(none: float = 0.0, bullish: float = 0.0, bearish: float = 0.0, neutral: float = 0.0) -> Scores:
    return Scores((none, bullish, bearish, neutral))


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


@pytest.mark.parametrize(
    ("quick", "stances", "asked"),
    [
        pytest.param(scores(none=6.0), [], False, id="plainly no view"),
        pytest.param(scores(none=-6.0, bullish=6.0), [Stance.BULLISH], False, id="plainly a view"),
        pytest.param(scores(none=1.0), [Stance.BEARISH], True, id="not plain"),
    ],
)
def test_the_encoder_is_asked_only_of_what_the_quick_one_leaves_open(
    quick: Scores, stances: list[Stance], asked: bool
) -> None:
    lines: list[str] = []

    def encoder(line: str) -> Scores:
        lines.append(line)
        return scores(none=-3.0, bearish=3.0)

    first = Quick(lambda line: quick, UNFITTED, below=0.15, above=0.85)
    found = decide(reading_of(article_of(SAID)), encoder_decider(encoder, UNFITTED, first))
    assert [view.stance for view in found.views] == stances
    assert bool(lines) is asked


def test_a_model_may_have_no_quick_encoder(tmp_path: Path) -> None:
    assert load_quick(tmp_path, {"labels": LABELS}) is None


def test_a_quick_encoder_that_is_missing_is_told(tmp_path: Path) -> None:
    blend = {"view": {}, "stance": {}, "confidence": {}, "view_at": 0.5, "joins_at": 0.25}
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_quick(tmp_path, {"quick": {"blend": blend, "below": 0.15, "above": 0.85}})


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
