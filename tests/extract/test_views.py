"""One view per holder, index and horizon: what joins, what splits, and what the view says besides its stance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.types import Extraction, View

Extract = Callable[..., Extraction]


def bug(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


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
                "Kest Bank is bullish on the S&P 500 within 12 months.",
                "Kest Bank is bearish on the S&P 500 in the short term.",
            ],
            [("SPX", "12m", []), ("SPX", "short-term", [])],
            id="two-horizons-are-two-views",
        ),
        pytest.param(
            ["Kest Bank sees the S&P 500 at 6,900 in three months and 7,600 in 12 months."],
            [("SPX", "3m", [6900]), ("SPX", "12m", [7600])],
            id="two-horizons-in-one-sentence",
        ),
        pytest.param(
            ["Kest Bank sees the S&P 500 at 7,000 by the end of 2025 and 7,600 by the end of 2026."],
            [("SPX", "2025-12-31", [7000]), ("SPX", "2026-12-31", [7600])],
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
            id="if-the-fed",
        ),
        pytest.param(
            "Kest Bank says the S&P 500 should reach 7,200 by year-end.",
            "",
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


BULLISH, TARGET = "Kest Bank is bullish on the S&P 500.", "Kest Bank’s target for the S&P 500 is 7,200."
OIL = f"Oil fell{' and fell' * 40}."
WIDE = f"{BULLISH[:-1]}, {LONG[:200]}."


def evidence_of(found: Extraction) -> str:
    """The evidence of Kest Bank's one view of the S&P 500."""
    (view,) = (v for v in found.views if (v.holder.firm, v.symbol) == ("Kest Bank", "SPX"))
    return view.evidence.text


@pytest.mark.parametrize(
    ("paragraphs", "evidence"),
    [
        pytest.param([f"{BULLISH} {TARGET}"], f"{BULLISH} {TARGET}", id="two-sentences-of-a-paragraph"),
        pytest.param([BULLISH, TARGET], f"{BULLISH}\n\n{TARGET}", id="two-paragraphs"),
        pytest.param(
            [f"{BULLISH} Oil fell. {TARGET}"], f"{BULLISH} Oil fell. {TARGET}", id="one-sentence-between-the-two"
        ),
        pytest.param([f"{BULLISH} Kest Bank is bullish on the Dow."], BULLISH, id="not-its-sentence-on-another-index"),
        pytest.param(
            [f"{BULLISH} Corvane Capital is bearish on the S&P 500."], BULLISH, id="not-the-sentence-of-another-holder"
        ),
    ],
)
def test_evidence_joins_neighbouring_sentences_of_the_holder_on_the_index(
    extraction: Extract, paragraphs: list[str], evidence: str
) -> None:
    assert evidence_of(extraction(paragraphs)) == evidence


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param([BULLISH, *["Oil fell."] * 3, TARGET], id="three-paragraphs-between"),
        pytest.param([f"{BULLISH} {OIL} {TARGET}"], id="more-than-400-characters-with-what-is-between"),
        pytest.param([f"{WIDE} {WIDE}"], id="more-than-400-characters"),
        pytest.param([f"- {BULLISH}", f"- {TARGET}"], id="two-items-of-a-list"),
        pytest.param(
            [BULLISH, "Corvane Capital is bearish on the S&P 500.", TARGET],
            id="another-holder-on-the-index-between",
        ),
    ],
)
def test_evidence_joins_no_more_than_that(extraction: Extract, paragraphs: list[str]) -> None:
    assert evidence_of(extraction(paragraphs)).removeprefix("- ") in (BULLISH, TARGET, WIDE)


HEADLINE = "Kest Bank sees the S&P 500 at 7,200"
ROWS = [["Firm", "Target for the S&P 500"], ["Kest Bank", "7,200"], ["Corvane Capital", "6,900"]]


def test_evidence_is_prose_before_a_headline(extraction: Extract) -> None:
    (view,) = extraction(BULLISH, title=HEADLINE).views
    assert (view.evidence.text, [level.value for level in view.levels]) == (BULLISH, [7200])


def test_evidence_is_the_headline_where_no_prose_says_it(extraction: Extract) -> None:
    assert [view.evidence.text for view in extraction("Oil fell.", title=HEADLINE).views] == [HEADLINE]


def test_evidence_is_prose_before_an_item_of_a_list(extraction: Extract) -> None:
    assert [view.evidence.text for view in extraction([f"- {HEADLINE}", BULLISH]).views] == [BULLISH]


def test_evidence_is_prose_before_a_row(extraction: Extract) -> None:
    found = extraction(BULLISH, table=ROWS).views
    assert {view.holder.firm: view.evidence.text for view in found} == {
        "Kest Bank": BULLISH,
        "Corvane Capital": "Corvane Capital | 6,900",
    }


