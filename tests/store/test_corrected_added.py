"""Views that were missed and are added by hand, and what such lines may lack."""

from __future__ import annotations

import duckdb
import pytest

from pipeline import store

from .correcting import ADDING, DANA, SENTENCE, beside, correct, missed, rows
from .factories import extraction, said, write


def test_a_view_is_added(con: duckdb.DuckDBPyConnection) -> None:
    write(con, missed(DANA))
    assert correct(con, *ADDING) == store.Corrected(7)
    row, _ = rows(con)
    assert (row["status"], row["status_reason"]) == ("corrected", "added by hand")
    assert (row["symbol"], row["stance"], row["stance_score"], row["price_target"]) == ("RUT", "bullish", "1", "2700")
    assert (row["analyst_name"], row["analyst_id"], row["analyst_firm"]) == ("Ida Fenn", "ida-fenn", "Quay")
    assert (row["evidence"], row["evidence_start"]) == (SENTENCE, "0")
    assert (row["horizon_date"], row["proxy"], row["confidence"], row["co_analysts"]) == ("2026-06-30", "false", "", "")
    assert {level["view_id"] for level in rows(con, "levels.csv") if level["symbol"] == "RUT"} == {row["view_id"]}
    assert "RUT" in {one.symbol for one in store.consensus(con, as_of=None)}
    store.export_all(con, beside(con).parent / "again", as_of=None)
    assert rows(con)[0]["view_id"] == row["view_id"]


def test_a_view_that_a_later_run_finds_is_not_there_twice(con: duckdb.DuckDBPyConnection) -> None:
    write(con, missed(DANA))
    correct(con, *ADDING)
    name = rows(con)[0]["view_id"]
    found = said("Ida Fenn", "Quay", symbol="RUT", stance="bearish", horizon="2026-06-30")
    write(con, missed(DANA, found))
    assert store.apply_corrections(con) == store.Corrected(7)
    assert len(rows(con)) == 2
    (row,) = (row for row in rows(con) if row["symbol"] == "RUT")
    assert (row["view_id"], row["stance"], row["price_target"]) == (name, "bullish", "2700")
    assert row["status_reason"] == "stance was bearish; price_target was empty"


def test_an_added_view_can_be_corrected_by_its_id(con: duckdb.DuckDBPyConnection) -> None:
    write(con, missed(DANA))
    correct(con, *ADDING)
    name = rows(con)[0]["view_id"]
    assert correct(con, *ADDING, f"{name},bull_case,2900").not_applied == ()
    assert rows(con)[0]["bull_case"] == "2900"
    assert correct(con, *ADDING, f"{name},reject,no").not_applied == (
        "corrections.csv, line 2: the view is added here and rejected in another line; remove its lines",
    )


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        pytest.param(
            [line for line in ADDING if "stance" not in line],
            "line 2: the view is not added: it has no stance; give one",
            id="no stance",
        ),
        pytest.param(
            [line for line in ADDING if "symbol" not in line],
            "line 2: the view is not added: it has no symbol; give one",
            id="no index",
        ),
        pytest.param(
            [line for line in ADDING if "analyst" not in line],
            "line 2: the view is not added: it has no holder; give an analyst_name or an analyst_firm",
            id="no holder",
        ),
        pytest.param(
            [ADDING[0].replace("2,700", "2,800"), *ADDING[1:]],
            "line 2: the view is not added: its sentence does not stand in a.txt; copy it from the article's text",
            id="another sentence",
        ),
        pytest.param(
            ["new-1,add,a.txt", *ADDING[1:]],
            "line 2: the view is not added: its sentence does not stand in a.txt; copy it from the article's text",
            id="no sentence",
        ),
        pytest.param(
            [ADDING[0].replace("a.txt", "b.txt"), *ADDING[1:]],
            "line 2: the view is not added: there is no article 'b.txt'; take the source_file from articles.jsonl",
            id="another article",
        ),
        pytest.param(
            [*ADDING, "new-1,reject,no"],
            "line 2: the view is not added: it is rejected as well; remove its lines",
            id="rejected too",
        ),
        pytest.param(
            [*ADDING, *(line.replace("new-1", "new-2") for line in ADDING)],
            "line 9: the view is not added: it is the view that line 2 adds; keep one of them",
            id="twice",
        ),
        pytest.param(
            [line.replace("new-1", "new-2") for line in ADDING[1:2]],
            "line 2: there is no view 'new-2'; take its view_id from views.csv, or remove the line",
            id="no line that adds",
        ),
    ],
)
def test_a_view_that_cannot_be_added(con: duckdb.DuckDBPyConnection, lines: list[str], reason: str) -> None:
    write(con, missed(DANA))
    report = correct(con, *lines)
    assert report.not_applied == (f"corrections.csv, {reason}",)
    assert report.applied == (7 if "keep one" in reason else 0)
    assert [row["symbol"] for row in rows(con)].count("RUT") == report.applied // 7


def test_a_long_sentence_is_not_added(con: duckdb.DuckDBPyConnection) -> None:
    write(con, extraction("a.txt", "2025-10-16", DANA, body=" ".join(["more"] * 100)))
    (told,) = correct(con, f"new-1,add,a.txt,{' '.join(['more'] * 90)}", *ADDING[1:]).not_applied
    assert told.endswith("its sentence has more than 400 characters; give the part that says it")
