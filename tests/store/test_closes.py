"""Closes that a user brings: read line by line, and upsides are measured against the last one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline import store

from .factories import extraction, said, write


def closes_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "closes.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("2025-12-30,SPX,6905.74", store.Close(date(2025, 12, 30), "SPX", 6905.74), id="a symbol"),
        pytest.param('2025-12-30,spx,"6,905.74"', store.Close(date(2025, 12, 30), "SPX", 6905.74), id="a comma"),
        pytest.param("2025-12-30, S&P 500 ,6900", store.Close(date(2025, 12, 30), "SPX", 6900), id="a name"),
    ],
)
def test_reads_closes(tmp_path: Path, line: str, expected: store.Close) -> None:
    assert store.read_closes(closes_file(tmp_path, f"date,symbol,close\n{line}\n")) == ([expected], [])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param("30.12.2025,SPX,6905", "Invalid isoformat", id="another date"),
        pytest.param("2025-12-30,ABCD,6905", "'ABCD' is no index that is known", id="an unknown index"),
        pytest.param("2025-12-30,SPX,none", "could not convert", id="no number"),
        pytest.param("2025-12-30,SPX,-1", "'-1' is no close", id="below nought"),
        pytest.param("2025-12-30,SPX", "could not convert", id="too short"),
    ],
)
def test_a_bad_line_is_told_and_left_out(tmp_path: Path, line: str, problem: str) -> None:
    path = closes_file(tmp_path, f"date,symbol,close\n2025-01-02,SPX,1\n{line}\n")
    closes, problems = store.read_closes(path)
    assert len(closes) == 1
    (told,) = problems
    assert told.startswith(f"{path}, line 3: ") and problem in told and told.endswith("the line is left out")


@pytest.mark.parametrize(
    "content", [b"day,index\n", b"", b"date,symbol,close\n\xff\xfe"], ids=["other columns", "empty", "not UTF-8"]
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "closes.csv"
    path.write_bytes(content)
    with pytest.raises(store.StoreError, match="closes.csv"):
        store.read_closes(path)


@pytest.mark.parametrize(
    ("as_of", "level", "source"),
    [
        pytest.param("2025-10-20", 6700.0, "closes.csv", id="the close of the day"),
        pytest.param("2025-10-26", 6700.0, "closes.csv", id="the last close before"),
        pytest.param("2025-10-17", 6650.0, "article a.txt", id="no close yet: the level of an article"),
    ],
)
def test_upside_is_measured_against_the_last_close(
    con: duckdb.DuckDBPyConnection, as_of: str, level: float, source: str
) -> None:
    write(con, extraction("a.txt", "2025-10-16", said("Dana Whitlock", target=7370), observed=(("SPX", 6650),)))
    closes = [store.Close(date(2025, 10, 20), "SPX", 6700), store.Close(date(2025, 10, 27), "SPX", 1)]
    store.load_closes(con, closes, "closes.csv")
    (row,) = store.consensus(con, as_of=date.fromisoformat(as_of))
    assert (row.reference_level, row.reference_source) == (level, source)
    assert row.target_upside == round(7370 / level - 1, 4)
