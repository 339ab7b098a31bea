"""The command line: what it prints where, its exit statuses, how fast it answers, and what the wheel holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES, write_files

from pipeline import cli, run
from pipeline.store import CONSENSUS_COLUMNS, ConsensusRow
from pipeline.terminal import consensus_text

COMMANDS = ("extract", "consensus", "changes", "history", "score", "names", "export", "export-gold")
Capture = pytest.CaptureFixture[str]


def extract(*arguments: str | Path) -> int:
    return cli.main(["extract", *map(str, arguments)])


def start(*arguments: str, cwd: Path = ROOT) -> tuple[subprocess.CompletedProcess[str], float]:
    """The command in a process of its own, and how many seconds it took."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pipeline", *arguments]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)
    return done, time.monotonic() - began


def test_extract_prints_a_summary(articles: Path, tmp_path: Path, extracted: list[str], capsys: Capture) -> None:
    assert extract(articles, "--out", tmp_path / "out") == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    lines = printed.out.splitlines()
    assert lines[:3] == ["3 of 3 files read: views 2, levels 2", "     2  with views", "     1  without views"]
    assert f"Tables in {tmp_path / 'out'}: views.csv, levels.csv, consensus.csv" in lines
    assert "Consensus as of 2026-01-07 (stances: bullish/neutral/bearish)" in lines
    assert any("S&P 500" in line and "7,200" in line for line in lines)
    assert "\x1b" not in printed.out


def test_extract_names_each_file_it_could_not_read(
    articles: Path, tmp_path: Path, extracted: list[str], capsys: Capture
) -> None:
    write_files(articles, {"x.txt": "", "y.html": " \n"})
    assert extract(articles, "-o", tmp_path / "out", "--quiet") == 3
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = printed.err.splitlines()
    assert [line.partition(": the file")[0] for line in lines] == [
        f"market-views: could not read {articles / name}" for name in ("x.txt", "y.html")
    ]
    assert all("; " in line for line in lines)


def test_the_summary_counts_reasons_and_notes(tmp_path: Path, extracted: list[str], capsys: Capture) -> None:
    undated = "Calm waters\n\nHarbour Lane sees the S&P 500 at 7,200. Shares rose on the day.\n"
    folder = write_files(tmp_path / "articles", {"a.txt": "", "b.txt": "", "c.txt": undated})
    assert extract(folder, "-o", tmp_path / "out") == 3
    out = capsys.readouterr().out
    assert out.startswith("1 of 3 files read: views 1, levels 1\n")
    assert "     2  skipped: the file is empty (2)\n" in out
    assert "     1  no published date" in out


def test_nothing_could_be_read(tmp_path: Path, extracted: list[str], capsys: Capture) -> None:
    (tmp_path / "articles").mkdir()
    assert extract(tmp_path / "articles", "-o", tmp_path / "out", "--quiet") == 1
    assert capsys.readouterr().err == (
        f"market-views: nothing to read: there is no file of a kind that is read below {tmp_path / 'articles'}\n"
    )
    write_files(tmp_path / "articles", {"a.txt": ""})
    assert extract(tmp_path / "articles", "-o", tmp_path / "out", "--quiet") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "COMMAND"),
        (["extract", "articles"], "-o/--out"),
        (["extract", "articles", "-o", "out", "--workers", "0"], "'0' is not a number of processes"),
        (["extract", "articles", "-o", "out", "--as-of", "last week"], "'last week' is not a date"),
        (["consensus", "out", "--as-of", "2026-02-30"], "'2026-02-30' is not a date"),
        (["extract", "articles", "-o", "out", "--min-confidence", "60"], "'60' is not a share"),
        (["scrape"], "invalid choice"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_a_run_that_cannot_start_is_wrong_usage(tmp_path: Path, capsys: Capture) -> None:
    assert extract(tmp_path / "nowhere", "-o", tmp_path / "out") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        f"market-views: error: there is no folder '{tmp_path / 'nowhere'}'; name the folder that holds the articles\n"
    )
    assert not (tmp_path / "out").exists()


def test_an_interrupt_says_how_to_go_on(
    articles: Path, tmp_path: Path, capsys: Capture, failing_on: Callable[[str, BaseException], None]
) -> None:
    failing_on("b.txt", KeyboardInterrupt())
    assert extract(articles, "-o", tmp_path / "out") == 130
    assert capsys.readouterr().err.startswith("market-views: interrupted: what was stored stays")


def test_an_interrupt_of_ray_promises_nothing(
    articles: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.run_dataset.extract_to_dataset", interrupted)
    assert extract(articles, "-o", tmp_path / "out", "--engine", "ray") == 130
    assert "the dataset is not whole" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["out", "out/views.duckdb"])
