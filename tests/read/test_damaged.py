"""Damaged files of every kind: each gives articles or one clear line, none hangs, none costs much memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import read
from pipeline.types import Article, Failure

from .damaged import damaged, documents
from .test_pdf_same import printed

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
PAGE, TEXT = (SAMPLES / name for name in ("tsx-two-minds.html", "wall-street-wrap.txt"))
COUNT, SEED, SECONDS = 200, 20261127, 10
EXTRACTED = 48  # of them, four of each kind: extraction takes longest
MEGABYTES = 1000


@pytest.fixture(scope="module")
def inputs() -> list[tuple[str, bytes]]:
    """The damaged files, with their kinds as names."""
    pdf = printed(read.read_article(SAMPLES, PAGE.name), 2)
    files = documents(PAGE.read_bytes(), TEXT.read_bytes(), pdf)
    return list(damaged(files, count=COUNT, seed=SEED))


def test_each_is_read_or_refused_with_a_reason(inputs: list[tuple[str, bytes]], tmp_path: Path) -> None:
    kinds = set()
    for number, (name, content) in enumerate(inputs):
        (tmp_path / name).write_bytes(content)
        started = time.monotonic()
        for found in _found(tmp_path, name):
            kinds.add(type(found))
            if isinstance(found, Failure):
                assert found.reason
                assert found.advice
                assert "\n" not in found.reason
        assert time.monotonic() - started < SECONDS, f"number {number}, {name}"
        (tmp_path / name).unlink()
    assert kinds == {Article, Failure}


def _found(folder: Path, name: str) -> list[Article | Failure]:
    results: list[Article | Failure] = []
    for one in read.records(folder, name):
        try:
            results += [one] if isinstance(one, Failure) else read.read_record(one)
        except read.ReadError as error:
            results.append(Failure(one.source_file, error.reason, error.advice))
    return results


@pytest.mark.slow
def test_a_run_over_them_ends_well(inputs: list[tuple[str, bytes]], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for number, (name, content) in enumerate(inputs[:EXTRACTED]):
        (folder / f"{number:03d}").mkdir(parents=True)
        (folder / f"{number:03d}" / name).write_bytes(content)
    code = (
        "import resource, sys\nfrom pipeline import cli\nstatus = cli.main(sys.argv[1:])\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, status, file=sys.stderr)"
    )
    arguments = ["extract", str(folder), "--out", str(tmp_path / "out"), "--model", "rules", "--workers", "1"]
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ, check=False)
    *complaints, measured = done.stderr.strip().splitlines()
    kilobytes, status = measured.split()
    assert status == "3"
    assert int(kilobytes) < MEGABYTES * 1000
    assert all(line.startswith("market-views: could not read ") for line in complaints)
    files = json.loads((tmp_path / "out" / "run-report.json").read_text(encoding="utf-8"))["files"]
    assert {Path(file["source_file"]).parts[0] for file in files} >= {f"{number:03d}" for number in range(10)}
    assert not any("failed:" in file.get("reason", "") for file in files), "an error of ours, not of the file"
