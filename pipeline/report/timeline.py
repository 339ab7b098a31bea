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
class Name:
    """A firm's name beside its last target, moved apart from others."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that the plot draws, from the back to the front; `seen` and `steps` are paths in thousandths of the width."""

    height: int
    days: tuple[tuple[date, float], ...]
    ticks: tuple[Tick, ...]
    seen: str
    steps: str
    marks: tuple[Mark, ...]
    names: tuple[Name, ...]

    @property
    def has_past(self) -> bool:
        """Whether some mark is no vote any more."""
        return not all(mark.counts for mark in self.marks)


@dataclass(frozen=True, slots=True)
class _Axes:
    across: Scale
    up: Scale
    height: int

    def place(self, day: date, value: float) -> tuple[float, float]:
        """A day and a number as x in per cent and y in pixels."""
        return self.across.at(day.toordinal()), EDGE + (self.height - 2 * EDGE) * (1 - self.up.at(value) / 100)


def timeline(period: Period, views: Sequence[ShownView], seen: Sequence[Seen], as_of: date | None) -> Timeline | None:
    """The plot of all targets that were ever published for a period, or None where they are not of several days.

    Copies, repeated claims and rejected views are left out; `seen` is where the index stood.
    """
    told = [(view, day, target) for view in views if (day := view.published_date) and (target := _target(view))]
    days = {day for _, day, _ in told}
    if len(days) < 2 or as_of is None:
        return None
    first = min(days)
    seen = [one for one in seen if one.published_date >= first]
    height = min(max(ROW * sum(view.votes for view, *_ in told), LOWEST), HIGHEST)
    axes = _Axes(
        Scale.of_days([as_of, *days]),
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
        _joined([axes.place(one.published_date, one.value) for one in seen]),
        "".join(_steps(marks, end) for marks in lines.values()),
        tuple(mark for marks in lines.values() for mark in marks),
        tuple(_names([marks for marks in lines.values() if marks[-1].counts], height)),
    )


def _target(view: ShownView) -> float | None:
    return view.target_point if view.known and view.status not in ("duplicate", "rejected") else None


def _joined(places: Sequence[tuple[float, float]]) -> str:
    """A path from each place to the next: "M10 20L500 40"; none for a single place."""
    return "M" + "L".join(f"{10 * x:.0f} {y:.0f}" for x, y in places) if len(places) > 1 else ""


def _steps(marks: Sequence[Mark], end: float) -> str:
    """A firm's target as a path: it holds until the next one; that of today's vote holds until the end."""
    path = f"M{10 * marks[0].x:.0f} {marks[0].y:.0f}"
    path += "".join(f"H{10 * mark.x:.0f}V{mark.y:.0f}" for mark in marks[1:])
    return path + (f"H{10 * end:.0f}" if marks[-1].counts else "")


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
