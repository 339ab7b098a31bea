"""What corrections do to a store and its exports: each field, each status, and nothing without a file."""

from __future__ import annotations

import json

import duckdb
import pytest

from pipeline import store

from .correcting import ADDING, DANA, HEAD, Row, beside, correct, exported, missed, one_article, rows, view_id
from .factories import Said, extraction, said, write
from .test_export import many

# Fields


@pytest.mark.parametrize(
    ("line", "changed", "reason"),
    [
        pytest.param("stance,bearish", {"stance": "bearish", "stance_score": "-1"}, "stance was bullish", id="stance"),
        pytest.param("symbol,RUT", {"symbol": "RUT", "index_name": "Russell 2000"}, "symbol was SPX", id="symbol"),
        pytest.param(
            "analyst_name,Ida Fenn",
            {"analyst_name": "Ida Fenn", "analyst_id": "ida-fenn"},
            "analyst_name was Dana Whitlock",
            id="analyst",
        ),
        pytest.param(
            "analyst_firm,", {"analyst_firm": "", "firm_id": ""}, "analyst_firm was Harbour Lane", id="no firm"
        ),
        pytest.param("analyst_role,chief", {"analyst_role": "chief"}, "analyst_role was strategist", id="role"),
        pytest.param(
            "horizon,2026-06-30",
            {"horizon": "2026-06-30", "horizon_date": "2026-06-30"},
            "horizon was 2025-12-31",
            id="horizon",
        ),
        pytest.param("horizon,12m", {"horizon": "12m", "horizon_date": ""}, "horizon was 2025-12-31", id="rolling"),
        pytest.param("proxy,true", {"proxy": "true"}, "proxy was false", id="proxy"),
        pytest.param("condition,", {"condition": ""}, "condition was if rates fall", id="condition"),
        pytest.param("action_change,Raises", {"action_change": "Raises"}, "action_change was empty", id="action"),
        pytest.param("price_target,7100", {"price_target": "7100"}, "price_target was 7000", id="target"),
        pytest.param("price_target,", {"price_target": ""}, "price_target was 7000", id="no target"),
        pytest.param("bull_case,8000", {"bull_case": "8000"}, "bull_case was empty", id="case"),
        pytest.param("support,6400;6300", {"support": "6300;6400"}, "support was 6400;6500", id="supports"),
    ],
)
def test_a_field_is_set(con: duckdb.DuckDBPyConnection, line: str, changed: Row, reason: str) -> None:
    name = one_article(con)
    (before,) = rows(con)
    assert correct(con, f"{name},{line}") == store.Corrected(1)
    (after,) = rows(con)
    assert (after["status"], after["status_reason"]) == ("corrected", reason)
    decided = line.partition(",")[0] in ("stance", "symbol", "analyst_name", "analyst_firm")
    expected = before | changed | {"status": "corrected", "status_reason": reason}
    assert after == expected | ({"confidence": ""} if decided else {})
    assert after["view_id"] == name


def test_several_fields_of_one_view(con: duckdb.DuckDBPyConnection) -> None:
    name = one_article(con)
    assert correct(con, f"{name},stance,neutral", f"{name},price_target,7100,,a note").applied == 2
    (row,) = rows(con)
    assert (row["stance"], row["price_target"]) == ("neutral", "7100")
    assert row["status_reason"] == "stance was bullish; price_target was 7000"


def test_a_value_that_is_there_already_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    name = one_article(con)
    before = exported(con)
    assert correct(con, f"{name},stance,bullish", f"{name},support,6500;6400") == store.Corrected(2)
    assert exported(con) == before
    assert [article.source_file for article in store.said_articles(con)] == ["a.txt"]


def test_the_consensus_counts_what_was_corrected(con: duckdb.DuckDBPyConnection) -> None:
    name = one_article(con)
    correct(con, f"{name},stance,bearish", f"{name},price_target,6000", f"{name},symbol,RUT")
    (row,) = rows(con, "consensus.csv")
    assert (row["symbol"], row["bearish"], row["target_median"]) == ("RUT", "1", "6000")
    (asked,) = store.consensus(con, as_of=None)
    assert (asked.symbol, asked.target_median) == ("RUT", 6000.0)


