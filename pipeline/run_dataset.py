"""A place of articles in, a Parquet dataset out, by Ray; and the tables of a folder that holds such a dataset.

The first file of a dataset is its mark: a folder without it is somebody else's, and never touched. The last one is
`_SUCCESS`; a dataset without it is refused.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.places import Place, below, storage
from pipeline.read.jsonl import JsonFields
from pipeline.run import (
    SPACY_MODEL,
    STORE_NAME,
    check_folder,
    check_setup,
    export_tables,
    extractor_version,
    make_folder,
    model_name,
    writing,
)
from pipeline.run_report import RunReport, report_files, write_report
from pipeline.shipped import resolve_model
from pipeline.workers import RunError, Setup

DATASET, MARK, DONE = "extractions", "_MARKET_VIEWS", "_SUCCESS"

COUNTS = """
SELECT
    (SELECT count(*) FROM article),
    (SELECT count(*) FROM failure),
    (SELECT count(*) FROM view),
    (SELECT count(*) FROM level)
"""


@dataclass(frozen=True, slots=True)
class Written:
    """What a dataset holds: how many articles, documents that could not be read, views and levels."""

    articles: int
    unreadable: int
    views: int
    levels: int

    @property
    def exit_status(self) -> int:
        """0 all was read, 1 nothing could be, 3 some could not, as of `RunReport`."""
        return (3 if self.articles else 1) if self.unreadable else int(not self.articles)


def extract_to_dataset(
    source: Place,
    out: Place,
    *,
    model: str | None = None,
    spacy_model: str = SPACY_MODEL,
    min_confidence: float = 0.0,
    actors: int = 0,
    address: str | None = None,
    json_fields: JsonFields | None = None,
    shown: bool = False,
) -> Written:
    """Read all articles of `source` and write the dataset `extractions` in `out`, in place of an earlier one.

    Other arguments are those of `extract_folder`; `actors` counts processes, 0 means one a processor of the cluster at
    `address`, which is this machine alone if there is none. Raises RunError where nothing can be done at all.
    """
    from pipeline import ray_engine

    resolved = Setup(resolve_model(model), spacy_model, min_confidence)
    check_setup(resolved)
    if isinstance(source, Path):
        check_folder(source)
        source = source.resolve()
    if isinstance(out, Path):
        if (out / STORE_NAME).exists():
            raise RunError(f"'{out}' holds the store of another engine", "name another folder with --out")
        make_folder(out)
        out = out.resolve()
    named = model or model_name(resolved.model)
    if Path(named).is_dir():
        named = str(Path(named).resolve())
    target = below(out, DATASET)
    extracting = Setup(named, spacy_model, min_confidence)
    version = extractor_version(resolved)
    _check_room(target)
    with ray_engine.connected(address, actors) as room:
        _clear(target)
        ray_engine.write_dataset(source, target, extracting, version, actors=room, fields=json_fields, shown=shown)
    files, path = storage(target)
    files.pipe_file(f"{path}/{DONE}", b"")
    with opened_dataset(out) as con:
        return Written(*con.execute(COUNTS).fetchone())


def _check_room(target: Place) -> None:
    """Raise RunError where something lies that is no dataset of ours, before anything is started."""
    files, path = storage(target)
    try:
        is_taken = files.exists(path) and files.ls(path) and not files.exists(f"{path}/{MARK}")
    except Exception as error:  # each storage has errors of its own
        raise RunError(f"'{target}' cannot be read ({error})", "check your rights there") from error
    if is_taken:
        raise RunError(f"'{target}' holds files that are no dataset", "name another place with --out")


def _clear(target: Place) -> None:
    """Make room for a dataset, in place of an earlier one: of that `_SUCCESS` goes first, and the mark stays, so that
    what is broken off here is still known as ours."""
    files, path = storage(target)
    try:
        files.makedirs(path, exist_ok=True)
        files.pipe_file(f"{path}/{MARK}", b"")
        earlier = [str(name) for name in files.ls(path, detail=False) if not str(name).endswith(f"/{MARK}")]
        for name in sorted(earlier, key=lambda name: not name.endswith(f"/{DONE}")):
            files.rm(name, recursive=True)
    except Exception as error:  # each storage has errors of its own
        raise RunError(f"'{target}' cannot be written ({error})", "check your rights there") from error


def holds_dataset(place: Place) -> bool:
    """Whether a dataset lies in a place, whole or not."""
    if isinstance(place, Path):
        return (place / DATASET / MARK).is_file()
    files, path = storage(below(place, DATASET))
    return bool(files.exists(f"{path}/{MARK}"))


@contextmanager
def opened_dataset(place: Place) -> Iterator[Any]:
    """The dataset in a place as a store to be asked, closed in the end; RunError where there is none that is whole."""
    from pipeline import store

    try:
        con = _opened_here(place) if isinstance(place, Path) else _opened_there(place)
    except store.StoreError as error:
        raise RunError(str(error), "") from error
    try:
        yield con
    finally:
        con.close()


def _opened_here(place: Path) -> Any:
    """The dataset of a folder of this machine, which needs no more than DuckDB."""
    from pipeline import store

    folder = place / DATASET
    if not (folder / DONE).is_file():
        raise _not_whole(place)
    return store.open_dataset(sorted(map(str, folder.glob("*.parquet"))), place)


def _opened_there(place: str) -> Any:
    """The dataset at an address; corrections are only read from folders."""
    from pipeline import store

    files, path = storage(below(place, DATASET))
    if not files.exists(f"{path}/{DONE}"):
        raise _not_whole(place)
    names = sorted(files.unstrip_protocol(str(name)) for name in files.glob(f"{path}/*.parquet"))
    return store.open_dataset(names, None, filesystem=files)


def _not_whole(place: Place) -> RunError:
    return RunError(f"the dataset in '{place}' is not whole: the run that wrote it did not end", "run it again")


def write_tables(out: Path, *, as_of: date | None = None) -> RunReport:
    """Write views, levels, consensus, articles and the run report of the dataset in `out` beside it.

    Raises RunError where there is none, or the tables cannot be written.
    """
    from pipeline import store

    began = time.monotonic()
    with opened_dataset(out) as con:
        consensus = export_tables(con, out, as_of)
        articles = con.execute("SELECT source_file, extractor_version FROM article").fetchall()
        present = {source_file for source_file, _ in articles}
        report = RunReport(
            settings={"extractor": max((version for _, version in articles), default="")},
            as_of=consensus[0].as_of if consensus else as_of,
            files=report_files(con, present, store.dataset_failures(con)),
            consensus=consensus,
            timings={"export_seconds": round(time.monotonic() - began, 3)},
            dropped=store.dropped_counts(con, present),
            corrections=asdict(store.apply_corrections(con)),
        )
    with writing(out):
        write_report(report, out)
    return report
