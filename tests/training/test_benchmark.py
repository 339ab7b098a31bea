"""The table that compares what could decide: its figures, and what the word lists answer."""

from __future__ import annotations

import pytest

from pipeline.training.arguments import EXTRA
from pipeline.training.benchmark import Statement, by_words, fared_line, how_it_fares, row_of, table_of, word_list
from training.factories import sure

NONE, BULL, BOTH = (Statement("", "", accepted) for accepted in (("none",), ("bullish",), ("neutral", "bearish")))


@pytest.mark.parametrize(
    ("answers", "accuracy", "macro_f1", "stance"),
    [
        pytest.param(["none", "bullish", "neutral"], 1.0, 0.75, 1.0, id="all-right-but-no-bearish-one-asked-for"),
        pytest.param(["none", "bullish", "bearish"], 1.0, 0.75, 1.0, id="either-accepted-stance"),
        pytest.param(["none"] * 3, 1 / 3, 0.125, 0.0, id="majority"),
        pytest.param(["bullish", "bullish", "bullish"], 1 / 3, 0.125, 0.5, id="always-bullish"),
    ],
)
def test_row(answers: list[str], accuracy: float, macro_f1: float, stance: float) -> None:
    row = row_of("x", [NONE, BULL, BOTH], answers, speed=10.0)
    assert (row.accuracy, row.macro_f1, row.stance) == pytest.approx((accuracy, macro_f1, stance))


def test_table() -> None:
    lines = table_of([row_of("x", [NONE], ["none"], speed=1234.5)]).splitlines()
    assert lines[-1] == "| x | 1.000 | 0.250 | 0.000 | 1,234 |"
    assert {line.count("|") for line in lines} == {6}


@pytest.mark.parametrize(
    ("positive", "middle", "label"),
    [(0.4, "none", "bullish"), (-0.4, "none", "bearish"), (0.0, "none", "none"), (0.01, "neutral", "neutral")],
)
def test_by_words(positive: float, middle: str, label: str) -> None:
    assert by_words(positive, middle=middle) == label


@pytest.mark.parametrize("name", ["VADER", "FinVADER"])
def test_word_lists_know_good_from_bad(name: str) -> None:
    for package in EXTRA:
        pytest.importorskip(package if package != "finvader" else "vaderSentiment", reason="needs the extra train")
    positive = word_list(name)
    assert positive("A great rally, strong gains and happy buyers") > 0 > positive("A terrible crash and heavy losses")


def test_how_an_index_fares() -> None:
    row = {"text": "The Nasdaq fell 2% on Monday.", "start": 4, "end": 10, "label": "negative"}
    assert (
        fared_line(row) == "subject index firm Nasdaq Composite | [START] The  [MARKET] Nasdaq fell 2% on Monday. [END]"
    )
    assert [how_it_fares(sure(label)) for label in ("none", "neutral", "bearish")] == ["neutral", "neutral", "bearish"]
