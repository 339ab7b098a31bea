"""The tables of a store, whole or filtered, in the order of the contract: what every format of an export is made from.

`fill_exported(con, "views", ...)` leaves one in the temporary table `exported`, with the types that its columns have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from pipeline.store.columns import ARTICLE_KEYS, LEVEL_COLUMNS, VIEW_COLUMNS
from pipeline.store.consensus import CONSENSUS_COLUMNS
from pipeline.store.database import read_sql
from pipeline.store.export import ARTICLES, LEVELS, VIEWS
from pipeline.store.living import judge_views

BATCH = 10_000
COLUMNS = {
    "views": VIEW_COLUMNS,
    "levels": LEVEL_COLUMNS,
    "consensus": CONSENSUS_COLUMNS,
    "articles": ARTICLE_KEYS,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: of some indices, published since a day, of some status (levels: of a view of that status)."""

    symbols: tuple[str, ...] = ()
    since: date | None = None
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The day that a store was judged for, whether somebody asked for it, and whether proxies count."""

    day: date | None
    explicit: bool
    include_proxies: bool


def judge_for_export(con: duckdb.DuckDBPyConnection, *, as_of: date | None, include_proxies: bool) -> Judged:
    """Judge all views of a store, so that its tables can be asked for."""
    return Judged(judge_views(con, as_of=as_of, everything=True), as_of is not None, include_proxies)


def fill_exported(con: duckdb.DuckDBPyConnection, table: str, wanted: Wanted, judged: Judged) -> None:
    """Fill the temporary table `exported` with the rows of a table that are wanted, in their order."""
    query, tests, parameters = _queries(judged)[table]
    parameters = dict(parameters)
    clauses = ["TRUE"]
    for value, name, test in (
        (list(wanted.symbols), "symbols", "list_contains($symbols, symbol)"),
        (wanted.since, "since", "published_date >= $since"),
        (list(wanted.statuses), "statuses", tests),
    ):
        if value and test and not (name == "since" and table in ("consensus", "articles")):
            clauses.append(test)
            parameters[name] = value
    con.execute(f"CREATE OR REPLACE TEMP TABLE exported AS FROM ({query}) WHERE {' AND '.join(clauses)}", parameters)


def _queries(judged: Judged) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """The query of each table, the test of a status, and the parameters of the query."""
    counted = {"as_of": judged.day, "explicit": judged.explicit, "include_proxies": judged.include_proxies}
    of_view = "view_id IN (SELECT view_id FROM living WHERE list_contains($statuses, status))"
    number = VIEWS.replace("format('{:.2f}', confidence)", "round(confidence, 2)")
    return {
        "views": (number, "list_contains($statuses, status)", {}),
        "levels": (_named(LEVELS), of_view, {}),
        "consensus": (read_sql("consensus.sql").rstrip().rstrip(";"), "", counted),
        "articles": (ARTICLES, "", {}),
    }


def _named(levels: str) -> str:
    """The levels with the names of the contract, which calls the bounds of the evidence start and end."""
    bounds = "level.evidence_start, level.evidence_end\n"
    return levels.replace(bounds, 'level.evidence_start AS start, level.evidence_end AS "end"\n', 1)


def exported_rows(con: duckdb.DuckDBPyConnection) -> Iterator[Sequence[Any]]:
    """The rows of `exported`, some at a time."""
    result = con.execute("FROM exported ORDER BY rowid")
    while rows := result.fetchmany(BATCH):
        yield from rows
