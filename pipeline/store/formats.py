"""Writes a table of a store as the file that its name asks for: CSV, JSONL, Parquet or an Excel workbook.

`export_table(con, Path("spx.parquet"), "views", Wanted(("SPX",)), judged)`; the same store gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipeline.store.database import StoreError
from pipeline.store.export import LINE_BREAKS, csv_lines
from pipeline.store.tables import COLUMNS, Judged, Wanted, exported_rows, fill_exported
from pipeline.store.workbook import write_workbook

SUFFIXES = (".csv", ".jsonl", ".parquet", ".xlsx")
SHEETS = ("views", "levels", "consensus")
BOM = "\ufeff"


def export_table(
    con: duckdb.DuckDBPyConnection, path: Path, table: str, wanted: Wanted, judged: Judged, *, bom: bool = False
) -> None:
    """Write the wanted rows to a file, whole or not at all; a workbook holds views, levels and consensus.

    `bom` puts a byte order mark before a CSV, by which Excel knows UTF-8. Raises StoreError where the suffix is none of
    `SUFFIXES`, and OSError where the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise StoreError(f"'{path}' has no suffix that says its format; name it {', '.join(SUFFIXES)}")
    unfinished = path.with_name(f".{path.name}.tmp")
    try:
        if suffix == ".xlsx":
            write_workbook(unfinished, {name: _sheet(con, name, wanted, judged) for name in SHEETS})
        else:
            fill_exported(con, table, wanted, judged)
            _write(con, unfinished, suffix, COLUMNS[table], bom=bom)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _sheet(
    con: duckdb.DuckDBPyConnection, table: str, wanted: Wanted, judged: Judged
) -> Callable[[], tuple[Sequence[str], Iterator[Sequence[Any]]]]:
    def rows() -> tuple[Sequence[str], Iterator[Sequence[Any]]]:
        fill_exported(con, table, wanted, judged)
        return COLUMNS[table], exported_rows(con)

    return rows


def _write(con: duckdb.DuckDBPyConnection, path: Path, suffix: str, columns: Sequence[str], *, bom: bool) -> None:
    if suffix == ".parquet":
        try:
            con.execute(f"COPY exported TO {_quoted(str(path))} (FORMAT parquet)")
        except duckdb.IOException as error:
            raise OSError(str(error).splitlines()[0]) from error
        return
    lines = _csv(con, columns) if suffix == ".csv" else (_json_line(columns, row) for row in exported_rows(con))
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


def _json_line(columns: Sequence[str], row: Sequence[Any]) -> str:
    values = (value.isoformat() if isinstance(value, date) else value for value in row)
    line = json.dumps(dict(zip(columns, values, strict=True)), ensure_ascii=False)
    return line.translate(LINE_BREAKS) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
