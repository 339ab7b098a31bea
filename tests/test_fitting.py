"""How candidates are labelled by gold, and what is fitted to them: "climb further" near gold's evidence is a view.

scikit-learn comes with the extra `train` only; what needs it is skipped without it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.extract.article import Reading, read_candidates
from pipeline.extract.recogniser import load_nlp
from pipeline.fitting import Example, cross_validate, examples_of, fit_weights, label, passage_article, write_weights
from pipeline.gold import GoldArticle, GoldView
from pipeline.run import SPACY_MODEL

TEXT = (
    "Nomi Ward, chief strategist at Kest Capital, expects the S&P 500 to climb further this year. "
    "Ravi Low, an analyst at Teller Securities, said the S&P 500 had a quiet week."
)
CLIMB = "expects the S&P 500 to climb further"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_candidates(load_nlp(SPACY_MODEL), passage_article(GoldArticle("p", text=TEXT, year=2024)))


def ward(**more: object) -> GoldView:
    return GoldView(**{"index": "SPX", "stances": ("bullish",), "analyst": "Nomi Ward", "evidence": CLIMB, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("views", "first", "second"),
    [
        pytest.param((), (False, ()), (False, ()), id="no view"),
        pytest.param((ward(),), (True, ("bullish",)), (False, ()), id="the analyst's"),
        pytest.param((ward(index="DAX"),), (False, ()), (False, ()), id="of another index"),
        pytest.param(
            (ward(optional=True),), (None, ("bullish",)), (False, ()), id="optional: only its stance is known"
        ),
        pytest.param((ward(evidence="pigs might fly before then"),), (None, ()), (False, ()), id="it stands elsewhere"),
        pytest.param((ward(analyst="", firm="Kest Capital"),), (False, ()), (False, ()), id="the firm's, not hers"),
        pytest.param((ward(analyst="", firm=""),), (False, ()), (False, ()), id="nobody's"),
    ],
)
def test_label(
    reading: Reading, views: tuple[GoldView, ...], first: tuple[object, object], second: tuple[object, object]
) -> None:
    examples = label(GoldArticle("p", views), reading)
    assert [(example.is_view, example.stances) for example in examples] == [first, second]
    assert {example.group for example in examples} == {"p"}
    assert all(example.features for example in examples)


def test_a_passage_is_an_article_of_its_year() -> None:
    article = passage_article(GoldArticle("p", text=TEXT, year=2024))
    assert (article.text, article.published_date and article.published_date.year) == (TEXT, 2024)
    assert [(block.start, block.end) for block in article.blocks] == [(0, len(TEXT))]
    assert passage_article(GoldArticle("p", text=TEXT)).published_date is None


def test_examples_are_those_of_the_passages(tmp_path: Path) -> None:
    view = {"analyst": "Nomi Ward", "index": "SPX", "stance": ["bullish"], "evidence": CLIMB}
    passages = [{"id": "p", "year": "2024", "text": TEXT, "views": []}, {"id": "q", "text": TEXT, "views": [view]}]
    lines = "".join(json.dumps(passage) + "\n" for passage in passages)
    file = tmp_path / "passages.jsonl"
    file.write_text(lines, encoding="utf-8")
    found = [(example.group, example.is_view) for example in examples_of([file])]
    assert found == [("p", False), ("p", False), ("q", True), ("q", False)]


def examples() -> list[Example]:
    """Sixty articles in which "up" is bullish, "down" bearish, "flat" neutral, and "rain" no view at all."""
    says = {"up": ("bullish",), "down": ("bearish",), "flat": ("neutral", "bearish")}
    made = []
    for article in range(60):
        for word, stances in says.items():
            made.append(Example(str(article), {word: 1.0, "length": 0.5}, True, stances))
            made.append(Example(str(article), {"rain": 1.0, "length": 0.5}, False))
    return [*made, Example("0", {"once": 1.0, "up": 1.0}, None, ("bullish",))]


def test_fit_weights(tmp_path: Path) -> None:
    pytest.importorskip("sklearn", reason="needs the extra train")
    weights = fit_weights(examples())
    assert weights["view"]["up"] > 0.5 > -0.5 > weights["view"]["rain"]
    bullish, neutral, bearish = weights["stance"]["up"]
    assert bullish > 0.5 > 0 > max(neutral, bearish)
    assert "once" not in weights["stance"]  # too rare
    assert len(weights["stance"]["bias"]) == 3
    write_weights(weights, tmp_path / "weights.json")
    written = (tmp_path / "weights.json").read_text(encoding="utf-8")
    assert json.loads(written) == weights
    assert list(json.loads(written)["view"]) == sorted(weights["view"])
    assert fit_weights(examples()) == weights


def test_cross_validate() -> None:
    pytest.importorskip("sklearn", reason="needs the extra train")
    fit = cross_validate(examples())
    assert (fit.examples, fit.views) == (360, 180)
    assert (fit.average_precision, fit.stance_accuracy) == pytest.approx((1.0, 1.0))
