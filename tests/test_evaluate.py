"""The evaluation around the measure: gained and lost views, shapes of articles, broken gold, floors, the command.

A view that two runs have with another horizon is a changed one, neither gained nor lost.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES
from gold_factories import FOUND_WARD, WARD, held, spoken

from pipeline import cli, cli_inspect
from pipeline.evaluate import below_floors, change_line, change_lines, compare, evaluate, figures
from pipeline.gold import GoldArticle, GoldLevel, GoldView, read_found, read_gold
from pipeline.scoring import Verdict, grade, score
from pipeline.shapes import Shape, shape_of
from pipeline.types import Article, Block, BlockKind
from pipeline.workers import RunError

FLOORS = ROOT / "corpus" / "floors.json"

Capture = pytest.CaptureFixture[str]


# What changed since another run


def test_gained_lost_and_changed_views() -> None:
    gold = GoldArticle("a", (WARD, held("Ravi Low", "Teller & Co")))
    wrong = spoken("Una Pritchard")
    old = [replace(FOUND_WARD, horizon="12m"), spoken("Ravi Low", "Teller & Co"), wrong]
    changes = compare([grade(gold, [FOUND_WARD, wrong, spoken("Ana Moss"), replace(wrong, index="DAX")])], {"a": old})
    assert change_lines(changes) == [
        "gained 2 (0 right), lost 1 (1 right), otherwise changed 1",
        "~ right         a  Nomi Ward / Kest Bank on SPX bullish until 12m, now bullish until 2026-12-31"
        " | Ward now sees the index at 8,100 by December, not at 7,900.",
        "- right         a  Ravi Low / Teller & Co on SPX bullish | ",
        "+ no view       a  Ana Moss on SPX bullish | ",
        "+ no view       a  Una Pritchard on DAX bullish | ",
    ]


def test_a_changed_stance_says_what_it_was_to_gold() -> None:
    gold = GoldArticle("a", (held("Ravi Low"),))
    (change,) = compare([grade(gold, [spoken("Ravi Low")])], {"a": [spoken("R. Low", stance="bearish")]})
    assert (change.was, change.now) == (Verdict.STANCE, Verdict.RIGHT)
    assert change_line(change) == "~ wrong stance, now right  a  Ravi Low on SPX bearish, now bullish | "


def test_equal_runs_have_no_changes() -> None:
    graded = grade(GoldArticle("a", (WARD,)), [FOUND_WARD, FOUND_WARD])
    assert compare([graded], {"a": [FOUND_WARD, FOUND_WARD], "not in gold": [FOUND_WARD]}) == []


# Shapes


def article_of(*blocks: tuple[BlockKind, str]) -> Article:
    text, placed = "", []
    for kind, words in blocks:
        placed.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n"
    return Article("a", "a.txt", "", "", None, "", "", text, tuple(placed))


WIRE = "Stocks rose. “The index can climb to 8,100 before Christmas,” said Nomi Ward of Kest Bank in a long talk."
ROW = held("", "Kest Bank", evidence="Kest Bank 8,100")
CHART = (GoldLevel(("support",), 7000.0), GoldLevel(("resistance",), 7200.0), GoldLevel(("target",), 7300.0))


@pytest.mark.parametrize(
    ("views", "blocks", "shape"),
    [
        pytest.param((), [(BlockKind.PARAGRAPH, WIRE)], Shape.NO_VIEW, id="no view"),
        pytest.param((ROW,), [(BlockKind.TABLE_ROW, "Kest Bank | Nomi Ward | 8,100")], Shape.LIST, id="table row"),
        pytest.param((ROW,), [(BlockKind.LIST_ITEM, f"Kest Bank: 8,100. {WIRE}")], Shape.LIST, id="list item"),
        pytest.param(
            (ROW,), [(BlockKind.HEADING, "Kest Bank"), (BlockKind.PARAGRAPH, "8,100")], Shape.LIST, id="lines"
        ),
        pytest.param((ROW,), [(BlockKind.TITLE, "Kest Bank sees 8,100")], Shape.OTHER, id="a title is no row"),
        pytest.param((held("A Low", levels=CHART),), [(BlockKind.PARAGRAPH, WIRE)], Shape.TECHNICAL, id="technical"),
        pytest.param(
            (held("A Low", levels=CHART[1:]),), [(BlockKind.PARAGRAPH, WIRE)], Shape.OTHER, id="one chart level"
        ),
        pytest.param(
            (held("A Low", evidence="index can climb to 8,100"), held("B Moss", evidence="rose said Nomi Ward")),
            [(BlockKind.PARAGRAPH, WIRE)],
            Shape.QUOTES,
            id="half of the views are quotes",
        ),
        pytest.param(
            (held("A Low", evidence="said Nomi Ward of Kest Bank"),),
            [(BlockKind.PARAGRAPH, WIRE)],
            Shape.OTHER,
            id="other",
        ),
    ],
)
def test_shape_of(views: tuple[GoldView, ...], blocks: list[tuple[BlockKind, str]], shape: Shape) -> None:
    assert shape_of(GoldArticle("a", views), article_of(*blocks)) is shape


def test_an_article_that_could_not_be_read_has_a_shape() -> None:
    assert shape_of(GoldArticle("a", (ROW,)), None) is Shape.OTHER


# Files


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"id": "a", "views": []}\n{"id": "b"}\n', "line 2 is no gold article: no 'views'"),
        ('{"id": "a", "views": [{"index": "SPX", "stance": []}]}', "a view without a stance"),
        ("[1]\n", "line 1 is no gold article"),
        ('{"id": "a", "views": []}\n\n{"id": "a", "views": []}\n', "'a' stands there twice"),
        ("\n", "holds no gold article"),
    ],
)
def test_gold_that_cannot_be_used(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RunError) as raised:
        read_gold(path)
    assert said in raised.value.reason
    assert str(path) in raised.value.reason


def test_tables_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"levels\.csv' cannot be read"):
        read_found(tmp_path)
    (tmp_path / "levels.csv").write_text("view_id,value\n", encoding="utf-8")
    with pytest.raises(RunError, match="has no column kind"):
        read_found(tmp_path)


def test_floors(tmp_path: Path) -> None:
    result = score([grade(GoldArticle("a", (WARD,), distractors=("Low",)), [FOUND_WARD, spoken("A Low")])])
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"at_least": {"view": 0.6, "firm": 1.0}, "at_most": {"distract": 1}}), encoding="utf-8")
    assert below_floors(result, path) == []
    path.write_text(json.dumps({"at_least": {"view": 0.7}, "at_most": {"distract": 0}}), encoding="utf-8")
    assert below_floors(result, path) == ["view is 0.667, its floor 0.7", "distract is 1, at most 0 is allowed"]
    path.write_text(json.dumps({"at_least": {"veiw": 0.7}, "at_most": {}}), encoding="utf-8")
    with pytest.raises(RunError, match="floors for veiw"):
        below_floors(result, path)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(RunError, match="cannot be used"):
        below_floors(result, path)


@pytest.mark.slow
def test_the_samples_stay_above_their_floors() -> None:
    done = evaluate(SAMPLES / "gold.jsonl", SAMPLES)
    assert done.unreadable == ()
    assert below_floors(done.score, FLOORS) == []


# The command, with the extractor by pattern of conftest


def run_evaluate(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser(prog="market-views evaluate")
    cli_inspect.add_evaluate(parser)
    return cli.run_command(parser.parse_args(list(map(str, arguments))))


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    """Gold of the articles of conftest: Harbour Lane is found, Oxbow Partners is bearish, and someone is missed."""
    target = [{"kind": "target", "value": 7200}]
    lane = {
        "firm": "Harbour Lane",
        "index": "SPX",
        "stance": ["bullish"],
        "levels": target,
        "evidence": "sees the S&P 500",
    }
    oxbow = {"firm": "Oxbow Partners", "index": "SPX", "stance": ["bearish"], "evidence": "sees the S&P 500 at 6,900"}
    missed = {"analyst": "Nomi Ward", "index": "SPX", "stance": ["neutral"], "evidence": "Traders in the city waited"}
    lines = [{"id": name, "views": views} for name, views in (("a", [lane]), ("b", [missed]), ("c", [oxbow]))]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_evaluate_prints_figures_shapes_and_mistakes(
    gold_file: Path, articles: Path, tmp_path: Path, extracted: list[str], capsys: Capture
) -> None:
    (articles / "not-in-gold.txt").write_text(
        "Calm\n2026-01-08\n\nKest Bank sees the S&P 500 at 9.\n", encoding="utf-8"
    )
    assert run_evaluate(gold_file, "--articles", articles, "--out", tmp_path / "out", "--errors", "2") == 0
    assert extracted == ["a.txt", "b.txt", "sub/c.txt"]
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["view", "1.000", "0.667", "0.800", "2", "2", "3"]
    assert lines[2].split() == ["stance", "0.500", "0.333", "0.400", "1", "2", "3"]
    assert any(line.startswith("other ") for line in lines)
    assert lines[-2:] == [
        "b missed: Nomi Ward on SPX neutral | Traders in the city waited",
        "c stance: Oxbow Partners on SPX: bullish, gold bearish | sees the S&P 500 at 6,900",
    ]
    kept = {path.name for path in (tmp_path / "out").iterdir()}
    assert kept == {"views.csv", "levels.csv", "consensus.csv", "articles.jsonl", "run-report.json"}


def test_evaluate_against_an_earlier_run(
    gold_file: Path, articles: Path, tmp_path: Path, extracted: list[str], capsys: Capture
) -> None:
    assert run_evaluate(gold_file, "--articles", articles, "--out", tmp_path / "old") == 0
    (articles / "a.txt").write_text("Quiet\n2026-01-05\n\nNobody sees anything at all today.\n", encoding="utf-8")
    capsys.readouterr()
    assert run_evaluate(gold_file, "--articles", articles, "--against", tmp_path / "old", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["changes"] == [
        "- right         a  Harbour Lane on SPX bullish | Harbour Lane sees the S&P 500 at 7,200."
    ]
    assert (data["view"]["tp"], data["articles"], sum(shape["articles"] for shape in data["shapes"].values())) == (
        1,
        3,
        3,
    )


def test_evaluate_fails_below_floors(
    gold_file: Path, articles: Path, tmp_path: Path, extracted: list[str], capsys: Capture
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"at_least": {"stance": 0.5}, "at_most": {}}), encoding="utf-8")
    assert run_evaluate(gold_file, "--articles", articles, "--floors", floors) == 1
    assert capsys.readouterr().err == f"market-views: below {floors}: stance is 0.400, its floor 0.5\n"


def test_an_article_that_cannot_be_read_is_named_and_missed(
    gold_file: Path, articles: Path, extracted: list[str], capsys: Capture
) -> None:
    (articles / "a.txt").write_text("", encoding="utf-8")
    assert run_evaluate(gold_file, "--articles", articles, "--json") == 3
    printed = capsys.readouterr()
    assert printed.err.startswith(f"market-views: could not read {articles / 'a.txt'}: the file is empty")
    assert json.loads(printed.out)["unreadable"] == ["a.txt"]


def test_evaluate_without_its_articles_is_wrong_usage(gold_file: Path, articles: Path, capsys: Capture) -> None:
    (articles / "a.txt").unlink()
    assert run_evaluate(gold_file, "--articles", articles) == 2
    assert f"{articles} has no article for a; name" in capsys.readouterr().err
    assert run_evaluate(gold_file, "--articles", articles / "nowhere") == 2
    assert run_evaluate(articles / "nothing.jsonl", "--articles", articles) == 2


def test_figures_are_what_floors_are_set_for() -> None:
    result = score([grade(GoldArticle("a", (WARD,)), [FOUND_WARD])])
    assert list(figures(result)) == [
        "view",
        "stance",
        "level",
        "value",
        "firm",
        "horizon",
        "proxy",
        "evidence",
        "distract",
    ]