def test_a_number_points_to_its_place(con: duckdb.DuckDBPyConnection) -> None:
    write(con, extraction("a.txt", "2025-10-16", DANA, body="Later she put it at 7,100 points."))
    name = view_id(con)
    correct(con, f"{name},price_target,6400", f"{name},bull_case,9000", f"{name},bear_case,7100,Later she put it at 7")
    query = (
        "SELECT kind, value, text[value_start + 1:value_end], said_level.evidence FROM said_level "
        "JOIN article USING (article_id) WHERE kind IN ('target', 'bull_case', 'bear_case') ORDER BY kind"
    )
    sentence = DANA.sentence()
    assert con.execute(query).fetchall() == [
        ("bear_case", 7100.0, sentence, sentence),
        ("bull_case", 9000.0, sentence, sentence),
        ("target", 6400.0, "6400", sentence),
    ]
    correct(con, f'{name},bear_case,7100,"Later she put it at 7,100 points."')
    assert con.execute(query).fetchall()[0] == ("bear_case", 7100.0, "7,100", "Later she put it at 7,100 points.")
    for row in rows(con, "levels.csv"):
        (article,) = map(json.loads, exported(con)["articles.jsonl"].splitlines())
        assert article["text"][int(row["start"]) : int(row["end"])] == row["evidence"]


def test_names_are_found_anew(con: duckdb.DuckDBPyConnection) -> None:
    name = one_article(con, said("Dana Whitlok", "", target=7000))
    correct(con, f"{name},analyst_name,D. Whitlock", f"{name},analyst_firm,HLB")
    (row,) = rows(con)
    assert (row["analyst_id"], row["firm_id"]) == ("dana-whitlock", "harbour-lane")
    write(con, extraction("b.txt", "2025-10-17", said("Ida Fennimore", "HLB"), said("Ida Fenimore", "Quay")))
    assert store.names_alike(con)
    correct(con, f"{view_of(con, 'Ida Fenimore')},analyst_name,Ida Fennimore")
    assert store.names_alike(con) == []


def view_of(con: duckdb.DuckDBPyConnection, analyst: str) -> str:
    ((name,),) = con.execute("SELECT view_id FROM view WHERE analyst_name = ?", [analyst]).fetchall()
    return str(name)


# Status


@pytest.mark.parametrize(
    ("first", "second", "as_of", "expected"),
    [
        pytest.param(DANA, DANA, None, ("duplicate", "the same target within 7 days of 1.txt"), id="a repeated target"),
        pytest.param(
            said("Dana Whitlock", "Harbour Lane", horizon="2025-10-10"),
            said("Ida Fenn"),
            None,
            ("expired", "its period ended 2025-10-10"),
            id="a period that ended",
        ),
        pytest.param(DANA, said("Ida Fenn"), "2025-10-01", ("corrected", "published after 2025-10-01"), id="later"),
    ],
)
def test_other_statuses_win(
    con: duckdb.DuckDBPyConnection, first: Said, second: Said, as_of: str | None, expected: tuple[str, str]
) -> None:
    write(con, extraction("1.txt", "2025-10-10", first), extraction("2.txt", "2025-10-16", second))
    corrected = "2.txt" if expected[0] == "duplicate" else "1.txt"
    correct(con, f"{view_id(con, corrected)},stance,bearish")
    found = {row["source_file"]: row for row in rows(con, as_of=as_of)}[corrected]
    assert found["status"] == expected[0]
    assert found["status_reason"].startswith(expected[1])
    assert found["status_reason"].endswith("; stance was bullish")


def test_a_corrected_view_supersedes_and_is_superseded(con: duckdb.DuckDBPyConnection) -> None:
    other = said("Ida Fenn", "Harbour Lane", target=7500)
    write(con, extraction("1.txt", "2025-10-10", DANA), extraction("2.txt", "2025-10-20", other))
    old, new = view_id(con, "1.txt"), view_id(con, "2.txt")
    assert [row["status"] for row in rows(con)] == ["active", "active"]
    correct(con, f"{old},stance,bearish", f"{new},analyst_name,Dana Whitlock")
    first, second = rows(con)
    assert (first["status"], first["superseded_by"], second["status"]) == ("superseded", new, "corrected")
    assert first["status_reason"] == "newer view of 2025-10-20 in 2.txt; stance was bullish"


