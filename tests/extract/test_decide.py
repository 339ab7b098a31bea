"""Which candidates become views, and the reason why the others are dropped."""

from __future__ import annotations

import pytest

from pipeline.extract.decide import JOINS_AT, VIEW_AT, decide, judge
from pipeline.types import Extraction, Stance

from .factories import article_of, extraction_of, reading_of

WARD = "Nomi Ward, chief strategist at Kest Bank, expects the S&P 500 to climb to 7,000."


def dropped(found: Extraction) -> list[tuple[str, str, str]]:
    return [(d.step, d.reason, d.excerpt.text) for d in found.dropped]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("Jerome Powell expects the S&P 500 to climb to 7,000.", "outsider", id="policy maker"),
        pytest.param("The Federal Reserve expects the S&P 500 to climb to 7,000.", "outsider", id="central bank"),
        pytest.param(
            "Nomi Ward, a columnist at the Orrin Post, expects the S&P 500 to climb to 7,000.",
            "journalist",
            id="writer",
        ),
        pytest.param(
            "Nomi Ward, chief executive of Orrin Motors, expects the S&P 500 to climb to 7,000.",
            "executive",
            id="head of a company",
        ),
        pytest.param("Ward expects the S&P 500 to climb to 7,000.", "surname alone", id="a surname that nobody bears"),
        pytest.param("Orrin Holdings expects the S&P 500 to climb to 7,000.", "unknown firm", id="a company"),
    ],
)
def test_barred_holders_are_dropped_with_a_reason(text: str, reason: str) -> None:
    found = extraction_of(text)
    assert found.views == ()
    assert dropped(found) == [("holder", reason, text)]


def test_a_byline_holds_no_view() -> None:
    text = "Nomi Ward expects the S&P 500 to climb to 7,000."
    found = decide(reading_of(article_of(text, byline=("Nomi Ward",))))
    assert found.views == ()
    assert dropped(found) == [("holder", "byline", text)]


def test_a_strategist_with_a_byline_holds_views() -> None:
    found = decide(reading_of(article_of(WARD, byline=("Nomi Ward",))))
    assert [v.holder.analyst for v in found.views] == ["Nomi Ward"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Nomi Ward of Kest Bank said the S&P 500 has 500 members.", id="a fact"),
        pytest.param("“The S&P 500 closed flat in thin trade,” said Nomi Ward of Kest Bank.", id="what the market did"),
    ],
)
def test_remarks_are_dropped_with_a_reason(text: str) -> None:
    found = extraction_of(text)
    assert found.views == ()
    assert [(step, reason) for step, reason, _ in dropped(found)] == [("view", "says nothing of where the market goes")]


def test_a_view_is_not_dropped() -> None:
    found = extraction_of(WARD)
    assert dropped(found) == []
    assert [(v.holder.analyst, v.holder.firm, v.symbol, v.stance) for v in found.views] == [
        ("Nomi Ward", "Kest Bank", "SPX", Stance.BULLISH)
    ]


def test_the_reporters_own_words_are_no_candidate() -> None:
    found = extraction_of("The S&P 500 will surely climb to 7,000.")
    assert (found.views, found.dropped) == ((), ())


def test_a_stance_said_outright_is_enough() -> None:
    found = extraction_of("Nomi Ward of Kest Bank is bearish on the S&P 500.")
    assert [(v.stance, v.stance_score) for v in found.views] == [(Stance.BEARISH, -1.0)]


def test_observed_levels_are_kept_without_a_view() -> None:
    found = extraction_of("The S&P 500 closed at 6,664.01. Bonds fell.")
    assert [(o.symbol, o.value, o.evidence.text) for o in found.observed] == [
        ("SPX", 6664.01, "The S&P 500 closed at 6,664.01.")
    ]


def test_every_candidate_is_judged_or_dropped() -> None:
    text = f"{WARD} Ward said it rained. Jerome Powell expects stocks to fall. The Dow fell, Ward said."
    reading = reading_of(article_of(text))
    judged, gone = judge(reading)
    assert len(judged) + len(gone) == len(reading.pieces)
    assert 0 < JOINS_AT < VIEW_AT < 1


def test_an_article_of_nothing() -> None:
    found = extraction_of()
    assert (found.views, found.observed, found.dropped) == ((), (), ())
