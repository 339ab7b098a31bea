"""What a run did with every file, asked of the store: "a.txt has 3 views", "b.txt could not be read: it is empty".

A second run that reads nothing again reports the same, but for its `timings`.
"""

from __future__ import annotations

import json
import os
import platform
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.types import Failure

REPORT_NAME = "run-report.json"
PACKAGES = ("charset-normalizer", "duckdb", "lxml", "rapidfuzz", "spacy", "trafilatura")

# What the store knows of its articles, a row each; chars_read leaves out what is in no block (menus, footers).
STORED_ARTICLES = """
SELECT
    source_file,
    article_id,
    notes,
    (SELECT count(*) FROM view WHERE view.article_id = article.article_id) AS views,
    (SELECT count(*) FROM level WHERE level.article_id = article.article_id) AS levels,
    length(text) AS chars_total,
    CAST(coalesce(list_sum([block.end_at - block.start_at FOR block IN blocks]), 0) AS BIGINT) AS chars_read
FROM article
"""


class FileState(StrEnum):
    """What became of a file; a copy of an earlier article is a `DUPLICATE` whether it has views or not."""

    VIEWS = "views"
    NO_VIEWS = "no views"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"


STATE_WORDS = {
    FileState.VIEWS: "with views",
    FileState.NO_VIEWS: "without views",
    FileState.DUPLICATE: "copy of an earlier article",
    FileState.UNREADABLE: "skipped",
}


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file of the folder: its state, why it could not be read and what to do, or its notes and counts.

    `duplicate_of` is the source_file of the earlier article; characters are counted in `Article.text`.
    """

    source_file: str
    state: FileState
    reason: str = ""
    advice: str = ""
    notes: tuple[str, ...] = ()
    duplicate_of: str = ""
    views: int = 0
    levels: int = 0
    chars_total: int = 0
    chars_read: int = 0


@dataclass(frozen=True, slots=True)
class RunReport:
    """All that a run tells its user. `consensus` holds `store.ConsensusRow`s; seconds are in `timings`;
    `dropped` counts the candidates that became no view by step and reason, `corrections` the lines that were `applied`,
    and says of those that were `not_applied` why.
    """

    settings: Mapping[str, str]
    as_of: date | None
    files: tuple[FileReport, ...]
    consensus: tuple[Any, ...]
    timings: Mapping[str, float]
    pruned: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    corrections: Mapping[str, Any] = field(default_factory=dict)

    @property
    def exit_status(self) -> int:
        """0 all files were read, 1 none could be, 3 some could not; 1 for a folder without articles too."""
        unreadable = self.count(FileState.UNREADABLE)
        if unreadable == len(self.files):
            return 1
        return 3 if unreadable else 0

    def count(self, state: FileState) -> int:
        """How many files are in a state."""
        return sum(file.state is state for file in self.files)


def report_files(con: Any, found: Collection[str], failures: Sequence[Failure]) -> tuple[FileReport, ...]:
    """What became of each file: `found` are the articles of the folder, `failures` those that could not be read.

    `con` is an open store; a file without a failure must be in it.
    """
    from pipeline import store

    copies = store.duplicates(con)
    rows = con.execute(STORED_ARTICLES).fetchall()
    names = {article_id: source_file for source_file, article_id, *_ in rows}
    failed = {failure.source_file: failure for failure in failures}
    read = [
        _read_file(source_file, names.get(copies.get(article_id, ""), ""), tuple(notes), counts)
        for source_file, article_id, notes, *counts in rows
        if source_file in found and source_file not in failed
    ]
    unreadable = [
        FileReport(failure.source_file, FileState.UNREADABLE, failure.reason, failure.advice)
        for failure in failed.values()
    ]
    return tuple(sorted([*read, *unreadable], key=lambda file: file.source_file))


def _read_file(source_file: str, original: str, notes: tuple[str, ...], counts: Sequence[int]) -> FileReport:
    views, levels, chars_total, chars_read = counts
    state = FileState.DUPLICATE if original else FileState.VIEWS if views else FileState.NO_VIEWS
    return FileReport(
        source_file,
        state,
        notes=notes,
        duplicate_of=original,
        views=views,
        levels=levels,
        chars_total=chars_total,
        chars_read=chars_read,
    )


def report_data(report: RunReport) -> dict[str, Any]:
    """The report as run-report.json holds it; only `timings` differs between equal runs, and no path is absolute."""
    return {
        "market_views": __version__,
        **report.settings,
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "files": [_file_data(file) for file in report.files],
        "counts": _counts(report),
        "dropped": dict(report.dropped),
        "corrections": dict(report.corrections),
        "versions": _versions(),
        "timings": dict(report.timings),
    }


def _file_data(file: FileReport) -> dict[str, Any]:
    if file.state is FileState.UNREADABLE:
        return {"source_file": file.source_file, "state": file.state, "reason": file.reason, "advice": file.advice}
    counts = {name: getattr(file, name) for name in ("views", "levels", "chars_total", "chars_read")}
    copied = {"duplicate_of": file.duplicate_of} if file.duplicate_of else {}
    return {"source_file": file.source_file, "state": file.state, "notes": file.notes, **copied, **counts}


def _counts(report: RunReport) -> dict[str, Any]:
    """The sums over the files of this run; the store may hold articles of former runs besides."""
    sums = {name: sum(getattr(file, name) for file in report.files) for name in ("views", "levels", "chars_total")}
    chars_read = sum(file.chars_read for file in report.files)
    states = {state.value: report.count(state) for state in FileState}
    return {
        "files": len(report.files),
        "states": states,
        "notes": count_notes(report),
        **sums,
        "chars_read": chars_read,
    }


def count_notes(report: RunReport) -> dict[str, int]:
    """How many files have each note, the most frequent first: {"no date found": 3}."""
    notes = Counter(note for file in report.files for note in file.notes)
    return dict(sorted(notes.items(), key=lambda item: (-item[1], item[0])))


def summary_lines(report: RunReport) -> list[str]:
    """What a person wants to know of a run, line by line: "14 of 16 files read: views 31, levels 58"."""
    total = len(report.files)
    read = total - report.count(FileState.UNREADABLE)
    views, levels = (sum(getattr(file, name) for file in report.files) for name in ("views", "levels"))
    lines = [f"{read} of {total} files read: views {views}, levels {levels}"]
    for state, words in STATE_WORDS.items():
        count = report.count(state)
        lines += [f"{count:6d}  {words}{_reasons(report, state)}"] if count else []
    lines += [f"{count:6d}  {note}" for note, count in count_notes(report).items()]
    applied = report.corrections.get("applied", 0)
    lines += [f"{applied:6d}  lines of corrections applied"] if applied else []
    lines += [f"{report.pruned:6d}  forgotten, their files are gone"] if report.pruned else []
    return lines


def _reasons(report: RunReport, state: FileState) -> str:
    """Why files are in a state, where that was said: ": the file is empty (2), no article text found"."""
    reasons = Counter(file.reason for file in report.files if file.state is state and file.reason)
    said = ", ".join(f"{reason} ({count})" if count > 1 else reason for reason, count in sorted(reasons.items()))
    return f": {said}" if said else ""


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def write_report(report: RunReport, out: Path) -> None:
    """Write run-report.json to the folder `out`, whole or not at all; keys sorted, UTF-8, newlines `\\n`."""
    # A file name that is no UTF-8 would stop the writing; as \udcff it is valid JSON and readable.
    text = json.dumps(report_data(report), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    unfinished = out / f".{REPORT_NAME}.{os.getpid()}.tmp"
    try:
        unfinished.write_bytes(text.encode("utf-8", "backslashreplace"))
        unfinished.replace(out / REPORT_NAME)
    finally:
        unfinished.unlink(missing_ok=True)
