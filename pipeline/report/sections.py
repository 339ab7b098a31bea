"""Groups a report by index: each with its periods, their plots, its ladder and its views, the most covered first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.report.data import Period, Printed, Report, Seen, ShownView
from pipeline.report.dots import DotPlot, dot_plot
from pipeline.report.ladder import Ladder, ladder
from pipeline.report.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True)
class PeriodPart:
    """The consensus of one period with its plots, and what articles print of it."""

    period: Period
    dots: DotPlot | None
    timeline: Timeline | None
    printed: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """An index: its periods, those with most firms first, its ladder, and how many of its views live."""

    symbol: str
    name: str
    parts: tuple[PeriodPart, ...]
    ladder: Ladder
    living: int
    aside: int
    votes: int

    @property
    def main(self) -> Period | None:
        """The period that most firms speak of."""
        return self.parts[0].period if self.parts else None


def sections_of(report: Report) -> list[Section]:
    """The indices of a report that any view is on, those with the most votes first, equals by symbol."""
    by_symbol: dict[str, list[ShownView]] = defaultdict(list)
    for view in report.views:
        by_symbol[view.symbol].append(view)
    sections = [_section(report, views) for views in by_symbol.values()]
    return sorted(sections, key=lambda one: (-one.votes, -one.living, one.symbol))


def _section(report: Report, views: Sequence[ShownView]) -> Section:
    symbol = views[0].symbol
    periods = [one for one in report.periods if one.symbol == symbol]
    periods.sort(key=lambda one: (-one.number_of_firms, -one.number_of_views, one.horizon))
    seen = [one for one in report.seen if one.symbol == symbol]
    living = sum(view.lives for view in views)
    return Section(
        symbol,
        views[0].index_name,
        tuple(_part(report, period, views, seen) for period in periods),
        ladder(views, _level_of(periods, seen)),
        living,
        len(views) - living,
        sum(period.number_of_views for period in periods),
    )


def _level_of(periods: Sequence[Period], seen: Sequence[Seen]) -> float | None:
    """Where an index stands: by the consensus, else as an article told last."""
    if periods:
        return periods[0].reference_level
    return seen[-1].value if seen else None


def _part(report: Report, period: Period, views: Sequence[ShownView], seen: Sequence[Seen]) -> PeriodPart:
    mine = [view for view in views if view.period == period.horizon]
    printed = [one for one in report.printed if (one.symbol, one.horizon) == (period.symbol, period.horizon)]
    return PeriodPart(period, dot_plot(period, mine), timeline(period, mine, seen, report.as_of), tuple(printed))
