"""Opens a store and keeps its tables up to date: `open_store(Path("views/views.duckdb"))`.

A store that a newer version wrote, that another run holds or that is something else is refused, never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import duckdb

SCHEMA_VERSION = 3
MIGRATIONS: dict[int, str] = {
    2: "schema_2.sql",
    3: "schema_3.sql",
}  # the schema version a script leaves behind -> the script, a file beside this one

Row = dict[str, Any]
Answer = TypeVar("Answer")

RE_PROCESS = re.compile(r"\(PID (\d+)\)")


class StoreError(Exception):
    """A store that cannot be used, with what to do: "views.duckdb is held by another run; wait for it ..."."""


@cache
def read_sql(name: str) -> str:
    """One of the SQL files beside this module: `read_sql("consensus.sql")`."""
    return resources.files("pipeline.store").joinpath(name).read_text(encoding="utf-8")


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing: `with transaction(con): ...` keeps no change where the block raises."""
    con.execute("BEGIN")
    try:
        yield
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")


def open_store(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """The store at `path`, made if there is none, brought to today's schema; the caller closes it.

    With `read_only` it must be there, nothing is written, and several may read at once. Raises StoreError where another
    run holds it, a newer version wrote it, or it is no store.
    """
    if not read_only:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif _is_outdated(path):
        open_store(path).close()
    con = _connect(path, read_only=read_only)
    try:
        _migrate(con, path)
        con.execute(read_sql("reading.sql"))
        con.execute("SET VARIABLE corrections_folder = $folder", {"folder": str(path.parent)})
    except BaseException:
        con.close()
        raise
    return con


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, dicts by column, in one statement: sixty times as fast as one after another."""
    if rows:
        kinds = con.execute("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?", [table])
        struct = ", ".join(f"{column} {kind}" for column, kind in kinds.fetchall())
        con.execute(
            f"INSERT INTO {table} BY NAME SELECT unnest($rows::STRUCT({struct})[], max_depth := 2)", {"rows": rows}
        )


def rows_of(result: duckdb.DuckDBPyConnection, kind: type[Answer]) -> list[Answer]:
    """All rows of a query as dataclasses whose fields are its columns; raises TypeError where they are not."""
    return [kind(**row) for row in dicts_of(result)]


def dicts_of(result: duckdb.DuckDBPyConnection) -> list[Row]:
    """All rows of a query as dicts by column: `dicts_of(con.execute("SELECT 1 AS n"))` is `[{"n": 1}]`."""
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _is_outdated(path: Path) -> bool:
    """Whether a store must be written to before it can be read: it has an older schema, or none yet."""
    con = _connect(path, read_only=True)
    try:
        return _schema_version(con, path) < SCHEMA_VERSION
    finally:
        con.close()


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(path, read_only=read_only)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        if "lock" in reason or "another process" in reason:
            reason, advice = f"is held by another run{_holder(str(error))}", "wait for it to end"
        else:
            reason, advice = f"cannot be opened as a store ({reason})", "move it away"
        raise StoreError(f"{path} {reason}; {advice}, or use another folder") from error


def _holder(message: str) -> str:
    """Who holds a store, as DuckDB tells it: " (process 4711)"; empty where it does not."""
    found = RE_PROCESS.search(message)
    return f" (process {found.group(1)})" if found else ""


def _schema_version(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The version of the schema; 0 for an empty database."""
    columns = con.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall()
    if not columns:
        return 0
    row = con.execute("SELECT schema_version FROM meta").fetchone() if ("meta", "schema_version") in columns else None
    if row is None:
        raise StoreError(f"{path} is a database of something else; move it away, or use another folder")
    return int(row[0])


def _migrate(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make the tables, or bring them from their version to today's, step by step; a failing step changes nothing."""
    version = _schema_version(con, path)
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was written by a newer market-views (schema {version}, this one knows {SCHEMA_VERSION}); "
            "update market-views, or use another folder"
        )
    if not version:
        with transaction(con):
            con.execute(read_sql("schema.sql"))
        return
    for step in range(version + 1, SCHEMA_VERSION + 1):
        with transaction(con):
            con.execute(read_sql(MIGRATIONS[step]))
            con.execute("UPDATE meta SET schema_version = ?", [step])
