"""Measures pieces of work, each in processes of its own with one thread for every library."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ORT_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
OURS = ("rules", "model")
ONE_PROCESS = (*OURS, "ray")  # that starts its own workers


@dataclass(frozen=True, slots=True)
class Taken:
    """What some work took: `seconds` from its start to its end, `cpu` of processors, `store_cpu` of those what the
    process took that writes the store for its workers; `peak_mb` of the largest process."""

    articles: int
    megabytes: float
    seconds: float
    cpu: float
    peak_mb: float
    store_cpu: float = 0.0

    def net(self, start: Taken) -> Taken:
        """The same without what a single article took, which is nearly all the start."""
        return Taken(
            self.articles - start.articles,
            self.megabytes - start.megabytes,
            max(1e-9, self.seconds - start.seconds),
            max(1e-9, self.cpu - start.cpu),
            self.peak_mb,
            max(0.0, self.store_cpu - start.store_cpu),
        )

    @property
    def articles_a_second(self) -> float:
        return self.articles / self.seconds

    @property
    def cpu_an_article(self) -> float:
        return self.cpu / self.articles


def measure(kind: str, folder: Path, *, articles: int, workers: int = 1) -> Taken:
    """What a kind of work takes on the pages of a folder; ours starts its own workers, of others each takes a part.

    Raises CalledProcessError where it fails.
    """
    parts = 1 if kind in ONE_PROCESS else workers
    began = time.monotonic()
    running = [_start(kind, folder, first, parts, workers) for first in range(parts)]
    told = [_told(process) for process in running]
    seconds = time.monotonic() - began
    sizes = [path.stat().st_size for path in folder.iterdir()]
    return Taken(
        articles=articles,
        megabytes=sum(sizes) / 1e6,
        seconds=seconds,
        cpu=sum(one["cpu"] + one["cpu_workers"] for one in told),
        peak_mb=max(max(one["peak_mb"], one["peak_mb_worker"]) for one in told),
        store_cpu=sum(one["cpu"] for one in told) if kind in OURS and workers > 1 else 0.0,
    )


def _start(kind: str, folder: Path, first: int, step: int, workers: int) -> subprocess.Popen[str]:
    paths = os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])
    environment = {**os.environ, **dict.fromkeys(ONE_THREAD, "1"), "TOKENIZERS_PARALLELISM": "false"}
    environment["PYTHONPATH"] = paths
    command = [sys.executable, "-m", "speed.runs", kind, str(folder), str(first), str(step), str(workers)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def _told(process: subprocess.Popen[str]) -> dict[str, float]:
    out, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, out)
    told: dict[str, float] = json.loads(out.splitlines()[-1])
    return told