@pytest.mark.parametrize(
    ("published", "one", "other", "horizons"),
    [
        pytest.param("2025-12-10", "over the next 12 months", "at the end of 2026", ["12m"], id="in-december"),
        pytest.param("2026-01-10", "over the next 12 months", "at the end of 2026", ["12m"], id="in-january"),
        pytest.param("2025-12-10", "at the end of 2026", "over 12 months", ["2026-12-31"], id="the-first-one-stays"),
        pytest.param("2025-12-20", "over the next six months", "by mid-2026", ["6m"], id="six-months-and-midyear"),
        pytest.param(
            "2025-06-10",
            "over the next 12 months",
            "at the end of 2026",
            ["12m", "2026-12-31"],
            id="in-june-they-are-two",
        ),
        pytest.param(
            "2025-11-10",
            "over the next 12 months",
            "at the end of 2026",
            ["12m", "2026-12-31"],
            id="seven-weeks-are-two",
        ),
        pytest.param(
            "2025-12-10", "over the next 12 months", "over six months", ["12m", "6m"], id="two-counts-of-months"
        ),
        pytest.param(
            "", "over the next 12 months", "at the end of 2026", ["12m", "2026-12-31"], id="without-a-date-they-are-two"
        ),
    ],
)
def test_months_and_the_date_they_end_on_are_one_horizon(
    extraction: Extract, published: str, one: str, other: str, horizons: list[str]
) -> None:
    paragraphs = [
        f"Kest Bank is bullish on the S&P 500 {one}.",
        f"Kest Bank’s target for the S&P 500 {other} is 7,200.",
    ]
    found = extraction(paragraphs, published=published).views
    assert sorted(view.horizon.words for view in found) == sorted(horizons)


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        pytest.param("Kest Bank is bullish on the S&P 500 but expects a pullback.", "short-term", id="pullback"),
        pytest.param("Kest Bank is bearish on the S&P 500 and expects a correction.", "short-term", id="correction"),
        pytest.param("Kest Bank is bullish on the S&P 500, which is oversold.", "short-term", id="oversold"),
        pytest.param("Kest Bank is bullish on the S&P 500, which takes a breather.", "short-term", id="breather"),
        pytest.param("Kest Bank is bullish on the S&P 500 after some consolidation.", "short-term", id="consolidation"),
        pytest.param("Kest Bank is bullish on the S&P 500 for now.", "short-term", id="for-now"),
        pytest.param("Kest Bank is bullish on the S&P 500 and its momentum.", "", id="momentum-is-none"),
        pytest.param("Kest Bank is bullish on the S&P 500 for technical reasons.", "", id="technical-is-none"),
        pytest.param(
            "Kest Bank is bullish on the S&P 500 within 12 months but expects a pullback.",
            "12m",
            id="a-horizon-that-is-named-comes-first",
        ),
    ],
)
def test_pullbacks_are_short_term(extraction: Extract, text: str, horizon: str) -> None:
    assert [view.horizon.words for view in extraction(text).views] == [horizon]


@pytest.mark.parametrize(
    ("role", "says", "horizon"),
    [
        pytest.param("a technician", "sees support for the S&P 500 at 6,500", "short-term", id="technician-support"),
        pytest.param("a chartist", "sees resistance for the S&P 500 at 6,900", "short-term", id="chartist-resistance"),
        pytest.param(
            "chief technical strategist",
            "sees support for the S&P 500 at 6,500",
            "short-term",
            id="technical-strategist",
        ),
        pytest.param("a strategist", "sees support for the S&P 500 at 6,500", "", id="a-strategist-is-none"),
        pytest.param(
            "a technology strategist", "sees support for the S&P 500 at 6,500", "", id="nor-one-of-technology"
        ),
        pytest.param("a technician", "is bullish on the S&P 500", "", id="technician-without-a-level"),
        pytest.param("a technician", "sees the S&P 500 at 7,200", "", id="technician-with-a-target"),
        pytest.param(
            "a technician",
            "sees support for the S&P 500 at 6,500 until the end of 2026",
            "2026-12-31",
            id="with-a-date",
        ),
        pytest.param(
            "a strategist", "sees support for the S&P 500 at 6,500, 6,400 and 6,300", "short-term", id="many-levels"
        ),
    ],
)
def test_levels_of_a_chart_reader_are_short_term(extraction: Extract, role: str, says: str, horizon: str) -> None:
    found = extraction(f"Claire Bennett, {role} at Kest Bank, {says}.").views
    assert [view.horizon.words for view in found] == [horizon]


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
