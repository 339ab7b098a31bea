"""The samples give the tables in tests/golden byte for byte, in one process or two, in any order, and again.

`python scripts/refresh_golden.py` writes them anew where a change is wanted; its diff is what a user would see.
"""

from __future__ import annotations

import csv
import difflib
import json
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES, TABLES, tables

from pipeline import read, run
from pipeline.store import ARTICLE_KEYS, CONSENSUS_COLUMNS, LEVEL_COLUMNS, VIEW_COLUMNS

GOLDEN = ROOT / "tests" / "golden"
SHOWN_LINES = 20


def differences(out: Path) -> str:
    """The first lines in which the tables of a run differ from the golden ones; empty where none does."""
    golden, found = tables(GOLDEN), tables(out)
    lines: list[str] = []
    for name in TABLES:
        old, new = (one[name].decode().splitlines(keepends=True) for one in (golden, found))
        lines += difflib.unified_diff(old, new, f"golden/{name}", f"found/{name}", n=0)
    return "".join(lines[:SHOWN_LINES])


def rows_of(name: str) -> list[dict[str, str]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, extracted one after another in this process."""
    out = tmp_path_factory.mktemp("golden") / "out"
    run.extract_folder(SAMPLES, out, model="rules", workers=1)
    return out


@pytest.mark.slow
def test_the_samples_give_the_golden_tables(first_run: Path) -> None:
    assert differences(first_run) == "", "if that is wanted: python scripts/refresh_golden.py"
    assert tables(first_run) == tables(GOLDEN)


@pytest.mark.slow
def test_two_workers_and_the_reverse_order_change_nothing(
    first_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_files = read.find_files

    def reversed_files(folder: Path) -> tuple[list[str], list[read.Failure]]:
        files, failures = find_files(folder)
        return files[::-1], failures

    monkeypatch.setattr(read, "find_files", reversed_files)
    run.extract_folder(SAMPLES, tmp_path / "out", model="rules", workers=2)
    assert tables(tmp_path / "out") == tables(first_run)


@pytest.mark.slow
def test_a_second_run_reads_nothing_and_changes_nothing(first_run: Path) -> None:
    before = tables(first_run)
    report = run.extract_folder(SAMPLES, first_run, model="rules", workers=1)
    assert report.timings["files_extracted"] == 0
    assert tables(first_run) == before


def test_golden_evidence_is_its_text() -> None:
    articles = [json.loads(line) for line in (GOLDEN / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {article["article_id"]: article["text"] for article in articles}
    for view in rows_of("views.csv"):
        start, end = int(view["evidence_start"]), int(view["evidence_end"])
        assert texts[view["article_id"]][start:end] == view["evidence"], view["view_id"]
        assert end - start <= 400
    for level in rows_of("levels.csv"):
        assert texts[level["article_id"]][int(level["start"]) : int(level["end"])] == level["evidence"]


def test_golden_files_have_the_columns_of_the_contract() -> None:
    for name, columns in (
        ("views.csv", VIEW_COLUMNS),
        ("levels.csv", LEVEL_COLUMNS),
        ("consensus.csv", CONSENSUS_COLUMNS),
    ):
        assert (GOLDEN / name).read_bytes().partition(b"\n")[0].decode().split(",") == list(columns)
        assert b"\r" not in (GOLDEN / name).read_bytes()
    first = (GOLDEN / "articles.jsonl").read_text(encoding="utf-8").partition("\n")[0]
    assert tuple(json.loads(first)) == ARTICLE_KEYS


def test_golden_views_belong_to_golden_articles() -> None:
    views = rows_of("views.csv")
    names = {path.name for path in SAMPLES.iterdir() if path.suffix in read.SUFFIXES}
    ids = {view["view_id"] for view in views}
    assert {view["source_file"] for view in views} <= names
    assert len(ids) == len(views)
    assert {level["view_id"] for level in rows_of("levels.csv")} - {""} <= ids
    assert {view["superseded_by"] for view in views} - {""} <= ids
