"""Who was right: views whose time is over against the closes of their first and last day."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pytest

from pipeline import store
from pipeline.store.score import bootstrap, wilson

from .factories import Said, extraction, said, write

AS_OF = date(2026, 1, 5)


def closes(con: duckdb.DuckDBPyConnection, *known: tuple[str, float]) -> None:
    store.load_closes(con, [store.Close(date.fromisoformat(day), "SPX", close) for day, close in known], "closes.csv")


@pytest.mark.parametrize(
    ("view", "judged", "hits", "error"),
    [
        pytest.param(said("", "Kest Bank", target=6600), 1, 1, 0.1, id="right, the target 10 % too high"),
        pytest.param(said("", "Kest Bank", stance="bearish", target=5400), 1, 0, -0.1, id="wrong, 10 % too low"),
        pytest.param(said("", "Kest Bank", stance="neutral"), 1, 0, None, id="neutral is counted, not judged"),
        pytest.param(said("", "Kest Bank", horizon="9m"), 1, 1, None, id="a number of months"),
        pytest.param(
            said("", "Kest Bank", horizon="", target=9000), 1, 1, None, id="open: the direction after 100 days"
        ),
        pytest.param(said("", "Kest Bank", horizon="2026-12-31"), 0, 0, None, id="its period is not over"),
        pytest.param(said("", "Kest Bank", symbol="RUT"), 0, 0, None, id="no closes of that index"),
        pytest.param(said("", "Kest Bank", proxy=True), 0, 0, None, id="a proxy"),
    ],
)
def test_a_view_is_judged(
    con: duckdb.DuckDBPyConnection, view: Said, judged: int, hits: int, error: float | None
) -> None:
    # 2025-03-03 + 9 months is 2025-12-03, + 100 days 2025-06-11; the index rises from 5,000 to 6,000
    closes(con, ("2025-03-03", 5000), ("2025-06-10", 5500), ("2025-12-02", 5900), ("2025-12-30", 6000))
    write(con, extraction("a.txt", "2025-03-03", view))
    rows = store.score(con, as_of=AS_OF)
    assert [(row.by, row.views_judged, row.hits, row.mean_error) for row in rows] == (
        [("firm", judged, hits, error)] if judged else []
    )


@pytest.mark.parametrize(
    ("start", "end", "judged"),
    [
        pytest.param("2025-02-24", "2025-12-24", 1, id="closes of a week before"),
        pytest.param("2025-02-23", "2025-12-24", 0, id="the first close is too old"),
        pytest.param("2025-02-24", "2025-12-23", 0, id="the last close is too old"),
    ],
)
def test_closes_may_be_a_week_old(con: duckdb.DuckDBPyConnection, start: str, end: str, judged: int) -> None:
    closes(con, (start, 5000), (end, 6000))
    write(con, extraction("a.txt", "2025-03-03", said("", "Kest Bank")))
    assert len(store.score(con, as_of=AS_OF)) == judged


def test_only_the_last_word_of_a_month_is_judged_and_superseded_ones_are(con: duckdb.DuckDBPyConnection) -> None:
    closes(con, ("2025-03-03", 5000), ("2025-03-20", 5000), ("2025-04-01", 5000), ("2025-12-31", 6000))
    for number, (day, target) in enumerate([("2025-03-03", 6000), ("2025-03-20", 6300), ("2025-04-01", 6600)]):
        write(con, extraction(f"{number}.txt", day, said("", "Kest Bank", target=target)))
    (row,) = store.score(con, as_of=AS_OF)
    # 6,300 / 6,000 - 1 = 0.05 and 6,600 / 6,000 - 1 = 0.1
    assert (row.views_judged, row.mean_error, row.mean_absolute_error) == (2, 0.075, 0.075)


def test_nobody_is_ranked_on_fewer_than_five(con: duckdb.DuckDBPyConnection) -> None:
    closes(con, *(((date(2024, 1, 1) + timedelta(days=7 * week)).isoformat(), 5000 + week) for week in range(105)))
    for month in range(1, 7):
        firms = ["Kest Bank", *(["Cobalt"] if month < 5 else []), "Harbour Lane"]
        views = [
            said(
                "Nomi Ward" if firm == "Kest Bank" else "",
                firm,
                stance="bearish" if firm == "Harbour Lane" else "bullish",
            )
            for firm in firms
        ]
        write(con, extraction(f"{month}.txt", f"2025-0{month}-10", *views))
    rows = [(row.by, row.name, row.rank, row.hits, row.directions_judged) for row in store.score(con, as_of=AS_OF)]
    assert rows == [
        ("firm", "Kest Bank", 1, 6, 6),
        ("firm", "Harbour Lane", 2, 0, 6),
        ("firm", "Cobalt", None, 4, 4),
        ("analyst", "Nomi Ward", 1, 6, 6),
    ]


@pytest.mark.parametrize(
    ("hits", "n", "expected"),
    [
        pytest.param(8, 10, (0.4902, 0.9433), id="eight of ten"),
        pytest.param(0, 5, (0.0, 0.4345), id="none of five"),
        pytest.param(5, 5, (0.5655, 1.0), id="five of five"),
        pytest.param(0, 0, (None, None), id="none at all"),
    ],
)
def test_wilson(hits: int, n: int, expected: tuple[float | None, float | None]) -> None:
    assert wilson(hits, n) == expected


def test_bootstrap_is_the_same_every_time_and_holds_the_mean() -> None:
    errors = [0.05, -0.02, 0.1, 0.0, 0.03, -0.06]
    low, high = bootstrap(errors)
    assert (low, high) == bootstrap(errors)
    assert low is not None and high is not None and -0.06 < low < sum(errors) / 6 < high < 0.1
    assert bootstrap(errors[:4]) == (None, None)
