"""The targets of one index and period, firm by firm, on one axis: what a dot plot draws.

"Harbour Lane 7,500, raised from 7,200" is a row with a mark at 7,500 and a ring at 7,200.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.report.data import Period, ShownView
from pipeline.report.scale import Scale


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on an axis, and where, in per cent."""

    value: float
    at: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A firm's target: the view, where its mark is, where its former target was, and its bull and bear case or range.

    `change` is the target against the former one, a fraction; `last` is the target of the view before, as that view or
    this one tells it. Places are in per cent of the axis.
    """

    view: ShownView
    target: float
    at: float
    former: float | None = None
    former_at: float | None = None
    change: float | None = None
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class DotPlot:
    """The rows of a dot plot from the highest target down, its axis, and the lines of median and reference level."""

    rows: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    median: Tick | None
    reference: Tick | None
    without: tuple[ShownView, ...]


def dot_plot(period: Period, views: Sequence[ShownView]) -> DotPlot | None:
    """The dot plot of the votes of a period, or None where no vote has a target; `views` are all of that period."""
    votes = [view for view in views if view.votes]
    with_target = [(view, view.target_point) for view in votes if view.target_point is not None]
    if not with_target:
        return None
    former = {view.view_id: _former(view, views) for view, _ in with_target}
    marked = [period.target_median, period.reference_level, *(target for _, target in with_target), *former.values()]
    marked += [end for view, _ in with_target for end in (view.target_low, view.target_high)]
    scale = Scale.over([value for value in marked if value is not None])
    dots = [_dot(view, target, former, scale) for view, target in with_target]
    return DotPlot(
        tuple(sorted(dots, key=lambda dot: (-dot.target, dot.view.voter_name, dot.view.view_id))),
        tuple(Tick(tick, scale.at(tick)) for tick in scale.ticks),
        _tick(period.target_median, scale),
        _tick(period.reference_level, scale),
        tuple(view for view in votes if view.target_point is None),
    )


def _tick(value: float | None, scale: Scale) -> Tick | None:
    return None if value is None else Tick(value, scale.at(value))


def _dot(view: ShownView, target: float, former: Mapping[str, float | None], scale: Scale) -> Dot:
    last = former[view.view_id]
    low, high = view.target_low, view.target_high
    span = (scale.at(low), scale.at(high)) if low is not None and high is not None else None
    if last is None:
        return Dot(view, target, scale.at(target), span=span)
    return Dot(view, target, scale.at(target), last, scale.at(last), target / last - 1, span)


def _former(view: ShownView, views: Sequence[ShownView]) -> float | None:
    """The target that a firm had before, if another: what the view tells, or that of the firm's view before."""
    told = view.price_target_previous
    if told is None:
        earlier = [other for other in views if _is_earlier(other, view)]
        newest = max(earlier, key=lambda other: (str(other.published_date), other.view_id), default=None)
        told = newest.target_point if newest else None
    return None if told == view.target_point else told


def _is_earlier(other: ShownView, view: ShownView) -> bool:
    """Whether a view tells what the firm of another saw before."""
    if other.voter != view.voter or other.target_point is None or other.status in ("duplicate", "rejected"):
        return False
    return bool(other.published_date and view.published_date and other.published_date < view.published_date)
