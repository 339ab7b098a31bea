"""Rows of tables by their head: firm, strategist, target, prior target, cases, and columns that hold no level."""

from __future__ import annotations

import pytest

from .factories import Piece, article_of, extraction_of, reading_of, table

INTRO = "The houses below gave us their year-end targets for the S&P 500."
YEAR_END = "2025-12-31"
Levels = list[tuple[str, float]]


def rows(*pieces: Piece) -> list[tuple[str, str, Levels]]:
    """Analyst, firm and levels of each row."""
    return [
        (p.actor.holder.analyst, p.actor.holder.firm, [(t.kind.value, t.value) for t in p.levels])
        for p in reading_of(article_of(*pieces)).pieces
        if p.form == "row"
    ]


@pytest.mark.parametrize(
    ("head", "row", "analyst", "levels"),
    [
        pytest.param("Firm | Target", "Kest Bank | 7,000", "", [("target", 7000)], id="firm, target"),
        pytest.param(
            "Firm | Strategist | Target",
            "Kest Bank | Nomi Ward | 7,000",
            "Nomi Ward",
            [("target", 7000)],
            id="strategist",
        ),
        pytest.param(
            "Strategist | Firm | 2025 close",
            "Nomi Ward | Kest Bank | 7,000",
            "Nomi Ward",
            [("target", 7000)],
            id="strategist first",
        ),
        pytest.param(
            "Bank | New | Old",
            "Kest Bank | 7,000 | 6,600",
            "",
            [("target", 7000), ("prior_target", 6600)],
            id="new, old",
        ),
        pytest.param(
            "Bank | Previous target | Target",
            "Kest Bank | 6,600 | 7,000",
            "",
            [("prior_target", 6600), ("target", 7000)],
            id="previous first",
        ),
        pytest.param(
            "Bank | Base | Bull case | Bear case",
            "Kest Bank | 7,000 | 7,800 | 5,200",
            "",
            [("target", 7000), ("bull_case", 7800), ("bear_case", 5200)],
            id="three cases",
        ),
        pytest.param(
            "Bank | Target | EPS | Upside | P/E",
            "Kest Bank | 7,000 | 2,800 | 5% | 22.5",
            "",
            [("target", 7000)],
            id="columns that hold no level",
        ),
        pytest.param(
            "Bank | Target", "Kest Bank | 6,800-7,200", "", [("range_low", 6800), ("range_high", 7200)], id="range"
        ),
        pytest.param(
            "Bank | Support | Resistance",
            "Kest Bank | 6,500 | 6,800",
            "",
            [("support", 6500), ("resistance", 6800)],
            id="chart levels",
        ),
        pytest.param("Bank | Fair value", "Kest Bank | 6,300", "", [("fair_value", 6300)], id="fair value"),
        pytest.param("Bank | Target", "Kest Bank (Oslo) | 7,000", "", [("target", 7000)], id="note behind the firm"),
        pytest.param(
            "Bank | Target",
            "Kest Bank | 7,000 (6,600)",
            "",
            [("target", 7000)],
            id="second number in a cell",
            marks=pytest.mark.xfail(strict=True, reason="tables: every number of a cell is of the column’s kind"),
        ),
    ],
)
def test_table_rows(head: str, row: str, analyst: str, levels: Levels) -> None:
    assert rows(INTRO, *table(head, row)) == [(analyst, "Kest Bank", levels)]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("Average | 6,900", id="average"),
        pytest.param("Median | 6,900", id="median"),
        pytest.param("High | 7,400", id="high"),
        pytest.param("Consensus | 6,900", id="consensus"),
        pytest.param("Kest Bank | n/a", id="no number"),
        pytest.param("Kest Bank | 12", id="a number that fits no index"),
    ],
)
def test_rows_that_are_none(row: str) -> None:
    assert rows(INTRO, *table("Firm | Target", "Corvane Capital | 7,000", row)) == [
        ("", "Corvane Capital", [("target", 7000)])
    ]


def test_the_head_names_index_and_date() -> None:
    head = "Firm | Nikkei 225 target, end-2026"
    article = article_of("A table.", *table(head, "Kest Bank | 52,000", "Corvane Capital | 48,000"))
    pieces = [p for p in reading_of(article).pieces if p.form == "row"]
    assert [(p.symbol, p.horizon.words if p.horizon else "") for p in pieces] == [("N225", "2026-12-31")] * 2


def test_a_new_table_has_a_new_head() -> None:
    found = rows(
        INTRO,
        *table("Firm | Target | Old", "Kest Bank | 7,000 | 6,600"),
        "And the others:",
        *table("Firm | Old | Target", "Corvane Capital | 6,200 | 6,400"),
    )
    assert [levels for *_, levels in found] == [
        [("target", 7000), ("prior_target", 6600)],
        [("prior_target", 6200), ("target", 6400)],
    ]


def test_an_unknown_firm_needs_company() -> None:
    assert rows(INTRO, *table("Firm | Target", "Quillmere | 7,000")) == []
    assert len(rows(INTRO, *table("Firm | Target", "Quillmere | 7,000", "Orrinby | 6,400"))) == 2


def test_an_outsider_in_a_row_holds_no_view() -> None:
    found = extraction_of(INTRO, *table("Firm | Target", "Kest Bank | 7,000", "Federal Reserve | 6,400"))
    assert [v.holder.firm for v in found.views] == ["Kest Bank"]
    assert [(d.step, d.reason) for d in found.dropped] == [("holder", "central_bank")]


def test_a_row_is_the_evidence_of_its_view() -> None:
    found = extraction_of(INTRO, *table("Firm | Target", "Kest Bank | 7,000", "Corvane Capital | 6,400"))
    assert [v.evidence.text for v in found.views] == ["Kest Bank | 7,000", "Corvane Capital | 6,400"]
    assert {v.horizon.words for v in found.views} == {YEAR_END}
