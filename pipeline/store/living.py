"""What every view is worth on a day: active, superseded, duplicate or expired, derived anew and never stored.

`judge_views(con, as_of=date(2025, 10, 31))` leaves it in the temporary table `living`, beside those it is made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import duckdb

from pipeline.gazetteer import load_indices
from pipeline.store.corrected import apply_corrections
from pipeline.store.database import read_sql
from pipeline.store.duplicates import REPEAT_DAYS, Claim, duplicates, repeated_claims
from pipeline.store.names import refresh_names


def newest_date(con: duckdb.DuckDBPyConnection) -> date | None:
    """The newest published_date in the store; None where no article has one."""
    row = con.execute("SELECT max(published_date) FROM article").fetchone()
    return row[0] if row else None


def set_stale_days(con: duckdb.DuckDBPyConnection, days: int) -> None:
    """How many days a view without an end counts, in this connection: 100 where nobody says otherwise."""
    con.execute(f"SET VARIABLE stale_days = {days:d}")


def judge_views(con: duckdb.DuckDBPyConnection, *, as_of: date | None, everything: bool = False) -> date | None:
    """Fill the temporary tables of `gather_views`, `living` and `stated_row`; returns the day judged.

    Only the views that matter for the consensus of that day are judged, or with `everything` all there are: then those
    published after the day stay `active`, as do undated ones where `as_of` is given, with the reason in `reason_row`
    that they are not counted. Neither supersedes anything.
    """
    day = gather_views(con, as_of=as_of, everything=everything)
    parameters = {"as_of": day, "explicit": as_of is not None}
    con.execute(read_sql("living.sql"), parameters)
    con.execute(read_sql("stated.sql"), parameters)
    if everything:
        con.execute(read_sql("reasons.sql"), {"as_of": day})
    return day


def gather_views(
    con: duckdb.DuckDBPyConnection, *, as_of: date | None, since: date | None = None, everything: bool = False
) -> date | None:
    """Fill the temporary tables `asked`, `copied_article`, `repeated_claim` and `known_index`; returns the day.

    The day is `as_of`, or the newest date in the store. `asked` holds the views on known indices whose period has not
    ended before `since`, which is that day unless given, or with `everything` all views.
    """
    day = as_of or newest_date(con)
    apply_corrections(con)
    refresh_names(con)
    con.execute(
        read_sql("asked.sql"),
        {"as_of": day, "since": since or day, "explicit": as_of is not None, "everything": everything},
    )
    files = "SELECT source_file FROM article WHERE article_id = original_id"
    _fill(con, "copied_article", ("article_id", "original_id"), duplicates(con), f"({files}) AS original_file")
    files = "SELECT source_file FROM asked WHERE view_id = original_view_id"
    _fill(con, "repeated_claim", ("view_id", "original_view_id"), _repeats(con, day), f"({files}) AS claim_file")
    _fill(con, "known_index", ("symbol", "index_name"), {index.symbol: index.name for index in load_indices()})
    return day


def _repeats(con: duckdb.DuckDBPyConnection, day: date | None) -> dict[str, str]:
    """The repeated claims that were published by a day; only who has said the same shortly before or after is asked."""
    parameters = {"day": day, "days": REPEAT_DAYS}
    rows = con.execute(read_sql("repeats.sql"), parameters).fetchall()
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
