"""Lists and tables of targets as candidates: bullets, arrows, heads, flattened lines, lists whose breaks are lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract.article import Reading

Read = Callable[..., Reading]
HEAD = "Year-end 2026 targets for the S&P 500:"
Rows = list[tuple[str, str, list[tuple[str, float]]]]


def rows_of(reading: Reading) -> Rows:
    """Analyst, firm and levels of each row."""
    return [
        (p.actor.holder.analyst, p.actor.holder.firm, [(t.kind.value, t.value) for t in p.levels])
        for p in reading.pieces
        if p.form == "row"
    ]


KEST, CORVANE, HOLMGATE = "Kest Bank", "Corvane Capital", "Holmgate Partners"


def bug(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["- Kest Bank (Claire Bennett): 7,800, EPS $305", "- Corvane Capital (Daniel Hartley): 7,400, EPS $298"],
            [
                ("Claire Bennett", KEST, [("target", 7800)]),
                ("Daniel Hartley", CORVANE, [("target", 7400)]),
            ],
            id="bullet-with-name-and-eps",
        ),
        pytest.param(
            ["- Kest Bank: 7,400 → 7,800", "- Corvane Capital: 7,100 -> 7,400"],
            [
                ("", KEST, [("prior_target", 7400), ("target", 7800)]),
                ("", CORVANE, [("prior_target", 7100), ("target", 7400)]),
            ],
            id="arrows",
        ),
        pytest.param(
            ["- Kest Bank: 7,800 (from 7,400)", "- Corvane Capital: 7,400 (bull case 8,200)"],
            [
                ("", KEST, [("target", 7800), ("prior_target", 7400)]),
                ("", CORVANE, [("target", 7400), ("bull_case", 8200)]),
            ],
            id="notes-in-brackets",
        ),
        pytest.param(
            ["- Kest Bank: 7,000-7,400", "- Corvane Capital: 7,400"],
            [("", KEST, [("range_low", 7000), ("range_high", 7400)]), ("", CORVANE, [("target", 7400)])],
            id="range",
        ),
        pytest.param(
            ["Kest Bank", "7,800", "Corvane Capital", "7,400", "Holmgate Partners", "7,000"],
            [
                ("", KEST, [("target", 7800)]),
                ("", CORVANE, [("target", 7400)]),
                ("", HOLMGATE, [("target", 7000)]),
            ],
            id="flattened",
        ),
        pytest.param(
            ["Kest Bank: 7,800", "Corvane Capital: 7,400", "Average: 7,600"],
            [("", KEST, [("target", 7800)]), ("", CORVANE, [("target", 7400)])],
            id="average-is-skipped",
        ),
        pytest.param(["- Orrin: 7,800"], [], id="lone-row-of-no-house"),
        pytest.param(
            ["Kest Bank: 7,800Corvane Capital: 7,400Holmgate Partners: 7,000"],
            [
                ("", KEST, [("target", 7800)]),
                ("", CORVANE, [("target", 7400)]),
                ("", HOLMGATE, [("target", 7000)]),
            ],
            marks=bug("a line that begins with a name is read as that name's row: all three numbers go to the first"),
            id="inline-list-of-three",
        ),
        pytest.param(
            ["Kest Bank: 7,800, Corvane Capital: 7,400"],
            [("", KEST, [("target", 7800)]), ("", CORVANE, [("target", 7400)])],
            marks=bug("the second firm's number of a line with commas goes to the first firm"),
            id="inline-list-of-two",
        ),
    ],
)
def test_rows_of_a_list(reading: Read, lines: list[str], expected: Rows) -> None:
    assert rows_of(reading([HEAD, *lines])) == expected


def test_inline_list_behind_its_head(reading: Read) -> None:
    found = reading("The S&P 500 in 2026, by house: Kest Bank: 7,800Corvane Capital: 7,400Holmgate Partners: 7,000")
    assert [(firm, levels) for _, firm, levels in rows_of(found)][1:] == [
        (CORVANE, [("target", 7400)]),
        (HOLMGATE, [("target", 7000)]),
    ]


TARGETS = (
    ("Firm", "Strategist", "Target", "Prior", "EPS"),
    ("Kest Bank", "Claire Bennett", "7,800", "7,400", "305"),
    ("Corvane Capital", "Daniel Hartley", "7,400", "7,100", "298"),
    ("Average", "", "7,600", "7,250", "301"),
)


def test_table_with_head_and_average(reading: Read) -> None:
    assert rows_of(reading([HEAD], table=TARGETS)) == [
        ("Claire Bennett", KEST, [("target", 7800), ("prior_target", 7400)]),
        ("Daniel Hartley", CORVANE, [("target", 7400), ("prior_target", 7100)]),
    ]


def test_table_of_cases(reading: Read) -> None:
    table = (
        ("Firm", "Target", "Bull case", "Bear case", "Upside"),
        ("Kest Bank", "7,800", "8,500", "6,000", "12%"),
        ("Corvane Capital", "7,700", "8,400", "5,900", "11%"),
    )
    assert rows_of(reading([HEAD], table=table)) == [
        ("", KEST, [("target", 7800), ("bull_case", 8500), ("bear_case", 6000)]),
        ("", CORVANE, [("target", 7700), ("bull_case", 8400), ("bear_case", 5900)]),
    ]


def test_table_with_a_column_of_indices(reading: Read) -> None:
    table = (
        ("Firm", "Index", "Year-end target"),
        ("Kest Bank", "S&P 500", "7,800"),
        ("Kest Bank", "Nasdaq Composite", "25,000"),
    )
    pieces = [p for p in reading("Targets by house.", table=table).pieces if p.form == "row"]
    assert [(p.symbol, p.levels[0].value) for p in pieces] == [("SPX", 7800), ("IXIC", 25000)]


def test_rows_inherit_index_and_horizon(reading: Read) -> None:
    found = reading(["Targets for the DAX at the end of 2026:", "- Kest Bank: 26,000", "- Corvane Capital: 27,500"])
    rows = [p for p in found.pieces if p.form == "row"]
    assert [(p.symbol, p.horizon.words) for p in rows if p.horizon] == [("DAX", "2026-12-31")] * 2


def test_evidence_of_flattened_lines_is_both(reading: Read) -> None:
    found = reading([HEAD, "Kest Bank", "7,800", "Corvane Capital", "7,400"])
    rows = [p for p in found.pieces if p.form == "row"]
    assert [found.article.text[p.start : p.end] for p in rows] == ["Kest Bank\n\n7,800", "Corvane Capital\n\n7,400"]


def test_people_of_rows_are_the_people_of_the_text(reading: Read) -> None:
    prose = "Claire Bennett, chief strategist at Kest Bank, is bullish on the S&P 500."
    found = reading([prose, HEAD, "- Kest Bank (Claire Bennett): 7,800", "- Corvane Capital: 7,400"])
    row = next(p for p in found.pieces if p.form == "row")
    assert row.actor.key == found.said[0].actors[0].key
    assert row.actor.holder.role == "chief strategist"
