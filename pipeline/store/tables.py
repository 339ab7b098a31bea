"""The tables of a store, whole or filtered, in the order of the contract: what every format of an export is made from.

`fill_exported(con, "views", ...)` leaves one in the temporary table `exported`, with the types that its columns have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import duckdb

from pipeline.store.columns import ARTICLE_KEYS, LEVEL_COLUMNS, VIEW_COLUMNS
from pipeline.store.consensus import CONSENSUS_COLUMNS
from pipeline.store.database import StoreError, read_sql
from pipeline.store.export import ARTICLES, LEVELS, VIEWS
from pipeline.store.living import judge_views

BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: of some indices, published since a day, of some status (levels: of a view of that status).

    `Wanted(("SPX",), date(2026, 1, 1), ("active",))`; what is empty does not choose. What has no date is never
    since a day.
    """

    symbols: tuple[str, ...] = ()
    since: date | None = None
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The day that a store was judged for, whether somebody asked for it, and whether proxies count."""

    as_of: date | None
    explicit: bool
    include_proxies: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, the query of its rows in their order, and by which fields of `Wanted` they are chosen."""

    columns: Sequence[str]
    query: str
    tests: Mapping[str, str]


OF_INDEX = "list_contains($symbols, symbol)"
SINCE = "published_date >= $since"
OF_STATUS = "list_contains($statuses, status)"

TABLES = {
    "views": Table(
        VIEW_COLUMNS,
        f"SELECT * REPLACE (CAST(confidence AS DOUBLE) AS confidence) FROM ({VIEWS})",
        {"symbols": OF_INDEX, "since": SINCE, "statuses": OF_STATUS},
    ),
    "levels": Table(
        LEVEL_COLUMNS,
        LEVELS,
        {
            "symbols": OF_INDEX,
            "since": SINCE,
            "statuses": f"view_id IN (SELECT view_id FROM living WHERE {OF_STATUS})",
        },
    ),
    "consensus": Table(CONSENSUS_COLUMNS, read_sql("consensus.sql").rstrip().rstrip(";"), {"symbols": OF_INDEX}),
    "articles": Table(ARTICLE_KEYS, ARTICLES, {"since": SINCE}),
}
CALLED = {"symbols": "index", "since": "date", "statuses": "status"}


def judge_for_export(con: duckdb.DuckDBPyConnection, *, as_of: date | None, include_proxies: bool) -> Judged:
    """Judge all views of a store, so that its tables can be asked for."""
    return Judged(judge_views(con, as_of=as_of, everything=True), as_of is not None, include_proxies)


def check_wanted(table: str, wanted: Wanted) -> None:
    """Raise StoreError where something is wanted that a table has not: articles have no status."""
    for name in _choices(wanted):
        if name not in TABLES[table].tests:
            raise StoreError(f"the table {table} cannot be chosen by {CALLED[name]}; leave that out, or take views")


def fill_exported(con: duckdb.DuckDBPyConnection, table: str, wanted: Wanted, judged: Judged) -> int:
    """Fill the temporary table `exported` with the wanted rows of a table, in their order; returns how many they are.

    Unknown text is NULL as numbers and dates are, and a list is empty where nothing is named; articles stay as
    articles.jsonl has them. What the table cannot be chosen by is not heeded.
    """
    asked = TABLES[table]
    chosen = {name: value for name, value in _choices(wanted).items() if name in asked.tests}
    tests = " AND ".join(["TRUE", *(asked.tests[name] for name in chosen)])
    parameters = chosen | (_fields(judged) if table == "consensus" else {})
    rows = f"FROM ({asked.query}) WHERE {tests}"
    cleaned = "" if table == "articles" else _unknown_as_null(con, rows, parameters)
    con.execute(f"CREATE OR REPLACE TEMP TABLE exported AS SELECT * {cleaned} {rows}", parameters)
    (count,) = con.execute("SELECT count(*) FROM exported").fetchone() or (0,)
    return int(count)


def exported_rows(con: duckdb.DuckDBPyConnection) -> Iterator[Sequence[Any]]:
    """The rows of `exported`, some at a time."""
    result = con.execute("FROM exported ORDER BY rowid")
    while rows := result.fetchmany(BATCH):
        yield from rows


def _choices(wanted: Wanted) -> dict[str, Any]:
    """The fields that choose, as parameters of a query."""
    chosen = {name: value for name, value in _fields(wanted).items() if value}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in chosen.items()}


def _fields(record: Wanted | Judged) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _unknown_as_null(con: duckdb.DuckDBPyConnection, rows: str, parameters: Mapping[str, Any]) -> str:
    """What replaces the columns of text and those of lists in a query."""
    columns = con.execute(f"DESCRIBE SELECT * {rows}", dict(parameters)).fetchall()
    texts = [f'nullif("{name}", \'\') AS "{name}"' for name, kind, *_ in columns if kind == "VARCHAR"]
    lists = [f'coalesce("{name}", []) AS "{name}"' for name, kind, *_ in columns if kind.endswith("[]")]
    return f"REPLACE ({', '.join([*texts, *lists])})"
