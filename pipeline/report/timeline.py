"""Targets and their revisions over time: what a plot of one index and period draws.

A firm that raised its target from 7,200 to 7,500 in May is two marks and a step between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.report.data import Period, Seen, ShownView
from pipeline.report.dots import Tick
from pipeline.report.scale import Scale

ROW, LOWEST, HIGHEST = 36, 160, 440  # pixels: a row of the dot plot beside it, and what is too little or too much
EDGE = 14  # pixels above and below the axis
LINE = 15  # pixels of a name


@dataclass(frozen=True, slots=True)
class Mark:
    """A target on a day: x in per cent, y in pixels from above; `counts` where it is a firm's vote today."""

    view: ShownView
    target: float
    x: float
    y: float
    counts: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of a line: x in per cent, y in pixels."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Name:
    """A firm's name beside its last target, moved apart from others."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that the plot draws, from the back to the front."""

    height: int
    days: tuple[tuple[date, float], ...]
    ticks: tuple[Tick, ...]
    seen: tuple[Step, ...]
    steps: tuple[Step, ...]
    marks: tuple[Mark, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class _Axes:
    across: Scale
    up: Scale
    height: int

    def place(self, day: date, value: float) -> tuple[float, float]:
        """A day and a number as x in per cent and y in pixels."""
        return self.across.at(day.toordinal()), EDGE + (self.height - 2 * EDGE) * (1 - self.up.at(value) / 100)


def timeline(period: Period, views: Sequence[ShownView], seen: Sequence[Seen], as_of: date | None) -> Timeline | None:
    """The plot of all targets that were ever published for a period, or None where there is no dated one.

    Copies, repeated claims and rejected views are left out; `seen` is where the index stood.
    """
    told = [(view, day, target) for view in views if (day := view.published_date) and (target := _target(view))]
    if not told or as_of is None:
        return None
    first = min(day for _, day, _ in told)
    seen = [one for one in seen if one.published_date >= first]
    height = min(max(ROW * sum(view.votes for view, *_ in told), LOWEST), HIGHEST)
    axes = _Axes(
        Scale.of_days([as_of, *(day for _, day, _ in told)]),
        Scale.over([*(target for *_, target in told), *(one.value for one in seen)]),
        height,
    )
    lines: dict[str, list[Mark]] = defaultdict(list)
    for view, day, target in sorted(told, key=lambda one: (one[1], one[0].view_id)):
        lines[view.voter].append(Mark(view, target, *axes.place(day, target), counts=view.votes))
    end = axes.across.at(as_of.toordinal())
    return Timeline(
        height,
        tuple((day, axes.across.at(tick)) for tick in axes.across.ticks for day in [date.fromordinal(int(tick))]),
        tuple(Tick(tick, axes.place(as_of, tick)[1]) for tick in axes.up.ticks),
        tuple(_joined([axes.place(one.published_date, one.value) for one in seen])),
        tuple(step for marks in lines.values() for step in _steps(marks, end)),
        tuple(mark for marks in lines.values() for mark in marks),
        tuple(_names([marks for marks in lines.values() if marks[-1].counts], height)),
    )


def _target(view: ShownView) -> float | None:
    return view.target_point if view.known and view.status not in ("duplicate", "rejected") else None


def _joined(places: Sequence[tuple[float, float]]) -> Iterable[Step]:
    return (Step(*one, *other) for one, other in zip(places, places[1:], strict=False))


def _steps(marks: Sequence[Mark], end: float) -> Iterable[Step]:
    """A firm's target holds until the next one; that of today's vote holds until the end."""
    for one, other in zip(marks, marks[1:], strict=False):
        yield Step(one.x, one.y, other.x, one.y)
        yield Step(other.x, one.y, other.x, other.y)
    if marks[-1].counts:
        yield Step(marks[-1].x, marks[-1].y, end, marks[-1].y)


def _names(lines: Sequence[Sequence[Mark]], height: int) -> Iterable[Name]:
    """The names of the firms that fit, those with most revisions first, none on another."""
    chosen = sorted(lines, key=lambda marks: (-len(marks), -marks[-1].target, marks[-1].view.voter_name))
    chosen = chosen[: (height - 2 * EDGE) // LINE]
    chosen.sort(key=lambda marks: (marks[-1].y, marks[-1].view.voter_name))
    y = EDGE - LINE / 2
    lowest = height - EDGE / 2
    for number, marks in enumerate(chosen):
        room = lowest - LINE * (len(chosen) - 1 - number)
        y = min(max(marks[-1].y, y + LINE), room)
        yield Name(marks[-1].view.voter_name, y)
