"""The documents of a folder that a run has to read: those that the store does not know as they are now.

`Inputs` is run through once; while that goes on it notes what it met, for the report and for `--prune`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, takewhile
from pathlib import Path, PurePosixPath

from pipeline import read
from pipeline.types import Extraction, Failure
from pipeline.workers import Found

Known = Mapping[str, tuple[str, str]]  # source_file -> (content_hash, extractor_version), of the store


@dataclass(slots=True)
class Inputs:
    """The documents in the files `names` of `folder`, without those that are `known` with this extractor `version`.

    `met` are the names of all documents so far, `closed` those of files and archives that could not be opened or not
    be read to their end, `files_done` counts the files before that of the last document that came back.
    """

    folder: Path
    names: Sequence[str]
    known: Known
    version: str
    fields: read.JsonFields | None = None
    met: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    files_done: int = 0
    under_way: deque[int] = field(default_factory=deque)  # how many files stand before that of each document given out

    def __iter__(self) -> Iterator[read.Record | Failure]:
        for number, name in enumerate(self.names):
            for found in read.records(self.folder, name, self.fields):
                self.met.add(found.source_file)
                if isinstance(found, Failure):
                    self.closed.update(holders_of(found.source_file))
                elif self._is_known(found):
                    continue
                self.under_way.append(number)
                yield found

    def came_back(self) -> None:
        """Note that the next document came back, in the order in which they were given out."""
        self.files_done = self.under_way.popleft()

    def _is_known(self, record: read.Record) -> bool:
        """Whether the store has the articles of this very document."""
        state = (read.content_hash(record), self.version)
        return any(self.known.get(name) == state for name in (record.source_file, f"{record.source_file}#1"))

    def outdated(self, record: read.Record | Failure, found: Found) -> list[str]:
        """The articles that the store has of a document, and that it does not hold any more."""
        if not all(isinstance(one, Extraction) for one in found):
            return []
        now = {one.article.source_file for one in found if isinstance(one, Extraction)}
        parts = takewhile(self.known.__contains__, (f"{record.source_file}#{number}" for number in count(1)))
        return [name for name in (record.source_file, *parts) if name in self.known and name not in now]

    def holds(self, source_file: str) -> bool:
        """Whether an article is of a document that was met: "wrap.txt#2" is of "wrap.txt"."""
        return source_file in self.met or source_file.rpartition("#")[0] in self.met

    def may_hold(self, source_file: str, unlisted: Sequence[Failure]) -> bool:
        """Whether an article may still be there: in an archive, or a folder, that could not be read to its end."""
        closed = {failure.source_file for failure in unlisted} | self.closed
        names = holders_of(source_file)
        return not closed.isdisjoint({*names, *map(str, PurePosixPath(names[-1]).parents)})


def holders_of(source_file: str) -> list[str]:
    """A document and the archives it lies in, outwards: "a.zip#b.mbox#3", "a.zip#b.mbox", "a.zip"."""
    names = source_file.split("#")
    return ["#".join(names[:length]) for length in range(len(names), 0, -1)]
