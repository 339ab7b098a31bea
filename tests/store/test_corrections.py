"""The file of corrections: what a line may say, and what is wrong with one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.store.amending import find_number
from pipeline.store.corrections import Correction, Problem, parse_corrections, read_corrections
from pipeline.types import Horizon

from .correcting import HEAD


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
