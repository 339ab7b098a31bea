"""Which candidates become views, why the others are dropped, and which levels are nobody's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract.article import Reading
from pipeline.extract.decide import decide, judge
from pipeline.types import Extraction, LevelKind

Read = Callable[..., Reading]
Extract = Callable[..., Extraction]
NOTHING = "says nothing of where the market goes"


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ["The S&P 500 would fall, said Brian Tolle, chief executive of Orrin Motors."],
            [("holder", "executive")],
            id="executive",
        ),
        pytest.param(
            ["The S&P 500 looks expensive, said Martin Keller, a columnist at the Daily Ledger."],
            [("holder", "journalist")],
            id="journalist",
        ),
        pytest.param(["Bennett said the S&P 500 will fall."], [("holder", "surname alone")], id="surname-alone"),
        pytest.param(
            ["“The S&P 500 looks expensive,” said Jerome Powell, chairman of the Federal Reserve."],
            [("holder", "outsider")],
            id="policy-maker",
        ),
        pytest.param(
            ["Claire Bennett of Kest Bank said the S&P 500 rose on Monday because oil fell."],
            [("view", NOTHING)],
            id="news-retold",
        ),
        pytest.param(["Kest Bank publishes a weekly note on the S&P 500."], [("view", NOTHING)], id="no-opinion"),
        pytest.param(["The S&P 500 closed at 6,671 on Wednesday."], [], id="narration-is-no-candidate"),
    ],
)
def test_dropped_with_the_reason(extraction: Extract, paragraphs: list[str], expected: list[tuple[str, str]]) -> None:
    found = extraction(paragraphs)
    assert [(dropped.step, dropped.reason) for dropped in found.dropped] == expected
    assert found.views == ()


def test_dropped_excerpt_is_literal(extraction: Extract) -> None:
    found = extraction(["Oil fell.", "Kest Bank publishes a weekly note on the S&P 500."])
    (dropped,) = found.dropped
    assert dropped.excerpt.text == found.article.text[dropped.excerpt.start : dropped.excerpt.end]
    assert "weekly note" in dropped.excerpt.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Kest Bank’s target for the S&P 500 is 7,200.", id="sure-level"),
        pytest.param("Kest Bank is bullish on the S&P 500.", id="outright"),
        pytest.param("“The S&P 500 looks stretched,” said Claire Bennett of Kest Bank.", id="quoted"),
    ],
)
def test_becomes_a_view(extraction: Extract, text: str) -> None:
    found = extraction(text)
    assert len(found.views) == 1
    assert found.dropped == ()


def test_every_candidate_is_judged_or_dropped(reading: Read) -> None:
    found = reading(
        [
            "Kest Bank is bullish on the S&P 500.",
            "Kest Bank publishes a weekly note on the DAX.",
            "Bennett said the Dow will fall.",
        ]
    )
    judged, dropped = judge(found)
    assert len(judged) + len(dropped) == len(found.pieces) == 3


def test_weak_candidate_with_levels_joins_a_strong_one(extraction: Extract) -> None:
    found = extraction(
        [
            "Claire Bennett, a strategist at Kest Bank, is bullish on the S&P 500. Support for the index is 6,500.",
        ]
    )
    assert [(level.kind, level.value) for view in found.views for level in view.levels] == [(LevelKind.SUPPORT, 6500)]


def test_observed_levels_keep_their_sentence(extraction: Extract) -> None:
    found = extraction(["Oil fell.", "The S&P 500 closed at 6,671.06 on Wednesday."])
    (level,) = found.observed
    assert (level.symbol, level.kind, level.value) == ("SPX", LevelKind.OBSERVED, 6671.06)
    assert found.article.text[level.start : level.end] == "6,671.06"
    assert level.evidence.text == "The S&P 500 closed at 6,671.06 on Wednesday."


def test_observed_level_of_a_long_sentence_is_in_its_evidence(extraction: Extract) -> None:
    long = "after a day on which buyers came back to the shares they had sold, " * 8
    (level,) = extraction(f"The S&P 500, {long}closed at 6,671.06.").observed
    assert level.evidence.start <= level.start < level.end <= level.evidence.end


def test_candidates_are_dropped_apart_from_views(extraction: Extract) -> None:
    found = extraction(["Kest Bank is bullish on the S&P 500.", "Bennett said the S&P 500 will fall."])
    assert [view.holder.firm for view in found.views] == ["Kest Bank"]
    assert [dropped.reason for dropped in found.dropped] == ["surname alone"]


def test_decide_is_a_function_of_the_reading(reading: Read) -> None:
    found = reading("Kest Bank’s target for the S&P 500 is 7,200.")
    assert decide(found) == decide(found)


def test_empty_article_yields_nothing(extraction: Extract) -> None:
    found = extraction([])
    assert (found.views, found.observed, found.dropped) == ((), (), ())
