"""What may happen to a run: it is killed, its disk is full, its store is of another version or in use."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline import run, store
from pipeline.store.database import SCHEMA_VERSION

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus" / "samples"


@pytest.mark.slow
def test_killed_runs_lose_nothing() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "kill_runs.py"), "--articles", "24", "--kills", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("3 kills: every store opened, and the tables are those of the undisturbed run\n")


@pytest.mark.slow
@pytest.mark.parametrize("stored", [False, True], ids=["for the store", "for the tables"])
def test_no_room_is_told_and_what_is_there_is_whole(tmp_path: Path, stored: bool) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    assert run.extract_folder(SAMPLES, whole, model="rules").exit_status == 0
    if stored:
        out.mkdir()
        shutil.copy(whole / run.STORE_NAME, out)
    limited = (
        "import resource, sys; from pipeline.cli import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20 << 10, resource.RLIM_INFINITY));"
        "sys.exit(main(sys.argv[1:]))"
    )
    command = ["extract", str(SAMPLES), "--out", str(out), "--model", "rules", "--quiet"]
    done = subprocess.run([sys.executable, "-c", limited, *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("market-views: error: ")
    assert "make room" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in out.iterdir() if path.suffix in (".csv", ".jsonl", ".tmp")] == []
    assert run.extract_folder(SAMPLES, out, model="rules").exit_status == 0
    for name in ("views.csv", "levels.csv", "consensus.csv", "articles.jsonl"):
        assert (out / name).read_bytes() == (whole / name).read_bytes()


def test_a_store_of_the_first_version_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "views.duckdb"
    con = duckdb.connect(path)
    con.execute((ROOT / "tests" / "store" / "schema_1.sql").read_text(encoding="utf-8"))
    con.close()
    con = store.open_store(path, read_only=True)
    (row,) = store.consensus(con, as_of=None)
    assert (row.symbol, row.horizon, row.target_consensus, row.high_firm) == ("SPX", "2025-12-31", 7500, "Harbour Lane")
    assert con.execute("SELECT schema_version FROM meta").fetchall() == [(SCHEMA_VERSION,)]
    con.close()


def test_several_may_ask_one_store_at_once(tmp_path: Path) -> None:
    path = tmp_path / "views.duckdb"
    store.open_store(path).close()
    first = store.open_store(path, read_only=True)
    asking = "import sys; from pathlib import Path; from pipeline import store;"
    asking += "print(store.consensus(store.open_store(Path(sys.argv[1]), read_only=True), as_of=None))"
    done = subprocess.run([sys.executable, "-c", asking, str(path)], cwd=ROOT, capture_output=True, text=True)
    first.close()
    assert (done.returncode, done.stdout) == (0, "[]\n")
