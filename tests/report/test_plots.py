"""What plots draw: a dot a firm, steps over time, rungs of a ladder, indices in their order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.report.data import Report, Seen, ShownView
from pipeline.report.dots import dot_plot
from pipeline.report.ladder import ladder
from pipeline.report.sections import sections_of
from pipeline.report.timeline import EDGE, LINE, timeline

from .views import period, shown

TODAY = date(2026, 3, 1)
EARLIER = shown("", "Pell", target=7000, day="2026-01-01", votes=False)


def test_a_row_a_vote_from_the_highest_down() -> None:
    views = [
        shown("", "Quay", target=6100),
        shown("", "Cobalt", target=7400),
        shown("", "Pell"),
        shown("", "Old", target=9000, votes=False),
    ]
    plot = dot_plot(period(target_median=6750, reference_level=6800), views)
    assert plot
    assert [(dot.view.voter_name, dot.target) for dot in plot.rows] == [("Cobalt", 7400), ("Quay", 6100)]
    assert [view.voter_name for view in plot.without] == ["Pell"]
    assert plot.median and plot.reference
    assert 0 < plot.rows[1].at < plot.median.at < plot.reference.at < plot.rows[0].at < 100


@pytest.mark.parametrize(
    ("told", "before", "former"),
    [
        pytest.param(7200, None, 7200, id="told by the article"),
        pytest.param(None, {"target": 7000}, 7000, id="of the view before"),
        pytest.param(7200, {"target": 7000}, 7200, id="told before stored"),
        pytest.param(None, {"target": 7400}, None, id="the same"),
        pytest.param(None, {"target": 7000, "status": "duplicate"}, None, id="of a copy"),
        pytest.param(None, {"target": 7000, "day": None}, None, id="of an undated view"),
        pytest.param(None, {"target": 7000, "day": "2026-02-11"}, None, id="of a later view"),
        pytest.param(None, {"target": 7000, "voter": "other"}, None, id="of another firm"),
        pytest.param(None, None, None, id="none"),
    ],
)
def test_the_former_target(told: float | None, before: dict[str, Any] | None, former: float | None) -> None:
    views = [shown("", "Cobalt", target=7400, price_target_previous=told)]
    if before is not None:
        views.append(shown("", "Cobalt", **{"day": "2026-01-01", "votes": False, **before}))
    plot = dot_plot(period(), views)
    assert plot
    assert plot.rows[0].former == former
    assert plot.rows[0].change == (None if former is None else pytest.approx(7400 / former - 1))


def test_no_target_no_plot() -> None:
    views = [shown("", "Pell"), shown("", "Late", day=None)]
    assert dot_plot(period(), views) is None


@pytest.mark.parametrize(
    ("views", "as_of"),
    [
        pytest.param([shown("", "Pell")], TODAY, id="no target"),
        pytest.param([shown("", "Cobalt", target=7400), shown("", "Quay", target=6100)], TODAY, id="of one day"),
        pytest.param([shown("", "Cobalt", target=7400), shown("", "Quay", target=1, day=None)], TODAY, id="undated"),
        pytest.param([shown("", "Cobalt", target=7400), EARLIER], None, id="no day"),
    ],
)
def test_nothing_to_draw_over_time(views: list[ShownView], as_of: date | None) -> None:
    assert timeline(period(), views, [], as_of) is None


def test_a_revision_is_a_step() -> None:
    views = [
        shown("", "Cobalt", target=7400, day="2026-02-01"),
        shown("", "Cobalt", target=7000, day="2026-01-01", votes=False, status="superseded"),
    ]
    plot = timeline(period(), views, [], TODAY)
    assert plot
    assert [(mark.target, mark.counts) for mark in plot.marks] == [(7000, False), (7400, True)]
    (first, second) = plot.marks
    assert first.x < second.x and first.y > second.y
    end = plot.steps.rpartition("H")[2]
    assert plot.steps == f"M{10 * first.x:.0f} {first.y:.0f}H{10 * second.x:.0f}V{second.y:.0f}H{end}"
    assert [name.text for name in plot.names] == ["Cobalt"]


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param({"status": "duplicate"}, id="a copy"),
        pytest.param({"status": "rejected"}, id="a rejected view"),
        pytest.param({"known": False}, id="one that is not known on the day"),
        pytest.param({"day": None}, id="an undated one"),
    ],
)
def test_what_is_not_drawn_over_time(left_out: dict[str, Any]) -> None:
    views = [shown("", "Cobalt", target=7400), shown("", "Quay", target=1, **left_out), EARLIER]
    plot = timeline(period(), views, [], TODAY)
    assert plot
    assert {mark.target for mark in plot.marks} == {7400, 7000}
    assert plot.has_past


def test_where_the_index_stood_is_drawn_from_the_first_target_on() -> None:
    seen = [Seen("SPX", date(2025, 1, 1), 5000), Seen("SPX", date(2026, 2, 10), 6800), Seen("SPX", TODAY, 6900)]
    plot = timeline(period(), [shown("", "Cobalt", target=7400), EARLIER], seen, TODAY)
    assert plot
    assert plot.seen.count("L") == 1
    assert plot.ticks[0].value >= 6750


def test_names_do_not_lie_on_each_other() -> None:
    views = [shown("", f"House {n}", target=7000 + n % 3) for n in range(40)]
    plot = timeline(period(), [*views, EARLIER], [], TODAY)
    assert plot
    places = [name.y for name in plot.names]
    assert 20 < len(places) < 40
    assert all(other - one >= LINE - 0.001 for one, other in zip(places, places[1:], strict=False))
    assert min(places) >= 0 and max(places) <= plot.height - EDGE / 2


def test_a_ladder_from_the_highest_down_with_the_index_in_it() -> None:
    views = [
        shown("Una Low", support=[6500, 6400], resistance=[7000]),
        shown("Bo Reed", support=[6500]),
        shown("Ida Fenn", support=[6000], status="expired"),
    ]
    rungs = ladder(views, 6800).rungs
    assert [(rung.value, rung.sort, len(rung.views)) for rung in rungs] == [
        (7000, "resistance", 1), (6800, "now", 0), (6500, "support", 2), (6400, "support", 1),
    ]  # fmt: skip
    assert rungs[0].distance == pytest.approx(200 / 6800)
    assert max(rung.reach for rung in rungs) == 100


@pytest.mark.parametrize(
    ("views", "reference", "expected"),
    [
        pytest.param([shown("Una Low")], 6800.0, [], id="no level"),
        pytest.param([shown("Una Low", trigger=[6700])], None, [(None, 0.0)], id="no reference"),
        pytest.param([shown("Una Low", trigger=[6800])], 6800.0, [(0.0, 0.0), (0.0, 0.0)], id="just there"),
    ],
)
def test_ladders_of_little(views: list[ShownView], reference: float | None, expected: list[Any]) -> None:
    assert [(rung.distance, rung.reach) for rung in ladder(views, reference).rungs] == expected


@pytest.mark.parametrize(("reference", "lowest"), [(6800.0, 6780.0), (None, 6529.0)])
def test_a_ladder_keeps_what_is_near(reference: float | None, lowest: float) -> None:
    found = ladder([shown("Una Low", support=list(range(6500, 6600)), resistance=list(range(6780, 6881)))], reference)
    assert found.further == 201 - 40
    assert min(rung.value for rung in found.rungs) >= lowest


def test_indices_with_most_votes_come_first() -> None:
    views = [shown("A", symbol="AAA"), shown("B", symbol="BBB"), shown("C", symbol="CCC", status="expired")]
    periods = [
        period(symbol="AAA", horizon="12m", number_of_views=2, number_of_firms=1),
        period(symbol="BBB", number_of_views=3, number_of_firms=3),
        period(symbol="AAA", number_of_views=2, number_of_firms=2),
    ]
    sections = sections_of(Report(TODAY, 1, views, periods=periods))
    assert [section.symbol for section in sections] == ["AAA", "BBB", "CCC"]
    assert [part.period.horizon for part in sections[0].parts] == ["2026-12-31", "12m"]
    assert [(section.living, section.aside) for section in sections] == [(1, 0), (1, 0), (0, 1)]
    assert sections[2].main is None
