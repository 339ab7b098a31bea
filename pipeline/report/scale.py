"""Axes: a stretch of numbers with round ticks, and where a number is on it, in per cent of its length.

`Scale.over([6500, 8000])` has the ticks 6,500, 7,000, 7,500 and 8,000.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

STEPS = (1, 2, 2.5, 5, 10)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
MARGIN = 0.06  # of the length, on both sides, so that no mark is cut


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`, with its ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @classmethod
    def over(cls, values: Iterable[float], *, ticks: int = 4) -> Scale:
        """The axis that holds some numbers, at least one, with about so many ticks."""
        known = list(values)
        low, high = min(known), max(known)
        spare = (high - low or abs(high) * 0.1 or 1) * MARGIN
        low, high = low - spare, high + spare
        step = _round_step((high - low) / ticks)
        first = math.ceil(low / step)
        marks = (round(n * step, 6) for n in range(first, math.floor(high / step) + 1))
        return cls(low, high, tuple(marks))

    @classmethod
    def of_days(cls, days: Iterable[date], *, ticks: int = 5) -> Scale:
        """The axis that holds some days, as ordinals, with ticks on first days of months."""
        known = [day.toordinal() for day in days]
        low, high = min(known), max(known)
        spare = max((high - low) * MARGIN, 7)
        low, high = low - math.ceil(spare), high + math.ceil(spare)
        step = next((n for n in MONTHS if (high - low) / 30.4 / n <= ticks), MONTHS[-1])
        marks = (day.toordinal() for day in _first_days(date.fromordinal(max(low, 1)), date.fromordinal(high), step))
        return cls(low, high, tuple(float(mark) for mark in marks if mark >= low))

    def at(self, value: float) -> float:
        """Where a number is, in per cent from the low end."""
        return 100 * (value - self.low) / (self.high - self.low)


def _round_step(rough: float) -> float:
    """The round number that is next to a step: 430 -> 500, 5600 -> 5000."""
    power = 10 ** math.floor(math.log10(rough))
    return float(next(step * power for step in STEPS if step * power >= rough * 0.75))


def _first_days(first: date, last: date, step: int) -> Iterable[date]:
    """The first day of every so many months between two days, counted from January."""
    month = first.year * 12 + first.month - 1
    month += -month % step
    while (day := date(month // 12, month % 12 + 1, 1)) <= last:
        yield day
        month += step
