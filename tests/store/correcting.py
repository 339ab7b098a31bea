"""Writes corrections beside a store and reads its exports: `correct(con, f"{view_id(con)},stance,bearish")`."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import duckdb

from pipeline import store
from pipeline.store.corrections import COLUMNS
from pipeline.types import Extraction, LevelKind

from .factories import Said, extraction, said, write

HEAD = ",".join(COLUMNS) + "\n"
FILES = ("views.csv", "levels.csv", "consensus.csv", "articles.jsonl")

DANA = said(
    "Dana Whitlock",
    "Harbour Lane",
    role="strategist",
    target=7000,
    levels=((LevelKind.SUPPORT, 6500), (LevelKind.SUPPORT, 6400)),
    condition="if rates fall",
    confidence=0.8,
)

Row = dict[str, str]


def correct(con: duckdb.DuckDBPyConnection, *lines: str) -> store.Corrected:
    """Write lines under the head into the file beside the store, and apply them."""
    beside(con).write_text(HEAD + "".join(line + "\n" for line in lines), encoding="utf-8")
    return store.apply_corrections(con)


def beside(con: duckdb.DuckDBPyConnection) -> Path:
    row = con.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()").fetchone()
    assert row
    return Path(row[0]).parent / "corrections.csv"


def exported(con: duckdb.DuckDBPyConnection, *, as_of: str | None = None) -> dict[str, str]:
    out = beside(con).parent / "out"
    store.export_all(con, out, as_of=date.fromisoformat(as_of) if as_of else None)
    return {name: (out / name).read_text(encoding="utf-8") for name in FILES}


def rows(con: duckdb.DuckDBPyConnection, name: str = "views.csv", *, as_of: str | None = None) -> list[Row]:
    return list(csv.DictReader(exported(con, as_of=as_of)[name].splitlines()))


def view_id(con: duckdb.DuckDBPyConnection, source_file: str = "a.txt", symbol: str = "SPX") -> str:
    found = con.execute(
        "SELECT view_id FROM view JOIN article USING (article_id) WHERE source_file = ? AND symbol = ?",
        [source_file, symbol],
    ).fetchall()
    ((name,),) = found
    return str(name)


def one_article(con: duckdb.DuckDBPyConnection, *views: Said) -> str:
    write(con, extraction("a.txt", "2025-10-16", *(views or (DANA,))))
    return view_id(con)


SENTENCE = "Ida Fenn of Quay sees the Russell 2000 at 2,700 by June."
ADDING = (
    f'new-1,add,a.txt,"{SENTENCE}"',
    "new-1,symbol,RUT",
    "new-1,stance,bullish",
    "new-1,analyst_name,Ida Fenn",
    "new-1,analyst_firm,Quay",
    "new-1,horizon,2026-06-30",
    "new-1,price_target,2700",
)


def missed(*views: Said) -> Extraction:
    return extraction("a.txt", "2025-10-16", *views, body=SENTENCE)
