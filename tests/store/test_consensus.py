from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import pytest

from pipeline import store
from pipeline.types import LevelKind

from .factories import Said, extraction, said, write

END = "2025-12-31"
FIRM = "Harbour Lane"
LONG = " ".join(f"word{number}" for number in range(100))


def one_row(con: duckdb.DuckDBPyConnection, *, as_of: str | None = None, **arguments: Any) -> store.ConsensusRow:
    """The only row of the consensus."""
    (row,) = store.consensus(con, as_of=date.fromisoformat(as_of) if as_of else None, **arguments)
    return row


def write_views(con: duckdb.DuckDBPyConnection, *views: tuple[str | None, Said]) -> None:
    """One article a view, with its date."""
    write(con, *(extraction(f"{number}.txt", day, view) for number, (day, view) in enumerate(views, start=1)))


def test_the_whole_row(con: duckdb.DuckDBPyConnection) -> None:
    """Worked by hand: targets 6600, 7000, 7500 and the range 6800-7000, whose middle is 6900.

    Mean 28000 / 4 = 7000; median (6900 + 7000) / 2 = 6950; deviations -400, 0, 500, -100: their squares are
    160000 + 0 + 250000 + 10000 = 420000, / 3 = 140000, root 374.1657. Upside 6950 / 6671.5 - 1 = 0.0417.
    """
    range_ = ((LevelKind.RANGE_LOW, 6800.0), (LevelKind.RANGE_HIGH, 7000.0), (LevelKind.BULL_CASE, 9000.0))
    write(
        con,
        extraction("1.txt", "2025-08-01", said("Dana Whitlock", "Harbour Lane", target=6000)),
        extraction(
            "2.txt",
            "2025-10-01",
            said("Dana Whitlock", "HLB", stance="bearish", target=6600, action_change="Raises"),
            observed=(("SPX", 6500.0),),
        ),
        extraction("3.txt", "2025-10-05", said("Ida Fenn", "Cobalt Ridge", target=7000, action_change="Lowers")),
        extraction("4.txt", "2025-10-06", said("Ida Fenn", "Cobalt Ridge", target=7000)),
        extraction(
            "5.txt",
            "2025-10-16",
            said("", "Ostrom & Pell", target=7500, levels=((LevelKind.TARGET, 8000.0), (LevelKind.SUPPORT, 6100.0))),
            observed=(("SPX", 6671.5), ("RUT", 2491.0), ("SPX", 6147.43)),
        ),
        extraction("6.txt", "2025-10-12", said("Theo Marsh", "", stance="neutral", levels=range_)),
        extraction("7.txt", "2025-10-14", said("", "Quay Advisers", stance="neutral")),
    )
    assert one_row(con) == store.ConsensusRow(
        as_of=date(2025, 10, 16),
        symbol="SPX",
        index_name="S&P 500",
        horizon=END,
        number_of_views=5,
        number_of_analysts=3,
        number_of_firms=4,
        bullish=2,
        neutral=2,
        bearish=1,
        net_stance=0.2,
        number_of_targets=4,
        target_consensus=7000.0,
        target_median=6950.0,
        target_high=7500.0,
        target_low=6600.0,
        target_std=374.1657,
        high_firm="Ostrom & Pell",
        low_firm="HLB",
        reference_level=6671.5,
        reference_date=date(2025, 10, 16),
        reference_source="article 5.txt",
        target_upside=0.0417,
        raised=1,
        lowered=1,
        stated_mean=None,
        stated_median=None,
        newest_view=date(2025, 10, 16),
        oldest_view=date(2025, 10, 1),
        superseded_excluded=1,
        duplicates_excluded=1,
        proxies_included=False,
        few_firms=False,
    )


def test_an_empty_store_has_no_consensus(con: duckdb.DuckDBPyConnection) -> None:
    assert store.consensus(con, as_of=None) == []
    assert store.consensus(con, as_of=date(2025, 10, 16)) == []


def test_a_lonely_view_without_numbers(con: duckdb.DuckDBPyConnection) -> None:
    write_views(con, ("2025-10-16", said("Theo Marsh", stance="bearish")))
    row = one_row(con)
    assert (row.number_of_views, row.number_of_analysts, row.number_of_firms, row.few_firms) == (1, 1, 0, True)
    assert (row.net_stance, row.number_of_targets, row.target_consensus, row.target_std) == (-1.0, 0, None, None)
    assert (row.high_firm, row.low_firm, row.reference_level, row.target_upside) == ("", "", None, None)


