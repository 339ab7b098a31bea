"""Writes a table of a store as the file that its name asks for: CSV, JSONL, Parquet or an Excel workbook.

`export_table(con, Path("spx.parquet"), "views", Wanted(("SPX",)))`; the same store gives the same bytes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipeline.store.database import StoreError
from pipeline.store.export import check_excerpts, csv_lines, json_line
from pipeline.store.tables import TABLES, Judged, Wanted, check_wanted, exported_rows, fill_exported, judge_for_export
from pipeline.store.workbook import Sheet, write_workbook

SUFFIXES = (".csv", ".jsonl", ".parquet", ".xlsx")
SHEETS = ("views", "levels", "consensus")
BOM = "\ufeff"

RE_ERRNO = re.compile(r'"errno":"(\d+)"')


def export_table(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    table: str,
    wanted: Wanted,
    *,
    as_of: date | None = None,
    include_proxies: bool = False,
    bom: bool = False,
) -> None:
    """Write the wanted rows of a table to a file, whole or not at all; status and consensus are as of `as_of`.

    The table is views, levels, consensus or articles; a workbook holds the first three whatever it is, each chosen by
    what it can be chosen by. `bom` puts a byte order mark before a CSV, by which Excel knows UTF-8.
    Raises StoreError where the suffix is none of `SUFFIXES`, rows cannot be chosen so or are too many for a workbook,
    or evidence is not the text it points to; OSError where the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise StoreError(f"'{path}' has no suffix that says its format; name it {', '.join(SUFFIXES)}")
    if suffix != ".xlsx":
        check_wanted(table, wanted)
    with _whole(path) as unfinished:
        judged = judge_for_export(con, as_of=as_of, include_proxies=include_proxies)
        check_excerpts(con)
        if suffix == ".xlsx":
            write_workbook(unfinished, _sheets(con, wanted, judged))
            return
        fill_exported(con, table, wanted, judged)
        if suffix == ".parquet":
            write_parquet(con, unfinished)
        elif suffix == ".csv":
            _write(unfinished, _csv(con, TABLES[table].columns), bom=bom)
        else:
            _write(unfinished, (json_line(TABLES[table].columns, row) for row in exported_rows(con)))


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place in the end; where the block raises, it vanishes."""
    unfinished = path.with_name(f".{path.name}.tmp")
    unfinished.touch()  # a folder that takes no file is told before anything is read, and alike for every format
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _sheets(con: duckdb.DuckDBPyConnection, wanted: Wanted, judged: Judged) -> Iterator[Sheet]:
    """The sheets of a workbook; each is asked for when it is its turn, for all use the table `exported`."""
    for name in SHEETS:
        count = fill_exported(con, name, wanted, judged)
        yield Sheet(name, TABLES[name].columns, count, exported_rows(con))


def write_parquet(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the temporary table `exported` as Parquet; raises OSError as other writing does."""
    quoted = "'" + str(path).replace("'", "''") + "'"
    try:
        con.execute(f"COPY exported TO {quoted} (FORMAT parquet)")
    except duckdb.IOException as error:
        number = RE_ERRNO.search(str(error))
        if number:
            raise OSError(int(number[1]), os.strerror(int(number[1]))) from error
        raise OSError(str(error).splitlines()[0]) from error


def _write(path: Path, lines: Iterable[str], *, bom: bool = False) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(BOM if bom else "")
        file.writelines(lines)


def _csv(con: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> Iterator[str]:
    """The rows as the contract prints them; the confidence has two digits."""
    two_digits = columns.index("confidence") if "confidence" in columns else None

    def printed(row: Sequence[Any]) -> Sequence[Any]:
        if two_digits is None or row[two_digits] is None:
            return row
        return [*row[:two_digits], f"{row[two_digits]:.2f}", *row[two_digits + 1 :]]

    return csv_lines(columns, map(printed, exported_rows(con)))
