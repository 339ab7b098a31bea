"""What the confidence of a view is weighed by, and that it is a probability of two digits."""

from __future__ import annotations

import pytest

from extract.factories import article_of, reading_of, table
from pipeline.extract.confidence import confidence_of
from pipeline.extract.decide import judge
from pipeline.extract.numeric import logit, sigmoid, softmax
from pipeline.extract.views import views_with_facts

PLAIN = {"arithmetic": 0.0, "row": 0.0, "level": 0.0, "several": 0.0}


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(["Nomi Ward of Kest Bank is bullish on the S&P 500."], {}, id="words"),
        pytest.param(
            ["The S&P 500 closed at 6,600.", "Kest Bank’s target for the S&P 500 is 7,000."],
            {"arithmetic": 1.0, "level": 1.0, "stance": 0.0},
            id="a-target-against-the-market",
        ),
        pytest.param(
            ["Nomi Ward of Kest Bank is bullish on the DAX.", "“The DAX looks cheap,” Ward said."],
            {"several": 1.0},
            id="said-twice",
        ),
    ],
)
def test_facts(paragraphs: list[str], expected: dict[str, float]) -> None:
    reading = reading_of(article_of(*paragraphs))
    ((_, facts),) = views_with_facts(reading, judge(reading)[0])
    assert {name: facts[name] for name in {**PLAIN, **expected}} == {**PLAIN, **expected}
    assert facts["bias"] == 1.0


def test_facts_of_a_row() -> None:
    reading = reading_of(article_of(*table("Firm | S&P 500 target", "Kest Bank | 7,000", "Orrin Capital | 7,200")))
    facts = [facts for _, facts in views_with_facts(reading, judge(reading)[0])]
    assert [(one["row"], one["view"]) for one in facts] == [(1.0, 0.0)] * 2


def test_confidence_is_a_probability_of_two_digits() -> None:
    assert confidence_of({"bias": 1.0, "view": 2.0}, {"bias": 0.5, "view": 1.0, "row": 9.0}) == 0.92
    assert confidence_of({"view": 999.0}, {"view": 9.0}) == 1.0
    assert confidence_of({}, {}) == 0.5


@pytest.mark.parametrize("probability", [0.001, 0.2, 0.5, 0.97])
def test_sigmoid_undoes_logit(probability: float) -> None:
    assert sigmoid(logit(probability)) == pytest.approx(probability)


def test_what_is_out_of_bounds_stays_finite() -> None:
    assert (logit(0.0), logit(1.0)) == pytest.approx((-9.21, 9.21), abs=0.01)
    assert 0 < sigmoid(-1e9) < sigmoid(1e9) < 1.0000001
    assert softmax([1e9, 0.0]) == pytest.approx([1.0, 0.0])