@pytest.mark.parametrize(
    ("views", "bullish", "targets"),
    [
        (
            [("2025-10-10", said("A Lowe", "HLB", target=1)), ("2025-10-11", said("B Moss", "Harbour Lane", target=2))],
            1,
            [2],
        ),
        ([("2025-10-11", said("A Lowe", "HLB", target=1)), ("2025-10-10", said("B Moss", "HLB", target=2))], 1, [1]),
        ([("2025-10-10", said("A Lowe", "HLB", target=1)), ("2025-10-11", said("", "HLB"))], 1, []),
        ([("2025-10-10", said("A Lowe", target=1)), ("2025-10-10", said("B Moss", target=2))], 2, [1, 2]),
        ([("2025-10-10", said("A Lowe", "HLB", target=1)), (None, said("B Moss", "HLB", target=2))], 1, [1]),
        ([(None, said("A Lowe", "HLB", target=1)), (None, said("A Lowe", "HLB", target=2))], 1, [2]),
    ],
    ids=[
        "the newest of a firm",
        "whoever comes first in the folder",
        "a newer one without a target",
        "analysts without a firm",
        "undated is older than dated",
        "undated ones in the order of the files",
    ],
)
def test_a_firm_votes_once(
    con: duckdb.DuckDBPyConnection, views: list[tuple[str | None, Said]], bullish: int, targets: list[float]
) -> None:
    write_views(con, *views)
    row = one_row(con)
    assert (row.number_of_views, row.bullish, row.number_of_targets) == (bullish, bullish, len(targets))
    assert (row.target_low, row.target_high) == ((targets[0], targets[-1]) if targets else (None, None))


@pytest.mark.parametrize(
    ("horizon", "until", "row"),
    [
        ("2025-12-31", None, "2025-12-31"),
        ("2026-06-30", None, "2026-06-30"),
        ("12m", None, "12m"),
        ("12m", "2026-10-16", "12m"),
        ("6m", None, "6m"),
        ("short-term", None, "open-ended"),
        ("long-term", None, "open-ended"),
        ("", None, "open-ended"),
    ],
)
def test_horizon_of_a_row(con: duckdb.DuckDBPyConnection, horizon: str, until: str | None, row: str) -> None:
    write_views(con, ("2025-10-16", said("Theo Marsh", horizon=horizon, until=until)))
    assert one_row(con).horizon == row


def test_rows_by_index_and_horizon(con: duckdb.DuckDBPyConnection) -> None:
    horizons = ("short-term", "12m", "2026-12-31", "2025-12-31")
    write_views(
        con,
        *(("2025-10-16", said("Theo Marsh", symbol=symbol, horizon=h)) for symbol in ("SPX", "RUT") for h in horizons),
    )
    rows = [(row.symbol, row.horizon) for row in store.consensus(con, as_of=None)]
    expected = ["12m", "2025-12-31", "2026-12-31", "open-ended"]
    assert rows == [("RUT", h) for h in expected] + [("SPX", h) for h in expected]


def test_short_and_long_term_are_one_open_ended_vote(con: duckdb.DuckDBPyConnection) -> None:
    write_views(
        con,
        ("2025-10-10", said("Theo Marsh", horizon="long-term")),
        ("2025-10-11", said("Theo Marsh", horizon="short-term", stance="bearish")),
    )
    row = one_row(con)
    assert (row.number_of_views, row.bullish, row.bearish, row.superseded_excluded) == (1, 0, 1, 0)


def test_names_of_high_and_low_of_equal_targets_are_alphabetical(con: duckdb.DuckDBPyConnection) -> None:
    write_views(con, *(("2025-10-16", said("", firm, target=7000)) for firm in ("Quay", "Birch", "Cobalt")))
    row = one_row(con)
    assert (row.high_firm, row.low_firm, row.target_std) == ("Birch", "Birch", 0.0)


def test_only_one_end_of_a_range_is_no_target(con: duckdb.DuckDBPyConnection) -> None:
    write_views(con, ("2025-10-16", said("Theo Marsh", levels=((LevelKind.RANGE_LOW, 6800.0),))))
    assert one_row(con).number_of_targets == 0


