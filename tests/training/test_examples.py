"""What the encoder learns from a text: a line for each candidate, labelled as gold has it."""

from __future__ import annotations

import pytest
from extract.factories import article_of, reading_of
from gold_factories import held

from pipeline.gold import GoldArticle, GoldLevel, GoldView
from pipeline.training.data import worth_learning
from pipeline.training.examples import Example, label

BULL = "Nomi Ward of Kest Bank is bullish on the S&P 500 and sees it at 7,000."


def labelled(text: str, *views: GoldView) -> list[Example]:
    return list(label(GoldArticle("a1", views), reading_of(article_of(text))))


@pytest.mark.parametrize(
    ("text", "views", "expected"),
    [
        pytest.param(BULL, [], [("none",)], id="no-view"),
        pytest.param(BULL, [held("Nomi Ward", evidence=BULL)], [("bullish",)], id="a-view"),
        pytest.param(
            BULL,
            [held("Nomi Ward", stances=("bullish", "neutral"), evidence=BULL)],
            [("bullish", "neutral")],
            id="two-accepted-stances",
        ),
        pytest.param(BULL, [held("Nomi Ward", evidence="a sentence that stands elsewhere")], [], id="said-elsewhere"),
        pytest.param(BULL, [held("Ravi Teshome", evidence=BULL)], [("none",)], id="another-holder"),
        pytest.param(
            "“Stocks look cheap,” said Nomi Ward of Kest Bank.",
            [held("Nomi Ward", index="STOXX600", evidence="Stocks look cheap said Nomi Ward of Kest Bank")],
            [("bullish",)],
            id="an-unnamed-market-is-gold's",
        ),
        pytest.param(
            "“Stocks look cheap,” said Nomi Ward of Kest Bank.",
            [held("Nomi Ward", index="OTHER", evidence="Stocks look cheap said Nomi Ward of Kest Bank")],
            [],
            id="an-index-that-has-no-name",
        ),
        pytest.param(
            "“The S&P 500 looks cheap,” said Ward.",
            [held("Ward", evidence="The S&P 500 looks cheap said Ward")],
            [("bullish",)],
            id="a-surname-alone",
        ),
    ],
)
def test_label(text: str, views: list[GoldView], expected: list[tuple[str, ...]]) -> None:
    assert [example.stances for example in labelled(text, *views)] == expected


def test_the_index_that_gold_has_is_the_line_s() -> None:
    text = "“Stocks look cheap,” said Nomi Ward of Kest Bank."
    (example,) = labelled(text, held("Nomi Ward", index="STOXX600", evidence=text))
    assert "STOXX Europe 600 |" in example.line


def test_kinds_of_the_numbers() -> None:
    view = held("Nomi Ward", evidence=BULL, levels=(GoldLevel(("target",), 7000.0),))
    assert [example.kinds for example in labelled(f"The S&P 500 closed at 6,600. {BULL}", view)] == [("", "target")]
    assert [example.kinds for example in labelled(BULL)] == [("none",)]


def test_of_plain_candidates_some_are_learned() -> None:
    plain = [Example(str(n), "line", ("none",), False, (), 0.03) for n in range(200)]
    near = [Example("near", "line", ("none",), False, (), 0.3), Example("view", "line", ("bullish",), False, (), 0.03)]
    never = [Example("never", "line", ("none",), False, (), 0.001)]
    kept = worth_learning([*plain, *near, *never], seed=1)
    assert {"near", "view"} <= {example.group for example in kept}
    assert "never" not in {example.group for example in kept}
    assert 60 < len(kept) < 110
    assert kept == worth_learning([*plain, *near, *never], seed=1)
