"""Holds the consensus that articles print against the one that their views give.

"The median target is 7,700" is confirmed where the views of that index and period have a median of 7,700, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from pipeline.store.consensus import ConsensusRow

NEAR = 0.5  # index points: articles print whole ones


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """The last printed figure of a kind for an index and period, beside the recomputed one.

    `statistic` is mean, median, high or low; `printed` and `recomputed` are in index points, the latter None where no
    target counts. They `agree` where they are the same to half a point.
    """

    as_of: date | None
    symbol: str
    horizon: str
    statistic: str
    printed: float
    recomputed: float | None
    number_of_targets: int
    agree: bool
    published_date: date | None
    source_file: str
    evidence: str


def compare_printed(con: duckdb.DuckDBPyConnection, rows: Sequence[ConsensusRow]) -> list[PrintedRow]:
    """What articles print of the periods of a consensus; of the day that `consensus` was asked for last."""
    by_period = {(row.symbol, row.horizon): row for row in rows}
    found = con.execute(
        "SELECT symbol, period, statistic, value, published_date, source_file, evidence FROM stated_row WHERE newest "
        "ORDER BY symbol, period, statistic"
    ).fetchall()
    return [
        _compared(by_period[symbol, period], statistic, *rest)
        for symbol, period, statistic, *rest in found
        if (symbol, period) in by_period
    ]


def _compared(
    row: ConsensusRow, statistic: str, printed: float, published: date | None, source_file: str, evidence: str
) -> PrintedRow:
    recomputed = {
        "mean": row.target_consensus,
        "median": row.target_median,
        "high": row.target_high,
        "low": row.target_low,
    }[statistic]
    agree = recomputed is not None and abs(printed - recomputed) <= NEAR
    targets = row.number_of_targets
    place = (row.as_of, row.symbol, row.horizon, statistic)
    return PrintedRow(*place, printed, recomputed, targets, agree, published, source_file, evidence)
