"""What a reader gets: a `Record`, one document with its bytes; and a `Source`, the same while it is still to be read.

"mail.mbox#3" is the third message of mail.mbox, "notes.zip#2025/wrap.html" a page in an archive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from pipeline.read.files import ReadError

MEGABYTE = 1 << 20
LARGEST = 10 * MEGABYTE
EMPTY = ("the file is empty", "download or paste the article again, or delete the file")
LARGEST_OF = {
    ".txt": 2 * MEGABYTE,  # a book; what is larger takes longer to read than anybody waits
    ".md": 2 * MEGABYTE,
    ".pdf": 60 * MEGABYTE,
    ".eml": 60 * MEGABYTE,
    ".zip": 200 * MEGABYTE,
}


@dataclass(frozen=True, slots=True)
class Record:
    """One document: its identity, its kind as a suffix (".html"), its bytes, and what its container says of it.

    `url` and `publisher` stand for what the document does not say itself; `encoding` is what HTTP declared.
    """

    source_file: str
    suffix: str
    content: bytes
    url: str = ""
    publisher: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document or an archive while it is open; `stream` is good until the next source of its archive is asked for."""

    source_file: str
    suffix: str
    stream: IO[bytes]
    url: str = ""
    publisher: str = ""
    encoding: str = ""


def whole(source: Source) -> Record:
    """The source with all its bytes. ReadError where it is empty, or larger than a document of its kind may be.

    No more than that is ever taken from the stream, so that a small archive cannot fill the memory.
    """
    limit = LARGEST_OF.get(source.suffix, LARGEST)
    content = source.stream.read(limit + 1)
    if len(content) > limit:
        reason = f"the document is larger than {limit // MEGABYTE} MB"
        raise ReadError(reason, "save the article alone, as text, or split the file")
    if not content.strip():
        raise ReadError(*EMPTY)
    return Record(source.source_file, source.suffix, content, source.url, source.publisher, source.encoding)