def test_proxies_count_only_when_wanted_and_behind_the_index(con: duckdb.DuckDBPyConnection) -> None:
    write_views(
        con,
        ("2025-10-10", said("Dana Whitlock", "HLB", target=7000)),
        ("2025-10-16", said("Dana Whitlock", "HLB", stance="bearish", proxy=True)),
        ("2025-10-16", said("", "Cobalt Ridge", stance="bearish", proxy=True)),
    )
    without, wanted = one_row(con), one_row(con, include_proxies=True)
    assert (without.bullish, without.bearish, without.proxies_included) == (1, 0, False)
    assert (wanted.bullish, wanted.bearish, wanted.proxies_included) == (1, 1, True)


@pytest.mark.parametrize("symbol", ["OTHER", ""])
def test_an_unknown_index_has_no_consensus(con: duckdb.DuckDBPyConnection, symbol: str) -> None:
    write_views(con, ("2025-10-16", said("Theo Marsh", symbol=symbol)))
    assert store.consensus(con, as_of=None) == []


@pytest.mark.parametrize(
    ("as_of", "targets"),
    [("2025-08-31", []), ("2025-09-10", [6500]), ("2025-10-16", [7000]), ("2025-12-31", [7000]), ("2026-01-01", [])],
)
def test_as_of(con: duckdb.DuckDBPyConnection, as_of: str, targets: list[float]) -> None:
    write_views(
        con,
        ("2025-09-01", said("Theo Marsh", target=6500)),
        ("2025-10-01", said("Theo Marsh", target=7000)),
        (None, said("Ida Fenn", target=1)),
    )
    rows = store.consensus(con, as_of=date.fromisoformat(as_of))
    assert [row.target_consensus for row in rows] == targets
    assert [row.as_of for row in rows] == [date.fromisoformat(as_of)] * len(targets)


def test_raised_and_lowered_in_30_days(con: duckdb.DuckDBPyConnection) -> None:
    """30 days before 2025-10-31 is 2025-10-01. A raise counts although it is restated later, but not its copy."""
    raised: dict[str, Any] = {"action_change": "Raises"}
    original = extraction("4.txt", "2025-10-10", said("", "Quay", target=4, **raised), body=LONG)
    write_views(
        con,
        ("2025-09-30", said("", "Birch", target=1, **raised)),
        ("2025-10-01", said("", "Cobalt", target=2, **raised)),
        ("2025-10-20", said("", "Cobalt", target=2)),
    )
    write(con, original, extraction("5.txt", "2025-10-11", said("", "Quayle", target=4, **raised), body=LONG))
    write(con, extraction("6.txt", "2025-10-31", said("", "Elm", target=5, action_change="Lowers")))
    row = one_row(con)
    assert (row.number_of_views, row.raised, row.lowered) == (4, 2, 1)
    assert (row.superseded_excluded, row.duplicates_excluded) == (1, 1)


@pytest.mark.parametrize(
    ("as_of", "level", "source"),
    [("2025-10-09", None, ""), ("2025-10-10", 6500.0, "article b.txt"), (None, 6600.0, "article c.txt")],
)
def test_reference_is_the_newest_observed_level(
    con: duckdb.DuckDBPyConnection, as_of: str | None, level: float | None, source: str
) -> None:
    """The first of its article; neither a copy of an old article nor an undated one says where the index stands."""
    write(
        con,
        extraction("a.txt", "2025-10-01", said("Theo Marsh", target=7000)),
        extraction("b.txt", "2025-10-10", observed=(("SPX", 6500.0), ("SPX", 6400.0)), body=LONG),
        extraction("c.txt", "2025-10-11", observed=(("SPX", 6600.0), ("RUT", 2400.0))),
        extraction("d.txt", "2025-10-12", observed=(("SPX", 6500.0), ("SPX", 6400.0)), body=LONG),
        extraction("e.txt", None, observed=(("SPX", 6700.0),)),
    )
    row = one_row(con, as_of=as_of)
    assert (row.reference_level, row.reference_source) == (level, source)


def test_most_covered(con: duckdb.DuckDBPyConnection) -> None:
    write_views(con, ("2025-10-16", said("Theo Marsh")))
    row = one_row(con)
    counts = [("DAX", "12m", 2), ("NDX", "12m", 1), ("RUT", "12m", 2), ("SPX", "12m", 1), ("SPX", END, 2)]
    rows = [replace(row, symbol=symbol, horizon=h, number_of_views=n) for symbol, h, n in counts]
    assert [(r.symbol, r.horizon) for r in store.most_covered(rows, 2)] == [
        ("SPX", "12m"),
        ("SPX", END),
        ("DAX", "12m"),
    ]
    assert {r.symbol for r in store.most_covered(rows)} == {"SPX", "DAX", "RUT"}
    assert store.most_covered([]) == []
