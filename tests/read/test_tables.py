"""Table rows in plain lines: bars, tabs, columns of spaces, headers."""

import pytest

from pipeline.read.tables import find_rows, is_header_text


def rows(*lines: str) -> list[tuple[int, int, bool, list[str]]]:
    """(line, table, is_header, cells) of each row found in the lines."""
    text = "\n".join(lines)
    spans, start = [], 0
    for line in lines:
        spans.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
        start += len(line) + 1
    found = find_rows(text, [span for span in spans if span[0] < span[1]])
    return [(row.line, row.table, row.is_header, [text[a:b] for a, b in row.cells]) for row in found.values()]


def test_bars_with_a_header() -> None:
    assert rows("Firm | Analyst | 2027 close", "Elm Bank | Ann Poe | 5,600", "Oak | Al Roe | 6,050") == [
        (0, 0, True, ["Firm", "Analyst", "2027 close"]),
        (1, 0, False, ["Elm Bank", "Ann Poe", "5,600"]),
        (2, 0, False, ["Oak", "Al Roe", "6,050"]),
    ]


def test_a_header_with_another_number_of_cells_begins_a_new_table() -> None:
    found = rows(
        "2025 close | EPS",
        "High | 7,000 | $275",
        "Low | 5,500 | $245",
        "Firm | Name | Close | EPS",
        "Elm | Poe | 5 | 1",
    )
    assert [(table, is_header) for _, table, is_header, _ in found] == [
        (0, True),
        (0, False),
        (0, False),
        (1, True),
        (1, False),
    ]


def test_markdown_tables_lose_their_rule_and_keep_empty_cells() -> None:
    assert rows("| Index | Change |", "| --- | --- |", "|  | -0.51 |") == [
        (0, 0, True, ["Index", "Change"]),
        (2, 0, False, ["", "-0.51"]),
    ]


@pytest.mark.parametrize("bar", ["│", "\t", " | ", "│ "])
def test_bars_of_other_kinds(bar: str) -> None:
    assert [cells for *_, cells in rows(bar.join(("Firm", "Base")), bar.join(("Elm", "5,200")))] == [
        ["Firm", "Base"],
        ["Elm", "5,200"],
    ]


def test_columns_of_spaces_with_numbers() -> None:
    found = rows("Asset       Last     1y", "Oak 100     4,025    19%", "Elm 50      9,523    22%")
    assert [cells for *_, cells in found][1] == ["Oak 100", "4,025", "19%"]
    assert found[0][2]


@pytest.mark.parametrize(
    "line",
    ["Ferries sail late again | Gold at a record", "Prose with  two gaps in it  and no numbers.", "Elm Bank 12,500"],
)
def test_single_lines_that_are_no_tables(line: str) -> None:
    assert rows("Some prose stands here.", line, "And here.") == []


def test_a_gap_ends_a_table() -> None:
    assert [table for _, table, *_ in rows("Elm | 5,000", "Oak | 6,000", "", "", "", "Fir | 7,000", "Ash | 8,000")] == [
        0,
        0,
        1,
        1,
    ]


def test_header_text() -> None:
    assert is_header_text(["Firm", "2025 close", "12-month target", "FY26E"])
    assert not is_header_text(["Elm Bank", "5,600"])
