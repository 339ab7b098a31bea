"""What the houses think of each index together, as of any date: `consensus(con, as_of=date(2025, 10, 31))`.

A query over the views (`consensus.sql`); one vote per firm and period, duplicates and outdated views left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import duckdb

from pipeline.store.database import read_sql, rows_of
from pipeline.store.living import judge_views


@dataclass(frozen=True, slots=True)
class ConsensusRow:
    """The consensus on one index for one period: 12 firms see the S&P 500 at 7,100 (median) at the end of 2026.

    `horizon` is the end date of the period, "12m" and the like (rolling), or "open-ended". `number_of_views` counts
    votes: bullish + neutral + bearish. `target_consensus` is the mean, `target_upside` the median against
    `reference_level`, a fraction. `raised` and `lowered` count firms in the last 30 days. None and "" mean unknown.
    """

    as_of: date | None
    symbol: str
    index_name: str
    horizon: str
    number_of_views: int
    number_of_analysts: int
    number_of_firms: int
    bullish: int
    neutral: int
    bearish: int
    net_stance: float
    number_of_targets: int
    target_consensus: float | None
    target_median: float | None
    target_high: float | None
    target_low: float | None
    target_std: float | None
    high_firm: str
    low_firm: str
    reference_level: float | None
    reference_date: date | None
    reference_source: str
    target_upside: float | None
    raised: int
    lowered: int
    stated_mean: float | None
    stated_median: float | None
    newest_view: date | None
    oldest_view: date | None
    superseded_excluded: int
    duplicates_excluded: int
    proxies_included: bool
    few_firms: bool


CONSENSUS_COLUMNS = tuple(field.name for field in fields(ConsensusRow))


def consensus(
    con: duckdb.DuckDBPyConnection, *, as_of: date | None, include_proxies: bool = False
) -> list[ConsensusRow]:
    """The consensus by symbol and horizon on the day `as_of`, or on that of the newest article where it is None.

    Views on a proxy ("small caps" for the Russell 2000) count only with `include_proxies`, and behind views that name
    the index. Undated articles count only where `as_of` is None.
    """
    day = judge_views(con, as_of=as_of)
    return count_votes(con, day=day, explicit=as_of is not None, include_proxies=include_proxies)


def count_votes(
    con: duckdb.DuckDBPyConnection, *, day: date | None, explicit: bool, include_proxies: bool
) -> list[ConsensusRow]:
    """The consensus of views that `judge_views` has judged as of `day`; `explicit` where somebody asked for the day."""
    parameters = {"as_of": day, "explicit": explicit, "include_proxies": include_proxies}
    return rows_of(con.execute(read_sql("consensus.sql"), parameters), ConsensusRow)


def most_covered(rows: Sequence[ConsensusRow], n: int = 3) -> list[ConsensusRow]:
    """All rows of the `n` indices with the most views, the most covered index first; equals by symbol."""
    views: Counter[str] = Counter()
    for row in rows:
        views[row.symbol] += row.number_of_views
    symbols = sorted(views, key=lambda symbol: (-views[symbol], symbol))[:n]
    return [row for symbol in symbols for row in rows if row.symbol == symbol]
