"""What every view is worth on a day: active, superseded, duplicate or expired, derived anew and never stored.

`judge_views(con, as_of=date(2025, 10, 31))` leaves it in the temporary table `living`, beside those it is made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import duckdb

from pipeline.gazetteer import load_indices
from pipeline.store.database import read_sql
from pipeline.store.duplicates import Claim, duplicates, repeated_claims


def newest_date(con: duckdb.DuckDBPyConnection) -> date | None:
    """The newest published_date in the store; None where no article has one."""
    row = con.execute("SELECT max(published_date) FROM article").fetchone()
    return row[0] if row else None


def judge_views(con: duckdb.DuckDBPyConnection, *, as_of: date | None) -> date | None:
    """Fill the temporary tables `living`, `copied_article`, `repeated_claim`, `known_index`; returns the day judged.

    The day is `as_of`, or the newest date in the store. Views published after the day stay `active` with the reason
    that they are not counted, as do undated ones where `as_of` is given; neither supersedes anything.
    """
    day = as_of or newest_date(con)
    files = "SELECT source_file FROM article WHERE article_id = original_id"
    _fill(con, "copied_article", ("article_id", "original_id"), duplicates(con), f"({files}) AS original_file")
    files = "SELECT source_file FROM view_row WHERE view_row.view_id = original_view_id"
    _fill(con, "repeated_claim", ("view_id", "original_view_id"), _repeats(con, day), f"({files}) AS claim_file")
    _fill(con, "known_index", ("symbol", "index_name"), {index.symbol: index.name for index in load_indices()})
    con.execute(read_sql("living.sql"), {"as_of": day, "explicit": as_of is not None})
    return day


def _repeats(con: duckdb.DuckDBPyConnection, day: date | None) -> dict[str, str]:
    rows = con.execute(
        """
        SELECT view_id, published_date, holder, symbol, horizon_key, proxy, target_point
        FROM view_row ANTI JOIN copied_article USING (article_id)
        WHERE published_date <= $day AND target_point IS NOT NULL
        ORDER BY published_date, source_file, evidence_start, view_id
        """,
        {"day": day},
    ).fetchall()
    return repeated_claims(Claim(view_id, published, tuple(key)) for view_id, published, *key in rows)


def _fill(
    con: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, str], pairs: Mapping[str, str], *extra: str
) -> None:
    """Make a temporary table of pairs, with columns that are computed from them."""
    left, right = columns
    computed = "".join(f", {column}" for column in extra)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT *{computed} "
        f"FROM (SELECT unnest($keys::VARCHAR[]) AS {left}, unnest($values::VARCHAR[]) AS {right})",
        {"keys": list(pairs), "values": list(pairs.values())},
    )
