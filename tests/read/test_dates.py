"""Published dates: forms that are read, lines that are date lines, prose that is none."""

from datetime import date

import pytest

from pipeline.read.dates import is_date_attempt, parse_date, published_in_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2025-10-16", date(2025, 10, 16), id="iso"),
        pytest.param(
            "2025-10-16T23:30:00-04:00", date(2025, 10, 16), id="iso with time and zone keeps the printed day"
        ),
        pytest.param("20251016T093000Z", date(2025, 10, 16), id="compact iso"),
        pytest.param("2024.07.09 04:15", date(2024, 7, 9), id="dots, year first"),
        pytest.param("2025. 5. 21.", date(2025, 5, 21), id="dots and spaces"),
        pytest.param("October 16, 2025", date(2025, 10, 16), id="month first"),
        pytest.param("Oct. 3rd 2025", date(2025, 10, 3), id="short month, ordinal, no comma"),
        pytest.param("16 October 2025", date(2025, 10, 16), id="day first"),
        pytest.param("Thu, 16 Oct 2025 14:00:00 GMT", date(2025, 10, 16), id="mail header"),
        pytest.param("16-Oct-2025", date(2025, 10, 16), id="hyphens"),
        pytest.param("7/28/2023 6:31:05 AM GMT", date(2023, 7, 28), id="american slashes"),
        pytest.param("30/06/2024", date(2024, 6, 30), id="european slashes"),
        pytest.param("03.04.2025", date(2025, 4, 3), id="dots mean day first"),
        pytest.param("16. Oktober 2025", date(2025, 10, 16), id="german"),
        pytest.param("1er août 2025", date(2025, 8, 1), id="french"),
        pytest.param("2025年5月21日", date(2025, 5, 21), id="chinese"),
        pytest.param("2025-02-30", None, id="no such day"),
        pytest.param("1525-10-16", None, id="no year of an article"),
        pytest.param("seen at 2,500 by 2026", None, id="numbers"),
    ],
)
def test_parse_date(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


def test_day_first_decides_an_ambiguous_date() -> None:
    assert parse_date("03/04/2025") == date(2025, 3, 4)
    assert parse_date("03/04/2025", day_first=True) == date(2025, 4, 3)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("2025-10-16", date(2025, 10, 16), id="date alone"),
        pytest.param("Published: March 5, 2024 at 4:07PM EST", date(2024, 3, 5), id="label, time, zone"),
        pytest.param("Wednesday, 07 May 2024, 8:05 pm", date(2024, 5, 7), id="weekday and time"),
        pytest.param("Oak Desk | Updated on: 07 May 2024, 8:05 pm | 3 min read", date(2024, 5, 7), id="between bars"),
        pytest.param("NEWS | 7/28/2023 6:31:05 AM GMT | By Desk Team", date(2023, 7, 28), id="bars and desk"),
        pytest.param(
            "Input 2026-03-04 11:30:00  Updated 2026-03-05 08:00:12", date(2026, 3, 4), id="input, not update"
        ),
        pytest.param("Updated March 2, 2026 | Published March 1, 2026", date(2026, 3, 1), id="published, not updated"),
        pytest.param("By Jane Doe, October 16, 2025", date(2025, 10, 16), id="by-line and date"),
        pytest.param("By Jane Doe Published on October 16, 2025", date(2025, 10, 16), id="by-line, label, date"),
        pytest.param("By a staff reporter   Date: Monday 13 Jan 2025", date(2025, 1, 13), id="by-line, gap, label"),
        pytest.param("Reporter Ko Min-ji / approved : 2025-06-02 07:45:10", date(2025, 6, 2), id="slash between"),
        pytest.param("Elm Bank sees 5,000 for December 31, 2026", None, id="headline with a horizon"),
        pytest.param("The note of October 16, 2025 was upbeat.", None, id="prose"),
        pytest.param("OAKVILLE, October 16, 2025 (Wire) - Shares rose.", None, id="dateline of a story"),
        pytest.param("Q4 2025", None, id="quarter"),
    ],
)
def test_published_in_line(line: str, expected: date | None) -> None:
    assert published_in_line(line) == expected


@pytest.mark.parametrize("line", ["2025-13-45", "Published: last Tuesday", "Octember 16, 2025", "16 Octember 2025"])
def test_a_broken_date_line_is_an_attempt(line: str) -> None:
    assert is_date_attempt(line)


@pytest.mark.parametrize("line", ["2025-10-16", "Small caps: a new hope", "Target 2026: 5,000 points, says Elm Bank"])
def test_other_lines_are_no_attempts(line: str) -> None:
    assert not is_date_attempt(line)
