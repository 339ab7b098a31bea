"""Corrections by hand: what the file may say, what it does to a store and its exports, and what is wrong with a line.

"{id},stance,bearish" in a table stands for the view of the article that each test writes.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline import store
from pipeline.store.amending import find_number
from pipeline.store.corrections import COLUMNS, Correction, Problem, parse_corrections, read_corrections
from pipeline.types import Extraction, Holder, Horizon, LevelKind

from .factories import Said, extraction, said, write
from .test_export import many

HEAD = ",".join(COLUMNS) + "\n"
FILES = ("views.csv", "levels.csv", "consensus.csv", "articles.jsonl")

DANA = said(
    "Dana Whitlock",
    "Harbour Lane",
    role="strategist",
    target=7000,
    levels=((LevelKind.SUPPORT, 6500), (LevelKind.SUPPORT, 6400)),
    condition="if rates fall",
    confidence=0.8,
)

Row = dict[str, str]


def correct(con: duckdb.DuckDBPyConnection, *lines: str) -> store.Corrected:
    """Write lines under the head into the file beside the store, and apply them."""
    beside(con).write_text(HEAD + "".join(line + "\n" for line in lines), encoding="utf-8")
    return store.apply_corrections(con)


def beside(con: duckdb.DuckDBPyConnection) -> Path:
    row = con.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()").fetchone()
    assert row
    return Path(row[0]).parent / "corrections.csv"


def exported(con: duckdb.DuckDBPyConnection, *, as_of: str | None = None) -> dict[str, str]:
    out = beside(con).parent / "out"
    store.export_all(con, out, as_of=date.fromisoformat(as_of) if as_of else None)
    return {name: (out / name).read_text(encoding="utf-8") for name in FILES}


def rows(con: duckdb.DuckDBPyConnection, name: str = "views.csv", *, as_of: str | None = None) -> list[Row]:
    return list(csv.DictReader(exported(con, as_of=as_of)[name].splitlines()))


def view_id(con: duckdb.DuckDBPyConnection, source_file: str = "a.txt", symbol: str = "SPX") -> str:
    found = con.execute(
        "SELECT view_id FROM view JOIN article USING (article_id) WHERE source_file = ? AND symbol = ?",
        [source_file, symbol],
    ).fetchall()
    ((name,),) = found
    return str(name)


def one_article(con: duckdb.DuckDBPyConnection, *views: Said) -> str:
    write(con, extraction("a.txt", "2025-10-16", *(views or (DANA,))))
    return view_id(con)


# The file


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        pytest.param("3F2A,Stance,Bearish", "stance", "bearish", id="stance in any case"),
        pytest.param("3f2a,symbol,Nasdaq-100", "symbol", "NDX", id="an index by name"),
        pytest.param("3f2a,analyst_name,  Dana Whitlock ", "analyst_name", "Dana Whitlock", id="a name"),
        pytest.param("3f2a,analyst_firm,", "analyst_firm", "", id="no firm"),
        pytest.param("3f2a,horizon,2026-06-30", "horizon", Horizon("2026-06-30", date(2026, 6, 30)), id="a day"),
        pytest.param("3f2a,horizon,12M", "horizon", Horizon("12m"), id="months"),
        pytest.param("3f2a,horizon,Short-term", "horizon", Horizon("short-term"), id="a term"),
        pytest.param("3f2a,horizon,", "horizon", Horizon(), id="no horizon"),
        pytest.param("3f2a,proxy,TRUE", "proxy", True, id="a proxy"),
        pytest.param("3f2a,condition,", "condition", "", id="no condition"),
        pytest.param("3f2a,action_change,raises", "action_change", "Raises", id="a raise"),
        pytest.param('3f2a,price_target,"7,100.5"', "price_target", (7100.5,), id="a number with a comma"),
        pytest.param("3f2a,price_target,", "price_target", (), id="no target"),
        pytest.param("3f2a,support,6500; 6400", "support", (6500.0, 6400.0), id="several numbers"),
        pytest.param("3f2a,reject,why,", "reject", "why", id="a rejection"),
        pytest.param("3f2a,add,sub/a.txt", "add", "sub/a.txt", id="an addition"),
    ],
)
def test_a_line_is_read(line: str, field: str, value: object) -> None:
    assert parse_corrections(f"{HEAD}{line}\n") == ([Correction(2, "3f2a", field, value)], [])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("3f2a,stence,bullish", "there is no field 'stence'; use one of symbol, analyst_name", id="field"),
        pytest.param("3f2a,status,active", "there is no field 'status'; use", id="a field that follows"),
        pytest.param("3f2a,stance,up", "'up' is no stance; write bullish, neutral, bearish", id="stance"),
        pytest.param("3f2a,stance,", "'' is no stance; write", id="no stance"),
        pytest.param("3f2a,symbol,", "'' is no index that is known; write a symbol", id="no index"),
        pytest.param("3f2a,symbol,Zubrowka 50", "'Zubrowka 50' is no index that is known; write", id="index"),
        pytest.param("3f2a,horizon,year-end", "'year-end' is no horizon; write a date like", id="horizon"),
        pytest.param("3f2a,horizon,2026-02-30", "'2026-02-30' is no horizon; write", id="no such day"),
        pytest.param("3f2a,horizon,48m", "'48m' is no horizon; write", id="too many months"),
        pytest.param("3f2a,proxy,", "'' is no answer; write true, false", id="proxy"),
        pytest.param("3f2a,action_change,Cuts", "'Cuts' is no change; write Raises, Lowers", id="action"),
        pytest.param("3f2a,price_target,7%", "'7%' is no level; write index points", id="percentage"),
        pytest.param("3f2a,price_target,7000;7100", "'7000;7100' is no level; write", id="two numbers of one"),
        pytest.param("3f2a,support,6500;;6400", "'' is no level; write", id="a number is missing"),
        pytest.param("3f2a,price_target,nan", "'nan' is no level; write", id="not a number"),
        pytest.param("3f2a,price_target,-1", "'-1' is no level; write", id="negative"),
        pytest.param(",stance,bullish", "it names no view; write its view_id", id="no id"),
        pytest.param("new-1,add,,She sees more.", "it names no article; write the source_file", id="no article"),
        pytest.param("3f2a,reject,why,one, two, three", "it has more cells than columns; put quotes", id="commas"),
    ],
)
def test_a_bad_line_is_told_and_the_next_is_read(line: str, reason: str) -> None:
    (good,), (problem,) = parse_corrections(f"{HEAD}{line}\n\n3f2a,stance,bullish\n")
    assert good.line == 4
    assert problem.line == 2
    assert problem.reason.startswith(reason)
    assert str(problem).startswith(f"corrections.csv, line 2: {reason}")


def test_a_sentence_may_go_over_lines() -> None:
    text = f'{HEAD}3f2a,reject,why,"Stocks rose.\r\nThey fell."\r\n3f2a,stance,up\r\n'
    assert parse_corrections(text) == (
        [Correction(2, "3f2a", "reject", "why", "Stocks rose.\nThey fell.")],
        [Problem(4, "'up' is no stance; write bullish, neutral, bearish")],
    )


def test_other_columns_and_their_order_do_not_matter() -> None:
    text = "value,who,field,VIEW_ID\nbearish,me,stance,3f2a\n"
    assert parse_corrections(text) == ([Correction(2, "3f2a", "stance", "bearish")], [])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", [], id="empty"),
        pytest.param(HEAD.encode(), [], id="only its head"),
        pytest.param(b"\xef\xbb\xbf" + HEAD.encode(), [], id="with a byte order mark"),
        pytest.param(b"id;field;value\n", ["corrections.csv, line 1: it must name the columns: view_id,"], id="head"),
        pytest.param(HEAD.encode() + b"3f2a,condition,\xff\n", ["corrections.csv: it is not UTF-8; save"], id="bytes"),
        pytest.param(
            HEAD.encode() + b'3f2a,stance,"up' + b"\n" * 140_000,
            ["corrections.csv, line 2: it is no CSV ("],
            id="a quote that never ends",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, told: list[str]) -> None:
    (tmp_path / "corrections.csv").write_bytes(content)
    corrections, problems = read_corrections(tmp_path / "corrections.csv")
    assert corrections == []
    assert [str(problem)[: len(start)] for problem, start in zip(problems, told, strict=True)] == told


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").mkdir()
    _, (problem,) = read_corrections(tmp_path / "corrections.csv")
    assert str(problem).startswith("corrections.csv: it cannot be read (")
    assert read_corrections(tmp_path / "nowhere.csv") == ([], [])


@pytest.mark.parametrize(
    ("sentence", "value", "found"),
    [
        ("sees the index at 7,500.", 7500.0, "7,500"),
        ("closed at 4549.78, up", 4549.78, "4549.78"),
        ("a move to 20k by May", 20000.0, "20k"),
        ("the S&P 500 at 5000", 500.0, "500"),
        ("17,500 or 1,500", 7500.0, None),
        ("about 7500.5", 7500.0, None),
    ],
)
def test_numbers_are_found_as_printed(sentence: str, value: float, found: str | None) -> None:
    place = find_number(sentence, value)
    assert (sentence[slice(*place)] if place else None) == found


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


# Views that were missed

SENTENCE = "Ida Fenn of Quay sees the Russell 2000 at 2,700 by June."
ADDING = (
    f'new-1,add,a.txt,"{SENTENCE}"',
    "new-1,symbol,RUT",
    "new-1,stance,bullish",
    "new-1,analyst_name,Ida Fenn",
    "new-1,analyst_firm,Quay",
    "new-1,horizon,2026-06-30",
    "new-1,price_target,2700",
)


def missed(*views: Said) -> Extraction:
    return extraction("a.txt", "2025-10-16", *views, body=SENTENCE)


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


# Re-runs


def reworded(horizon: str, **changes: object) -> Extraction:
    """The article of `DANA` as another extractor reads it: in the same text, with another horizon."""
    first = extraction("a.txt", "2025-10-16", DANA)
    (view,) = first.views
    words = Horizon(horizon, date.fromisoformat(horizon) if horizon[:2] == "20" else None)
    values = {"horizon": words} | changes
    new = type(view)(**{name: values.get(name, getattr(view, name)) for name in view.__dataclass_fields__})
    return Extraction(first.article, (new,))


@pytest.mark.parametrize("horizon", ["", "12m", "short-term", "2026-06-30"])
def test_a_view_with_another_horizon_is_still_corrected(con: duckdb.DuckDBPyConnection, horizon: str) -> None:
    name = one_article(con)
    line = f'{name},stance,bearish,"{DANA.sentence()}"'
    assert correct(con, line, f"{name},price_target,7100").applied == 2
    store.write_extraction(con, reworded(horizon), extractor_version="test-2")
    assert view_id(con) != name
    assert store.apply_corrections(con) == store.Corrected(2)
    (row,) = rows(con)
    assert (row["stance"], row["price_target"], row["horizon"]) == ("bearish", "7100", horizon)


@pytest.mark.parametrize(("analyst", "firm"), [("Whitlock", "Harbour Lane"), ("Dana Whitlock", ""), ("", "Harbour Lane")])
def test_a_view_whose_holder_is_told_in_full_now_is_still_corrected(
    con: duckdb.DuckDBPyConnection, analyst: str, firm: str
) -> None:
    old = reworded("12m", holder=Holder(analyst, "", firm))
    store.write_extraction(con, old, extractor_version="test-1")
    line = f'{view_id(con)},stance,bearish,"{DANA.sentence()}"'
    store.write_extraction(con, reworded("short-term"), extractor_version="test-2")
    assert correct(con, line) == store.Corrected(1)
    assert rows(con)[0]["stance"] == "bearish"


def test_the_same_view_of_another_version_is_still_corrected(con: duckdb.DuckDBPyConnection) -> None:
    name = one_article(con)
    correct(con, f"{name},stance,bearish")
    before = exported(con)
    store.write_extraction(con, extraction("a.txt", "2025-10-16", DANA), extractor_version="test-2")
    after = exported(con)
    assert after["views.csv"] == before["views.csv"].replace("test-1", "test-2")
    assert after["consensus.csv"] == before["consensus.csv"]


@pytest.mark.parametrize(
    ("line", "again", "reason"),
    [
        pytest.param(
            "stance,bearish",
            reworded("12m"),
            "there is no view '{id}'; take its view_id from views.csv, or remove the line",
            id="no sentence was given",
        ),
        pytest.param(
            'reject,why,"{sentence}"',
            reworded("12m", symbol="RUT"),
            "there is no view '{id}' any more and no view of its index and holder has its sentence; "
            "write {new} if that is meant, or remove the line",
            id="a view of another index",
        ),
        pytest.param(
            'stance,bearish,"{sentence}"',
            Extraction(reworded("").article, ()),
            "there is no view '{id}' any more and no view of its index and holder has its sentence; "
            "correct or remove the line",
            id="no view at all",
        ),
        pytest.param(
            'stance,bearish,"{sentence}"',
            extraction("a.txt", "2025-10-16", said("Dana Whitlock", "Harbour Lane", stance="neutral")),
            "its sentence stands no longer in a.txt; read that again, correct or remove the line",
            id="another text",
        ),
    ],
)
def test_what_is_gone_is_told(con: duckdb.DuckDBPyConnection, line: str, again: Extraction, reason: str) -> None:
    name = one_article(con)
    assert correct(con, f"{name},{line.format(sentence=DANA.sentence())}").applied == 1
    store.write_extraction(con, again, extractor_version="test-2")
    new = "".join(row["view_id"] for row in rows(con))
    (told,) = store.apply_corrections(con).not_applied
    assert told == f"corrections.csv, line 2: {reason.format(id=name, new=new)}"
    assert [row["status"] for row in rows(con) if row["status"] not in ("active", "expired")] == []


def test_of_two_views_neither_is_guessed(con: duckdb.DuckDBPyConnection) -> None:
    name = one_article(con)
    (short,), (long,) = reworded("short-term").views, reworded("long-term").views
    store.write_extraction(con, Extraction(reworded("").article, (short, long)), extractor_version="test-2")
    (told,) = correct(con, f'{name},stance,bearish,"{DANA.sentence()}"').not_applied
    assert "any more and several views may be it; write " in told


def test_a_view_of_one_sentence_and_two_indices_is_known_by_its_index(con: duckdb.DuckDBPyConnection) -> None:
    (spx,), (rut,) = reworded("").views, reworded("", symbol="RUT").views
    store.write_extraction(con, Extraction(reworded("").article, (spx, rut)), extractor_version="test-1")
    old = view_id(con, symbol="RUT")
    (spx,), (rut,) = reworded("12m").views, reworded("12m", symbol="RUT").views
    store.write_extraction(con, Extraction(reworded("").article, (spx, rut)), extractor_version="test-2")
    assert correct(con, f'{old},stance,bearish,"{DANA.sentence()}"').applied == 1
    assert {row["symbol"]: row["stance"] for row in rows(con)} == {"SPX": "bullish", "RUT": "bearish"}


# Lines that contradict each other


@pytest.mark.parametrize(
    ("lines", "told", "stance"),
    [
        pytest.param(
            ["stance,bearish", "stance,neutral"],
            ["2: it contradicts line 3; keep one of them", "3: it contradicts line 2; keep one of them"],
            "bullish",
            id="two values",
        ),
        pytest.param(["stance,bearish", "stance,bearish"], [], "bearish", id="twice the same"),
        pytest.param(
            ["stance,bearish", "reject,no view"],
            ["2: line 3 rejects the view; remove one of the two lines"],
            "bullish",
            id="rejected and changed",
        ),
        pytest.param(["reject,no view", "reject,no"], [], "bullish", id="two reasons"),
        pytest.param(
            ["analyst_name,", "analyst_firm,", "stance,bearish"],
            [f"{line}: then it has no holder; give an analyst_name or an analyst_firm" for line in (2, 3)],
            "bearish",
            id="nobody is left",
        ),
    ],
)
def test_contradictions_are_told_and_not_guessed(
    con: duckdb.DuckDBPyConnection, lines: list[str], told: list[str], stance: str
) -> None:
    name = one_article(con)
    report = correct(con, *(f"{name},{line}" for line in lines))
    assert list(report.not_applied) == [f"corrections.csv, line {problem}" for problem in told]
    assert report.applied == len(lines) - len(told)
    (row,) = rows(con)
    assert (row["stance"], row["analyst_name"]) == (stance, "Dana Whitlock")


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
