"""A store as a Parquet dataset, a row an article: `open_dataset(["views/extractions/0.parquet"], Path("views"))`.

A row has the columns of the table `article`, and a list of rows for each other table: `SELECT unnest(view, max_depth :=
2) FROM 'views/extractions/*.parquet'`. What could not be read has a row with a `reason` and an `advice` instead.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from pipeline.store.database import Row, StoreError, read_sql
from pipeline.store.write import TABLES, rows_of_extraction
from pipeline.types import Extraction, Failure

ARTICLE, *LISTS = TABLES
FAILURE = ("source_file", "reason", "advice")


def dataset_row(extraction: Extraction, extractor_version: str) -> Row:
    """The row of an article. Raises ValueError as `write_extractions` does."""
    rows = rows_of_extraction(extraction, extractor_version)
    return rows[ARTICLE][0] | {table: rows[table] for table in LISTS}


def failure_row(failure: Failure) -> Row:
    """The row of a document that could not be read."""
    return {name: getattr(failure, name) for name in FAILURE}


def dataset_schema() -> Any:
    """The pyarrow schema of a dataset, by the tables of a store; pyarrow must be installed."""
    lists = ", ".join(f"(SELECT list({table}) FROM {table}) AS {table}" for table in LISTS)
    with duckdb.connect() as con:
        con.execute(read_sql("schema.sql"))
        query = f"SELECT *, {lists}, CAST(NULL AS VARCHAR) AS reason, CAST(NULL AS VARCHAR) AS advice FROM {ARTICLE}"
        return con.sql(query).to_arrow_table().schema


def open_dataset(files: Sequence[str], folder: Path | None, *, filesystem: Any = None) -> duckdb.DuckDBPyConnection:
    """The store that the Parquet files hold, to be asked as one that is open to be read; the caller closes it.

    Corrections are those in `folder`, if any. `filesystem` is that of fsspec for files with an address. The texts stay
    in the files; views and levels are read into memory, or a temporary file. Raises StoreError where the files are no
    such dataset, or of another version.
    """
    spill = Path(tempfile.gettempdir(), f"market-views-{uuid4().hex}")  # made when it is needed, one a connection
    con = duckdb.connect(config={"temp_directory": str(spill)})
    try:
        if filesystem is not None:
            con.register_filesystem(filesystem)
        _fill(con, files)
        con.execute(read_sql("reading.sql"))
        con.execute("SET VARIABLE corrections_folder = $folder", {"folder": str(folder) if folder else None})
    except duckdb.Error as error:
        con.close()
        reason = str(error).splitlines()[0]
        advice = "run market-views extract --engine ray again"
        raise StoreError(f"the dataset cannot be read ({reason}); {advice}") from error
    return con


def dataset_failures(con: duckdb.DuckDBPyConnection) -> list[Failure]:
    """What could not be read when an opened dataset was written."""
    rows = con.execute(f"SELECT {', '.join(FAILURE)} FROM failure ORDER BY ALL").fetchall()
    return [Failure(*row) for row in rows]


def _fill(con: duckdb.DuckDBPyConnection, files: Sequence[str]) -> None:
    """Make the tables of a store: that of articles looks into the files, the others are copies."""
    con.execute(read_sql("schema.sql"))
    columns = con.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [ARTICLE]).fetchall()
    names = ", ".join(name for (name,) in columns)
    quoted = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    source = f"read_parquet([{quoted}])"
    if not files:
        con.execute("CREATE TABLE failure (source_file VARCHAR, reason VARCHAR, advice VARCHAR)")
        return
    con.execute(f"DROP TABLE {ARTICLE}")
    con.execute(f"CREATE VIEW {ARTICLE} AS SELECT {names} FROM {source} WHERE article_id IS NOT NULL")
    con.execute(f"CREATE TABLE failure AS SELECT {', '.join(FAILURE)} FROM {source} WHERE reason IS NOT NULL")
    for table in LISTS:
        con.execute(f"INSERT INTO {table} BY NAME SELECT unnest({table}, max_depth := 2) FROM {source}")
