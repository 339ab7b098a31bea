"""Who changed his mind: `changes(con, since=date(2026, 1, 1))` lists raised and cut targets and turned stances.

A vote of a firm is held against its vote before, for the same index and period (`changes.sql`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from pipeline.store.database import read_sql, rows_of
from pipeline.store.living import gather_views


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Harbour Lane raised its target for the S&P 500 at the end of 2026 from 7,000 to 7,500, with both sentences.

    `change` is raised, cut, turned (in stance), both as "turned, cut", or first. Targets are index points,
    `target_change` a fraction. Where the store has no older target, the old one is what the new article tells: then
    `old_date` is None and both sentences are the same. None and "" mean unknown.
    """

    published_date: date
    symbol: str
    index_name: str
    horizon: str
    firm: str
    analyst_name: str
    change: str
    old_target: float | None
    new_target: float | None
    target_change: float | None
    old_stance: str
    new_stance: str
    old_date: date | None
    old_evidence: str
    new_evidence: str
    old_source_file: str
    new_source_file: str
    view_id: str


def changes(
    con: duckdb.DuckDBPyConnection,
    *,
    since: date,
    as_of: date | None = None,
    include_proxies: bool = False,
    include_first: bool = False,
) -> list[ChangeRow]:
    """The changes after the day `since`, up to `as_of` or the newest article, the newest first.

    Copies and repeated claims are no change. With `include_first` the first view of a firm on an index and period is
    listed, too; of a firm that speaks twice on a day, only the last view of that day is held against others.
    """
    day = gather_views(con, as_of=as_of, since=since)
    parameters = {
        "as_of": day,
        "since": since,
        "include_proxies": include_proxies,
        "include_first": include_first,
    }
    return rows_of(con.execute(read_sql("changes.sql"), parameters), ChangeRow)
