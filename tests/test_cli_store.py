"""The commands that ask a store, from arguments to what is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from store.factories import extraction, said, write

from pipeline import cli, store

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def views(tmp_path: Path) -> Path:
    """The folder of a run that found three views and a printed average."""
    folder = tmp_path / "views"
    con = store.open_store(folder / "views.duckdb")
    write(con, extraction("a.txt", "2025-10-01", said("Ida Fenn", "Kest Bank", target=7000), observed=(("SPX", 6700),)))
    write(con, extraction("b.txt", "2025-11-01", said("Ida Fenn", "Kest Bank", target=7200)))
    write(con, extraction("c.txt", "2025-11-02", said("", "Cobalt", symbol="RUT", horizon="12m", target=2600)))
    con.close()
    return folder


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def test_consensus_as_a_table_csv_and_json(views: Path, capsys: Capture) -> None:
    assert run("consensus", views) == 0
    table = capsys.readouterr().out
    assert table.startswith("Consensus as of 2025-11-02 (stances: bullish/neutral/bearish)\n")
    assert " 1* " in table and table.endswith("\n* fewer than three firms\n")
    assert run("consensus", views, "--format", "csv") == 0
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0].split(",")[:4], len(lines)) == (["as_of", "symbol", "index_name", "horizon"], 3)
    assert run("consensus", views, "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["symbol"], row["as_of"], row["target_median"]) for row in rows] == [
        ("RUT", "2025-11-02", 2600.0),
        ("SPX", "2025-11-02", 7200.0),
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["--symbol", "SPX"], [("SPX", 7200)], id="an index"),
        pytest.param(["--symbol", "russell 2000"], [("RUT", 2600)], id="by its name"),
        pytest.param(["--symbol", "SPX", "--symbol", "RUT"], [("RUT", 2600), ("SPX", 7200)], id="two"),
        pytest.param(["--horizon", "2025"], [("SPX", 7200)], id="a year"),
        pytest.param(["--horizon", "12m"], [("RUT", 2600)], id="months"),
        pytest.param(["--as-of", "2025-10-15"], [("SPX", 7000)], id="a day"),
        pytest.param(["--as-of", "2025-11-20", "--stale-days", "10"], [("SPX", 7200)], id="stale after ten days"),
        pytest.param(["--as-of", "2020-01-01"], [], id="before there was anything"),
    ],
)
def test_consensus_options(
    views: Path, capsys: Capture, arguments: list[str], expected: list[tuple[str, float]]
) -> None:
    assert run("consensus", views, "--format", "json", *arguments) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["symbol"], row["target_median"]) for row in rows] == expected


def test_closes_are_the_reference_and_bad_lines_are_told(views: Path, tmp_path: Path, capsys: Capture) -> None:
    closes = tmp_path / "closes.csv"
    closes.write_text("date,symbol,close\n2025-11-01,SPX,6000\n2025-11-01,NOPE,1\n", encoding="utf-8")
    assert run("consensus", views, "--symbol", "SPX", "--format", "json", "--closes", closes) == 0
    printed = capsys.readouterr()
    (row,) = json.loads(printed.out)
    assert (row["reference_level"], row["reference_source"], row["target_upside"]) == (6000, "closes.csv", 0.2)
    assert printed.err == f"market-views: {closes}, line 3: 'NOPE' is no index that is known; the line is left out\n"


def test_changes_show_both_sentences(views: Path, capsys: Capture) -> None:
    assert run("changes", views, "--since", "2025-10-15") == 0
    table = capsys.readouterr().out
    assert "raised" in table and "7,000" in table and "7,200" in table
    assert "[1] b.txt: Ida Fenn of Kest Bank is bullish on SPX 2025-12-31: target 7200.\n" in table
    assert "    before, 2025-10-01, a.txt: Ida Fenn of Kest Bank is bullish on SPX 2025-12-31: target 7000." in table


def test_history_of_an_analyst_ends_with_the_firms(views: Path, capsys: Capture) -> None:
    assert run("history", views, "--analyst", "fenn") == 0
    table = capsys.readouterr().out
    assert "superseded" in table
    assert table.endswith("\nwith Kest Bank from 2025-10-01 to 2025-11-01, views: 2\n")


def test_score(views: Path, tmp_path: Path, capsys: Capture) -> None:
    closes = tmp_path / "closes.csv"
    days = ("2025-10-01,SPX,6700", "2025-11-01,SPX,6800", "2025-12-31,SPX,7000")
    closes.write_text("\n".join(["date,symbol,close", *days, ""]), encoding="utf-8")
    assert run("score", views, "--closes", closes, "--as-of", "2026-01-02", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    # errors: 7,000 / 7,000 - 1 = 0 and 7,200 / 7,000 - 1 = 0.0286
    assert [(row["by"], row["name"], row["rank"], row["hits"], row["mean_error"]) for row in rows] == [
        ("firm", "Kest Bank", None, 2, 0.0143),
        ("analyst", "Ida Fenn", None, 2, 0.0143),
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["changes", "--since", "2026-01-01"], "nobody changed his mind after 2026-01-01\n", id="changes"),
        pytest.param(["names"], "no two names look alike\n", id="names"),
        pytest.param(["consensus", "--as-of", "2020-01-01"], "no view counts as of 2020-01-01\n", id="consensus"),
    ],
)
def test_an_empty_answer_says_so(views: Path, capsys: Capture, arguments: list[str], said: str) -> None:
    assert run(arguments[0], views, *arguments[1:]) == 0
    assert capsys.readouterr().out == said


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["history"], "whose history is not said; name an --analyst, a --firm or a --symbol", id="whose"),
        pytest.param(["history", "--firm", "nix"], "no firm of the store is named 'nix'", id="no such firm"),
        pytest.param(["consensus", "--symbol", "NOPE"], "'NOPE' is no index that is known", id="no such index"),
        pytest.param(["score", "--closes", "nowhere.csv"], "nowhere.csv cannot be read", id="no closes"),
    ],
)
def test_a_wrong_question_is_told_in_a_line(views: Path, capsys: Capture, arguments: list[str], told: str) -> None:
    assert run(arguments[0], views, *arguments[1:]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("market-views: error: ") and told in printed.err
    assert len(printed.err.splitlines()) == 1


def test_a_folder_without_a_store(tmp_path: Path, capsys: Capture) -> None:
    assert run("changes", tmp_path, "--since", "2025-01-01") == 2
    assert "there is no store" in capsys.readouterr().err
