"""Who changed his mind: a firm's vote beside its vote before, with both sentences."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from pipeline import store
from pipeline.types import LevelKind

from .factories import Said, extraction, said, write

SINCE = date(2025, 6, 1)


def kest(stance: str = "bullish", target: float | None = None, analyst: str = "", **more: object) -> Said:
    return said(analyst, "Kest Bank", stance=stance, target=target, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(kest(target=7000), kest(target=7350), ("raised", 7000, 7350, 0.05), id="raised"),
        pytest.param(kest(target=7000), kest(target=6300), ("cut", 7000, 6300, -0.1), id="cut"),
        pytest.param(kest(), kest("bearish"), ("turned", None, None, None), id="turned without a number"),
        pytest.param(kest(target=7000), kest("bearish", 6300), ("turned, cut", 7000, 6300, -0.1), id="turned and cut"),
        pytest.param(
            kest(target=7000, analyst="Ida Fenn"),
            kest(target=7350, analyst="Nomi Ward"),
            ("raised", 7000, 7350, 0.05),
            id="a colleague speaks for the firm",
        ),
        pytest.param(kest(target=7000), kest(), None, id="the number is not repeated"),
        pytest.param(kest(target=7000), kest(target=7000), None, id="the number is repeated"),
        pytest.param(kest(target=7000), kest(target=7350, horizon="2026-12-31"), None, id="another period"),
        pytest.param(kest(target=7000), kest(target=7350, symbol="RUT"), None, id="another index"),
        pytest.param(kest(target=7000), kest(target=7350, proxy=True), None, id="a proxy"),
    ],
)
def test_a_vote_beside_the_one_before(
    con: duckdb.DuckDBPyConnection, old: Said, new: Said, expected: tuple[object, ...] | None
) -> None:
    write(con, extraction("old.txt", "2025-05-01", old), extraction("new.txt", "2025-07-01", new))
    rows = store.changes(con, since=SINCE)
    assert [(r.change, r.old_target, r.new_target, r.target_change) for r in rows] == ([expected] if expected else [])
    for row in rows:
        assert (row.old_date, row.old_evidence, row.old_source_file) == (date(2025, 5, 1), old.sentence(), "old.txt")
        assert (row.published_date, row.new_evidence) == (date(2025, 7, 1), new.sentence())
        assert (row.new_source_file, row.firm) == ("new.txt", "Kest Bank")


def test_a_bank_that_raises_twice_has_two_rows_the_newest_first(con: duckdb.DuckDBPyConnection) -> None:
    for number, (day, target) in enumerate([("2025-05-01", 6500), ("2025-07-01", 6800), ("2025-09-01", 7000)]):
        write(con, extraction(f"{number}.txt", day, kest(target=target)))
    assert [(r.old_target, r.new_target) for r in store.changes(con, since=SINCE)] == [(6800, 7000), (6500, 6800)]
    assert [r.new_target for r in store.changes(con, since=SINCE, as_of=date(2025, 8, 1))] == [6800]


def test_the_number_before_one_without_a_number_is_the_old_one(con: duckdb.DuckDBPyConnection) -> None:
    for number, (day, target) in enumerate([("2025-04-01", 6500), ("2025-05-01", None), ("2025-09-01", 7000)]):
        write(con, extraction(f"{number}.txt", day, kest(target=target)))
    (row,) = store.changes(con, since=SINCE)
    assert (row.change, row.old_target, row.old_date) == ("raised", 6500, date(2025, 4, 1))


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        pytest.param(None, (6600.0, None, ""), id="the article alone tells the old number"),
        pytest.param(6500.0, (6500.0, date(2025, 5, 1), "old.txt"), id="what the store knows comes first"),
    ],
)
def test_a_told_old_target(con: duckdb.DuckDBPyConnection, stored: float | None, expected: tuple[object, ...]) -> None:
    if stored:
        write(con, extraction("old.txt", "2025-05-01", kest(target=stored)))
    write(con, extraction("new.txt", "2025-07-01", kest(target=7000, levels=((LevelKind.PRIOR_TARGET, 6600),))))
    (row,) = store.changes(con, since=SINCE)
    assert row.change == "raised"
    assert (row.old_target, row.old_date, row.old_source_file if row.old_date else "") == expected


def test_first_views_only_where_asked_for(con: duckdb.DuckDBPyConnection) -> None:
    write(con, extraction("new.txt", "2025-07-01", kest(target=7000)))
    assert store.changes(con, since=SINCE) == []
    assert [row.change for row in store.changes(con, since=SINCE, include_first=True)] == ["first"]


def test_copies_and_repeated_claims_change_nothing(con: duckdb.DuckDBPyConnection) -> None:
    body = " ".join(f"word{number}" for number in range(80))
    write(con, extraction("a.txt", "2025-05-01", kest(target=7000)))
    write(con, extraction("b.txt", "2025-07-01", kest(target=7400), body=body))
    write(con, extraction("c.txt", "2025-07-02", kest(target=7400), body=body))
    write(con, extraction("d.txt", "2025-07-05", kest(target=7400)))
    assert [row.new_source_file for row in store.changes(con, since=SINCE)] == ["b.txt"]
