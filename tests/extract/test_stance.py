"""A target against where the index stands decides the stance, whatever the tone; without both the words do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract.article import Reading
from pipeline.extract.stance import present_level
from pipeline.types import Extraction, Stance

Extract = Callable[..., Extraction]
Read = Callable[..., Reading]
CLOSED = "The S&P 500 closed at 6,671 on Wednesday."


def stances(extraction: Extraction) -> list[tuple[str, float]]:
    return [(view.stance.value, view.stance_score) for view in extraction.views]


UP, FLAT, DOWN = ("bullish", 1.0), ("neutral", 0.0), ("bearish", -1.0)


@pytest.mark.parametrize(
    ("target", "stance"),
    [
        pytest.param("7,200", UP, id="up"),
        pytest.param("6,700", FLAT, id="flat"),
        pytest.param("6,100", DOWN, id="down"),
    ],
)
def test_target_against_the_observed_level(extraction: Extract, target: str, stance: tuple[str, float]) -> None:
    found = extraction([CLOSED, f"Kest Bank’s year-end target for the S&P 500 is {target}."])
    assert stances(found) == [stance]


def test_arithmetic_beats_the_tone(extraction: Extract) -> None:
    found = extraction([CLOSED, "Kest Bank is upbeat on the S&P 500 and targets 6,100 for it by year-end."])
    assert stances(found) == [DOWN]


def test_level_is_known_from_behind_too(extraction: Extract) -> None:
    found = extraction(["Kest Bank’s year-end target for the S&P 500 is 6,100.", CLOSED])
    assert stances(found) == [DOWN]


def test_level_of_another_index_says_nothing(extraction: Extract) -> None:
    found = extraction(["The Dow closed at 46,253 on Wednesday.", "Kest Bank’s target for the S&P 500 is 7,200."])
    assert stances(found) == [UP]


def test_middle_of_a_range_counts(extraction: Extract) -> None:
    found = extraction([CLOSED, "Kest Bank expects the S&P 500 to trade between 6,000 and 6,400."])
    assert stances(found) == [DOWN]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param("Kest Bank’s S&P 500 target of 6,450 lies below the present level.", DOWN, id="below-current"),
        pytest.param("Kest Bank’s S&P 500 target of 6,600 is well above current levels.", UP, id="above-current"),
        pytest.param(
            "Kest Bank expects the S&P 500 to finish December at 7,000, in line with current levels.",
            FLAT,
            id="in-line",
        ),
        pytest.param("Kest Bank expects the S&P 500 to fall to 6,100.", DOWN, id="fall-to"),
        pytest.param("Kest Bank’s target for the S&P 500 is 7,200.", UP, id="bare-target-is-above"),
        pytest.param("Kest Bank is bearish on the S&P 500.", DOWN, id="words-alone"),
        pytest.param("Kest Bank is neutral on the S&P 500.", FLAT, id="neutral-words"),
        pytest.param(
            "Kest Bank, which sees the S&P 500 at 7,200, is not worried.",
            UP,
            marks=pytest.mark.xfail(
                strict=True, reason="“not worried” weighs as bearish, more than the prior of a bare target"
            ),
            id="not-worried",
        ),
        pytest.param(
            "Claire Bennett of Kest Bank sees the S&P 500 at 7,200, while Daniel Hartley of Corvane Capital expects "
            "it to fall to 6,100.",
            None,
            id="second-speaker-falls",
        ),
    ],
)
def test_target_without_a_known_level(extraction: Extract, text: str, stance: tuple[str, float] | None) -> None:
    found = stances(extraction(text))
    assert found == ([stance] if stance else [UP, DOWN])


def test_present_level_is_the_narrators_first(reading: Read) -> None:
    found = reading(
        ["“It was at 6,500 when we bought,” said Claire Bennett of Kest Bank, who is bullish on the S&P 500.", CLOSED]
    )
    assert present_level(found, "SPX") == 6671
    assert present_level(found, "DAX") is None


def test_score_is_of_the_stance(extraction: Extract) -> None:
    for view in extraction([CLOSED, "Kest Bank is bearish on the Dow and bullish on the DAX."]).views:
        assert view.stance_score == {Stance.BULLISH: 1.0, Stance.NEUTRAL: 0.0, Stance.BEARISH: -1.0}[view.stance]