def test_a_rejected_view_counts_nowhere(con: duckdb.DuckDBPyConnection) -> None:
    newer = said("Dana Whitlock", "Harbour Lane", target=7500)
    write(con, extraction("1.txt", "2025-10-10", DANA), extraction("2.txt", "2025-10-20", newer))
    assert correct(con, f"{view_id(con, '2.txt')},reject,a rating of the shares") == store.Corrected(1)
    first, second = rows(con)
    assert (first["status"], first["superseded_by"]) == ("active", "")
    assert (second["status"], second["status_reason"]) == ("rejected", "a rating of the shares")
    assert (second["price_target"], second["superseded_by"]) == ("7500", "")
    (row,) = rows(con, "consensus.csv")
    assert (row["number_of_views"], row["target_median"], row["superseded_excluded"]) == ("1", "7000", "0")
    assert con.execute("SELECT count(*) FROM asked").fetchall() == [(1,)]


def test_a_rejected_view_lends_no_firm(con: duckdb.DuckDBPyConnection) -> None:
    named, bare = said("Dana Whitlock", "Harbour Lane", symbol="RUT"), said("Dana Whitlock", target=7000)
    write(con, extraction("1.txt", "2025-10-10", named), extraction("2.txt", "2025-10-16", bare))
    assert {row["number_of_firms"] for row in rows(con, "consensus.csv")} == {"1"}
    correct(con, f"{view_id(con, '1.txt', 'RUT')},reject,")
    (row,) = rows(con, "consensus.csv")
    assert (row["symbol"], row["number_of_firms"]) == ("SPX", "0")
    assert rows(con)[0]["status_reason"] == "rejected by hand"


# All of a store


@pytest.mark.parametrize("content", [None, "", HEAD, HEAD + "\n,,,,\n"], ids=["absent", "empty", "head", "empty lines"])
def test_without_corrections_no_byte_changes(con: duckdb.DuckDBPyConnection, content: str | None) -> None:
    write(con, *many())
    before = exported(con, as_of="2025-09-01"), exported(con)
    if content is not None:
        beside(con).write_text(content, encoding="utf-8")
    assert (exported(con, as_of="2025-09-01"), exported(con)) == before
    assert con.execute("SELECT count(*) FROM view ANTI JOIN said_view USING (view_id)").fetchall() == [(0,)]


def test_a_file_that_is_removed_is_forgotten(con: duckdb.DuckDBPyConnection) -> None:
    write(con, *many())
    before = exported(con)
    (name,) = con.execute("SELECT min(view_id) FROM view").fetchone() or ("",)
    correct(con, f"{name},stance,bearish", f"{name},price_target,1234")
    assert exported(con)["views.csv"] != before["views.csv"]
    beside(con).unlink()
    assert exported(con) == before


def test_a_read_only_store_is_corrected_too(con: duckdb.DuckDBPyConnection) -> None:
    name = one_article(con)
    correct(con, f"{name},stance,bearish")
    path = beside(con).with_name("views.duckdb")
    con.close()
    with store.open_store(path, read_only=True) as reading:
        (row,) = store.consensus(reading, as_of=None)
        assert (row.bullish, row.bearish) == (0, 1)


def test_articles_are_given_with_what_was_corrected(con: duckdb.DuckDBPyConnection) -> None:
    write(con, missed(DANA), extraction("b.txt", None, said("Ida Fenn")), extraction("c.txt", "2025-10-17", DANA))
    correct(con, *ADDING, f"{view_id(con, 'b.txt')},reject,no")
    first, second = store.said_articles(con)
    assert [view.holder.analyst for view in first.views] == ["Ida Fenn", "Dana Whitlock"]
    assert [level.value for level in first.views[0].levels] == [2700.0]
    assert (second.views, second.published_date) == ((), None)
    assert [holder.analyst for holder in second.rejected] == ["Ida Fenn"]
    assert len(store.said_articles(con, everything=True)) == 3
