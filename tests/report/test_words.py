"""How numbers, days and periods are written."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.report import words


@pytest.mark.parametrize(
    ("value", "expected"),
    [(7500.0, "7,500"), (4549.78, "4,549.78"), (632.5, "632.50"), (195000, "195,000"), (0.5, "0.50"), (None, "")],
)
def test_points(value: float | None, expected: str) -> None:
    assert words.points(value) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        pytest.param(0.119, "+11.9%", id="up"),
        pytest.param(-0.06, "\u22126.0%", id="down, with a minus and no hyphen"),
        pytest.param(0.0, "0.0%", id="nothing"),
        pytest.param(-0.0001, "0.0%", id="less than is written"),
        pytest.param(12.5, "+1,250.0%", id="thousands"),
        pytest.param(None, "", id="unknown"),
    ],
)
def test_percent(share: float | None, expected: str) -> None:
    assert words.percent(share) == expected


@pytest.mark.parametrize(
    ("horizon", "expected"),
    [
        ("2026-12-31", "31 Dec 2026"),
        ("12m", "12 months"),
        ("1m", "1 month"),
        ("open-ended", "open-ended"),
        ("short-term", "short-term"),
        ("", "not said"),
        ("<b>m", "<b>m"),
    ],
)
def test_period(horizon: str, expected: str) -> None:
    assert words.period(horizon) == expected


def test_day_and_count() -> None:
    assert words.day(date(2026, 5, 6)) == "6 May 2026"
    assert words.day(None) == ""
    assert [words.count(n, "view") for n in (0, 1, 2000)] == ["0 views", "1 view", "2,000 views"]
    assert words.count(2, "index", "indices") == "2 indices"
