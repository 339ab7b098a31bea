"""Ray gives what the local engine gives, byte for byte; what it cannot do is told in a line.

Ray takes seconds to start, so that one run of two actors serves several tests, and another goes by addresses.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT, SAMPLES, tables

from pipeline import cli, ray_engine, read, run_dataset
from pipeline.places import storage
from pipeline.run import extract_folder
from pipeline.workers import RunError

pytest.importorskip("ray", reason="the extra [dist] is not installed")

Capture = pytest.CaptureFixture[str]


def market_views(*arguments: str | Path, first_on_path: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as Ray leaves threads and warnings behind."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": f"{first_on_path}{os.pathsep}{ROOT}"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=300)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples as files, packed, several in one file, and some that cannot be read."""
    folder = tmp_path_factory.mktemp("articles")
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".html", ".txt"))[:8]
    for path in samples[:5]:
        shutil.copy(path, folder)
    (folder / "packed.txt.gz").write_bytes(gzip.compress(samples[5].read_bytes()))
    lines = [json.dumps({"text": path.read_text(encoding="utf-8")}) for path in samples[6:]]
    (folder / "more").mkdir()
    (folder / "more" / "lines.jsonl").write_text("\n".join([*lines, "{broken"]) + "\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    return folder


@pytest.fixture(scope="module")
def by_ray(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    out = tmp_path_factory.mktemp("ray") / "out"
    return out, market_views("extract", folder, "-o", out, "--engine", "ray", "--workers", "2", "--model", "rules")


@pytest.fixture(scope="module")
def here(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("local") / "out"
    extract_folder(folder, out, model="rules")
    return out


@pytest.mark.slow
def test_the_tables_are_the_same(by_ray: tuple[Path, subprocess.CompletedProcess[str]], here: Path) -> None:
    out, done = by_ray
    assert done.returncode == 3, done.stderr
    assert tables(out) == tables(here)


@pytest.mark.slow
def test_actors_read_a_folder_without_archives_themselves(folder: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    for path in folder.iterdir():
        if path.suffix in (".html", ".txt"):
            shutil.copy(path, plain, follow_symlinks=False)
    done = market_views(
        "extract", plain, "-o", tmp_path / "ray", "--engine", "ray", "--workers", "1", "--model", "rules"
    )
    assert done.returncode == 3, done.stderr
    extract_folder(plain, tmp_path / "local", model="rules")
    assert tables(tmp_path / "ray") == tables(tmp_path / "local")


def test_a_document_is_the_same_whoever_reads_it(folder: Path) -> None:
    names, _ = read.find_files(folder)
    for name in names:
        rows = list(ray_engine._documents(ray_engine._named(name), source=folder, fields=None))
        is_packed = name.endswith((".gz", ".jsonl"))
        assert (rows == [ray_engine._named(name)]) is not is_packed, "only what is packed is read before the actor"
        assert [one for row in rows for one in ray_engine._records(row, folder)] == list(read.records(folder, name))


def test_files_at_an_address_are_fetched_by_readers(folder: Path) -> None:
    name = next(name for name in read.find_files(folder)[0] if name.endswith(".html"))
    (row,) = ray_engine._documents(ray_engine._named(name), source=f"file://{folder}", fields=None)
    assert row["content"] == (folder / name).read_bytes()


@pytest.mark.slow
def test_what_became_of_each_file_is_the_same(
    by_ray: tuple[Path, subprocess.CompletedProcess[str]], here: Path
) -> None:
    out, done = by_ray
    ray, local = (json.loads((place / "run-report.json").read_text(encoding="utf-8")) for place in (out, here))
    for part in ("files", "counts", "dropped"):
        assert ray[part] == local[part]
    for name in ("empty.txt", "gone.txt", "more/lines.jsonl#3"):
        assert f"{name}: " in done.stderr


@pytest.mark.slow
def test_questions_are_answered_alike(
    by_ray: tuple[Path, subprocess.CompletedProcess[str]], here: Path, tmp_path: Path, capsys: Capture
) -> None:
    closes = tmp_path / "closes.csv"
    closes.write_text("date,symbol,close\n2026-12-31,SPX,7000\n2025-12-31,SPX,6800\n", encoding="utf-8")
    for command in (
        ["consensus"],
        ["names"],
        ["changes", "--since", "2025-01-01"],
        ["history", "--symbol", "SPX"],
        ["score", "--closes", str(closes)],
    ):
        answers = []
        for place in (by_ray[0], here):
            assert cli.main([command[0], str(place), *command[1:], "--format", "csv"]) == 0
            answers.append(capsys.readouterr().out)
        assert answers[0] == answers[1] != ""


@pytest.mark.slow
def test_addresses_serve_as_folders(folder: Path, tmp_path: Path, here: Path, capsys: Capture) -> None:
    place = f"file://{tmp_path}/out"
    done = market_views(
        "extract", f"file://{folder}", "-o", place, "--engine", "ray", "--workers", "1", "--model", "rules"
    )
    assert done.returncode == 3, done.stderr
    assert f"Dataset in {place}: market-views consensus {place}" in done.stdout
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["extractions"]
    answers = []
    for one in (place, str(here)):
        assert cli.main(["consensus", one, "--format", "csv"]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]


DYING = """
import os, sys
if any("default_worker" in argument for argument in sys.orig_argv):
    from pipeline import read
    records = read.records
    read.records = lambda folder, name, *rest: os._exit(1) if name == "deadly.txt" else records(folder, name, *rest)
"""


@pytest.mark.slow
def test_an_article_that_kills_its_actor_ends_the_run_in_a_line(articles: Path, tmp_path: Path) -> None:
    (articles / "deadly.txt").write_text("The S&P 500 may rise.", encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text(DYING, encoding="utf-8")
    done = market_views(
        *("extract", articles, "-o", tmp_path / "out", "--engine", "ray", "--workers", "1", "--model", "rules"),
        first_on_path=tmp_path,
    )
    assert done.returncode == 2
    assert "market-views: error: Ray could not end the run (The actor is dead" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in (tmp_path / "out" / run_dataset.DATASET).iterdir()] == [run_dataset.MARK]


def unfinished(out: Path) -> None:
    (out / run_dataset.DATASET).mkdir(parents=True)
    (out / run_dataset.DATASET / run_dataset.MARK).touch()
    (out / run_dataset.DATASET / "0.parquet").write_bytes(b"PAR1")


def damaged(out: Path) -> None:
    unfinished(out)
    (out / run_dataset.DATASET / run_dataset.DONE).touch()


@pytest.mark.parametrize(
    ("made", "said"),
    [
        pytest.param(unfinished, "is not whole: the run that wrote it did not end; run it again", id="not whole"),
        pytest.param(damaged, "the dataset cannot be read", id="damaged"),
    ],
)
def test_a_dataset_that_is_no_good_is_refused(
    tmp_path: Path, made: Callable[[Path], None], said: str, capsys: Capture
) -> None:
    made(tmp_path)
    assert cli.main(["consensus", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["s3://archive/2025", "-o", "out"], "use --engine ray for it", id="an address without Ray"),
        pytest.param(["articles", "-o", "s3://archive/views"], "use --engine ray for it", id="an output address"),
        pytest.param(["articles", "-o", "out", "--address", "auto"], "--address is for --engine ray", id="a cluster"),
        pytest.param(["articles", "-o", "out", "--engine", "ray", "--prune"], "leave it out", id="forgetting"),
        pytest.param(["nowhere", "-o", "out", "--engine", "ray"], "there is no folder 'nowhere'", id="no folder"),
    ],
)
def test_what_an_engine_cannot_do_is_told(
    articles: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(articles.parent)
    assert cli.main(["extract", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not (articles.parent / "out").exists()


def test_an_earlier_dataset_is_removed_but_for_its_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged(tmp_path)
    (tmp_path / run_dataset.DATASET / "1").mkdir()
    files, _ = storage(tmp_path)
    removed: list[str] = []
    remove = type(files).rm

    def rm(self: object, path: str, **options: bool) -> None:
        removed.append(Path(path).name)
        remove(self, path, **options)

    monkeypatch.setattr(type(files), "rm", rm)
    run_dataset._clear(tmp_path / run_dataset.DATASET)
    assert removed[0] == run_dataset.DONE
    assert sorted(removed) == ["0.parquet", "1", run_dataset.DONE]
    assert [path.name for path in (tmp_path / run_dataset.DATASET).iterdir()] == [run_dataset.MARK]


def test_a_folder_of_somebody_else_is_never_touched(articles: Path, tmp_path: Path, extracted: list[str]) -> None:
    notes = tmp_path / "out" / run_dataset.DATASET / "notes.txt"
    notes.parent.mkdir(parents=True)
    notes.write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match="holds files that are no dataset"):
        run_dataset.extract_to_dataset(articles, tmp_path / "out")
    extract_folder(articles, tmp_path / "out")
    assert cli.main(["consensus", str(tmp_path / "out")]) == 0
    assert [path.name for path in notes.parent.iterdir()] == ["notes.txt"]
    assert notes.read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_looked_at_is_told(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: str) -> bool:
        raise PermissionError("denied")

    monkeypatch.setattr(run_dataset, "storage", lambda place: (SimpleNamespace(exists=denied), "elsewhere"))
    with pytest.raises(RunError, match=r"cannot be read \(denied\); check your rights there"):
        run_dataset.extract_to_dataset(articles, tmp_path / "out")


def test_a_store_is_not_mixed_with_a_dataset(articles: Path, tmp_path: Path, extracted: list[str]) -> None:
    extract_folder(articles, tmp_path / "out")
    with pytest.raises(RunError, match="holds the store of another engine"):
        run_dataset.extract_to_dataset(articles, tmp_path / "out")


def test_a_dataset_is_not_mixed_with_a_store(articles: Path, tmp_path: Path, capsys: Capture) -> None:
    unfinished(tmp_path / "out")
    assert cli.main(["extract", str(articles), "-o", str(tmp_path / "out")]) == 2
    assert "holds the dataset of --engine ray" in capsys.readouterr().err
