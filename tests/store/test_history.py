"""All that somebody said, found by any spelling, with the status of each view."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from pipeline import store

from .factories import extraction, said, write


@pytest.fixture(autouse=True)
def articles(con: duckdb.DuckDBPyConnection) -> None:
    write(con, extraction("a.txt", "2025-03-01", said("Dana Whitlock", "HLB", target=6500)))
    write(con, extraction("b.txt", "2025-06-01", said("D. Whitlock", "Kest Bank", target=7000)))
    write(con, extraction("c.txt", "2025-07-01", said("Nomi Ward", "Kest Bank", symbol="RUT")))


@pytest.mark.parametrize(
    ("question", "files"),
    [
        pytest.param({"analyst": "Dana Whitlock"}, ["a.txt", "b.txt"], id="a person who moved"),
        pytest.param({"analyst": "whitlock"}, ["a.txt", "b.txt"], id="a part of a name"),
        pytest.param({"firm": "Harbour Lane"}, ["a.txt"], id="a firm by another alias"),
        pytest.param({"firm": "kest"}, ["b.txt", "c.txt"], id="a part of a firm's name"),
        pytest.param({"firm": "kest", "symbol": "RUT"}, ["c.txt"], id="a firm on an index"),
        pytest.param({"symbol": "SPX"}, ["a.txt", "b.txt"], id="an index"),
        pytest.param({"symbol": "SPX", "as_of": date(2025, 4, 1)}, ["a.txt"], id="as of a day"),
    ],
)
def test_history(con: duckdb.DuckDBPyConnection, question: dict[str, object], files: list[str]) -> None:
    assert [row.source_file for row in store.history(con, **question)] == files  # type: ignore[arg-type]


def test_each_view_has_its_status_of_the_day(con: duckdb.DuckDBPyConnection) -> None:
    rows = store.history(con, analyst="Dana Whitlock")
    assert [(row.status, row.status_reason) for row in rows] == [
        ("superseded", "newer view of 2025-06-01 in b.txt"),
        ("active", ""),
    ]


def test_affiliations_are_dated(con: duckdb.DuckDBPyConnection) -> None:
    assert store.affiliations(con, "Dana Whitlock") == [
        store.Affiliation("HLB", date(2025, 3, 1), date(2025, 3, 1), 1),
        store.Affiliation("Kest Bank", date(2025, 6, 1), date(2025, 6, 1), 1),
    ]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        pytest.param(
            {"analyst": "Nobody Known"}, "no analyst of the store is named 'Nobody Known'; the nearest", id="none"
        ),
        pytest.param({"analyst": "a"}, "several analysts are named 'a'", id="several"),
        pytest.param({"firm": "Cobalt"}, "no firm of the store is named 'Cobalt'", id="no firm"),
    ],
)
def test_a_name_that_is_not_there_or_twice(
    con: duckdb.DuckDBPyConnection, question: dict[str, object], message: str
) -> None:
    with pytest.raises(store.StoreError, match=message):
        store.history(con, **question)  # type: ignore[arg-type]
