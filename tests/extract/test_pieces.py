"""Candidates: every speaker with every market of a stretch; one that names none is the market carried, or the home one.

"Ward sees the S&P 500 at 7,000. A correction is near, she said." proposes the S&P 500 twice.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract.article import Reading

Read = Callable[..., Reading]

WARD = "Nomi Ward, a strategist at Kest Bank,"


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            [f"{WARD} is bearish on the DAX.", "“A correction is near,” Ward said."],
            [("DAX", "index"), ("DAX", "carried")],
            id="carried-from-the-speaker's-sentence-before",
        ),
        pytest.param(
            ["The S&P 500 rose.", f"{WARD} expects the VIX to climb.", "“A correction is near,” Ward said."],
            [("VIX", "index"), ("SPX", "home")],
            id="a-correction-after-the-vix-is-none-of-the-vix",
        ),
        pytest.param(
            ["The S&P 500 rose.", f"“We are careful,” said {WARD}"], [("SPX", "home")], id="home-where-none-is"
        ),
        pytest.param(
            [f"{WARD} thinks small caps will gain ground on large caps."],
            [("RUT", "proxy")],
            id="compared-with-another",
        ),
    ],
)
def test_market_of_a_candidate(reading: Read, paragraphs: list[str], expected: list[tuple[str, str]]) -> None:
    found = reading(paragraphs)
    assert [(p.symbol, p.link) for p in found.pieces if p.actor.holder.analyst == "Nomi Ward"] == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ["The Dow closed at 49,000.", f"{WARD} has a target of 54,000 for the Nikkei."],
            [("N225", 54000)],
            id="of-the-index-in-its-sentence",
        ),
        pytest.param(
            ["The Dow closed at 49,000. The Nikkei closed at 52,000.", f"{WARD} likes the Dow and sees it at 55,000."],
            [("DJI", 55000)],
            id="of-the-index-it-is-near",
        ),
    ],
)
def test_number_belongs_to_an_index(reading: Read, paragraphs: list[str], expected: list[tuple[str, float]]) -> None:
    assert [(t.symbol, t.value) for piece in reading(paragraphs).pieces for t in piece.levels] == expected
