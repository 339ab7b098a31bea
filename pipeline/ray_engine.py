"""Extracts the articles of a place with Ray, on one machine or many, to a Parquet dataset.

`write_dataset("s3://archive/2025", "s3://archive/views/extractions", setup, version)`. What is scheduled, repeated and
held back is Ray's business; documents are read and extracted by the functions that the local engine uses.
"""

from __future__ import annotations

import logging
import math
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from pipeline import read
from pipeline.places import Place, as_folder, find_articles, storage
from pipeline.shipped import resolve_model
from pipeline.types import Failure
from pipeline.workers import (
    Result,
    RunError,
    Setup,
    extract_lot,
    limit_threads,
    load_extractor,
    lots,
    search_garbage_less,
    unstorable,
)

FILES_A_BLOCK, MOST_BLOCKS = 100, 2_000  # files are handed out in blocks, each of which costs tables on its way
BLOCKS_AN_ACTOR = 4  # at least, so that none waits for the last of few
BLOCK_BYTES = 4 << 20  # some fifty pages of an archive: what an actor takes at once
ROWS_A_FILE = 25_000  # articles in a file of the dataset, at least: 5 to 35 MB, and a process is started for each
ACTOR_CPUS, HELPER_CPUS = 0.9, 0.05  # an actor a processor, and room beside them for who reads and who writes
READERS_AN_ACTOR, ACTORS_A_READER = 2, 4  # of addresses, which keep readers waiting, and of folders
RESTARTS = 3  # of an actor whose article killed it; then the run ends
LOGS = "/tmp/ray/session_latest/logs"
RECORD = ("source_file", "suffix", "content", "url", "publisher", "encoding")
NOT_INSTALLED = RunError("Ray is not installed", "pip install 'market-views[dist]', on every machine")


@contextmanager
def connected(address: str | None, actors: int) -> Iterator[int]:
    """The cluster at an address ("auto", "ray://host:10001"), or Ray started on this machine alone, left in the end.

    Gives how many actors it has room for, at most `actors` if that is not 0. Raises RunError where none can be reached.
    """
    try:
        import ray
    except ImportError as error:
        raise NOT_INSTALLED from error
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # what matters of its log comes back as an error
    start = partial(ray.init, log_to_driver=False, logging_level=logging.ERROR)
    try:
        if address:
            start(address=address)
        else:
            start(num_cpus=actors or None, include_dashboard=False)
    except (ConnectionError, RuntimeError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise RunError(f"no Ray cluster can be reached ({reason})", "check --address") from error
    try:
        room = max(1, int(ray.cluster_resources().get("CPU", 1)))  # type: ignore[no-untyped-call]
        yield min(actors, room) if actors else room
    finally:
        ray.shutdown()


def write_dataset(
    source: Place,
    target: Place,
    setup: Setup,
    version: str,
    *,
    actors: int,
    fields: read.JsonFields | None = None,
    shown: bool = False,
) -> None:
    """Extract all documents of `source` to Parquet files in `target`, with as many actors of a Ray that is connected.

    `setup` names the model as a user does, since it lies elsewhere on each machine. `shown` lets Ray print its
    progress. Raises RunError where the run cannot be ended.
    """
    import pyarrow.fs
    import ray.data

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = shown
    context.target_max_block_size = BLOCK_BYTES
    logger = logging.getLogger("ray.data")
    logger.setLevel(logging.ERROR)
    for handler in logger.handlers:
        if isinstance(handler, logging.StreamHandler):  # the screen: what goes wrong is told by our error, in a line
            handler.setLevel(logging.CRITICAL)
    names, unreadable = find_articles(source)
    files = [_named(name) for name in names] + [_failed(failure) for failure in unreadable]
    if not files:
        return
    system, path = storage(target)
    try:
        documents: ray.data.Dataset = ray.data.from_items(files, override_num_blocks=_blocks(len(files), actors))
        if not all(_actor_reads(source, name) for name in names):
            documents = documents.flat_map(
                partial(_documents, source=source, fields=fields),
                num_cpus=HELPER_CPUS,
                compute=ray.data.TaskPoolStrategy(size=_readers(source, actors)),
            )
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"ray\.")  # that few files keep few actors busy, say
            _extracted(documents, source, setup, version, actors).write_parquet(
                path,
                filesystem=pyarrow.fs.PyFileSystem(pyarrow.fs.FSSpecHandler(system)),
                min_rows_per_file=ROWS_A_FILE,
                ray_remote_args={"num_cpus": HELPER_CPUS},
                compression="zstd",
            )
    except ray.exceptions.RayError as error:
        reason = str(error).strip().splitlines()[-1].strip().partition(". ")[0]
        raise RunError(f"Ray could not end the run ({reason})", f"see its logs, by default in {LOGS}") from error


