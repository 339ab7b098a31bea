"""Kill runs at random moments and see that nothing is lost: every store opens, and the tables are those of a whole run.

Copies the samples until there are enough articles, extracts them once undisturbed, then again and again in runs that
are killed (SIGKILL, with their workers). Says what is wrong and exits with 1, or with 0 where nothing is.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from pipeline import store

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"
TABLES = ("views.csv", "levels.csv", "consensus.csv", "articles.jsonl")


def write_articles(folder: Path, count: int) -> None:
    """Fill a folder with copies of the samples, each with a line of its own, so that none is the same file."""
    samples = sorted(SAMPLES.glob("*.txt"))
    folder.mkdir()
    for number in range(count):
        text = samples[number % len(samples)].read_text(encoding="utf-8")
        (folder / f"{number:04d}.txt").write_text(f"{text}\nEdition {number}.\n", encoding="utf-8")


def start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "extract",
        str(folder),
        "--out",
        str(out),
        "--model",
        "rules",
        "--quiet",
    ]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)


def known(out: Path) -> int:
    """How many articles the store of a killed run holds; it must open."""
    path = out / "views.duckdb"
    if not path.exists():
        return 0
    con = store.open_store(path)
    try:
        return len(store.known_articles(con))
    finally:
        con.close()


def differing(out: Path, whole: Path) -> list[str]:
    """The tables that are not those of the whole run, and what was left behind half-written."""
    changed = [name for name in TABLES if (out / name).read_bytes() != (whole / name).read_bytes()]
    return changed + [path.name for path in out.iterdir() if path.suffix in (".tmp", ".wal")]


def kill_often(folder: Path, whole: Path, seconds: float, kills: int, chance: Random, work: Path) -> list[str]:
    """Kill runs until there were enough; one that ends by itself is compared, and the next begins with nothing."""
    wrong: list[str] = []
    killed = number = 0
    while killed < kills:
        out = work / f"out{number}"
        run = start(folder, out)
        try:
            run.wait(chance.uniform(0, seconds))
            wrong += [f"a run that went on after kills: {name} differs" for name in differing(out, whole)]
            shutil.rmtree(out)
            number += 1
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            killed += 1
            print(f"kill {killed}: the store opens and holds {known(out)} articles", flush=True)
    if start(folder, work / f"out{number}").wait():
        wrong.append("the last run failed")
    return wrong + [f"the last run: {name} differs" for name in differing(work / f"out{number}", whole)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", metavar="N", type=int, default=200, help="in the folder (default: %(default)s)")
    parser.add_argument("--kills", metavar="N", type=int, default=50, help="(default: %(default)s)")
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="of the moments (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        write_articles(work / "articles", options.articles)
        began = time.monotonic()
        if start(work / "articles", work / "whole").wait():
            sys.exit("kill_runs.py: the undisturbed run failed")
        seconds = time.monotonic() - began
        chance = Random(options.seed)
        wrong = kill_often(work / "articles", work / "whole", seconds, options.kills, chance, work)
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{options.kills} kills: every store opened, and the tables are those of the undisturbed run")


if __name__ == "__main__":
    main()
