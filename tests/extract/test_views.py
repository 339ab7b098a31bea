"""One view per holder, index and horizon: what joins, what splits, and what the view says besides its stance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.types import Extraction, View

Extract = Callable[..., Extraction]


def bug(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


NEAREST = "a horizon's distance is counted from the number's first digit, so the date behind loses to the one before"


def summary(view: View) -> tuple[str, str, list[float]]:
    return view.symbol, view.horizon.words, [level.value for level in view.levels]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ["Kest Bank is bullish on the S&P 500.", "Kest Bank’s target for the S&P 500 at the end of 2026 is 7,600."],
            [("SPX", "2026-12-31", [7600])],
            id="no-horizon-joins-the-dated-one",
        ),
        pytest.param(
            [
                "Kest Bank is bullish on the S&P 500 over the next 12 months.",
                "Kest Bank is bearish on the S&P 500 in the short term.",
            ],
            [("SPX", "12m", []), ("SPX", "short-term", [])],
            id="two-horizons-are-two-views",
        ),
        pytest.param(
            ["Kest Bank sees the S&P 500 at 6,900 in three months and 7,600 in 12 months."],
            [("SPX", "3m", [6900]), ("SPX", "12m", [7600])],
            marks=bug("a horizon behind a target loses to the one before it, whose end is nearer to the number"),
            id="two-horizons-in-one-sentence",
        ),
        pytest.param(
            ["Kest Bank sees the S&P 500 at 7,000 by the end of 2025 and 7,600 by the end of 2026."],
            [("SPX", "2025-12-31", [7000]), ("SPX", "2026-12-31", [7600])],
            marks=bug(NEAREST),
            id="two-dates-in-one-sentence",
        ),
        pytest.param(
            [
                "Claire Bennett, a strategist at Kest Bank, is bullish on small caps.",
                "Bennett expects the Russell 2000 to rise to 2,700.",
            ],
            [("RUT", "", [2700])],
            id="group-joins-the-index-it-stands-for",
        ),
        pytest.param(
            ["Kest Bank is bullish on the S&P 500 and the Dow."],
            [("SPX", "", []), ("DJI", "", [])],
            marks=bug("the stretch of a second index begins behind the first, so that “bullish on” is not in it"),
            id="two-indices",
        ),
        pytest.param(
            ["Kest Bank is bullish on the S&P 500 and sees support at 6,500 and 6,400, with resistance at 6,800."],
            [("SPX", "short-term", [6500, 6400, 6800])],
            id="chart-levels-are-short-term",
        ),
        pytest.param(
            ["Kest Bank sees support for the S&P 500 at 6,500 and is bullish on the index."],
            [("SPX", "", [6500])],
            id="one-line-in-a-report-is-no-chart-note",
        ),
    ],
)
def test_views_of_a_firm(
    extraction: Extract, paragraphs: list[str], expected: list[tuple[str, str, list[float]]]
) -> None:
    assert sorted(map(summary, extraction(paragraphs).views)) == sorted(expected)


@pytest.mark.parametrize(
    ("paragraphs", "proxy"),
    [
        (["Claire Bennett, a strategist at Kest Bank, is bullish on small caps."], True),
        (["Claire Bennett, a strategist at Kest Bank, is bullish on the Russell 2000."], False),
        (
            [
                "Claire Bennett, a strategist at Kest Bank, is bullish on small caps.",
                "Bennett is bullish on the Russell 2000 too.",
            ],
            False,
        ),
    ],
)
def test_proxy_only_where_the_index_is_never_named(extraction: Extract, paragraphs: list[str], proxy: bool) -> None:
    assert [view.proxy for view in extraction(paragraphs).views] == [proxy]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        pytest.param("Kest Bank raised its target for the S&P 500 to 7,200 from 6,800.", "Raises", id="raised"),
        pytest.param("Kest Bank cut its target for the S&P 500 to 6,200 from 6,800.", "Lowers", id="cut"),
        pytest.param("Kest Bank maintained its target for the S&P 500 at 7,200.", "Maintains", id="maintained"),
        pytest.param("Kest Bank’s target for the S&P 500 is 7,200.", "Announces", id="announces"),
        pytest.param("Kest Bank is bullish on the S&P 500.", "", id="no-target"),
        pytest.param(
            "Kest Bank sees the S&P 500 at 7,200 if the Fed cuts rates twice more.",
            "Announces",
            marks=bug("a rate cut in the sentence makes a lowered target of the view"),
            id="rate-cut",
        ),
    ],
)
def test_action_change(extraction: Extract, text: str, action: str) -> None:
    assert [view.action_change for view in extraction(text).views] == [action]


@pytest.mark.parametrize(
    ("text", "upside"),
    [
        ("Kest Bank is bullish on the S&P 500 and sees roughly 7% upside from here.", 0.07),
        ("Kest Bank is bearish on the S&P 500 and sees a decline of 9% from here.", -0.09),
        ("Kest Bank is bullish on the S&P 500.", None),
    ],
)
def test_stated_upside_is_a_fraction(extraction: Extract, text: str, upside: float | None) -> None:
    assert [view.upside_stated for view in extraction(text).views] == [upside]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        pytest.param(
            "Kest Bank sees the S&P 500 at 7,200 if earnings keep growing.", "if earnings keep growing", id="if"
        ),
        pytest.param("Kest Bank is bullish on the S&P 500.", "", id="none"),
        pytest.param(
            "Kest Bank sees the S&P 500 at 7,200 if the Fed cuts rates twice more.",
            "if the Fed cuts rates twice more",
            marks=bug("“the Fed cuts” counts as a second speaker, so the condition is cut off"),
            id="if-the-fed",
        ),
        pytest.param(
            "Kest Bank says the S&P 500 should reach 7,200 by year-end.",
            "",
            marks=bug("“should reach” is taken for the clause of “should the index fall”"),
            id="should-is-no-condition",
        ),
    ],
)
def test_condition_is_the_clause(extraction: Extract, text: str, condition: str) -> None:
    assert [view.condition for view in extraction(text).views] == [condition]


LONG = "and on the many firms that sell to its members, large and small, " * 10


def test_evidence_is_literal_and_short(extraction: Extract) -> None:
    found = extraction(f"Kest Bank is bullish on the S&P 500 {LONG}and sees it at 7,200.")
    for view in found.views:
        excerpts = [view.evidence, *(level.evidence for level in view.levels)]
        for excerpt in excerpts:
            assert excerpt.text == found.article.text[excerpt.start : excerpt.end]
            assert 0 < len(excerpt.text) <= 400
    assert len(found.views) == 1


def test_evidence_of_a_level_holds_its_number(extraction: Extract) -> None:
    (view,) = extraction(f"Kest Bank is bullish on the S&P 500 {LONG}and sees it at 7,200.").views
    (level,) = view.levels
    assert level.evidence.start <= level.start < level.end <= level.evidence.end


def test_evidence_joins_two_sentences_that_both_carry_the_view(extraction: Extract) -> None:
    text = "Kest Bank is bullish on the S&P 500. Kest Bank’s target for the S&P 500 is 7,200."
    assert [view.evidence.text for view in extraction(text).views] == [text]


def test_observed_levels_are_in_no_view(extraction: Extract) -> None:
    found = extraction(["Kest Bank is bullish on the S&P 500, which closed at 6,671.06."])
    assert [level.value for view in found.views for level in view.levels] == []
    assert [level.value for level in found.observed] == [6671.06]


def test_co_analysts_are_named(extraction: Extract) -> None:
    text = "Claire Bennett and Daniel Hartley, strategists at Kest Bank, expect the S&P 500 to reach 7,200."
    view = extraction(text).views[0]
    assert (view.holder.analyst, view.holder.co_analysts) == ("Claire Bennett", ("Daniel Hartley",))
    assert len(extraction(text).views) == 1


def test_firm_and_its_one_analyst_are_one_holder(extraction: Extract) -> None:
    found = extraction(
        [
            "Claire Bennett, a strategist at Kest Bank, is bullish on the S&P 500.",
            "Kest Bank’s target for the S&P 500 is 7,200.",
        ]
    )
    assert [(view.holder.analyst, summary(view)[2]) for view in found.views] == [("Claire Bennett", [7200])]


def test_from_to_in_one_sentence_is_a_raise(extraction: Extract) -> None:
    found = extraction("Kest Bank raised its target for the S&P 500 to 7,200 from 6,800.")
    kinds = {level.kind.value: level.value for view in found.views for level in view.levels}
    assert kinds == {"target": 7200, "prior_target": 6800}