def _blocks(files: int, actors: int) -> int:
    """In how many blocks so many files are handed out: 8 for 60 of two actors, 20 for 2,000."""
    return min(files, MOST_BLOCKS, max(BLOCKS_AN_ACTOR * actors, files // FILES_A_BLOCK))


def _readers(source: Place, actors: int) -> int:
    """How many processes read for so many actors; each takes a second and a half to start."""
    return math.ceil(actors / ACTORS_A_READER) if isinstance(source, Path) else READERS_AN_ACTOR * actors


def _actor_reads(source: Place, name: str) -> bool:
    """Whether an actor takes a file as it lies there: one of a folder, that holds a single document."""
    return isinstance(source, Path) and read.holds_one(name)


def _extracted(documents: Any, source: Place, setup: Setup, version: str, actors: int) -> Any:
    """The rows of the dataset, of rows of documents."""
    import ray.data

    with warnings.catch_warnings():
        # Ray has no other way yet to say how often an actor may die: without a limit it would go on for ever.
        warnings.filterwarnings("ignore", "`ray_remote_args` is deprecated")
        return documents.map_batches(
            _Extracting,
            fn_constructor_args=(source, setup, version),
            batch_format="pyarrow",
            num_cpus=ACTOR_CPUS,
            compute=ray.data.ActorPoolStrategy(size=actors),
            max_restarts=RESTARTS,
            max_task_retries=RESTARTS,
        )


def _documents(row: Mapping[str, Any], *, source: Place, fields: read.JsonFields | None) -> Iterator[dict[str, Any]]:
    """The documents of a file as rows, one after another; one that an actor reads, or that failed, as it is."""
    name = str(row["source_file"])
    if row["reason"] or _actor_reads(source, name):
        yield dict(row)
        return
    try:
        with as_folder(source, name) as folder:
            for record in read.records(folder, name, fields):
                if isinstance(record, Failure):
                    yield _failed(record)
                else:
                    yield {field: getattr(record, field) for field in RECORD} | {"reason": "", "advice": ""}
    except read.ReadError as error:
        yield _failed(Failure(name, error.reason, error.advice))


def _failed(failure: Failure) -> dict[str, Any]:
    """The row of a document that could not be read."""
    return _named(failure.source_file) | {"reason": failure.reason, "advice": failure.advice}


def _named(name: str) -> dict[str, Any]:
    """The row of a file that is not read yet, with all columns of those that are; it has no suffix."""
    return dict.fromkeys((*RECORD, "reason", "advice"), "") | {"source_file": name, "content": b""}


class _Extracting:
    """An actor: it loads the models once, and makes rows of the dataset of documents."""

    def __init__(self, source: Place, setup: Setup, version: str) -> None:
        from pipeline.store.dataset import dataset_schema

        limit_threads()
        search_garbage_less()
        load_extractor(Setup(resolve_model(setup.model), setup.spacy_model, setup.min_confidence))
        self._source, self._version, self._schema = source, version, dataset_schema()

    def __call__(self, batch: Any) -> Any:
        import pyarrow

        documents = (record for row in batch.to_pylist() for record in _records(row, self._source))
        rows = [self._row(one) for lot in lots(documents) for found in extract_lot(lot) for one in found]
        return pyarrow.Table.from_pylist(rows, schema=self._schema)

    def _row(self, found: Result) -> dict[str, Any]:
        from pipeline.store.dataset import dataset_row, failure_row

        if isinstance(found, Failure):
            return failure_row(found)
        try:
            return dataset_row(found, self._version)
        except ValueError as error:
            return failure_row(unstorable(found.article.source_file, error))


def _records(row: Mapping[str, Any], source: Place) -> Iterator[read.Record | Failure]:
    """The document of a row, read now if it was not."""
    if row["reason"]:
        yield Failure(row["source_file"], row["reason"], row["advice"])
    elif row["suffix"]:
        yield read.Record(**{field: row[field] for field in RECORD})
    else:
        yield from read.records(Path(source), row["source_file"])