def test_consensus_prints_the_table_again(
    articles: Path, tmp_path: Path, extracted: list[str], capsys: Capture, place: str
) -> None:
    extract(articles, "-o", tmp_path / "out")
    table = capsys.readouterr().out.partition("\n\n")[2]
    assert cli.main(["consensus", str(tmp_path / place)]) == 0
    assert capsys.readouterr().out == table
    assert cli.main(["consensus", str(tmp_path / place), "--as-of", "2026-01-05"]) == 0
    earlier = capsys.readouterr().out
    assert earlier.startswith("Consensus as of 2026-01-05 (")
    assert "7,200" in earlier
    assert "6,900" not in earlier


def test_consensus_without_views(articles: Path, tmp_path: Path, extracted: list[str], capsys: Capture) -> None:
    extract(articles, "-o", tmp_path / "out", "--quiet")
    assert cli.main(["consensus", str(tmp_path / "out"), "--as-of", "2020-01-01"]) == 0
    assert capsys.readouterr().out == "no view counts as of 2020-01-01\n"


def test_consensus_of_nothing_makes_nothing(tmp_path: Path, capsys: Capture) -> None:
    assert cli.main(["consensus", str(tmp_path)]) == 2
    assert "there is no store" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_options_reach_the_run(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extracted: list[str]
) -> None:
    called: dict[str, object] = {}
    extract_folder = run.extract_folder

    def remember(folder: Path, out: Path, **options: object) -> object:
        called.update(options)
        return extract_folder(folder, out)

    monkeypatch.setattr(run, "extract_folder", remember)
    chosen = ("--model", "rules", "--min-confidence", "0.5")
    extract(articles, "-o", tmp_path / "out", "--prune", "--workers", "3", "--as-of", "2026-01-06", "--quiet", *chosen)
    assert str(called.pop("as_of")) == "2026-01-06"
    assert called == {
        "model": "rules",
        "spacy_model": run.SPACY_MODEL,
        "min_confidence": 0.5,
        "workers": 3,
        "prune": True,
        "json_fields": None,
        "progress": None,
    }


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_complete(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 0
    text = capsys.readouterr().out
    assert "example:" in text
    assert f"market-views {arguments[0]}" in text or arguments == ["--help"]
    if len(arguments) > 1:
        assert "exit status:" in text


@pytest.mark.timed
def test_help_answers_at_once() -> None:
    assert min(start("--help")[1] for _ in range(3)) < 0.5


@pytest.mark.timed
@pytest.mark.slow
def test_one_article_from_a_cold_start(tmp_path: Path) -> None:
    text = (SAMPLES / "roundup-2026-targets.txt").read_text(encoding="utf-8")
    folder = write_files(tmp_path / "articles", {"one.txt": text})
    tries = []
    for n in range(2):
        done, seconds = start("extract", str(folder), "-o", f"out{n}", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        tries.append(seconds)
    assert min(tries) < 5
    assert "Consensus as of" in done.stdout


@pytest.mark.slow
def test_bad_files_and_the_libraries_stay_quiet(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    write_files(folder, {"empty.txt": "", "menu.html": "<html><body><nav><a href='/'>Home</a></nav></body></html>"})
    (folder / "binary.txt").write_bytes(os.urandom(512) + b"\0")
    (folder / "broken.html").write_bytes(b"<html><p>" + b"<div>" * 30)
    done, _ = start("extract", "articles", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 4
    assert all(line.startswith("market-views: could not read articles/") for line in lines)
    report = json.loads((tmp_path / "out" / "run-report.json").read_text(encoding="utf-8"))
    assert report["counts"]["states"]["unreadable"] == 4


@pytest.mark.slow
def test_the_wheel_holds_code_data_and_models(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("pipeline/")}
        entry_points = archive.read(next(n for n in archive.namelist() if n.endswith("entry_points.txt"))).decode()
    files = {path for folder in ("pipeline", "models") for path in (ROOT / folder).rglob("*") if path.is_file()}
    names = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert packed == {
        name.replace("models/", "pipeline/models/", 1) if name.startswith("models/") else name for name in names
    }
    assert "market-views = pipeline.cli:main" in entry_points
    assert {Path(name).suffix for name in packed} >= {".py", ".csv", ".sql", ".css", ".js"}


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        (120, "index horizon views stances targets median low high now upside"),
        (86, "index horizon stances targets median low high upside"),
        (78, "index horizon stances median low high upside"),
        (60, "index horizon stances median upside"),
    ],
)
def test_a_narrow_terminal_gets_fewer_columns(width: int, columns: str) -> None:
    known = {"symbol": "VIX", "index_name": "Cboe Volatility Index", "horizon": "2026-12-31"}
    known |= {"bullish": 4, "neutral": 12, "bearish": 1, "number_of_views": 17, "number_of_targets": 9}
    known |= {"target_median": 55_000.0, "target_low": 48_500.0, "target_high": 61_000.0}
    known |= {"reference_level": 54_000.0, "target_upside": 0.0185}
    row = ConsensusRow(**{name: known.get(name) for name in CONSENSUS_COLUMNS})  # type: ignore[arg-type]
    text = consensus_text([row], width=width)
    assert text.splitlines()[0].split() == columns.split()
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    assert "55,000" in text
