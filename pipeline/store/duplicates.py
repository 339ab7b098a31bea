"""Says what a store holds twice: articles that copy an earlier one, and claims that are printed again within days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from pipeline.store.copies import Body, find_copies
from pipeline.store.database import transaction

REPEAT_DAYS = 7
BATCH = 500  # articles in memory at a time

# Comparing takes long: the answer is kept, in the store or where that is only read in the connection, until one of the
# articles changes.
STATE = """
SELECT count(*) || ' ' || coalesce(bit_xor(hash(article_id, content_hash, extractor_version, published_date)), 0)
FROM article
"""
KEPT_HERE = """
CREATE TEMP TABLE copies_known (state VARCHAR);
CREATE TEMP TABLE copy_known (article_id VARCHAR, original_id VARCHAR);
"""
ARTICLES = """
SELECT article_id, source_file, published_date, text, blocks FROM article
ORDER BY coalesce(published_date, DATE '9999-12-31'), source_file
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A view with a number: `key` is everything that makes two of them the same claim."""

    view_id: str
    published_date: date
    key: tuple[object, ...]


def duplicates(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The articles that copy an earlier one: article_id -> article_id of the original, which is no copy itself.

    A copy has at least 40 words, and 80 % of its distinct word 5-grams are in the original. Earlier is what has the
    smaller (published_date, source_file), undated last. So where the earlier article is a cut copy of the later, longer
    one, neither is a duplicate: the later one says more. Only its repeated targets are (`repeated_claims`).
    """
    state = con.execute(STATE).fetchone()
    if con.execute("SELECT state FROM copies_known").fetchone() != state:
        _keep(con, state, find_copies(_bodies(con)))
    return dict(con.execute("SELECT article_id, original_id FROM copy_known").fetchall())


def _keep(con: duckdb.DuckDBPyConnection, state: object, found: dict[str, str]) -> None:
    read_only = con.execute("SELECT readonly FROM duckdb_databases() WHERE database_name = current_database()")
    if read_only.fetchone() == (True,):
        con.execute(KEPT_HERE)
    with transaction(con):
        con.execute("DELETE FROM copies_known")
        con.execute("DELETE FROM copy_known")
        con.execute("INSERT INTO copies_known SELECT unnest(CAST($state AS VARCHAR[]))", {"state": state})
        con.execute(
            "INSERT INTO copy_known SELECT unnest(CAST($copies AS VARCHAR[])), unnest(CAST($originals AS VARCHAR[]))",
            {"copies": list(found), "originals": list(found.values())},
        )


def _bodies(con: duckdb.DuckDBPyConnection) -> Iterator[Body]:
    """All articles from old to new, some at a time: those of a large store do not fit into memory."""
    result = con.cursor().execute(ARTICLES)
    while rows := result.fetchmany(BATCH):
        for article_id, source_file, published_date, text, blocks in rows:
            yield Body(article_id, source_file, published_date, _body(text, blocks))


def _body(text: str, blocks: Sequence[dict[str, int]]) -> str:
    """The blocks of an article; all its text where it has none."""
    return "\n".join(text[block["start_at"] : block["end_at"]] for block in blocks) or text


def repeated_claims(claims: Iterable[Claim]) -> dict[str, str]:
    """View_id of each claim that repeats one of at most 7 days before -> view_id of that first one.

    The claims come from old to new. After 7 days a repeated target is a new claim, so that who repeats a target every
    week is not as old as his first word.
    """
    first: dict[tuple[object, ...], Claim] = {}
    repeated: dict[str, str] = {}
    for claim in claims:
        before = first.get(claim.key)
        if before and (claim.published_date - before.published_date).days <= REPEAT_DAYS:
            repeated[claim.view_id] = before.view_id
        else:
            first[claim.key] = claim
    return repeated
