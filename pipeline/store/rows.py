"""Turns the result of a query into rows of a dataclass whose fields are its columns."""

from __future__ import annotations

from typing import TypeVar

import duckdb

Row = TypeVar("Row")


def rows_of(result: duckdb.DuckDBPyConnection, kind: type[Row]) -> list[Row]:
    """All rows of a result, by the names of its columns; raises TypeError where those are not the fields."""
    names = [column[0] for column in result.description or ()]
    return [kind(**dict(zip(names, row, strict=True))) for row in result.fetchall()]
