"""Axes hold their numbers, with round ticks inside."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.scale import Scale

LEVELS = st.lists(st.floats(min_value=0.01, max_value=1e7), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        pytest.param([6500, 8000], (6500, 7000, 7500, 8000), id="indices"),
        pytest.param([16, 24.3], (16, 18, 20, 22, 24), id="small"),
        pytest.param([7000], (6960, 6980, 7000, 7020, 7040), id="one number"),
        pytest.param([185000, 205000], (185000, 190000, 195000, 200000, 205000), id="large"),
    ],
)
def test_ticks_are_round(values: list[float], ticks: tuple[float, ...]) -> None:
    assert Scale.over(values).ticks == ticks


@given(LEVELS)
def test_all_numbers_and_ticks_are_on_the_axis(values: list[float]) -> None:
    scale = Scale.over(values)
    assert all(0 < scale.at(value) < 100 for value in values)
    assert all(-1e-6 <= scale.at(tick) <= 100 + 1e-6 for tick in scale.ticks)
    assert len(scale.ticks) <= 10


@given(LEVELS)
def test_larger_numbers_are_further(values: list[float]) -> None:
    scale = Scale.over(values)
    places = [scale.at(value) for value in sorted(values)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("days", "ticks"),
    [
        pytest.param([date(2025, 12, 1), date(2026, 5, 26)], ["2026-01-01", "2026-03-01", "2026-05-01"], id="months"),
        pytest.param([date(2026, 2, 10)], [], id="one day"),
        pytest.param([date(2021, 3, 1), date(2026, 3, 1)], ["2022-01-01", "2024-01-01", "2026-01-01"], id="years"),
        pytest.param([date(1, 1, 1), date(1, 2, 1)], ["0001-01-01", "0001-02-01"], id="the first days there are"),
    ],
)
def test_days(days: list[date], ticks: list[str]) -> None:
    scale = Scale.of_days(days)
    marks = [date.fromordinal(int(tick)).isoformat() for tick in scale.ticks]
    assert marks[: len(ticks)] == ticks
    assert all(0 < scale.at(day.toordinal()) < 100 for day in days)
