"""All that somebody said: `history(con, analyst="Dana Whitlock")` lists views from old to new, with their status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
from rapidfuzz import process

from pipeline.gazetteer import fold
from pipeline.store.database import StoreError, rows_of
from pipeline.store.identity import analyst_id, firm_id
from pipeline.store.living import judge_views
from pipeline.store.names import refresh_names

PROPOSED = 3  # names that are nearest to one that is not there

HISTORY = """
SELECT
    view_row.published_date, view_row.symbol, coalesce(index_name, '') AS index_name, period AS horizon,
    analyst_name, analyst_firm, view_row.stance, target_point AS target, price_target_previous,
    view_row.action_change, view_row.proxy, status, status_reason, view_row.evidence, view_row.source_file,
    view_row.view_id
FROM view_row
JOIN asked USING (view_id)
JOIN living USING (view_id)
JOIN reason_row USING (view_id)
LEFT JOIN known_index ON known_index.symbol = view_row.symbol
WHERE ($analyst = '' OR view_row.analyst_id = $analyst)
    AND ($firm = '' OR view_row.firm_id = $firm)
    AND ($symbol = '' OR view_row.symbol = $symbol)
    AND known
ORDER BY view_row.published_date NULLS FIRST, view_row.source_file, view_row.evidence_start, view_row.view_id
"""
AFFILIATIONS = """
SELECT arg_max(analyst_firm, (published_date, analyst_firm)) AS firm, min(published_date) AS first_date,
    max(published_date) AS last_date, count(*) AS views
FROM said_view JOIN article USING (article_id) JOIN named USING (analyst_name, analyst_firm)
WHERE analyst_id = $analyst AND firm_id <> ''
GROUP BY firm_id
ORDER BY first_date, firm
"""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A view as it was said, and what it is worth on the day of the question.

    `horizon` is the period of the consensus, `target` the number that counts there, in index points.
    """

    published_date: date | None
    symbol: str
    index_name: str
    horizon: str
    analyst_name: str
    analyst_firm: str
    stance: str
    target: float | None
    price_target_previous: float | None
    action_change: str
    proxy: bool
    status: str
    status_reason: str
    evidence: str
    source_file: str
    view_id: str


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A firm that an analyst was printed with, from the first date to the last."""

    firm: str
    first_date: date | None
    last_date: date | None
    views: int


def history(
    con: duckdb.DuckDBPyConnection,
    *,
    analyst: str = "",
    firm: str = "",
    symbol: str = "",
    as_of: date | None = None,
) -> list[HistoryRow]:
    """The views of an analyst, a firm, on an index, or of all three at once, known by `as_of`, from old to new.

    Names may be any known spelling, or a part of a name that only one has. Raises StoreError otherwise.
    """
    refresh_names(con)
    parameters = {
        "analyst": _id_of(con, "analyst", analyst) if analyst else "",
        "firm": _id_of(con, "firm", firm) if firm else "",
        "symbol": symbol,
    }
    judge_views(con, as_of=as_of, everything=True)
    return rows_of(con.execute(HISTORY, parameters), HistoryRow)


def affiliations(con: duckdb.DuckDBPyConnection, analyst: str) -> list[Affiliation]:
    """The firms that an analyst was printed with, in the order of their first dates; names as `history` takes them."""
    refresh_names(con)
    return rows_of(con.execute(AFFILIATIONS, {"analyst": _id_of(con, "analyst", analyst)}), Affiliation)


def _id_of(con: duckdb.DuckDBPyConnection, kind: str, name: str) -> str:
    """The id of the analyst or firm of the store that a name means: "whitlock" -> "dana-whitlock"."""
    columns = {"analyst": "analyst_name, analyst_id", "firm": "analyst_firm, firm_id"}[kind]
    rows = con.execute(f"SELECT DISTINCT {columns} FROM named ORDER BY ALL").fetchall()
    known: dict[str, str] = {printed: own for printed, own in rows if own}
    exact = analyst_id(name) if kind == "analyst" else firm_id(name)
    if exact in known.values():
        return exact
    fitting = {own: printed for printed, own in known.items() if fold(name) in fold(printed)}
    if len(fitting) == 1:
        return next(iter(fitting))
    if fitting:
        raise StoreError(f"several {kind}s are named '{name}': {', '.join(sorted(fitting.values()))}; name one in full")
    near = [printed for printed, *_ in process.extract(name, sorted(known), limit=PROPOSED)]
    raise StoreError(f"no {kind} of the store is named '{name}'; the nearest are {', '.join(near) or 'none'}")
