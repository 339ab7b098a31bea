"""Since when a view holds, where a list or a table says so."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.effective import effective_date
from pipeline.types import Article, Block, BlockKind


def article(text: str, blocks: tuple[Block, ...], published: date | None = date(2025, 12, 3)) -> Article:
    return Article("id", "a.txt", "hash", "", published, "", "", text, blocks)


def paragraph(text: str, published: date | None = date(2025, 12, 3)) -> Article:
    return article(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), published)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Elm Bank: 7,100, $310 (as of Nov. 26): “The year is not over.”", date(2025, 11, 26), id="list"),
        pytest.param("Elm Bank: 7,100 (as of November 26, 2025)", date(2025, 11, 26), id="with a year"),
        pytest.param("Elm Bank: 7,100 [updated 26 Nov.]", date(2025, 11, 26), id="day first"),
        pytest.param("Elm Bank: 7,100 (dated 2025-11-26)", date(2025, 11, 26), id="iso"),
        pytest.param("Elm Bank: 7,100 (as of Dec. 12)", date(2024, 12, 12), id="of the year before"),
        pytest.param("Elm Bank: 7,100 (as of Dec. 12, 2025)", None, id="after the article"),
        pytest.param("Elm Bank: 7,100 (as of Nov. 26, 2021)", None, id="years ago"),
        pytest.param("Elm Bank: 7,100 (as of Feb. 30)", None, id="no such day"),
        pytest.param("The index closed at 6,610 as of Nov. 26, says Elm Bank.", None, id="no parentheses"),
        pytest.param("Elm Bank: 7,100 (as of the last note)", None, id="no day"),
        pytest.param("Elm Bank: 7,100", None, id="nothing"),
    ],
)
def test_a_stated_day(text: str, expected: date | None) -> None:
    assert effective_date(paragraph(text), 0, len(text)) == expected


def test_without_a_published_date_there_is_no_year() -> None:
    text = "Elm Bank: 7,100 (as of Nov. 26)"
    assert effective_date(paragraph(text, None), 0, len(text)) is None


def test_the_parenthesis_may_follow_the_stretch_but_not_another_one() -> None:
    text = "Elm Bank: 7,100 (as of Nov. 26). Ash Street: 7,400 (as of Dec. 1)."
    assert effective_date(paragraph(text), 0, 15) is None
    assert effective_date(paragraph(text), 0, 32) == date(2025, 11, 26)
    assert effective_date(paragraph(text), 33, 66) == date(2025, 12, 1)


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        pytest.param("Firm | Target | Date", "Elm Bank | 7,100 | Nov. 26", date(2025, 11, 26), id="column of days"),
        pytest.param("Firm | Target | As of", "Elm Bank | 7,100 | 26 Nov. 2025", date(2025, 11, 26), id="as of"),
        pytest.param("Firm | Target | Next note", "Elm Bank | 7,100 | Nov. 26", None, id="another column"),
        pytest.param("Firm | Target | Date", "Elm Bank | 7,100 (as of Nov. 20) | ", date(2025, 11, 20), id="in a cell"),
        pytest.param("Firm | Target | Date", "Elm Bank | 7,100 | soon", None, id="no day"),
    ],
)
def test_the_day_of_a_table_row(head: str, row: str, expected: date | None) -> None:
    text = f"{head}\n{row}"
    blocks = tuple(
        Block(BlockKind.TABLE_ROW, start, start + len(line), _cells(line, start), 0, start == 0)
        for start, line in ((0, head), (len(head) + 1, row))
    )
    assert effective_date(article(text, blocks), len(head) + 1, len(text)) == expected


def _cells(line: str, start: int) -> tuple[tuple[int, int], ...]:
    cells = []
    for cell in line.split(" | "):
        cells.append((start, start + len(cell)))
        start += len(cell) + 3
    return tuple(cells)
