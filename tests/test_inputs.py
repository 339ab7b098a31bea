"""Files with many documents in a run: which are read again, what is forgotten, what a damaged one costs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ARTICLES, tables, write_files

from pipeline import run
from pipeline.inputs import holders_of
from pipeline.read import JsonFields
from pipeline.run_report import FileState, RunReport

CALL = "{} sees the S&P 500 at {}. Shares rose on the day, and nobody could say for how long they would."
ELM, ASH, OXBOW = (
    CALL.format("Elm Bank", "7,200"),
    CALL.format("Ash Street", "7,900"),
    CALL.format("Oxbow Row", "6,800"),
)
PROSE = "Traders in the city waited for the numbers of the week to come out, as they had done before. " * 4
GLUED = (
    f"Elm lifts its target again\n2026-01-05\n\n{ELM} {PROSE}\n\nAsh is brave this time\n2026-01-06\n\n{ASH} {PROSE}\n"
)


def records(*texts: str) -> str:
    """A .jsonl of these texts."""
    return "".join(json.dumps({"title": "A call", "date": "2026-01-05", "text": text}) + "\n" for text in texts)


def names(report: RunReport) -> list[str]:
    return [file.source_file for file in report.files]


def test_each_record_is_an_article(tmp_path: Path, extracted: list[str]) -> None:
    folder = write_files(tmp_path / "in", {"a.jsonl": records(ELM, ASH), "b.txt": ARTICLES["a.txt"]})
    report = run.extract_folder(folder, tmp_path / "out")
    assert names(report) == ["a.jsonl#1", "a.jsonl#2", "b.txt"]
    assert [file.state for file in report.files] == [FileState.VIEWS] * 3
    assert report.exit_status == 0


def test_only_changed_records_are_read_again(tmp_path: Path, extracted: list[str]) -> None:
    folder = write_files(tmp_path / "in", {"a.jsonl": records(ELM, ASH)})
    run.extract_folder(folder, tmp_path / "out")
    extracted.clear()
    write_files(folder, {"a.jsonl": records(ELM, OXBOW, ASH)})
    report = run.extract_folder(folder, tmp_path / "out")
    assert extracted == ["a.jsonl#2", "a.jsonl#3"]
    assert len(report.files) == 3


def test_records_that_are_gone_are_pruned(tmp_path: Path, extracted: list[str]) -> None:
    folder, out = write_files(tmp_path / "in", {"a.jsonl": records(ELM, ASH)}), tmp_path / "out"
    run.extract_folder(folder, out)
    write_files(folder, {"a.jsonl": records(ELM)})
    assert names(run.extract_folder(folder, out)) == ["a.jsonl#1"]
    assert b"Ash Street" in tables(out)["views.csv"]
    assert run.extract_folder(folder, out, prune=True).pruned == 1
    assert b"Ash Street" not in tables(out)["views.csv"]


def test_nothing_is_pruned_from_an_archive_that_is_damaged(tmp_path: Path, extracted: list[str]) -> None:
    folder, out = write_files(tmp_path / "in", {"a.jsonl": records(ELM, ASH)}), tmp_path / "out"
    run.extract_folder(folder, out)
    write_files(folder, {"a.jsonl": records(ELM) + '{"text": "Ash'})
    report = run.extract_folder(folder, out, prune=True)
    assert (report.pruned, report.exit_status) == (0, 3)
    assert b"Ash Street" in tables(out)["views.csv"]


def test_a_file_that_glues_articles_becomes_several(tmp_path: Path, extracted: list[str]) -> None:
    folder, out = write_files(tmp_path / "in", {"a.txt": GLUED}), tmp_path / "out"
    assert names(run.extract_folder(folder, out)) == ["a.txt#1", "a.txt#2"]
    extracted.clear()
    assert names(run.extract_folder(folder, out)) == ["a.txt#1", "a.txt#2"]
    assert extracted == []


@pytest.mark.parametrize(
    ("after", "expected", "kept", "lost"),
    [
        pytest.param(GLUED.split("\n\nAsh")[0], ["a.txt"], b"Elm Bank", b"Ash Street", id="one article again"),
        pytest.param(
            GLUED.replace("Ash Street", "Oxbow Row"), ["a.txt#1", "a.txt#2"], b"Oxbow Row", b"Ash Street", id="changed"
        ),
    ],
)
def test_the_articles_of_a_changed_file_replace_those_before(
    tmp_path: Path, extracted: list[str], after: str, expected: list[str], kept: bytes, lost: bytes
) -> None:
    folder, out = write_files(tmp_path / "in", {"a.txt": GLUED}), tmp_path / "out"
    run.extract_folder(folder, out)
    write_files(folder, {"a.txt": after})
    assert names(run.extract_folder(folder, out)) == expected
    views = tables(out)["views.csv"]
    assert kept in views
    assert lost not in views


def test_the_fields_of_records_may_be_named(tmp_path: Path, extracted: list[str]) -> None:
    line = json.dumps({"headline": "A call", "day": "2026-01-05", "story": f"{ELM}\n\n{PROSE}"}) + "\n"
    folder = write_files(tmp_path / "in", {"a.jsonl": line})
    assert run.extract_folder(folder, tmp_path / "out").files[0].state is FileState.UNREADABLE
    fields = JsonFields(text=("story",), date=("day",))
    report = run.extract_folder(folder, tmp_path / "out", json_fields=fields)
    assert [(file.source_file, file.state, file.notes) for file in report.files] == [("a.jsonl#1", FileState.VIEWS, ())]


def test_a_name_with_a_hash_is_a_name(tmp_path: Path, extracted: list[str]) -> None:
    folder = write_files(tmp_path / "in", {"c#1.txt": ARTICLES["a.txt"], "c.txt": ARTICLES["sub/c.txt"]})
    assert names(run.extract_folder(folder, tmp_path / "out", prune=True)) == ["c#1.txt", "c.txt"]


def test_what_a_document_lies_in() -> None:
    assert holders_of("b/a.zip#m.mbox#3") == ["b/a.zip#m.mbox#3", "b/a.zip#m.mbox", "b/a.zip"]
