"""A consensus that articles print is kept and compared with the one that the views give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import pytest

from pipeline import store
from pipeline.types import Extraction, Horizon, Stated, Statistic, excerpt_of

from .factories import extraction, said, write

END = Horizon("2026-12-31", date(2026, 12, 31))


def printing(name: str, published: str | None, statistic: Statistic, value: int, horizon: Horizon = END) -> Extraction:
    """An article that says nothing but a printed figure for the S&P 500."""
    one = extraction(name, published, body=f"The {statistic} target is {value} points.")
    evidence = excerpt_of(one.article.text, 0, len(one.article.text))
    start = evidence.text.index(str(value))
    stated = Stated("SPX", statistic, value, start, start + len(str(value)), horizon, evidence)
    return replace(one, stated=(stated,))


@pytest.fixture
def three_targets(con: duckdb.DuckDBPyConnection) -> None:
    """Mean 7,200, median 7,100, high 7,600, low 6,900."""
    targets = {"Harbour Lane": 7600, "Cobalt": 7100, "Kest Bank": 6900}
    views = (said("", firm, horizon="2026-12-31", target=target) for firm, target in targets.items())
    write(con, extraction("views.txt", "2025-12-01", *views))


@pytest.mark.parametrize(
    ("statistic", "value", "recomputed", "agree"),
    [
        pytest.param(Statistic.MEAN, 7200, 7200.0, True, id="the mean is confirmed"),
        pytest.param(Statistic.MEAN, 7635, 7200.0, False, id="the mean differs"),
        pytest.param(Statistic.MEDIAN, 7100, 7100.0, True, id="the median is confirmed"),
        pytest.param(Statistic.HIGH, 7600, 7600.0, True, id="the high is confirmed"),
        pytest.param(Statistic.LOW, 7000, 6900.0, False, id="the low differs"),
    ],
)
def test_a_printed_figure_beside_the_recomputed_one(
    con: duckdb.DuckDBPyConnection,
    three_targets: None,
    statistic: Statistic,
    value: int,
    recomputed: float,
    agree: bool,
) -> None:
    write(con, printing("poll.txt", "2025-12-02", statistic, value))
    (row,) = store.compare_printed(con, store.consensus(con, as_of=None))
    assert (row.symbol, row.horizon, row.statistic, row.printed) == ("SPX", "2026-12-31", statistic.value, value)
    assert (row.recomputed, row.number_of_targets, row.agree, row.source_file) == (recomputed, 3, agree, "poll.txt")


@pytest.mark.parametrize(
    ("printed", "as_of", "expected"),
    [
        pytest.param([("2025-12-02", 7300), ("2025-12-05", 7400)], None, 7400.0, id="the newest counts"),
        pytest.param([("2025-12-02", 7300), ("2025-12-05", 7400)], "2025-12-03", 7300.0, id="as of a day between"),
        pytest.param([("2025-12-05", 7400)], "2025-12-03", None, id="not before it was printed"),
        pytest.param([(None, 7400)], "2025-12-03", None, id="undated, and somebody asked for a day"),
        pytest.param([(None, 7400)], None, 7400.0, id="undated, and nobody did"),
    ],
)
def test_the_consensus_shows_the_last_printed_median(
    con: duckdb.DuckDBPyConnection, three_targets: None, printed: list[Any], as_of: str | None, expected: float | None
) -> None:
    for number, (published, value) in enumerate(printed):
        write(con, printing(f"{number}.txt", published, Statistic.MEDIAN, value))
    (row,) = store.consensus(con, as_of=date.fromisoformat(as_of) if as_of else None)
    assert (row.stated_mean, row.stated_median) == (None, expected)


def test_figures_of_another_period_are_no_match(con: duckdb.DuckDBPyConnection, three_targets: None) -> None:
    write(con, printing("poll.txt", "2025-12-02", Statistic.MEAN, 7000, Horizon("2026-06-30", date(2026, 6, 30))))
    rows = store.consensus(con, as_of=None)
    assert [row.stated_mean for row in rows] == [None]
    assert store.compare_printed(con, rows) == []


def test_a_printed_number_that_is_not_in_the_text_is_refused(con: duckdb.DuckDBPyConnection) -> None:
    one = printing("poll.txt", "2025-12-02", Statistic.MEAN, 7000)
    bad = replace(one, stated=(replace(one.stated[0], start=900, end=904),))
    with pytest.raises(ValueError, match=r"poll\.txt: no number 7000 at \[900, 904\)"):
        write(con, bad)
