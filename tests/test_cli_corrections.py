"""Corrections from the command line: they reach each table, are told where they fail, and become annotation.

The extractor is the pattern of conftest, which calls everything bullish: "Oxbow Partners sees the S&P 500 at 6,900."
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from conftest import write_files

from pipeline import cli, run
from pipeline.evaluate import evaluate, mistake_line
from pipeline.gold import GoldLevel, read_gold

Capture = pytest.CaptureFixture[str]

HEAD = "view_id,field,value,evidence,note\n"
OXBOW = "Oxbow Partners sees the S&P 500 at 6,900."
HARBOUR = "Harbour Lane sees the S&P 500 at 7,200."
GONE = "corrections.csv, line 2: there is no view '3f2a'; take its view_id from views.csv, or remove the line"


def market_views(*arguments: str | Path) -> int:
    return cli.main(list(map(str, arguments)))


@pytest.fixture
def out(articles: Path, tmp_path: Path, extracted: list[str], capsys: Capture) -> Path:
    """The output of a run over the three articles of conftest."""
    out = tmp_path / "out"
    assert market_views("extract", articles, "-o", out, "--quiet") == 0
    capsys.readouterr()
    return out


def views(out: Path) -> dict[str, dict[str, str]]:
    """The rows of views.csv by firm."""
    with (out / "views.csv").open(encoding="utf-8", newline="") as file:
        return {row["analyst_firm"]: row for row in csv.DictReader(file)}


def correct(out: Path, *lines: str) -> None:
    """Write corrections; {Oxbow Partners} and {Harbour Lane} stand for their views."""
    ids = {firm: row["view_id"] for firm, row in views(out).items()}
    text = HEAD + "".join(line.format_map(ids) + "\n" for line in lines)
    (out / "corrections.csv").write_text(text, encoding="utf-8")


def test_extract_applies_corrections_and_says_so(articles: Path, out: Path, capsys: Capture) -> None:
    correct(out, "3f2a,stance,bearish", f'{{Oxbow Partners}},stance,bearish,"{OXBOW}"')
    assert market_views("extract", articles, "-o", out) == 0
    printed = capsys.readouterr()
    assert printed.err == f"market-views: {GONE}\n"
    assert "     1  lines of corrections applied\n" in printed.out
    assert (views(out)["Oxbow Partners"]["stance"], views(out)["Oxbow Partners"]["status"]) == ("bearish", "corrected")
    report = json.loads((out / "run-report.json").read_text(encoding="utf-8"))
    assert report["corrections"] == {"applied": 1, "not_applied": [GONE]}


def test_a_run_without_corrections_reports_none(out: Path) -> None:
    report = json.loads((out / "run-report.json").read_text(encoding="utf-8"))
    assert report["corrections"] == {"applied": 0, "not_applied": []}


@pytest.mark.parametrize("command", ["consensus", "names"])
def test_every_question_tells_what_is_not_applied(out: Path, capsys: Capture, command: str) -> None:
    correct(out, "3f2a,stance,bearish")
    assert market_views(command, out) == 0
    assert capsys.readouterr().err == f"market-views: {GONE}\n"


def test_the_consensus_is_of_the_corrected_views(out: Path, capsys: Capture) -> None:
    correct(out, "{Oxbow Partners},stance,bearish", "{Harbour Lane},reject,a remark")
    assert market_views("consensus", out, "--format", "csv") == 0
    (row,) = csv.DictReader(capsys.readouterr().out.splitlines())
    assert (row["bullish"], row["bearish"], row["target_median"]) == ("0", "1", "6900")


def test_corrections_survive_a_new_extractor(
    articles: Path, out: Path, monkeypatch: pytest.MonkeyPatch, extracted: list[str]
) -> None:
    correct(
        out,
        f'{{Oxbow Partners}},stance,bearish,"{OXBOW}"',
        "{Harbour Lane},reject,a remark",
        'new-1,add,b.txt,"Traders in the city waited for the numbers of the week to come out."',
        "new-1,symbol,SPX",
        "new-1,stance,neutral",
        "new-1,analyst_firm,Quay Street",
    )
    market_views("extract", articles, "-o", out, "--quiet")
    before = views(out)
    extracted.clear()
    monkeypatch.setattr(run, "extractor_version", lambda setup: "test-2")
    market_views("extract", articles, "-o", out, "--quiet")
    assert len(extracted) == 3
    assert views(out) == {firm: row | {"extractor_version": "test-2"} for firm, row in before.items()}
    statuses = {firm: row["status"] for firm, row in before.items()}
    assert statuses == {"Harbour Lane": "rejected", "Oxbow Partners": "corrected", "Quay Street": "corrected"}


def test_corrections_become_gold_that_tells_what_was_wrong(
    articles: Path, out: Path, tmp_path: Path, capsys: Capture
) -> None:
    correct(
        out,
        "{Oxbow Partners},stance,bearish",
        "{Oxbow Partners},price_target,",
        "{Oxbow Partners},support,6900",
        "{Harbour Lane},reject,a remark",
        'new-1,add,sub/c.txt,"Bonds hardly moved."',
        "new-1,symbol,OMXS30",
        "new-1,stance,neutral",
        "new-1,analyst_name,Nomi Ward",
    )
    gold_file = tmp_path / "gold.jsonl"
    assert market_views("export-gold", out, "--out", gold_file) == 0
    assert capsys.readouterr() == (f"articles 2, views 2: written to {gold_file}\n", "")
    first, second = read_gold(gold_file).values()
    assert (first.article_id, first.views, first.distractors) == ("a", (), ("Harbour Lane",))
    oxbow, ward = second.views
    assert (oxbow.stances, oxbow.levels) == (("bearish",), (GoldLevel(("support",), 6900.0),))
    assert (oxbow.firm, oxbow.index, oxbow.evidence, oxbow.horizon) == ("Oxbow Partners", "SPX", OXBOW, "")
    assert (ward.analyst, ward.index, ward.stances) == ("Nomi Ward", "OTHER", ("neutral",))
    mistakes = [mistake_line(one) for one in evaluate(gold_file, articles, workers=1).mistakes]
    assert mistakes == [
        f"a extra: Harbour Lane on SPX bullish | {HARBOUR}",
        "a level extra: @harbour lane on SPX: target 7,200",
        f"c stance: Oxbow Partners on SPX: bullish, gold bearish | {OXBOW}",
        "c missed: Nomi Ward on OTHER neutral | Bonds hardly moved.",
        "c level missed: @oxbow partners on SPX: support 6,900",
        "c level extra: @oxbow partners on SPX: target 6,900",
    ]


def test_gold_of_a_right_run_finds_nothing_wrong(articles: Path, out: Path, tmp_path: Path, capsys: Capture) -> None:
    assert market_views("export-gold", out, "--out", tmp_path / "gold.jsonl", "--all") == 0
    assert capsys.readouterr().out.startswith("articles 3, views 2: written to ")
    assert evaluate(tmp_path / "gold.jsonl", articles, workers=1).mistakes == []
    lines = (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[1]) == {"id": "b", "published": "2026-01-06", "views": [], "distractors": []}


def test_two_files_of_one_name_are_one_gold_article(articles: Path, out: Path, tmp_path: Path) -> None:
    write_files(articles, {"sub/a.txt": f"Calm\n2026-01-08\n\n{HARBOUR} Nothing else was said of it that day.\n"})
    market_views("extract", articles, "-o", out, "--quiet")
    assert market_views("export-gold", out, "--out", tmp_path / "gold.jsonl", "--all") == 0
    assert {name: len(one.views) for name, one in read_gold(tmp_path / "gold.jsonl").items()} == {
        "a": 2,
        "b": 0,
        "c": 1,
    }
    assert evaluate(tmp_path / "gold.jsonl", articles, workers=1).mistakes == []


def test_nothing_to_export(out: Path, tmp_path: Path, capsys: Capture) -> None:
    correct(out, "3f2a,stance,bearish")
    assert market_views("export-gold", out, "--out", tmp_path / "gold.jsonl") == 1
    told = ["market-views: " + line for line in (GONE, "nothing was written: no article is corrected")]
    assert capsys.readouterr().err.splitlines() == told
    assert not (tmp_path / "gold.jsonl").exists()


def test_gold_that_cannot_be_written(out: Path, tmp_path: Path, capsys: Capture) -> None:
    correct(out, "{Harbour Lane},stance,neutral")
    assert market_views("export-gold", out, "--out", tmp_path / "nowhere" / "gold.jsonl") == 2
    assert "cannot be written (No such file" in capsys.readouterr().err
    assert market_views("export-gold", tmp_path / "nowhere", "--out", tmp_path / "gold.jsonl") == 2
    assert "there is no store" in capsys.readouterr().err


def test_the_file_is_that_of_the_store(out: Path, tmp_path: Path, capsys: Capture) -> None:
    correct(out, "{Oxbow Partners},stance,bearish")
    shutil.move(out / "corrections.csv", tmp_path / "corrections.csv")
    market_views("consensus", out, "--format", "csv")
    (row,) = csv.DictReader(capsys.readouterr().out.splitlines())
    assert row["bullish"] == "2"
