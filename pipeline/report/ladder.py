"""Supports, resistances and triggers of an index from the highest down, with where the index stands among them.

"Support at 6,500" of two analysts is one rung, 1.7 per cent below an index at 6,610.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.report.data import ShownView

SORTS = ("support", "resistance", "trigger")
SHOWN = 40  # rungs: more than fits a screen is no ladder


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of one sort with those who name it; `distance` is from the reference level, a fraction.

    `reach` is the length of its bar: the distance in per cent of the longest. Of the rung of the index itself the sort
    is "now" and nobody names it.
    """

    value: float
    sort: str
    views: tuple[ShownView, ...] = ()
    distance: float | None = None
    reach: float = 0.0


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs that are nearest to where the index stands, and how many are further away."""

    rungs: tuple[Rung, ...] = ()
    further: int = 0


def ladder(views: Sequence[ShownView], reference: float | None) -> Ladder:
    """The rungs that living views of an index name, the highest first; none where no view names one."""
    named: dict[tuple[float, str], list[ShownView]] = defaultdict(list)
    for view in views:
        if view.lives:
            for sort in SORTS:
                for value in dict.fromkeys(getattr(view, sort) or ()):
                    named[value, sort].append(view)
    if not named:
        return Ladder()
    middle = median(value for value, _ in named) if reference is None else reference
    nearest = sorted(named, key=lambda rung: (abs(rung[0] - middle), rung))[:SHOWN]
    rungs = [Rung(value, sort, tuple(named[value, sort]), _distance(value, reference)) for value, sort in nearest]
    if reference is not None:
        rungs.append(Rung(reference, "now", distance=0.0))
    longest = max((abs(rung.distance) for rung in rungs if rung.distance), default=1.0)
    rungs = [replace(rung, reach=100 * abs(rung.distance or 0.0) / longest) for rung in rungs]
    rungs.sort(key=lambda rung: (-rung.value, rung.sort != "resistance", rung.sort))
    return Ladder(tuple(rungs), len(named) - len(nearest))


def _distance(value: float, reference: float | None) -> float | None:
    return None if not reference else value / reference - 1
