"""Where indices closed, from a file of the user: `date,symbol,close` with a line a day and index.

    date,symbol,close
    2025-12-30,SPX,6905.74

A symbol may also be a name that the gazetteer knows ("S&P 500"). What cannot be read is told and left out.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from pipeline.gazetteer import find_indices, index_by_symbol
from pipeline.store.database import StoreError

COLUMNS = ("date", "symbol", "close")


@dataclass(frozen=True, slots=True)
class Close:
    """The close of an index on a day, in index points."""

    day: date
    symbol: str
    close: float


def read_closes(path: Path) -> tuple[list[Close], list[str]]:
    """The closes of a CSV file, and what is wrong with the lines that were left out, one line each.

    Raises StoreError where the file cannot be read at all or has other columns.
    """
    closes, problems = [], []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not set(COLUMNS) <= {(name or "").strip().lower() for name in reader.fieldnames or ()}:
                raise StoreError(f"{path} has not the columns {', '.join(COLUMNS)}; name them in its first line")
            for number, row in enumerate(reader, start=2):
                try:
                    closes.append(_close({str(name).strip().lower(): cell for name, cell in row.items()}))
                except ValueError as error:
                    problems.append(f"{path}, line {number}: {error}; the line is left out")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StoreError(f"{path} cannot be read as a CSV file ({error})") from error
    return closes, problems


def _close(row: dict[str, object]) -> Close:
    day, symbol, close = (str(row[name] or "").strip() for name in COLUMNS)
    value = float(close.replace(",", ""))
    if not math.isfinite(value) or value <= 0:
        raise ValueError(f"'{close}' is no close")
    return Close(date.fromisoformat(day), symbol_of(symbol), value)


def symbol_of(name: str) -> str:
    """The symbol that a symbol or a name of an index means: "spx" and "S&P 500" are SPX; raises ValueError."""
    if name.upper() in index_by_symbol():
        return name.upper()
    found = [symbol for start, end, symbol in find_indices(name) if (start, end) == (0, len(name))]
    if not found:
        raise ValueError(f"'{name}' is no index that is known")
    return found[0]


def load_closes(con: duckdb.DuckDBPyConnection, closes: Sequence[Close], source: str) -> None:
    """Give a connection the closes it compares with; of one day and index the last one counts."""
    last = {(close.symbol, close.day): close.close for close in closes}
    con.execute("DELETE FROM close_known")
    con.execute(
        "INSERT INTO close_known SELECT unnest($symbols::VARCHAR[]), unnest($days::DATE[]), "
        "unnest($closes::DOUBLE[]), $source",
        {
            "symbols": [symbol for symbol, _ in last],
            "days": [day for _, day in last],
            "closes": list(last.values()),
            "source": source,
        },
    )
