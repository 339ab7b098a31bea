"""Which rows an export has, in which order, with which types."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from pipeline import store
from pipeline.store.tables import TABLES, Wanted, check_wanted, exported_rows, fill_exported, judge_for_export
from pipeline.types import LevelKind

from .factories import extraction, said, write


@pytest.fixture(autouse=True)
def articles(con: duckdb.DuckDBPyConnection) -> None:
    support = ((LevelKind.SUPPORT, 6100.5), (LevelKind.SUPPORT, 6000))
    first = said("Dana Whitlock", "HLB", target=7500, levels=support, confidence=0.125, co_analysts=("Ida Fenn",))
    write(con, extraction("a.txt", "2025-03-01", first, observed=(("SPX", 6671.5),)))
    write(con, extraction("b.txt", "2025-06-01", said("Dana Whitlock", "HLB", target=7600)))
    write(con, extraction("c.txt", None, said("", "Kest Bank", symbol="RUT", stance="bearish", horizon="")))
    write(con, extraction("d.txt", "2025-06-02", said("", "Cobalt", symbol="XYZ", target=90, horizon="12m")))


def rows(con: duckdb.DuckDBPyConnection, table: str, wanted: Wanted, as_of: date | None = None) -> list[dict[str, Any]]:
    judged = judge_for_export(con, as_of=as_of, include_proxies=False)
    count = fill_exported(con, table, wanted, judged)
    found = [dict(zip(TABLES[table].columns, row, strict=True)) for row in exported_rows(con)]
    assert len(found) == count
    return found


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        pytest.param(Wanted(), ["a.txt", "b.txt", "d.txt", "c.txt"], id="all, the undated one last"),
        pytest.param(Wanted(symbols=("RUT",)), ["c.txt"], id="an index"),
        pytest.param(Wanted(symbols=("RUT", "XYZ")), ["d.txt", "c.txt"], id="two indices"),
        pytest.param(Wanted(since=date(2025, 3, 2)), ["b.txt", "d.txt"], id="since a day, undated ones are left out"),
        pytest.param(Wanted(since=date(2025, 3, 1)), ["a.txt", "b.txt", "d.txt"], id="the day itself"),
        pytest.param(Wanted(statuses=("superseded",)), ["a.txt"], id="a status"),
        pytest.param(Wanted(statuses=("expired", "rejected")), [], id="statuses that no view has"),
        pytest.param(Wanted(("SPX",), date(2025, 1, 1), ("active",)), ["b.txt"], id="all of them"),
    ],
)
def test_views_that_are_wanted(con: duckdb.DuckDBPyConnection, wanted: Wanted, files: list[str]) -> None:
    assert [row["source_file"] for row in rows(con, "views", wanted)] == files


@pytest.mark.parametrize(
    ("wanted", "levels"),
    [
        pytest.param(
            Wanted(("SPX",)),
            [("target", 7500), ("support", 6100.5), ("support", 6000), ("observed", 6671.5), ("target", 7600)],
            id="an index, with what nobody holds",
        ),
        pytest.param(
            Wanted(statuses=("superseded",)),
            [("target", 7500), ("support", 6100.5), ("support", 6000)],
            id="those of the views of a status",
        ),
        pytest.param(Wanted(since=date(2025, 6, 1)), [("target", 7600), ("target", 90)], id="since a day"),
    ],
)
def test_levels_that_are_wanted(
    con: duckdb.DuckDBPyConnection, wanted: Wanted, levels: list[tuple[str, float]]
) -> None:
    assert [(row["kind"], row["value"]) for row in rows(con, "levels", wanted)] == levels


def test_the_day_decides_status_and_consensus(con: duckdb.DuckDBPyConnection) -> None:
    spx = Wanted(("SPX",))
    assert [row["status"] for row in rows(con, "views", spx)] == ["superseded", "active"]
    assert [row["target_median"] for row in rows(con, "consensus", spx)] == [7600]
    may = date(2025, 5, 1)
    assert [row["status"] for row in rows(con, "views", spx, may)] == ["active", "active"]
    assert [(row["as_of"], row["target_median"]) for row in rows(con, "consensus", spx, may)] == [(may, 7500)]


def test_articles_since_a_day(con: duckdb.DuckDBPyConnection) -> None:
    assert [row["source_file"] for row in rows(con, "articles", Wanted(since=date(2025, 6, 1)))] == ["b.txt", "d.txt"]


def test_what_is_unknown_has_no_value_and_lists_are_lists(con: duckdb.DuckDBPyConnection) -> None:
    first, *_, unknown, undated = rows(con, "views", Wanted())
    assert (first["support"], first["co_analysts"], first["trigger"]) == ([6100.5, 6000], ["Ida Fenn"], [])
    assert (first["proxy"], first["published_date"], first["confidence"]) == (False, date(2025, 3, 1), 0.12)
    assert [unknown[name] for name in ("index_name", "analyst_name", "condition", "status_reason")] == [None] * 4
    assert [undated[name] for name in ("published_date", "horizon", "price_target", "superseded_by")] == [None] * 4


@pytest.mark.parametrize(
    ("table", "wanted", "word"),
    [
        pytest.param("consensus", Wanted(since=date(2025, 1, 1)), "date", id="a consensus since a day"),
        pytest.param("consensus", Wanted(statuses=("active",)), "status", id="a consensus of a status"),
        pytest.param("articles", Wanted(symbols=("SPX",)), "index", id="articles on an index"),
        pytest.param("articles", Wanted(statuses=("active",)), "status", id="articles of a status"),
    ],
)
def test_what_a_table_has_not_is_refused(table: str, wanted: Wanted, word: str) -> None:
    with pytest.raises(store.StoreError, match=f"the table {table} cannot be chosen by {word}; leave that out"):
        check_wanted(table, wanted)
